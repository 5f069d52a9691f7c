/** Why a packet passes rules without a match: which words of a rule ask for something else than the packet has. */

import { type Hook, isCondition, type Key, type Values } from '../../packets/dimensions';
import { nowOf } from '../../packets/fields';
import type { Flow } from '../../packets/flow';
import { matchOf } from '../../packets/match';
import { intersect, type PacketSet } from '../../packets/packet-set';
import { type PhraseContext, phrase } from '../../packets/phrases';
import type { Asked } from '../../packets/question';
import type { Test } from '../../packets/tests';
import { type Direction, traverse } from '../../packets/traverse';
import { matchAtVisit } from '../../packets/visit';
import type { Passed } from '../../packets/walk';
import { oncePer } from '../../ruleset/once';
import { type RulePart, readRule } from '../../ruleset/rule';
import type { Ruleset } from '../../ruleset/ruleset';
import type { RuleLine } from '../../syntax/line';

/** A rule that a packet does not match. */
export interface Mismatch {
  /** From 0. */
  line: number;
  /** Number of the rule in its chain, from 1. */
  rule: number;
  /** `--dport 15020, but port 15021`. */
  reason: string;
}

/** Rules of a chain, one behind the other, that a packet passes. */
export interface PassedRules {
  hook: Hook;
  table: string;
  chain: string;
  /** The number of the rule behind them, which the packet matches; undefined where the chain ends. */
  before: number | undefined;
  /** How many there are. */
  count: number;
  /** The last of them, the very last one first. */
  last: Mismatch[];
}

/** More rules of a stretch are only counted. */
const maxTold = 20;

/** All rules that one packet passes on its way, in its order; rules that an index leaves out are among them. */
export function passedRules(
  ruleset: Ruleset,
  direction: Direction,
  packet: PacketSet,
  local: Asked['local'],
): PassedRules[] {
  const found: PassedRules[] = [];
  const watch = (passed: Passed) => {
    if (passed.to > passed.from) found.push(passedOf(ruleset, passed, direction));
  };
  traverse(ruleset, direction, packet, { watch, ...(local && { local }) });
  return found;
}

function passedOf(
  ruleset: Ruleset,
  { hook, table, chain, lines, from, to, flows }: Passed,
  direction: Direction,
): PassedRules {
  const context: PhraseContext = { family: ruleset.document.family, hook: direction === 'out' ? 'OUTPUT' : hook };
  const last: Mismatch[] = [];
  for (let i = to - 1; i >= Math.max(from, to - maxTold); i--) {
    const reason = mismatch(ruleset, lines[i]!, flows[0]!, context);
    last.push({ line: lines[i]!, rule: i + 1, reason });
  }
  return { hook, table, chain, before: to < lines.length ? to + 1 : undefined, count: to - from, last };
}

/** What one part of a rule asks for, without the others. */
interface AskedPart {
  part: RulePart;
  test: Test;
}

/** The parts of rules that ask for something; answers of one trace pass the same rules. */
const askedParts = oncePer(({ document: { family } }: Ruleset) =>
  oncePer((line: RuleLine): AskedPart[] => {
    const rule = readRule(line, family);
    const asking = rule.parts.filter(({ option }) => option && option.name !== 'match');
    return asking.map((part) => ({ part, test: matchOf({ ...rule, parts: [part], problems: [] }, family) }));
  }),
);

/** The first words of a rule that a packet does not fit, and what it has instead. */
export function mismatch(ruleset: Ruleset, line: number, flow: Flow, context: PhraseContext): string {
  for (const asked of askedParts(ruleset)(ruleset.document.dump.lines[line] as RuleLine)) {
    const words = mismatchOfPart(asked, flow, context);
    if (words) return words;
  }
  return 'its conditions do not hold together';
}

function mismatchOfPart({ part, test }: AskedPart, flow: Flow, context: PhraseContext): string | undefined {
  if (intersect(flow.packets, matchAtVisit(test, flow.fields, 0)).length > 0) return undefined;
  const [key] = test.flatMap((box) => [...box.keys()]);
  const text = partText(part);
  if (key === undefined) return `${text} matches nothing`;
  if (isCondition(key)) return `${text}: taken as not so here`;
  const values = valuesOf(key, flow);
  return values ? `${text}, but ${phrase(key, values, context)}` : text;
}

/** What the packet has now; undefined where that is not known. */
function valuesOf(key: Key, { packets, fields }: Flow): Values | undefined {
  const now = isCondition(key) ? undefined : nowOf(fields, key as never);
  if (now?.kind === 'value') return now.values;
  return now?.kind === 'key' ? packets[0]?.get(now.key) : undefined;
}

function partText({ inversion, name, values }: RulePart): string {
  return [...(inversion ? ['!'] : []), name.value, ...values.map(({ value }) => value)].join(' ');
}
