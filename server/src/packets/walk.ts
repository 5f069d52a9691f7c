/** The walk of packets through the chains of one table. */

import type { Chain, Ruleset, Table } from '../ruleset/ruleset';
import { chainById } from '../ruleset/table';
import type { RuleLine } from '../syntax/line';
import { candidates } from './chain-index';
import { type CompiledRule, compileRule } from './compiled-rule';
import type { Hook } from './dimensions';
import { type EndedFlow, type Flow, joinAlike, type Outcome, type Step, type StepList } from './flow';
import { disjoint, intersect, subtract, weight } from './packet-set';
import { afterEffect } from './rewriting';
import { minClassed, type Parted, parted, runsOf } from './rule-classes';
import { type RuleLines, type TableRules, tableRules } from './table-rules';
import type { Test } from './tests';
import { isUnaffected, matchAtVisit } from './visit';

/**
 * What is told of the way. 'all': every rule that the packets match; flows of the same outcome may then differ in their steps.
 * 'way': the jumps that lead to the deciding rule and that rule only, with fewer flows. 'asides': as 'way', with the other rules
 * that some of the packets match kept beside.
 */
export type Detail = 'all' | 'way' | 'asides';

/** Deeper jumps are not followed; nf_tables itself allows 16. */
const maxDepth = 200;
const defaultBudget = 100_000;

/** What a walk through one table or several shares. */
export interface Walk {
  ruleset: Ruleset;
  detail: Detail;
  /** Work that is left, in boxes looked at. */
  budget: number;
  /** Rules visited so far. */
  visits: number;
  /** Is told of the rules that do not match, for those who want to know why. */
  watch: Watch | undefined;
}

/** Rules of a chain, one behind the other, that all packets of the flows pass without a match. */
export interface Passed {
  hook: Hook;
  table: string;
  chain: string;
  lines: RuleLines;
  /** Positions in `lines`, from 0: the first, and the one behind the last. */
  from: number;
  to: number;
  flows: readonly Flow[];
}

export type Watch = (passed: Passed) => void;

export function startWalk(ruleset: Ruleset, detail: Detail, budget = defaultBudget, watch?: Watch): Walk {
  return { ruleset, detail, budget, visits: 0, watch };
}

interface TableWalk {
  walk: Walk;
  table: Table;
  hook: Hook;
  rules: TableRules;
  ended: EndedFlow[];
  /** Chains that the packet is in, by the number of their names. */
  active: Set<number>;
}

/** Sends flows through a built-in chain; undefined when the table does not have it. */
export function walkTable(walk: Walk, table: Table, hook: Hook, flows: Flow[]): EndedFlow[] | undefined {
  const id = walk.ruleset.document.names.ids.get(hook);
  const chain = id === undefined ? undefined : chainById(table, id);
  if (!chain) return undefined;
  const rules = tableRules(walk.ruleset, table);
  const own: TableWalk = { walk, table, hook, rules, ended: [], active: new Set() };
  const policy = rules.policies[chain.id] ?? { name: undefined, line: undefined };
  for (const left of runChain(own, chain, flows)) end(own, left, { kind: 'policy', policy });
  return own.ended;
}

/** Sends flows through a chain; the answer are those that come back from it. */
function runChain(own: TableWalk, chain: Chain, flows: Flow[]): Flow[] {
  own.active.add(chain.id);
  const back: Flow[] = [];
  const lines = own.rules.linesOf(chain.id);
  const rest = passRules({ own, chain, lines, back }, [...candidates(own.walk.ruleset, lines, flows)], flows);
  own.active.delete(chain.id);
  return own.walk.detail === 'all' ? [...back, ...rest] : joined(own.walk, [...back, ...rest]);
}

interface ChainWalk {
  own: TableWalk;
  chain: Chain;
  /** Of all its rules. */
  lines: RuleLines;
  /** Those that leave the chain before its end. */
  back: Flow[];
}

