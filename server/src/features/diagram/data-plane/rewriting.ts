/** Boxes for the rules that give packets another destination or source, and for what they lead to. */

import { systemPortName } from '../../../knowledge/port-names';
import type { Hook } from '../../../packets/dimensions';
import { valuesNow } from '../../../packets/fields';
import { goalText, portText } from '../../../packets/goal-text';
import { intersect, type PacketSet } from '../../../packets/packet-set';
import type { Verdict } from '../../../packets/target';
import type { Direction, Journey, Visit } from '../../../packets/traverse';
import type { Ruleset } from '../../../ruleset/ruleset';
import { addBox, type Sketch } from './sketch';

/** What rewrites a packet's destination on its way: where, and by which verdict. */
export interface Turn {
  visit: Visit;
  verdict: Verdict;
}

/** Where a journey is given another destination; undefined where it keeps the one that it has. */
export function turnOf({ visits, rewrittenBy }: Journey): Turn | undefined {
  for (const visit of visits) {
    const { outcome } = visit;
    if (outcome.kind !== 'verdict') continue;
    const isTurn = rewrittenBy === 'several' ? verbs[outcome.verdict.kind] : outcome.line === rewrittenBy;
    if (isTurn) return { visit, verdict: outcome.verdict };
  }
  return undefined;
}

/** The visit in which a journey gets another source address; undefined where it keeps its own. */
export function sourceChangeOf({ visits }: Journey): Turn | undefined {
  for (const visit of visits) {
    const { outcome } = visit;
    if (outcome.kind !== 'verdict' || (visit.hook !== 'POSTROUTING' && visit.hook !== 'INPUT')) continue;
    if (['snat', 'masquerade', 'netmap'].includes(outcome.verdict.kind)) return { visit, verdict: outcome.verdict };
  }
  return undefined;
}

/** The port on this host that a journey is sent to; undefined where it stays, or is no single one. */
export function listenerPort({ end, fields, packets }: Journey, { verdict }: Turn): string | undefined {
  if (verdict.kind === 'tproxy') return /(\d+)$/.exec(verdict.to)?.[1];
  if (end.kind !== 'local' && verdict.kind !== 'redirect') return undefined;
  return portText(valuesNow(fields, 'destinationPort', packets));
}

/** `15006 Envoy inbound`: a port on this host with its name. */
export function listenerTitle(ruleset: Ruleset, port: string | undefined): string {
  if (port === undefined) return 'the same port here';
  return [systemPortName(ruleset, port) || 'listener', `:${port}`].join(' ');
}

/** Where packets are sent that several rules rewrite. */
export const manyGoals = 'many destinations';

/** `172.17.0.2:80`: where DNAT sends packets. */
export function goalOf(ruleset: Ruleset, { fields, packets, rewrittenBy }: Journey, { verdict }: Turn): string {
  if (rewrittenBy === 'several') return manyGoals;
  const address = valuesNow(fields, 'destination', packets);
  const port = valuesNow(fields, 'destinationPort', packets);
  const text = goalText({ address, port }, ruleset.document.family);
  return text || ('to' in verdict ? verdict.to : 'another address');
}

const verbs: Partial<Record<Verdict['kind'], string>> = {
  redirect: 'redirects',
  tproxy: 'hands over',
  dnat: 'sends',
};

const flowNames: Record<Direction, string> = { in: 'inbound', forward: 'inbound', out: 'outbound' };

/** `redirects inbound tcp to 15006`; what is turned, in words, stands between. */
export function turnTitle(
  { verdict }: Turn,
  direction: Direction,
  [all, what]: readonly [all: string, what: string],
  goal: string,
): string {
  return [verbs[verdict.kind] ?? 'sends', all, flowNames[direction], what, 'to', goal].filter(Boolean).join(' ');
}

/** The box for another source address; the same for all rules of a hook that do it in the same way. */
export function addSourceChange(sketch: Sketch, hook: Hook, { visit, verdict }: Turn, prefix: string): string {
  const title =
    verdict.kind === 'masquerade'
      ? 'MASQUERADE: as the address of this host'
      : `new source address ${'to' in verdict ? verdict.to : ''}`.trim();
  const id = `${prefix}source ${hook} ${title}`;
  addBox(sketch, id, 'rewriting', title, linesOf(visit));
  return id;
}

/** The rules that all packets of a visit have matched, in their order. */
export function linesOf({ steps }: Visit): number[] {
  return steps.map(({ line }) => line);
}

/** The rules that some of the packets of a journey have matched, in their order. */
export function linesMet({ visits }: Journey, packets: PacketSet): number[] {
  return visits.flatMap(({ steps, asides }) => {
    const some = asides.filter((aside) => intersect(aside.packets, packets).length > 0).map(({ step }) => step);
    return [...steps, ...some].sort((a, b) => a.order - b.order).map(({ line }) => line);
  });
}
