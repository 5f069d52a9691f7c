/** Sends a packet set through one built-in chain: first match wins, jumps, gotos, RETURN, policies; three-valued. */

import type { Chain, Ruleset, Table } from '../ruleset/ruleset';
import { chainById } from '../ruleset/table';
import type { RuleLine } from '../syntax/line';
import { type BitChange, thenSet, unchanged } from './bits';
import { type CompiledRule, compiledRule, compileRule } from './compiled-rule';
import { type Hook, hasOwner } from './dimensions';
import { surelyMisses } from './glimpse';
import { type Box, disjoint, intersect, type PacketSet, simplify, subtract, weight } from './packet-set';
import { type Policy, type TableRules, tableRules } from './table-rules';
import type { Action, MarkEffect, Verdict } from './target';
import type { Test } from './tests';
import { type Marks, matchAtVisit } from './visit';

/** A rule that a packet matches on its way, with what the rule does. */
export interface Step {
  line: number;
  chain: string;
  /** Number of the rule in its chain, from 1. */
  number: number;
  action: Action;
}

/** How the way through the table ends. */
export type Outcome =
  | { kind: 'verdict'; verdict: Verdict; line: number }
  | { kind: 'policy'; policy: Policy }
  | { kind: 'unknown'; reason: string; line: number | undefined };

/** Packets that go the same way. */
export interface Branch {
  packets: PacketSet;
  steps: readonly Step[];
  outcome: Outcome;
}

/**
 * What the steps of a branch are: 'all' rules that the packets match (branches of the same outcome may then differ in their
 * steps), or the 'way' in only, the jumps that lead to the deciding rule and that rule, with fewer branches.
 */
export type Detail = 'all' | 'way';

export interface EvaluateOptions {
  detail: Detail;
  /** Work that may be spent, in boxes looked at; packets left when it is used up become a branch `unknown`. */
  budget?: number;
}

/** Deeper jumps are not followed; nf_tables itself allows 16. */
const maxDepth = 200;
const defaultBudget = 400_000;

interface Flow {
  packets: PacketSet;
  marks: Marks;
  steps: StepList | undefined;
}

/** The steps so far, the last one first. */
interface StepList {
  step: Step;
  before: StepList | undefined;
}

interface Walk {
  ruleset: Ruleset;
  table: Table;
  rules: TableRules;
  owner: boolean;
  detail: Detail;
  budget: number;
  visits: number;
  branches: Branch[];
  /** Chains that the packet is in, by the number of their names. */
  active: Set<number>;
}

/** Disjoint branches that together hold all the packets. The chain is one of the table's built-in ones. */
export function evaluate(
  ruleset: Ruleset,
  table: Table,
  hook: Hook,
  packets: PacketSet,
  options: EvaluateOptions,
): Branch[] {
  const id = ruleset.document.names.ids.get(hook);
  const chain = id === undefined ? undefined : chainById(table, id);
  if (!chain || packets.length === 0) return [];
  const walk: Walk = {
    ruleset,
    table,
    rules: tableRules(ruleset, table),
    owner: hasOwner(hook),
    detail: options.detail,
    budget: options.budget ?? defaultBudget,
    visits: 0,
    branches: [],
    active: new Set(),
  };
  const flow: Flow = { packets, marks: { mark: unchanged, connmark: unchanged }, steps: undefined };
  const policy = walk.rules.policies[chain.id] ?? { name: undefined, line: undefined };
  for (const left of runChain(walk, chain, [flow])) endFlow(walk, left, { kind: 'policy', policy });
  return mergeBranches(walk.branches);
}

