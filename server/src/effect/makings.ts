/** What the commands of a script make, reached or not: chains, and rules. */

import { oncePer } from '../ruleset/once';
import type { Script, Step } from '../shell/steps';
import { actionOfCall } from './action';
import { ownerOf } from './attempt';
import type { Seen } from './hints';
import { type Stretch, stretchesOf } from './stretches';
import { type Call, type State, tableOf } from './tables';
import { chainKey, type Makings } from './watch';

/** All calls among the steps of a script in their order, in groups that are the same where the steps are. */
export function callGroups(steps: readonly Step[]): (readonly Call[])[] {
  return stretchesOf(steps).map(callsOf);
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
    else if (step.kind === 'branch') for (const each of step.alternatives) addCalls(each.steps, calls);
    else if (step.kind !== 'leave') addCalls(step.steps, calls);
  }
}

/** What the commands that were carried out make, the chains at the script's end, and what may be made some day. */
export function makingsOf(seen: readonly Seen[], end: State): Makings {
  const makings: Makings = { chains: new Map(), rules: new Map() };
  const [carriedOut, unreached] = [seen.filter(({ table }) => table), seen.filter(({ table }) => !table)];
  for (const each of carriedOut) noteMaking(makings, each);
  noteDeclared(makings, end);
  for (const each of unreached) noteMaking(makings, each);
  return makings;
}

/** Notes what a command makes, if it succeeds. */
function noteMaking({ chains, rules }: Makings, { call, action, table }: Seen): void {
  const { verb, chain, second } = action;
  if (!['new-chain', 'rename-chain', 'append', 'insert', 'replace'].includes(verb)) return;
  const id = table ?? tableOf(ownerOf(call), action.table?.text ?? 'filter');
  if (verb === 'new-chain' && chain) push(chains, chainKey(id, chain.text), call);
  else if (verb === 'rename-chain' && second) push(chains, chainKey(id, second.text), call);
  else if (chain) for (const rule of action.rules) push(rules, chainKey(id, chain.text), rule);
}

/** Notes the chains that iptables-restore declared. */
function noteDeclared({ chains }: Makings, { tables }: State): void {
  for (const table of tables.values())
    for (const { name, call } of table.chains.values())
      if (call?.kind === 'restore') push(chains, chainKey(table, name), call);
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