/** Sends flows past some rules of a chain; the answer are those that go on behind them. */
function passRules(within: ChainWalk, positions: readonly number[], flows: Flow[]): Flow[] {
  const { walk } = within.own;
  if (positions.length < minClassed || walk.detail === 'all' || walk.watch) return passEach(within, positions, flows);
  let current = flows;
  for (const run of runsOf(positions, (position) => compiled(walk, within.lines[position]!))) {
    if (current.length === 0) break;
    const classed = run.by && parted(current, run.by);
    current = classed ? passParted(within, classed) : passEach(within, run.positions, current);
  }
  return current;
}

function passParted(within: ChainWalk, { parts, others }: Parted): Flow[] {
  const { walk } = within.own;
  const behind = [...others];
  for (const { positions, flows } of parts) {
    walk.budget -= flows.length;
    behind.push(...passRules(within, positions, flows));
  }
  return joined(walk, behind);
}

function passEach(within: ChainWalk, positions: readonly number[], flows: Flow[]): Flow[] {
  const { own, chain, lines, back } = within;
  const passed = { hook: own.hook, table: own.table.name, chain: chain.name, lines };
  let current = flows;
  let from = 0;
  for (const i of positions) {
    const rule = compiled(own.walk, lines[i]!);
    const { matched, rest } = splitFlows(own.walk, rule, current);
    if (own.walk.budget < 0) return giveUp(own, current);
    if (matched.length === 0) continue;
    own.walk.watch?.({ ...passed, from, to: i, flows: current });
    from = i + 1;
    const step: Step = {
      line: lines[i]!,
      chain: chain.name,
      number: i + 1,
      action: rule.action,
      order: own.walk.visits,
    };
    current = onwards(own, step, current, matched, rest, back);
    if (current.length === 0) break;
  }
  if (current.length > 0) own.walk.watch?.({ ...passed, from, to: lines.length, flows: current });
  return current;
}

function compiled({ ruleset }: Walk, index: number): CompiledRule {
  const { dump, family } = ruleset.document;
  return compileRule(dump.lines[index] as RuleLine, family);
}

function splitFlows(walk: Walk, rule: CompiledRule, flows: Flow[]): { matched: Flow[]; rest: Flow[] } {
  const visit = walk.visits++;
  const matched: Flow[] = [];
  const rest: Flow[] = [];
  for (const flow of flows) {
    walk.budget -= flow.packets.length / 8;
    const test = testFor(rule, flow, visit);
    if (flow.packets.every((box) => test.every((each) => disjoint(box, each)))) {
      rest.push(flow);
      continue;
    }
    const inside = intersect(flow.packets, test);
    const outside = subtract(flow.packets, test);
    walk.budget -= weight(inside, rule.keys) + weight(outside, rule.keys);
    matched.push({ ...flow, packets: inside });
    if (outside.length > 0) rest.push({ ...flow, packets: outside });
  }
  return { matched, rest };
}

function testFor(rule: CompiledRule, { fields }: Flow, visit: number): Test {
  if (!rule.hasConditions && isUnaffected(rule.keys, fields)) return rule.match;
  return matchAtVisit(rule.match, fields, visit);
}

/** Does what the rule says; the answer are the flows that go on behind it, those that leave the chain are added to `back`. */
function onwards(own: TableWalk, step: Step, current: Flow[], matched: Flow[], rest: Flow[], back: Flow[]): Flow[] {
  const { walk } = own;
  if (walk.detail !== 'all' && changesNothing(step)) {
    return walk.detail === 'way' ? current : current.map((flow) => withAsideOf(flow, matched, step));
  }
  const onward = act(own, step, matched, back);
  if (onward.length === 0) return rest;
  return walk.detail === 'all' ? [...rest, ...onward] : joined(walk, [...rest, ...onward]);
}

/** True for rules behind which all go on as they were. */
function changesNothing({ action }: Step): boolean {
  return action.kind === 'none' || (action.kind === 'continue' && !action.effect);
}

function withAsideOf(flow: Flow, matched: readonly Flow[], step: Step): Flow {
  const packets = matched
    .filter((each) => each.steps === flow.steps && each.fields === flow.fields)
    .flatMap((each) => each.packets);
  return packets.length === 0 ? flow : { ...flow, asides: [...flow.asides, { step, packets }] };
}

