/** Backwards from a rule: the built-in chains that it can be reached from, and packets among which all that reach it are. */

import { chainOfRule } from '../ruleset/document';
import { readRule } from '../ruleset/rule';
import type { Ruleset, Table } from '../ruleset/ruleset';
import { chainById } from '../ruleset/table';
import type { RuleLine } from '../syntax/line';
import { compileRule } from './compiled-rule';
import { type Hook, isBits, isOptional, type Key } from './dimensions';
import { type Box, type PacketSet, simplify, subtract } from './packet-set';
import { callersOf } from './table-rules';
import { and, type Test } from './tests';

/** Ways that are followed back; a rule with more is asked about with its own conditions only. */
const maxWays = 64;
const maxDepth = 50;

/** What leads from a built-in chain to a rule. */
export interface Way {
  hook: Hook;
  /** The jumps and gotos, in the packet's order. */
  lines: readonly number[];
}

/** Every way of jumps from a built-in chain to a rule's chain, up to a limit; `complete` is false when there are more. */
export function waysTo(ruleset: Ruleset, table: Table, line: number): { ways: Way[]; complete: boolean } {
  const result = { ways: [] as Way[], complete: true };
  const chain = chainOfRule(ruleset.document, line);
  if (chain >= 0) follow(ruleset, table, chain, [], result);
  return result;
}

/** The built-in chains from which a chain is reached by jumps; quick for any number of ways. */
export function hooksTo(ruleset: Ruleset, table: Table, line: number): Hook[] {
  const callers = callersOf(ruleset, table);
  const start = chainOfRule(ruleset.document, line);
  const seen = new Set([start]);
  const hooks: Hook[] = [];
  for (const id of seen) {
    if (id < 0) continue;
    const chain = chainById(table, id);
    if (chain?.builtIn) hooks.push(chain.name as Hook);
    for (const caller of callers.get(id) ?? []) seen.add(chainOfRule(ruleset.document, caller));
  }
  return hooks.sort((a, b) => hookOrder.indexOf(a) - hookOrder.indexOf(b));
}

const hookOrder: readonly Hook[] = ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'];

/** The packets that one rule asks for, among those of the box. */
export function packetsOfRule(ruleset: Ruleset, line: number, from: Box): PacketSet {
  return among(from, certainTests(ruleset, line));
}

/** A set that holds every packet of the box that can reach the rule, and match it, by one of the ways. */
export function packetsByWays(ruleset: Ruleset, line: number, ways: readonly Way[], from: Box): PacketSet {
  const set: Box[] = [];
  for (const way of ways) {
    const test = [...way.lines, line].map((each) => certainTests(ruleset, each)).reduce(and);
    set.push(...subtract(among(from, test), set));
  }
  return simplify(set);
}

/** The tests of a rule that hold already when the packet enters: marks may change on the way, conditions are not counted on. */
function certainTests(ruleset: Ruleset, line: number): Test {
  const { match } = compileRule(ruleset.document.dump.lines[line] as RuleLine, ruleset.document.family);
  return match.map((box) => new Map([...box].filter(([key]) => isCertain(key))));
}

function isCertain(key: Key): boolean {
  return !isBits(key) && !isOptional(key);
}

/** Without its conditions a test's boxes may overlap; those of the answer do not. */
function among(from: Box, test: Test): PacketSet {
  const set: Box[] = [];
  for (const box of and([from], test)) set.push(...subtract([box], set));
  return set;
}

function follow(
  ruleset: Ruleset,
  table: Table,
  chain: number,
  lines: readonly number[],
  result: { ways: Way[]; complete: boolean },
): void {
  const found = chainById(table, chain);
  if (found?.builtIn) result.ways.push({ hook: found.name as Hook, lines });
  for (const caller of callersOf(ruleset, table).get(chain) ?? []) {
    if (lines.includes(caller)) continue;
    if (result.ways.length >= maxWays || lines.length >= maxDepth) {
      result.complete = false;
      return;
    }
    follow(ruleset, table, chainOfRule(ruleset.document, caller), [caller, ...lines], result);
  }
}

/** True when the rule names a port of the packet. */
export function namesPort(ruleset: Ruleset, line: number): boolean {
  const rule = readRule(ruleset.document.dump.lines[line] as RuleLine, ruleset.document.family);
  return rule.parts.some(
    (part) => part.module?.kind === 'match' && /^(?:[sd]?ports|[sd]port)$/.test(part.option?.name ?? ''),
  );
}