/** Sends flows through a chain; the answer are those that come back from it. */
function runChain(walk: Walk, chain: Chain, flows: Flow[]): Flow[] {
  walk.active.add(chain.id);
  const back: Flow[] = [];
  let current = flows;
  const lines = walk.rules.lines[chain.id] ?? [];
  for (let i = 0; i < lines.length && current.length > 0; i++) {
    const rule = ruleFor(walk, lines[i]!, current);
    if (walk.budget < 0) return giveUp(walk, [...back, ...current], chain);
    if (!rule) continue;
    const { matched, rest } = splitFlows(walk, rule, current);
    if (matched.length === 0) continue;
    const step: Step = { line: lines[i]!, chain: chain.name, number: i + 1, action: rule.action };
    const onward = act(walk, step, matched, back);
    current = onward.length > 0 ? joinFlows(walk, [...rest, ...onward]) : rest;
  }
  walk.active.delete(chain.id);
  return [...back, ...current];
}

/** The rule of a line, unless it can be told quickly that none of the packets match it. */
function ruleFor(walk: Walk, index: number, flows: readonly Flow[]): CompiledRule | undefined {
  const { dump, family } = walk.ruleset.document;
  const line = dump.lines[index] as RuleLine;
  for (const flow of flows) walk.budget -= flow.packets.length;
  const known = compiledRule(line, family);
  if (!known && flows.every((flow) => surelyMisses(line.text, flow.packets))) return undefined;
  const rule = known ?? compileRule(line, family);
  if (!rule.dependsOnVisit && flows.every((flow) => misses(flow.packets, rule.match))) return undefined;
  return rule;
}

function misses(packets: PacketSet, match: Test): boolean {
  return packets.every((box) => match.every((test) => disjoint(box, test)));
}

function splitFlows(walk: Walk, rule: CompiledRule, flows: Flow[]): { matched: Flow[]; rest: Flow[] } {
  const visit = walk.visits++;
  const matched: Flow[] = [];
  const rest: Flow[] = [];
  for (const flow of flows) {
    const test = rule.dependsOnVisit ? matchAtVisit(rule.match, flow.marks, walk.owner, visit) : rule.match;
    const inside = intersect(flow.packets, test);
    if (inside.length === 0) {
      rest.push(flow);
      continue;
    }
    const outside = subtract(flow.packets, test);
    walk.budget -= weight(inside) + weight(outside);
    matched.push({ ...flow, packets: inside });
    if (outside.length > 0) rest.push({ ...flow, packets: outside });
  }
  return { matched, rest };
}

/** Does what the rule says; the answer are the flows that go on behind it, those that leave the chain are added to `back`. */
function act(walk: Walk, step: Step, matched: Flow[], back: Flow[]): Flow[] {
  const { action } = step;
  const flows = withStep(walk, matched, step);
  switch (action.kind) {
    case 'none':
      return walk.detail === 'way' ? matched : flows;
    case 'continue': {
      const passed = walk.detail === 'way' ? matched : flows;
      return action.effect ? passed.map((flow) => withMark(flow, action.effect!)) : passed;
    }
    case 'return':
      back.push(...(walk.detail === 'way' ? matched : flows));
      return [];
    case 'end':
      for (const flow of flows) endFlow(walk, flow, { kind: 'verdict', verdict: action.verdict, line: step.line });
      return [];
    case 'unknown':
      for (const flow of flows) endFlow(walk, flow, { kind: 'unknown', reason: action.reason, line: step.line });
      return [];
    case 'jump':
      return enter(walk, step, action.chain, flows).map((flow) => comeBack(walk, flow, matched));
    case 'goto':
      back.push(...enter(walk, step, action.chain, flows).map((flow) => comeBack(walk, flow, matched)));
      return [];
  }
}

/** In 'way' detail all flows of a chain have come the same way, and share one list of steps. */
function withStep(walk: Walk, flows: Flow[], step: Step): Flow[] {
  if (walk.detail === 'all') return flows.map((flow) => ({ ...flow, steps: { step, before: flow.steps } }));
  const steps: StepList = { step, before: flows[0]!.steps };
  return flows.map((flow) => ({ ...flow, steps }));
}

