/** Why a packet passes rules without a match: which words of a rule ask for something else than the packet has. */

import { type Dimension, type Hook, isCondition, type Key } from '../../packets/dimensions';
import { nowOf, valuesIn } from '../../packets/fields';
import type { Flow } from '../../packets/flow';
import { matchOf } from '../../packets/match';
import { intersect, type PacketSet } from '../../packets/packet-set';
import { type PhraseContext, phrase } from '../../packets/phrases';
import type { Asked } from '../../packets/question';
import type { Test } from '../../packets/tests';
import { type Direction, traverse } from '../../packets/traverse';
import { matchAtVisit } from '../../packets/visit';
import type { Passed } from '../../packets/walk';
import { groupsBy } from '../../ruleset/groups';
import { type RulePart, readRule } from '../../ruleset/rule';
import type { Ruleset } from '../../ruleset/ruleset';
import type { Family } from '../../ruleset/tables';
import type { RuleLine } from '../../syntax/line';
import { onceFor } from '../../syntax/once';

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

/**
 * Tells all rules that one packet passes on its way, in its order; rules that an index leaves out are among them. Packets of one
 * question pass the same rules, which are read once.
 */
export function passedRules(
  ruleset: Ruleset,
  direction: Direction,
  local: Asked['local'],
): (packet: PacketSet) => PassedRules[] {
  const clauses = clausesOf(ruleset);
  return (packet) => {
    const found: PassedRules[] = [];
    const watch = (passed: Passed) => {
      if (passed.to > passed.from) found.push(passedOf(ruleset, passed, direction, clauses));
    };
    traverse(ruleset, direction, packet, { watch, ...(local && { local }) });
    return found;
  };
}

function passedOf(
  ruleset: Ruleset,
  { hook, table, chain, lines, from, to, flows }: Passed,
  direction: Direction,
  clauses: (line: number) => readonly Clause[],
): PassedRules {
  const context: PhraseContext = { family: ruleset.document.family, hook: direction === 'out' ? 'OUTPUT' : hook };
  const last: Mismatch[] = [];
  for (let i = to - 1; i >= Math.max(from, to - maxTold); i--) {
    last.push({ line: lines[i]!, rule: i + 1, reason: mismatch(clauses(lines[i]!), flows[0]!, context) });
  }
  return { hook, table, chain, before: to < lines.length ? to + 1 : undefined, count: to - from, last };
}

/** What one option asks for, or all options of a module together. */
interface Clause {
  text: string;
  test: Test;
  /** The options of a module that has several, each on its own. */
  parts: readonly Clause[];
}

/** Reads what the rules of a ruleset ask for, each once. */
function clausesOf({ document: { dump, family } }: Ruleset): (line: number) => readonly Clause[] {
  return onceFor((line) => readClauses(dump.lines[line] as RuleLine, family));
}

function readClauses(line: RuleLine, family: Family): Clause[] {
  const rule = readRule(line, family);
  const clause = (parts: RulePart[]): Clause => ({
    text: parts.map(partText).join(' '),
    test: matchOf({ ...rule, parts, problems: [] }, family),
    parts: parts.length > 1 ? parts.map((part) => clause([part])) : [],
  });
  return groupsBy(
    rule.parts.filter((part) => part.option && !isLoading(part, rule.parts)),
    (part) => (part.module?.kind === 'match' ? part.instance : part),
  ).map(clause);
}

/** True for the `-m` of a module whose options say what it asks. */
function isLoading({ option, values }: RulePart, parts: readonly RulePart[]): boolean {
  return option?.name === 'match' && parts.some(({ module }) => module?.name === values[0]?.value);
}

/** The first words of a rule that a packet does not fit, and what it has instead. */
function mismatch(clauses: readonly Clause[], flow: Flow, context: PhraseContext): string {
  const failing = clauses.find(({ test }) => fails(test, flow));
  if (failing) return reasonOf(failing.parts.find(({ test }) => fails(test, flow)) ?? failing, flow, context);
  // What is asked anew at each visit of a rule is not compared; a rule that fits in all else fails by that.
  const open = clauses.find(({ test }) => test.some((box) => [...box.keys()].some(isCondition)));
  return open ? `${open.text}: taken as not so here` : 'its conditions do not hold together';
}

function fails(test: Test, { packets, fields }: Flow): boolean {
  return intersect(packets, matchAtVisit(test, fields, 0)).length === 0;
}

function reasonOf({ text, test }: Clause, { packets, fields }: Flow, context: PhraseContext): string {
  const [key] = test.flatMap((box): Key[] => [...box.keys()]);
  if (key === undefined) return `${text} matches nothing`;
  if (isCondition(key)) return `${text}: taken as not so here`;
  const values = valuesIn(nowOf(fields, key as Dimension), packets[0]!);
  return values ? `${text}, but ${phrase(key, values, context)}` : text;
}

function partText({ inversion, name, values }: RulePart): string {
  return [...(inversion ? ['!'] : []), name.value, ...values.map(({ value }) => value)].join(' ');
}
