/** What iptables-restore makes of its input. */

import { isTable } from '../ruleset/tables';
import { type MappedText, mapPieces } from '../shell/mapped-text';
import type { Restore } from '../shell/steps';
import { textOf } from '../shell/word';
import type { Declaration } from '../syntax/declaration';
import { parseDump } from '../syntax/dump';
import type { Line, RuleLine } from '../syntax/line';
import type { Span } from '../syntax/span';
import { actionOfLine } from './action';
import { type Attempt, carryOut, ownerOf, type Run } from './attempt';
import { joinStates } from './join';
import { cut, hasUnknown, withPlainName } from './mapped-line';
import { inputOf, ruleIn } from './restore-input';
import { noRules } from './rule-list';
import {
  addChain,
  type Chain,
  doubtTables,
  expectMore,
  forkState,
  openChain,
  openTable,
  type State,
  type Table,
  tableOf,
} from './tables';
import { anything } from './verbs';

interface Reading {
  machine: Run;
  call: Restore;
  /** The table that is open, and whether its lines count; `vague` when it may be another by now, or none. */
  table: { name: string; skipped: boolean; vague?: true } | undefined;
  /** As all tables are when nothing of the open one counts. */
  before: State;
  now: State;
  /** As the tables are when it failed on the way. */
  failures: State[];
  refused: boolean;
}

/** Carries a call of iptables-restore out. The state may not be used afterwards. */
export function attemptRestore(machine: Run, state: State, call: Restore): Attempt {
  const only = call.table && textOf(call.table.pieces);
  const input = inputOf(call);
  if (input === undefined || (call.table && only === undefined)) {
    const failure = forkState(state);
    if (!call.test) doubtTables(state, ownerOf(call), only, anything);
    return { success: state, failure };
  }
  const untouched = call.test ? forkState(state) : undefined;
  const attempt = readInput(machine, state, call, mapPieces(input.map(withPlainName)), only);
  if (!untouched) return attempt;
  return { success: attempt.success && untouched, failure: attempt.failure && forkState(untouched) };
}

function readInput(machine: Run, state: State, call: Restore, input: MappedText, only: string | undefined): Attempt {
  const reading: Reading = {
    machine,
    call,
    table: undefined,
    before: forkState(state),
    now: state,
    failures: [],
    refused: false,
  };
  let at = 0;
  for (const line of parseDump(input.text).lines) {
    readLine(reading, line, mapPieces(cut(input, at, at + line.text.length)), only);
    if (reading.refused) return { success: undefined, failure: joinStates([reading.before, ...reading.failures]) };
    at += line.text.length + line.ending.length;
  }
  if (reading.table?.vague) doubtTables(reading.now, ownerOf(call), reading.table.name || only, anything);
  else if (reading.table) return { success: undefined, failure: joinStates([reading.before, ...reading.failures]) };
  const { now, failures } = reading;
  return { success: now, failure: failures.length > 0 ? joinStates(failures) : undefined };
}

function readLine(reading: Reading, line: Line, mapped: MappedText, only: string | undefined): void {
  switch (line.kind) {
    case 'table':
      beginTable(reading, line.text.slice(line.name.start, line.name.end), mapped, line.name, only);
      break;
    case 'commit':
      if (!reading.table) reading.refused = true;
      reading.table = undefined;
      reading.before = forkState(reading.now);
      break;
    case 'declaration':
      if (!reading.table) reading.refused = true;
      else if (!reading.table.skipped) declare(reading, reading.table.name, line.text, line.declarations[0]!);
      break;
    case 'rule':
      if (!reading.table) beginUnknown(reading, hasUnknown(mapped, { start: 0, end: line.text.length }), only);
      else if (!reading.table.skipped) readRuleLine(reading, reading.table.name, line, mapped);
  }
}

/** A line outside of all tables: what is not known of it may be whole tables. */
function beginUnknown(reading: Reading, isUnknown: boolean, only: string | undefined): void {
  if (isUnknown) {
    doubtTables(reading.now, ownerOf(reading.call), only, anything);
    reading.table = { name: '', skipped: true, vague: true };
  } else reading.refused = true;
}

function beginTable(reading: Reading, name: string, mapped: MappedText, span: Span, only: string | undefined): void {
  const { now, call } = reading;
  const owner = ownerOf(call);
  if (hasUnknown(mapped, span)) {
    doubtTables(now, owner, only, anything);
    reading.table = { name, skipped: true };
    return;
  }
  const skipped = only !== undefined && only !== name;
  reading.table = { name, skipped };
  if (!skipped && !isTable(name)) reading.refused = true;
  if (skipped || call.noflush || reading.refused) return;
  const table = openTable(now, tableOf(owner, name));
  table.more = false;
  for (const chain of table.chains.values()) {
    if (!chain.builtIn) table.chains.delete(chain.name);
    else emptyChain(openChain(table, chain.name)!, table);
  }
}

/** Legacy keeps policies that are not declared, nf_tables sets them to ACCEPT. */
function emptyChain(chain: Chain, { backend }: Table): void {
  chain.rules = noRules;
  chain.emptied = true;
  const { policy } = chain;
  if (!policy || backend === 'legacy' || policy.name === 'ACCEPT') return;
  chain.policy = backend ? { name: 'ACCEPT', call: undefined, certain: true } : { ...policy, certain: false };
}

function declare({ now, call }: Reading, tableName: string, text: string, declaration: Declaration): void {
  const { name, policy } = declaration;
  if (!name) return;
  const table = openTable(now, tableOf(ownerOf(call), tableName));
  const chainName = text.slice(name.start, name.end);
  const chain = openChain(table, chainName);
  if (chain?.builtIn) setPolicy(chain, policy ? text.slice(policy.start, policy.end) : '-', call);
  else addChain(table, { text: chainName, known: true }, call, true);
}

function setPolicy(chain: Chain, name: string, call: Restore): void {
  if (name !== '-') chain.policy = { name, call, certain: true };
}

function readRuleLine(reading: Reading, table: string, line: RuleLine, mapped: MappedText): void {
  const { machine, call, now } = reading;
  const { family } = call.program;
  const own = ruleIn(line, mapped);
  const action = actionOfLine(own, family);
  if (action.otherFamily) return;
  if (action.verb === '' && hasUnknown(own, { start: 0, end: own.text.length })) {
    expectMore(now, ownerOf(call), table);
    if (reading.table) reading.table.vague = true;
    return;
  }
  const { success, failure } = carryOut(machine, now, tableOf(ownerOf(call), table), action, call);
  if (!success) reading.refused = true;
  else reading.now = success;
  if (success && failure) reading.failures.push(forkState(reading.before));
}