function act(own: TableWalk, step: Step, matched: Flow[], back: Flow[]): Flow[] {
  const { action } = step;
  const { walk } = own;
  switch (action.kind) {
    case 'none':
      return passing(walk, matched, step);
    case 'continue': {
      const { effect } = action;
      const passed = passing(walk, matched, step);
      return effect
        ? passed.map((flow) => ({ ...flow, fields: afterEffect(flow.fields, effect, flow.packets) }))
        : passed;
    }
    case 'return':
      back.push(...passing(walk, matched, step));
      return [];
    case 'end':
      for (const flow of deciding(walk, matched, step))
        end(own, flow, { kind: 'verdict', verdict: action.verdict, line: step.line });
      return [];
    case 'unknown':
      for (const flow of deciding(walk, matched, step))
        end(own, flow, { kind: 'unknown', reason: action.reason, line: step.line });
      return [];
    case 'jump':
      return enter(own, step, action.chain, matched);
    case 'goto':
      back.push(...enter(own, step, action.chain, matched));
      return [];
  }
}

/** Flows behind a rule that decides nothing. */
function passing(walk: Walk, flows: Flow[], step: Step): Flow[] {
  switch (walk.detail) {
    case 'all':
      return deciding(walk, flows, step);
    case 'way':
      return flows;
    case 'asides':
      return flows.map((flow) => ({ ...flow, asides: [...flow.asides, { step, packets: flow.packets }] }));
  }
}

/** Flows with a step of their way. Unless all is told the flows of a chain have come the same way, and share one list of steps. */
function deciding(walk: Walk, flows: Flow[], step: Step): Flow[] {
  if (walk.detail === 'all') return flows.map((flow) => ({ ...flow, steps: { step, before: flow.steps } }));
  const steps: StepList = { step, before: flows[0]!.steps };
  return flows.map((flow) => ({ ...flow, steps }));
}

/** The flows that come back from the chain of a jump. */
function enter(own: TableWalk, step: Step, name: string, matched: Flow[]): Flow[] {
  const { walk } = own;
  const flows = deciding(walk, matched, step);
  const id = walk.ruleset.document.names.ids.get(name);
  const chain = id === undefined ? undefined : chainById(own.table, id);
  const reason = cannotEnter(own, chain, name);
  if (reason) {
    for (const flow of flows) end(own, flow, { kind: 'unknown', reason, line: step.line });
    return [];
  }
  const back = runChain(own, chain!, flows);
  return walk.detail === 'all' ? back : comeBack(walk, back, step, matched[0]!.steps);
}

/** The steps of a chain that came to nothing are forgotten, or kept aside. */
function comeBack(walk: Walk, flows: Flow[], step: Step, steps: StepList | undefined): Flow[] {
  if (walk.detail === 'way') return flows.map((flow) => ({ ...flow, steps }));
  return flows.map((flow) => ({ ...flow, steps, asides: [...flow.asides, { step, packets: flow.packets }] }));
}

function cannotEnter({ active, rules }: TableWalk, chain: Chain | undefined, name: string): string | undefined {
  if (!chain || (!chain.declared && rules.linesOf(chain.id).length === 0 && chain.lost.length === 0))
    return `the chain ${name} is not declared`;
  if (chain.builtIn) return `${name} is a built-in chain, to which nothing can jump`;
  if (active.has(chain.id)) return `the jumps to ${name} go round in a loop`;
  if (active.size >= maxDepth) return 'too many jumps inside one another';
  return undefined;
}

function giveUp(own: TableWalk, flows: Flow[]): Flow[] {
  for (const flow of flows) end(own, flow, { kind: 'unknown', reason: 'too many rules', line: undefined });
  return [];
}

function joined(walk: Walk, flows: Flow[]): Flow[] {
  return flows.length < 2
    ? flows
    : joinAlike(flows, (work) => {
        walk.budget -= work;
      });
}

function end(own: TableWalk, flow: Flow, outcome: Outcome): void {
  own.ended.push({ flow, outcome });
}
