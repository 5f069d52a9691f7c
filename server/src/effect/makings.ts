/** What the commands of a script make, reached or not: chains, and rules. */

import type { Script, Step } from '../shell/steps';
import { once, onceFor, oncePer } from '../syntax/once';
import { actionOfCall, type RuleText } from './action';
import { ownerOf } from './attempt';
import type { Seen, SeenGroups } from './hints';
import { placeKey, type Stretch, stretchesOf } from './stretches';
import { type Call, type State, type TableId, tableOf } from './tables';

/** All calls among the steps of a script in their order, in groups that are the same where the steps are. */
export function callGroups(steps: readonly Step[]): (readonly Call[])[] {
  return stretchesOf(steps).flatMap((stretch) => {
    const [step] = stretch.steps;
    if (stretch.places || stretch.steps.length > 1 || !step) return [callsOf(stretch)];
    return innerSteps(step)?.flatMap(callGroups) ?? [callsOf(stretch)];
  });
}

/** The steps that stand in a step; undefined for calls and what leaves. */
function innerSteps(step: Step): (readonly Step[])[] | undefined {
  if (step.kind === 'branch') return step.alternatives.map(({ steps }) => steps);
  return step.kind === 'block' || step.kind === 'loop' ? [step.steps] : undefined;
}

const callsOf = oncePer(({ steps }: Stretch): readonly Call[] => callsIn(steps));

/** All calls among steps, in the order of the script. */
export function callsIn(steps: readonly Step[]): Call[] {
  const calls: Call[] = [];
  addCalls(steps, calls);
  return calls;
}

function addCalls(steps: readonly Step[], calls: Call[]): void {
  for (const step of steps) {
    if (step.kind === 'command' || step.kind === 'restore') calls.push(step);
    else for (const inner of innerSteps(step) ?? []) addCalls(inner, calls);
  }
}

/** What the commands of a script make, in whatever order and on whatever way. */
export interface Makings {
  /** The calls that make a chain. */
  makersOf(table: TableId, chain: string): readonly Call[];
  /** The rules that are added to a chain. */
  rulesFor(table: TableId, chain: string): readonly RuleText[];
}

/** What is made by commands that are carried out, by what iptables-restore declares, and by commands that nothing reaches. */
export function makingsOf(seen: SeenGroups, end: State, unreached: readonly Seen[]): Makings {
  const all = once(() => [...seen.map(madeBy), declaredIn(end), madeBy(unreached)]);
  const makers = onceFor((key: string) => all().flatMap(({ chains }) => chains.get(key) ?? []));
  const added = onceFor((key: string) => all().flatMap(({ rules }) => rules.get(key) ?? []));
  return {
    makersOf: (table, chain) => makers(placeKey(table, chain)),
    rulesFor: (table, chain) => added(placeKey(table, chain)),
  };
}

/** By table and chain, the calls that make it, and the rules that are added to it. */
interface Made {
  chains: Map<string, Call[]>;
  rules: Map<string, RuleText[]>;
}

/** What commands make, if they succeed. */
const madeBy = oncePer((seen: readonly Seen[]): Made => {
  const [chains, rules] = [new Map<string, Call[]>(), new Map<string, RuleText[]>()];
  for (const { call, action, table } of seen) {
    const { verb, chain, second } = action;
    if (!makingVerbs.has(verb)) continue;
    const id = table ?? tableOf(ownerOf(call), action.table?.text ?? 'filter');
    if (verb === 'new-chain' && chain) push(chains, placeKey(id, chain.text), call);
    else if (verb === 'rename-chain' && second) push(chains, placeKey(id, second.text), call);
    else if (chain) for (const rule of action.rules) push(rules, placeKey(id, chain.text), rule);
  }
  return { chains, rules };
});

const makingVerbs: ReadonlySet<string> = new Set(['new-chain', 'rename-chain', 'append', 'insert', 'replace']);

/** The chains that iptables-restore declared. */
function declaredIn({ tables }: State): Made {
  const chains = new Map<string, Call[]>();
  for (const table of tables.values())
    for (const { name, call } of table.chains.values())
      if (call?.kind === 'restore') push(chains, placeKey(table, name), call);
  return { chains, rules: new Map() };
}

/** The commands that nothing reaches. */
export function unreachedCommands({ unreached }: Script): Seen[] {
  return callsIn(unreached).flatMap((call) =>
    call.kind === 'command' ? [{ call, action: actionOfCall(call), table: undefined }] : [],
  );
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const found = map.get(key);
  if (found) found.push(value);
  else map.set(key, [value]);
}
