/**
 * What a stretch of a script did it does again wherever its chains are as they were, or hold other rules that it does not ask for:
 * an edit elsewhere is no reason to follow it anew.
 */

import { oncePer } from '../syntax/once';
import { type ExecutedCommand, type Noted, planOf, type Run } from './attempt';
import type { Comparable } from './comparable';
import { addedTo, type RuleList, withChunk } from './rule-list';
import type { Machine } from './simulate';
import { type Place, placeKey, type Stretch } from './stretches';
import { type Chain, openChain, openTable, type PlacedRule, type State, type Table } from './tables';
import { isHeld, isTaken, type Truth } from './verbs';

/** What a stretch did to a chain. */
interface Change {
  builtIn: boolean;
  certain: boolean;
  more: boolean;
  /** Before it. */
  rules: RuleList;
  after: RuleList;
  /** Undefined when it was more than adding rules at its end. */
  added: readonly PlacedRule[] | undefined;
  /** The rules that it asked for, and whether they were there before it. */
  asked: readonly { same: Comparable; held: Truth }[];
}

/** What a stretch did in a run of the script. */
interface Done {
  /** One for each place. */
  changes: readonly Change[];
  noted: readonly Noted[];
  executed: readonly ExecutedCommand[];
  /** True when it does so only where the script is over. */
  over: boolean;
  work: number;
}

/** What a stretch did when it was last followed: in a first run of the script, and in a second. */
const doneBy = oncePer((_: Stretch): Record<'first' | 'second', readonly Done[]> => ({ first: [], second: [] }));

/** An edit is often taken back. */
const mostDone = 2;

/** Follows a stretch with `go`; or does what it did before. Returns the state behind it. */
export function followStretch(
  machine: Machine,
  stretch: Stretch,
  state: State,
  go: (state: State) => State | undefined,
): State | undefined {
  const { places } = stretch;
  const chains = places && chainsAt(places, state);
  if (!chains) return go(state);
  const done = doneBy(stretch);
  const run = machine.fixed ? 'second' : 'first';
  const same = done[run].find(
    (each) => each.work < machine.work.left && (state.over || !each.over) && isSame(each, chains, machine.fixed),
  );
  if (same) return repeat(machine, places, same, state);
  const before = chains.map(({ table: { more }, chain: { builtIn, certain, rules } }) => ({
    builtIn,
    certain,
    more,
    rules,
  }));
  const { noted, executed, work } = machine;
  const { over } = state;
  const [notes, commands, left, ways] = [noted.length, executed.length, work.left, waysOut(machine)];
  const end = go(state);
  const own = noted.slice(notes).flat();
  const isPlain = own.every(
    ({ deed, truth }) => truth !== false || deed.action.verb === 'check' || isTaken(deed) === false,
  );
  if (!end || !isPlain || work.left <= 0 || waysOut(machine) > ways) return end;
  if (!isAsCertain(places, before, end)) return end;
  const changes = places.map((place, index): Change => {
    const { rules } = before[index]!;
    const chain = openChain(openTable(end, place.id), place.chain)!;
    const added = addedTo(rules, chain.rules)?.flat();
    if (added) chain.rules = withChunk(rules, added);
    return { ...before[index]!, after: chain.rules, added, asked: askedIn(place, rules, own) };
  });
  const now = {
    changes,
    noted: own,
    executed: commandsIn(executed.slice(commands)),
    over: over && own.some(({ deed, truth }) => truth === false && deed.call.onFailure === 'ends'),
    work: left - work.left,
  };
  noted.splice(notes, Number.POSITIVE_INFINITY, own);
  done[run] = [now, ...done[run]].slice(0, mostDone);
  return end;
}

/** How often something was left. */
function waysOut({ ended, wentWrong, exits }: Machine): number {
  return ended.length + wentWrong.length + exits.size;
}

interface Found {
  table: Table;
  chain: Chain;
}

/** The chains; undefined unless all of them are there, perhaps. */
function chainsAt(places: readonly Place[], state: State): Found[] | undefined {
  const found: Found[] = [];
  for (const { id, chain: name, targets } of places) {
    const table = state.tables.get(id.key);
    const chain = table?.chains.get(name);
    if (!table || !chain) return undefined;
    for (const target of targets) if (table.chains.has(target)) return undefined;
    found.push({ table, chain });
  }
  return found;
}

/** True when nothing became certain, or less so, but rules. */
function isAsCertain(
  places: readonly Place[],
  before: readonly Pick<Change, 'certain' | 'more'>[],
  { tables }: State,
): boolean {
  return places.every(({ id, chain }, index) => {
    const table = tables.get(id.key)!;
    return table.chains.get(chain)!.certain === before[index]!.certain && table.more === before[index]!.more;
  });
}

/** What a stretch asked for in a chain that held those rules before it. */
function askedIn({ id, chain }: Place, rules: RuleList, noted: readonly Noted[]): Change['asked'] {
  return noted.flatMap(({ deed: { table, action, fixed } }) => {
    if (action.verb !== 'check' || table.key !== id.key || action.chain?.text !== chain) return [];
    return action.rules.map(({ same }) => ({ same, held: isHeld(rules, same, fixed) }));
  });
}

/** True when all that a stretch looked at is as it was. */
function isSame({ changes }: Done, found: readonly Found[], fixed: boolean): boolean {
  return changes.every(({ builtIn, certain, more, rules, added, asked }, index) => {
    const { table, chain } = found[index]!;
    if (chain.builtIn !== builtIn || chain.certain !== certain) return false;
    if (asked.length > 0 && table.more !== more) return false;
    if (chain.rules === rules) return true;
    if (!added) return false;
    return asked.every(({ same, held }) => held !== undefined && isHeld(chain.rules, same, fixed) === held);
  });
}

/** Does again what a stretch did. */
function repeat(machine: Machine, places: readonly Place[], done: Done, state: State): State {
  const shifts = new Map<string, number>();
  for (const [index, { rules, after, added }] of done.changes.entries()) {
    const { id, chain: name } = places[index]!;
    const chain = openChain(openTable(state, id), name)!;
    const shift = chain.rules.length - rules.length;
    if (shift !== 0) shifts.set(placeKey(id, name), shift);
    chain.rules = chain.rules === rules ? after : withChunk(chain.rules, added!);
  }
  machine.work.left -= done.work;
  machine.noted.push(done.noted);
  machine.executed.push({ commands: done.executed, shifts });
  return state;
}

/** The commands that were carried out, one by one. */
export function commandsIn(executed: Run['executed']): ExecutedCommand[] {
  return executed.flatMap((each) => {
    if (!('commands' in each)) return [each];
    return each.shifts.size > 0 ? each.commands.map((command) => shifted(command, each.shifts)) : each.commands;
  });
}

/** The command with its rule so many places further down. */
function shifted(command: ExecutedCommand, shifts: ReadonlyMap<string, number>): ExecutedCommand {
  const { call, lands } = command;
  const table = call.kind === 'command' ? planOf(call).table : undefined;
  const shift = lands && table ? (shifts.get(placeKey(table, lands.chain)) ?? 0) : 0;
  return lands && shift !== 0 ? { ...command, lands: { ...lands, position: lands.position + shift } } : command;
}
