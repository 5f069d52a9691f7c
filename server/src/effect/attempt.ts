/** One call carried out on the tables: what they are when it succeeded, and what when it failed. */

import type { MappedText } from '../shell/mapped-text';
import type { Command } from '../shell/steps';
import { oncePer } from '../syntax/once';
import { type Action, actionOfCall, isRefused } from './action';
import { hasUnknown } from './mapped-line';
import { noRules } from './rule-list';
import {
  type Call,
  doubtTables,
  expectMore,
  forkState,
  type Owner,
  openTable,
  readTable,
  type State,
  type Table,
  type TableId,
  tableOf,
} from './tables';
import { type Deed, doubtOf, exists, fail, isChange, run, succeeds, type Truth } from './verbs';

/** The states that a call may leave behind; at least one. */
export interface Attempt {
  success: State | undefined;
  failure: State | undefined;
}

/** A command that was carried out. */
export interface ExecutedCommand {
  call: Call;
  table: string;
  family: Owner['family'];
  /** The line as iptables-restore would take it. */
  line: MappedText;
  /** True when it surely does in the end what it says, once it runs. */
  certain: boolean;
  /** Whether it succeeds; undefined when that hangs on what is not known here. */
  succeeds: Truth;
  /** Where its rule stands when it was carried out, the first rule being 1; undefined without a rule, and for one that is refused. */
  lands: { chain: string; position: number } | undefined;
}

/** A command that was about to be carried out, and whether it succeeds. */
export interface Noted {
  deed: Deed;
  truth: Truth;
}

/** Commands that were carried out as in another run, where their chains, by place, had so many rules less. */
export interface Repeated {
  commands: readonly ExecutedCommand[];
  shifts: ReadonlyMap<string, number>;
}

/** What a run of the script is followed with. */
export interface Run {
  nextId(): number;
  /** True in a further round of a loop. */
  again: boolean;
  /** True in a further run of the script. */
  fixed: boolean;
  /** Is told of each command before it is carried out; of those that a stretch does again it is not told a second time. */
  watch(noted: Noted): void;
  /** What is carried out, in the first round of loops; what a stretch did again is one entry. */
  noted: (Noted | readonly Noted[])[];
  /** What is carried out in the first run. */
  executed: (ExecutedCommand | Repeated)[];
  /** What may still be done, in rules that are looked at; below zero nothing is followed any more. */
  work: { left: number };
}

/** Whose tables a call works on. */
export function ownerOf({ place, program }: Call): Owner {
  return { place, family: program.family, backend: program.backend };
}

/** Carries a call of iptables out. The state may not be used afterwards. */
export function attemptCommand(machine: Run, state: State, call: Command): Attempt {
  const { action, table } = planOf(call);
  if (!table) return attemptUnknown(state, ownerOf(call), action);
  if (mayMeanOthers(state, table, action)) {
    if (!isAddition(action.verb))
      return either(state, (success) => doubtTables(success, table, table.name, doubtOf(action.verb)));
    expectMore(state, table, table.name);
  }
  return carryOut(machine, state, table, action, call);
}

/** What a call is meant to do, and to which table; undefined where not both are known. */
export const planOf = oncePer((call: Command): { action: Action; table: TableId | undefined } => {
  const action = actionOfCall(call);
  const isKnown = action.verb !== '' && action.table?.known !== false;
  return { action, table: isKnown ? tableOf(ownerOf(call), action.table?.text ?? 'filter') : undefined };
});

/** Carries out what a line says. The state may not be used afterwards. */
export function carryOut(machine: Run, state: State, id: TableId, action: Action, call: Call): Attempt {
  const deed = (on: State): Deed => ({
    table: isChange(action.verb) || action.verb === 'check' ? openTable(on, id) : peekTable(on, id),
    action,
    call,
    certain: action.sure,
    again: machine.again,
    fixed: machine.fixed,
    nextId: machine.nextId,
  });
  const before = deed(state);
  const looks = before.table.chains.get(action.chain?.text ?? '')?.rules.length ?? before.table.chains.size;
  const judged = succeeds(before);
  const truth = action.sure ? judged : judged && undefined;
  if (!machine.again) note(machine, { deed: before, truth });
  if (truth === false) {
    record(machine, before, truth);
    return { success: undefined, failure: state };
  }
  machine.work.left -= truth === undefined ? 100 + 24 * looks : 10 + (isAddition(action.verb) ? 0 : looks);
  const failure = truth === undefined ? forkState(state) : undefined;
  const done = failure ? deed(state) : before;
  run(done);
  record(machine, done, truth);
  if (failure && action.sure) fail(deed(failure));
  return { success: state, failure };
}

/** A table for reading, which stays untouched. */
function peekTable(state: State, id: TableId): Table {
  return readTable({ ...state, writer: {} }, id);
}

/** Both ways are open. */
function either(state: State, onSuccess: (state: State) => void): Attempt {
  const failure = forkState(state);
  onSuccess(state);
  return { success: state, failure };
}

/** A call of which the table or the command is not known. */
function attemptUnknown(state: State, owner: Owner, { verb, table, line, refusedBy }: Action): Attempt {
  const isKnown = verb === '' && !hasUnknown(line, { start: 0, end: line.text.length });
  if (isKnown || isRefused(refusedBy, owner.backend)) return { success: undefined, failure: state };
  const name = table?.known ? table.text : undefined;
  return either(state, (success) => doubtTables(success, owner, name, doubtOf(verb)));
}

/** True when the chain is not known, and may be any that exists. */
function mayMeanOthers(state: State, table: TableId, { verb, chain }: Action): boolean {
  if (!chain || chain.known || !isChange(verb)) return false;
  return exists(peekTable(state, table), chain) !== true && verb !== 'new-chain';
}

function isAddition(verb: string): boolean {
  return verb === 'append' || verb === 'insert';
}

function note(machine: Run, noted: Noted): void {
  machine.watch(noted);
  machine.noted.push(noted);
}

function record(machine: Run, { table, action, call, certain }: Deed, truth: Truth): void {
  if (machine.again || machine.fixed) return;
  const { name, family } = table;
  machine.executed.push({
    call,
    table: name,
    family,
    line: action.restored,
    certain,
    succeeds: truth,
    lands: truth === false ? undefined : landing(table, action),
  });
}

function landing(table: Table, { verb, chain, rules, number }: Action): ExecutedCommand['lands'] {
  if (!chain || !['append', 'insert', 'replace'].includes(verb)) return undefined;
  const { length } = table.chains.get(chain.text)?.rules ?? noRules;
  const position = verb === 'append' ? length + 1 - rules.length : Math.min(number || 1, length);
  return rules.length > 0 && position > 0 ? { chain: chain.text, position } : undefined;
}
