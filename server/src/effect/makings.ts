/** What the commands of a script make, reached or not: chains, and rules. */

import type { Step } from '../shell/steps';
import { type Action, actionOfCall } from './action';
import { ownerOf } from './attempt';
import type { Call, State } from './tables';
import { chainKey, type Makings } from './watch';

/** All calls among steps, in the order of the script. */
export function callsIn(steps: readonly Step[]): Call[] {
  return steps.flatMap((step) => {
    if (step.kind === 'command' || step.kind === 'restore') return [step];
    if (step.kind === 'leave') return [];
    return step.kind === 'branch' ? step.alternatives.flatMap((each) => callsIn(each.steps)) : callsIn(step.steps);
  });
}

export function noMakings(): Makings {
  return { chains: new Map(), rules: new Map() };
}

/** Notes what a command makes, if it succeeds. */
export function noteMaking({ chains, rules }: Makings, call: Call, table: string, action: Action): void {
  const { verb, chain, second } = action;
  const key = (name: string) => chainKey({ ...ownerOf(call), name: table }, name);
  if (verb === 'new-chain' && chain) push(chains, key(chain.text), call);
  if (verb === 'rename-chain' && second) push(chains, key(second.text), call);
  if (chain && ['append', 'insert', 'replace'].includes(verb))
    for (const rule of action.rules) push(rules, key(chain.text), rule);
}

/** Notes the chains that iptables-restore declared. */
export function noteDeclared({ chains }: Makings, { tables }: State): void {
  for (const table of tables.values())
    for (const { name, call } of table.chains.values())
      if (call?.kind === 'restore') push(chains, chainKey(table, name), call);
}

/** Notes the commands that nothing reaches: what they make may be made some day. */
export function noteUnreached(makings: Makings, steps: readonly Step[]): void {
  for (const call of callsIn(steps)) {
    if (call.kind !== 'command') continue;
    const action = actionOfCall(call);
    noteMaking(makings, call, action.table?.text ?? 'filter', action);
  }
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const found = map.get(key);
  if (found) found.push(value);
  else map.set(key, [value]);
}
