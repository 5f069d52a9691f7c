/** What a script gives to iptables, as dumps, so that all that can be told of a dump's lines can be told of it. */

import { type DocumentReader, documentReader, type WrittenLine } from '../ruleset/document-reader';
import { oncePer } from '../ruleset/once';
import { buildRuleset, type Ruleset } from '../ruleset/ruleset';
import { builtInChains, type Family } from '../ruleset/tables';
import { type MappedText, mapPieces } from '../shell/mapped-text';
import type { Command, Restore } from '../shell/steps';
import type { Piece } from '../shell/word';
import { parseDump } from '../syntax/dump';
import { unknownValue, unknownWords } from '../syntax/unknown';
import { type Action, actionOfCall } from './action';
import { ownerOf } from './attempt';
import { cut } from './mapped-line';
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
export function transcriptsOf(calls: readonly Call[], reader = transcriptReader()): Transcript[] {
  const restores = calls.flatMap((call) => (call.kind === 'restore' && reader.ofRestore(call)) || []);
  return [...ofCommands(calls, reader), ...restores];
}

/** Reads the transcripts of the versions of a script: what stays the same is not read again. */
export interface TranscriptReader {
  documents: Record<Family, DocumentReader>;
  /** Undefined without input that is known. */
  ofRestore(call: Restore): Transcript | undefined;
}

export function transcriptReader(): TranscriptReader {
  const documents = { ipv4: documentReader('ipv4'), ipv6: documentReader('ipv6') };
  return {
    documents,
    ofRestore: oncePer((call) =>
      call.input ? ofRestore(call, call.input, documents[call.program.family]) : undefined,
    ),
  };
}

/** What a command tells one of the tables. */
interface Told {
  /** Whose table it is. */
  owner: string;
  family: Family;
  table: string;
  /** The chains that it makes or fills. */
  chains: string[];
  line: ToldLine | undefined;
}

interface ToldLine extends TranscriptLine {
  written: WrittenLine;
}

/** Undefined for a command about a table that is not known. */
const toldBy = oncePer((call: Command): Told | undefined => {
  const action = actionOfCall(call);
  if (action.table?.known === false) return undefined;
  const { verb, chain, second } = action;
  const chains: string[] = [];
  if (chain?.known && verb !== 'policy') chains.push(chain.text);
  if (second?.known && verb === 'rename-chain') chains.push(second.text);
  const owner = ownerOf(call);
  const line = lineOf(action);
  return {
    owner: ownerKey(owner),
    family: owner.family,
    table: action.table?.text ?? 'filter',
    chains,
    // A line end inside of quotes would end the line for iptables-restore.
    line: line && { call, line, written: { text: line.text.replace(/[\n\r]/g, ' '), ending: '\n' } },
  };
});

/** What one table is told by commands. */
interface TableTold {
  chains: Set<string>;
  lines: ToldLine[];
}

/** Chains that a command makes or fills are declared: in which order that happens is the effect's business. */
function ofCommands(calls: readonly Call[], { documents }: TranscriptReader): Transcript[] {
  const owners = new Map<string, { family: Family; tables: Map<string, TableTold> }>();
  for (const call of calls) {
    const told = call.kind === 'command' ? toldBy(call) : undefined;
    if (!told) continue;
    const { family } = told;
    const { tables } = getOrAdd(owners, told.owner, () => ({ family, tables: new Map<string, TableTold>() }));
    const table = getOrAdd(tables, told.table, () => ({ chains: new Set<string>(), lines: [] }));
    for (const chain of told.chains) table.chains.add(chain);
    if (told.line) table.lines.push(told.line);
  }
  return [...owners.values()].map(({ family, tables }) => transcribe(tables, documents[family]));
}

function getOrAdd<Key, Value>(map: Map<Key, Value>, key: Key, add: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const added = add();
  map.set(key, added);
  return added;
}

/** Without a command that is known, all words may be misspelt. */
const asItIs: ReadonlySet<string> = new Set(['policy', 'new-chain', '']);

/** A rule as if it were appended, or another command as it is; undefined where nothing is to be told of its words. */
export const lineOf = oncePer((action: Action): MappedText | undefined => {
  const { verb, number, appended, rule, known, refusedBy, restored } = action;
  const mark = (told: MappedText) => (known ? told : marked(told));
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

function transcribe(tables: ReadonlyMap<string, TableTold>, read: DocumentReader): Transcript {
  const written: WrittenLine[] = [];
  const lines: (TranscriptLine | undefined)[] = [];
  const write = (line: WrittenLine, source?: TranscriptLine) => {
    written.push(line);
    lines.push(source);
  };
  const add = (text: string) => write({ text, ending: '\n' });
  for (const [name, table] of tables) {
    add(`*${name}`);
    const builtIn: readonly string[] = builtInChains(name);
    for (const chain of builtIn) add(`:${chain} ACCEPT [0:0]`);
    for (const chain of table.chains) if (!builtIn.includes(chain)) add(`:${chain} - [0:0]`);
    for (const line of table.lines) write(line.written, line);
    add('COMMIT');
  }
  written.push({ text: '', ending: '' });
  return { kind: 'command', ruleset: buildRuleset(read(written)), lines };
}

/** Without `--noflush` the tables begin empty; with it they add to what is there. */
function ofRestore(call: Restore, pieces: readonly Piece[], read: DocumentReader): Transcript {
  const input = mapPieces(pieces, mark);
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
