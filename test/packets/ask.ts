// What the tests of packets ask: one packet or several, at a built-in chain of a dump.

import { type Hook, packetsAt } from '../../server/src/packets/dimensions';
import { type Branch, evaluate } from '../../server/src/packets/evaluate';
import { parseInterface } from '../../server/src/packets/interfaces';
import { type Box, intersect } from '../../server/src/packets/packet-set';
import { type Question, readQuestion } from '../../server/src/packets/question';
import type { Ranges } from '../../server/src/packets/ranges';
import type { Detail } from '../../server/src/packets/walk';
import { readDocument } from '../../server/src/ruleset/document';
import { buildRuleset, type Ruleset, type Table } from '../../server/src/ruleset/ruleset';
import type { Family } from '../../server/src/ruleset/tables';

export interface Dump {
  ruleset: Ruleset;
  table: Table;
}

/** The last table of that name in a dump. */
export function readTable(text: string, name = 'nat', family: Family = 'ipv4'): Dump {
  const ruleset = buildRuleset(readDocument(text, family));
  const table = ruleset.tables.filter((each) => each.name === name).at(-1);
  if (!table) throw new Error(`no table ${name}`);
  return { ruleset, table };
}

/** A question at one hook: `interface` is the one that a packet comes in or leaves by there. */
export interface HookQuestion extends Question {
  interface?: string;
}

export function ask(dump: Dump, hook: Hook, question: HookQuestion, detail: Detail = 'all', budget?: number): Branch[] {
  const { ruleset, table } = dump;
  const { family } = ruleset.document;
  const all = packetsAt(hook, table.name, family);
  const { interface: name, ...others } = question;
  const way = hook === 'OUTPUT' || hook === 'POSTROUTING' ? 'leaving' : 'incoming';
  const read = readQuestion({ ...others, ...(name && { [way]: name }) }, family);
  if ('unreadable' in read) throw new Error(`cannot read ${read.unreadable}`);
  const packets = intersect([all], [withLoopback(read.asked, hook)]);
  return evaluate(ruleset, table, hook, packets, { detail, ...(budget && { budget }) });
}

/** What is sent to a loopback address goes over lo. */
function withLoopback(asked: Box, hook: Hook): Box {
  const destination = asked.get('destination') as Ranges | undefined;
  const isLoopback = destination?.every(({ low, high }) => low >= 0x7f000000 && high <= 0x7fffffff);
  if (!isLoopback || hook !== 'OUTPUT') return asked;
  return new Map([...asked, ['outInterface', [parseInterface('lo')!]]]);
}

/** `ISTIO_OUTPUT 4 RETURN > policy ACCEPT`: chain, number and target of each rule, then the end. */
export function wayOf(branch: Branch): string {
  const steps = branch.steps.map(({ chain, number, action }) => {
    const target = action.kind === 'jump' || action.kind === 'goto' ? action.chain : '';
    return `${chain} ${number}${target && ` ${target}`}`;
  });
  return [...steps, endOf(branch)].join(' > ');
}

/** `policy ACCEPT`, `redirect 15006`, `dnat 10.0.0.1:80`, `unknown: why`. */
export function endOf({ outcome }: Branch): string {
  switch (outcome.kind) {
    case 'policy':
      return `policy ${outcome.policy.name}`;
    case 'unknown':
      return `unknown: ${outcome.reason}`;
    case 'verdict': {
      const { verdict } = outcome;
      if ('to' in verdict) return `${verdict.kind} ${verdict.to}`;
      return 'ports' in verdict && verdict.ports ? `${verdict.kind} ${verdict.ports}` : verdict.kind;
    }
  }
}