/** In 'way' detail the steps of a chain that came to nothing are forgotten. */
function comeBack(walk: Walk, flow: Flow, before: Flow[]): Flow {
  return walk.detail === 'way' ? { ...flow, steps: before[0]!.steps } : flow;
}

function enter(walk: Walk, step: Step, name: string, flows: Flow[]): Flow[] {
  const id = walk.ruleset.document.names.ids.get(name);
  const chain = id === undefined ? undefined : chainById(walk.table, id);
  const reason = cannotEnter(walk, chain, name);
  if (!reason) return runChain(walk, chain!, flows);
  for (const flow of flows) endFlow(walk, flow, { kind: 'unknown', reason, line: step.line });
  return [];
}

function cannotEnter(walk: Walk, chain: Chain | undefined, name: string): string | undefined {
  if (!chain || (!chain.declared && !walk.rules.lines[chain.id]?.length && chain.lost.length === 0))
    return `the chain ${name} is not declared`;
  if (chain.builtIn) return `${name} is a built-in chain, to which nothing can jump`;
  if (walk.active.has(chain.id)) return `the jumps to ${name} go round in a loop`;
  if (walk.active.size >= maxDepth) return 'too many jumps inside one another';
  return undefined;
}

function giveUp(walk: Walk, flows: Flow[], chain: Chain): Flow[] {
  walk.active.delete(chain.id);
  for (const flow of flows) endFlow(walk, flow, { kind: 'unknown', reason: 'too many rules', line: undefined });
  return [];
}

function withMark(flow: Flow, effect: MarkEffect): Flow {
  const before = flow.marks[effect.of];
  const after: BitChange | 'unknown' =
    effect.change === 'unknown' || before === 'unknown'
      ? 'unknown'
      : thenSet(before, effect.change.value, effect.change.mask);
  return { ...flow, marks: { ...flow.marks, [effect.of]: after } };
}

/** In 'way' detail, flows that are alike in all but the packets go on together. */
function joinFlows(walk: Walk, flows: Flow[]): Flow[] {
  if (walk.detail === 'all' || flows.length < 2) return flows;
  const joined: Flow[] = [];
  for (const flow of flows) {
    const index = joined.findIndex((other) => other.steps === flow.steps && equalMarks(other.marks, flow.marks));
    if (index < 0) joined.push(flow);
    else {
      const packets = [...joined[index]!.packets, ...flow.packets];
      walk.budget -= packets.length ** 2;
      joined[index] = { ...flow, packets: simplify(packets) };
    }
  }
  return joined;
}

function equalMarks(a: Marks, b: Marks): boolean {
  return equalChange(a.mark, b.mark) && equalChange(a.connmark, b.connmark);
}

function equalChange(a: BitChange | 'unknown', b: BitChange | 'unknown'): boolean {
  if (a === 'unknown' || b === 'unknown') return a === b;
  return a.keep === b.keep && a.flip === b.flip;
}

function endFlow(walk: Walk, flow: Flow, outcome: Outcome): void {
  const steps: Step[] = [];
  for (let each = flow.steps; each; each = each.before) steps.push(each.step);
  walk.branches.push({ packets: flow.packets, steps: steps.reverse(), outcome });
}

/** Branches with the same steps and the same end become one. */
function mergeBranches(branches: Branch[]): Branch[] {
  const merged = new Map<string, Branch & { packets: Box[] }>();
  for (const branch of branches) {
    const key = `${branch.steps.map((step) => step.line).join(' ')}|${outcomeKey(branch.outcome)}`;
    const known = merged.get(key);
    if (known) known.packets.push(...branch.packets);
    else merged.set(key, { ...branch, packets: [...branch.packets] });
  }
  return [...merged.values()].map((branch) => ({ ...branch, packets: simplify(branch.packets) }));
}

function outcomeKey(outcome: Outcome): string {
  return outcome.kind === 'unknown' ? `unknown ${outcome.reason}` : outcome.kind;
}
