/** What single commands lack: the table, the lock, the other family. */

import { builtInChains } from '../ruleset/tables';
import { isOfBuild } from '../shell/dockerfile';
import { textOf } from '../shell/word';
import { oncePer } from '../syntax/once';
import type { Action } from './action';
import { type EffectEvent, mayFail } from './events';
import type { Makings } from './makings';
import type { Call, State, Table } from './tables';
import { isChange } from './verbs';
import { otherTables, strayTarget } from './watch';

/** A command that was carried out, or that nothing reaches. */
export interface Seen {
  call: Call;
  action: Action;
  /** The table that it was carried out on; undefined where nothing reaches it. */
  table: Table | undefined;
}

/** Commands of a script in their order, in groups: what is found out about one is known as long as the group is the same. */
export type SeenGroups = readonly (readonly Seen[])[];

/** Commands without `-t` that can only be meant for another table. */
export function missingTables(seen: SeenGroups, makings: Makings): EffectEvent[] {
  return seen.flatMap(withoutTable).flatMap(({ call, action, table }) => {
    const event = { kind: 'missing-table-flag', call, certain: true, related: [] } as const;
    const tables = meantTables(action, table, makings);
    if (tables.length > 0) return [{ ...event, tables, chain: action.chain!.text }];
    const target = table && strayTarget({ call, action, table }, makings);
    return target ? [{ ...event, ...target }] : [];
  });
}

/** Those that may be meant for another table, whatever else the script does. */
const withoutTable = oncePer((seen: readonly Seen[]) =>
  seen.filter(({ call, action, table }) => {
    if (call.kind !== 'command' || action.table || !action.sure || mayMiss(call, action)) return false;
    const { text = '' } = action.chain ?? {};
    const isThere = table?.chains.has(text) && action.takers.includes('filter');
    return !isThere || action.rules.some(({ next }) => next);
  }),
);

const verbsOnChains: ReadonlySet<string> = new Set(
  'append insert replace policy delete check flush zero delete-chain rename-chain'.split(' '),
);

/** The tables that a command about the table filter must mean instead; none when filter will do. */
function meantTables(action: Action, table: Table | undefined, makings: Makings): readonly string[] {
  const { chain, verb, takers } = action;
  if (!chain?.known || !verbsOnChains.has(verb)) return [];
  const isDrop = verb === 'policy' && action.second?.text === 'DROP';
  const isHook = builtInChains('mangle').includes(chain.text);
  const homes = takers.filter(
    (name) => isHook && builtInChains(name).includes(chain.text) && !(isDrop && name === 'nat'),
  );
  if (isHook && !homes.includes('filter')) return withTarget(homes, action, table, makings);
  if (!takers.includes('filter')) return isHook ? homes : takers;
  if (isHook || !table || table.more || table.chains.has(chain.text)) return [];
  return otherTables(makings, table, chain.text);
}

/** Those of the tables in which the chain that the rule jumps to is made, where there are any. */
function withTarget(
  tables: readonly string[],
  { rules }: Action,
  table: Table | undefined,
  makings: Makings,
): readonly string[] {
  const target = rules[0]?.target?.text ?? '';
  const found = table ? otherTables(makings, table, target).filter((name) => tables.includes(name)) : [];
  return found.length > 0 ? found : tables;
}

/** True for a command that clears up or asks, and may fail: it is run for one table after the other, perhaps. */
function mayMiss(call: Call, { verb }: Action): boolean {
  return mayFail(call) && !['append', 'insert', 'replace', 'policy'].includes(verb);
}

/** One event for all calls that change tables of legacy iptables and do not wait for its lock; `calls` are all that the script makes. */
export function missingWait(seen: SeenGroups, calls: readonly (readonly Call[])[]): EffectEvent[] {
  const changing = seen.flatMap(changingUnawaited);
  const loading = calls.flatMap(loadingUnawaited);
  const found = new Map<string, Call>();
  for (const call of [...changing, ...loading])
    if (!isOfBuild(call.place)) found.set(`${call.span.start} ${call.span.end}`, call);
  const [call, ...related] = [...found.values()].sort((a, b) => a.span.start - b.span.start);
  return call ? [{ kind: 'missing-wait', call, certain: true, related }] : [];
}

const changingUnawaited = oncePer((seen: readonly Seen[]) =>
  seen.flatMap(({ call, action, table }) =>
    table && !action.open && isChange(action.verb) && !waits(call, action) ? [call] : [],
  ),
);

const loadingUnawaited = oncePer((calls: readonly Call[]) =>
  calls.filter((call) => call.kind === 'restore' && call.file && !call.input && !restoreWaits(call)),
);

function waits(call: Call, action: Action): boolean {
  if (call.kind === 'restore') return restoreWaits(call);
  return call.program.backend === 'nf_tables' || action.waits;
}

function restoreWaits({ program, words }: Call): boolean {
  return program.backend === 'nf_tables' || words.some(({ pieces }) => /^(?:-w|--wait)/.test(textOf(pieces) ?? ''));
}

/** One event for all built-in chains of a machine's table filter that get rules for IPv4 and none for IPv6, nor drop all of it at the end. */
export function familyGaps(seen: SeenGroups, end: State): EffectEvent[] {
  const first = new Map<string, Map<string, Call>>();
  const covered = droppingForIpv6(end);
  for (const { call, chain } of seen.flatMap(filledForFilter)) {
    if (call.program.family === 'ipv6') covered.add(`${call.place}\0${chain}`);
    else if (builtInChains('filter').includes(chain)) {
      const chains = first.get(call.place) ?? new Map<string, Call>();
      first.set(call.place, chains);
      if (!chains.has(chain)) chains.set(chain, call);
    }
  }
  return [...first].flatMap(([place, calls]) => {
    const gaps = [...calls].filter(([chain]) => !covered.has(`${place}\0${chain}`));
    const [chain, call] = gaps[0] ?? [];
    if (!call) return [];
    const related = gaps.slice(1).map(([, each]) => each);
    return [{ kind: 'family-gap', call, certain: true, related, chain, chains: gaps.map(([name]) => name) }];
  });
}

/** The chains of tables filter that get rules, with the first call for each. */
const filledForFilter = oncePer((seen: readonly Seen[]) => {
  const found = new Map<string, { call: Call; chain: string }>();
  for (const { call, action, table } of seen) {
    if (table?.name !== 'filter' || isOfBuild(call.place) || !['append', 'insert'].includes(action.verb)) continue;
    if (!action.takers.includes('filter')) continue;
    const chain = action.chain?.text ?? '';
    const key = `${call.program.family} ${chain} ${call.place}`;
    if (!found.has(key)) found.set(key, { call, chain });
  }
  return [...found.values()];
});

/** Place and name of each chain that drops all IPv6 by its policy. */
function droppingForIpv6({ tables }: State): Set<string> {
  const filters = [...tables.values()].filter(({ family, name }) => family === 'ipv6' && name === 'filter');
  return new Set(
    filters.flatMap(({ place, chains }) =>
      [...chains.values()].flatMap(({ name, policy }) => (policy?.name === 'DROP' ? [`${place}\0${name}`] : [])),
    ),
  );
}
