/** What a script gives to iptables, as dumps, so that all that can be told of a dump's lines can be told of it. */

import { type DocumentReader, documentReader, type WrittenLine } from '../ruleset/document-reader';
import { groupsBy } from '../ruleset/groups';
import { buildRuleset, type Ruleset } from '../ruleset/ruleset';
import { builtInChains, type Family } from '../ruleset/tables';
import { type MappedText, mapPieces } from '../shell/mapped-text';
import type { Command, Restore } from '../shell/steps';
import type { Piece } from '../shell/word';
import { parseDump } from '../syntax/dump';
import { oncePer } from '../syntax/once';
import { unknownValue, unknownWords } from '../syntax/unknown';
import { type Action, actionOfCall } from './action';
import { ownerOf } from './attempt';
import { cut } from './mapped-line';
import { inputOf } from './restore-input';
import { type Call, ownerKey, type TableId, tableOf } from './tables';

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

/** What calls of a script, in groups, give to iptables, or would if it came to them. */
export function transcriptsOf(
  groups: readonly (readonly Call[])[],
  { documents, ofRestore } = transcriptReader(),
): Transcript[] {
  const restores: Transcript[] = [];
  const tables = new Map<string, TableTold>();
  for (const group of groups) {
    const told = toldIn(group);
    for (const table of told.tables) addTo(tableIn(tables, table), table);
    for (const call of told.restores) restores.push(ofRestore(call));
  }
  const commands = groupsBy(tables.values(), ownerKey).map((own) => transcribe(own, documents[own[0].family]));
  return [...commands, ...restores];
}

/** Reads the transcripts of the versions of a script: what stays the same is not read again. */
export interface TranscriptReader {
  documents: Record<Family, DocumentReader>;
  ofRestore(call: Restore): Transcript;
}

export function transcriptReader(): TranscriptReader {
  const documents = { ipv4: documentReader('ipv4'), ipv6: documentReader('ipv6') };
  return { documents, ofRestore: oncePer((call) => transcribeInput(call, documents[call.program.family])) };
}

/** What one table is told by commands. */
interface TableTold extends TableId {
  /** Those that a command makes or fills are declared: in which order that happens is the effect's business. */
  chains: Set<string>;
  lines: TranscriptLine[];
  /** The lines as they are written. */
  written: WrittenLine[];
}

/** What a group of calls tells: tables, and iptables-restore with input that is known. */
const toldIn = oncePer((calls: readonly Call[]): { tables: readonly TableTold[]; restores: readonly Restore[] } => {
  const tables = new Map<string, TableTold>();
  const restores: Restore[] = [];
  for (const call of calls) {
    if (call.kind === 'command') tell(tables, call);
    else if (call.input) restores.push(call);
  }
  return { tables: [...tables.values()], restores };
});

function tell(tables: Map<string, TableTold>, call: Command): void {
  const action = actionOfCall(call);
  if (action.table?.known === false) return;
  const id = tableOf(ownerOf(call), action.table?.text ?? 'filter');
  const table = tableIn(tables, id);
  const { verb, chain, second } = action;
  if (chain?.known && verb !== 'policy') table.chains.add(chain.text);
  if (second?.known && verb === 'rename-chain') table.chains.add(second.text);
  const line = lineOf(action);
  if (!line) return;
  table.lines.push({ call, line });
  // A line end inside of quotes would end the line for iptables-restore.
  table.written.push({ text: line.text.replace(/[\n\r]/g, ' '), ending: '\n' });
}

/** The table among those, to which nothing was told yet where it is new. */
function tableIn(tables: Map<string, TableTold>, { place, family, backend, name, key }: TableId): TableTold {
  const known = tables.get(key);
  if (known) return known;
  const table: TableTold = { place, family, backend, name, key, chains: new Set(), lines: [], written: [] };
  tables.set(key, table);
  return table;
}

function addTo({ chains, lines, written }: TableTold, told: TableTold): void {
  for (const chain of told.chains) chains.add(chain);
  for (const line of told.lines) lines.push(line);
  for (const line of told.written) written.push(line);
}

/** Without a command that is known, all words may be misspelt. */
const asItIs: ReadonlySet<string> = new Set(['policy', 'new-chain', '']);

/**
 * A rule as if it were appended, or another command as it is, as that whose chain is an option in truth; undefined where nothing is to be
 * told of its words.
 */
export const lineOf = oncePer((action: Action): MappedText | undefined => {
  const { verb, chain, number, appended, rule, known, glued, refusedBy, restored } = action;
  if (glued) return undefined;
  const mark = (told: MappedText) => (known ? told : marked(told));
  if (chain?.text.startsWith('-')) return mark(restored);
  if (asItIs.has(verb)) return isOnlyAsked(rule().words) ? undefined : mark(restored);
  if (verb === 'delete' && number !== undefined && refusedBy.legacy) return undefined;
  return appended && mark(appended);
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

function transcribe(tables: readonly TableTold[], read: DocumentReader): Transcript {
  const written: WrittenLine[] = [];
  const lines: (TranscriptLine | undefined)[] = [];
  const write = (text: string) => {
    written.push({ text, ending: '\n' });
    lines.push(undefined);
  };
  for (const told of tables) {
    write(`*${told.name}`);
    const builtIn: readonly string[] = builtInChains(told.name);
    for (const chain of builtIn) write(`:${chain} ACCEPT [0:0]`);
    for (const chain of told.chains) if (!builtIn.includes(chain)) write(`:${chain} - [0:0]`);
    for (const line of told.lines) lines.push(line);
    for (const line of told.written) written.push(line);
    write('COMMIT');
  }
  written.push({ text: '', ending: '' });
  return { kind: 'command', ruleset: buildRuleset(read(written)), lines };
}

/** Without `--noflush` the tables begin empty; with it they add to what is there. */
function transcribeInput(call: Restore, read: DocumentReader): Transcript {
  const input = mapPieces(inputOf(call) ?? [], mark);
  const document = read(parseDump(input.text).lines);
  const ruleset = buildRuleset(document, call.noflush ? 'always' : 'never');
  let at = 0;
  const lines = document.dump.lines.map(({ text, ending }) => {
    const line = mapPieces(cut(input, at, at + text.length), mark);
    at += text.length + ending.length;
    return { call, line };
  });
  return { kind: 'restore', ruleset, lines };
}
