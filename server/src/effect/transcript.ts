/** What a script gives to iptables, as dumps, so that all that can be told of a dump's lines can be told of it. */

import { readDocument } from '../ruleset/document';
import { oncePer } from '../ruleset/once';
import type { RuleProblem } from '../ruleset/rule-problem';
import { commandOf } from '../ruleset/rule-summary';
import { buildRuleset, type Ruleset } from '../ruleset/ruleset';
import { builtInChains, type Family } from '../ruleset/tables';
import { type MappedText, mapPieces } from '../shell/mapped-text';
import type { Command, Restore } from '../shell/steps';
import type { Piece } from '../shell/word';
import { parseDump } from '../syntax/dump';
import { unknownValue, unknownWords } from '../syntax/unknown';
import { type Action, actionOfCall, appendedWords } from './action';
import { ownerOf } from './attempt';
import { cut, joinWords } from './mapped-line';
import { type Call, ownerKey } from './tables';

/** A line with the way back to the script. */
export interface TranscriptLine {
  call: Call;
  line: MappedText;
}

/** The commands for one machine, family and backend, table by table, or the input of one iptables-restore. */
export interface Transcript {
  kind: Call['kind'];
  ruleset: Ruleset;
  /** One for each line of the dump; undefined for headers and declarations that no command wrote. */
  lines: readonly (TranscriptLine | undefined)[];
}

/** What the calls of a script give to iptables, or would if it came to them. */
export function transcriptsOf(calls: readonly Call[]): Transcript[] {
  const restores = calls.flatMap((call) =>
    call.kind === 'restore' && call.input ? [ofRestore(call, call.input)] : [],
  );
  return [...ofCommands(calls.filter((call) => call.kind === 'command')), ...restores];
}

/** What one table is told by commands. */
interface TableTold {
  chains: Set<string>;
  lines: TranscriptLine[];
}

/** Chains that a command makes or fills are declared: in which order that happens is the effect's business. */
function ofCommands(calls: readonly Command[]): Transcript[] {
  const owners = new Map<string, { family: Family; tables: Map<string, TableTold> }>();
  for (const call of calls) {
    const action = actionOfCall(call);
    if (action.table?.known === false) continue;
    const owner = ownerOf(call);
    const key = ownerKey(owner);
    const told = owners.get(key) ?? { family: owner.family, tables: new Map<string, TableTold>() };
    owners.set(key, told);
    tell(told.tables, action, call);
  }
  return [...owners.values()].map(({ family, tables }) => transcribe(family, tables));
}

function tell(tables: Map<string, TableTold>, action: Action, call: Command): void {
  const name = action.table?.text ?? 'filter';
  const table = tables.get(name) ?? { chains: new Set<string>(), lines: [] };
  tables.set(name, table);
  const { verb, chain, second } = action;
  if (chain?.known && verb !== 'policy') table.chains.add(chain.text);
  if (second?.known && verb === 'rename-chain') table.chains.add(second.text);
  const line = lineOf(action);
  if (line) table.lines.push({ call, line });
}

const withRule: ReadonlySet<string> = new Set(['append', 'insert', 'replace', 'check', 'delete']);

/** Without a command that is known, all words may be misspelt. */
const asItIs: ReadonlySet<string> = new Set(['policy', 'new-chain', '']);

/** Problems of a command itself, whatever its rule. */
const ofCommand: ReadonlySet<RuleProblem['kind']> = new Set(['invalid-rule-number', 'second-command']);

/** A rule as if it were appended, or another command as it is; undefined where nothing is to be told of its words. */
export const lineOf = oncePer((action: Action): MappedText | undefined => {
  const { verb, number, line, rule, known, refusedBy, restored } = action;
  const mark = (told: MappedText) => (known ? told : marked(told));
  if (asItIs.has(verb)) return isOnlyAsked(rule.words) ? undefined : mark(restored);
  if (rule.problems.some(({ kind }) => ofCommand.has(kind))) return undefined;
  if (verb === 'delete' && number !== undefined && refusedBy.legacy) return undefined;
  const [chain] = commandOf(rule)?.values ?? [];
  return chain && withRule.has(verb) ? mark(joinWords(line, appendedWords(rule))) : undefined;
});

/** `iptables -V`, `iptables -h`: nothing is done. */
function isOnlyAsked(words: readonly { value: string }[]): boolean {
  return words.some(({ value }) => /^(?:-[Vh]|--version|--help)$/.test(value));
}

/** Values that are not known are written as such. */
export function marked(line: MappedText): MappedText {
  return mapPieces(
    line.parts.map(({ piece }) => piece),
    mark,
  );
}

function mark({ many }: Piece): string {
  return many ? unknownWords : unknownValue;
}

function transcribe(family: Family, tables: ReadonlyMap<string, TableTold>): Transcript {
  const texts: string[] = [];
  const lines: (TranscriptLine | undefined)[] = [];
  const write = (text: string, line?: TranscriptLine) => {
    texts.push(`${text}\n`);
    lines.push(line);
  };
  for (const [name, table] of tables) {
    write(`*${name}`);
    const builtIn: readonly string[] = builtInChains(name);
    for (const chain of builtIn) write(`:${chain} ACCEPT [0:0]`);
    for (const chain of table.chains) if (!builtIn.includes(chain)) write(`:${chain} - [0:0]`);
    // A line end inside of quotes would end the line for iptables-restore.
    for (const line of table.lines) write(line.line.text.replace(/[\n\r]/g, ' '), line);
    write('COMMIT');
  }
  return { kind: 'command', ruleset: buildRuleset(readDocument(texts.join(''), family)), lines };
}

/** Without `--noflush` the tables begin empty; with it they add to what is there. */
function ofRestore(call: Restore, pieces: readonly Piece[]): Transcript {
  const input = mapPieces(pieces, mark);
  const { program, noflush } = call;
  const ruleset = buildRuleset(readDocument(input.text, program.family), noflush ? 'always' : 'never');
  let at = 0;
  const lines = parseDump(input.text).lines.map(({ text, ending }) => {
    const line = mapPieces(cut(input, at, at + text.length), mark);
    at += text.length + ending.length;
    return { call, line };
  });
  return { kind: 'restore', ruleset, lines };
}
