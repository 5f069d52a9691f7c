/** Expands words: quotes, variables, substitutions, arithmetic, braces. */

import type { Span } from '../syntax/span';
import { braceAlternatives } from './braces';
import type { Context } from './context';
import { unescapePieces } from './escapes';
import { type Fragment, splitFields } from './fields';
import type { RawWord } from './lexer';
import { expandDollar } from './parameters';
import type { Shell } from './shell-state';
import { skipAnsiQuotes, skipBackquotes, skipDollar, skipDoubleQuotes, skipSingleQuotes } from './skip';
import { partOf, type Source } from './source';
import { substitute, substituteProcess } from './substitution';
import type { HereDocument } from './tree';
import { separatorsOf } from './variables';
import { bounded, literal, type Piece, type Word } from './word';

/** What is being read: its text, and in what state of the shell. */
export interface Reader {
  context: Context;
  shell: Shell;
  source: Source;
}

/** Adds the arguments that a word becomes. Most words become themselves. */
export function expandInto(words: Word[], reader: Reader, raw: RawWord): void {
  const { source } = reader;
  if (isPlain(source, raw)) {
    raw.fixed = plainWord(source, raw);
    words.push(raw.fixed);
  } else expandWordInto(words, reader, raw);
}

function plainWord(source: Source, { start, end }: Span): Word {
  const place = source.place(start, end);
  return { pieces: [literal(source.text.slice(start, end), place, source.exact(start, end))], span: place };
}

/** The arguments that a word becomes. */
export function expandWord(reader: Reader, span: Span): Word[] {
  const words: Word[] = [];
  expandWordInto(words, reader, span);
  return words;
}

function expandWordInto(words: Word[], reader: Reader, span: Span): void {
  const { source, shell, context } = reader;
  const place = source.place(span.start, span.end);
  if (source.text.startsWith('<(', span.start)) words.push(substituteProcess(reader, span, place));
  else if (context.dialect !== 'bash') addFields(words, fragmentsOf(reader, span, false), place, shell);
  else
    for (const parts of braceAlternatives(source.text, span))
      addFields(
        words,
        parts.flatMap((part) => braceFragments(reader, part)),
        place,
        shell,
      );
}

function isPlain({ text, holes }: Source, { start, end }: Span): boolean {
  if (holes.size > 0) return false;
  for (let i = start; i < end; i++) if (mayExpand(text.charCodeAt(i))) return false;
  return true;
}

/** `"`, `$`, `'`, `\\`, `` ` ``, `{`, and `<` of `<(…)`. */
function mayExpand(code: number): boolean {
  return code === 34 || code === 36 || code === 39 || code === 92 || code === 96 || code === 123 || code === 60;
}

function braceFragments(reader: Reader, part: Span & { text?: string }): Fragment[] {
  if (part.text === undefined) return fragmentsOf(reader, part, false);
  return [{ piece: literal(part.text, reader.source.place(part.start, part.end), false), quoted: false, split: false }];
}

function addFields(words: Word[], fragments: readonly Fragment[], place: Span, shell: Shell): void {
  const splits = fragments.some((each) => each !== 'gap' && each.split && each.piece.text !== undefined);
  splitFields(words, fragments, place, splits ? separatorsOf(shell) : '');
}

/** The value of a word that is not split: of an assignment, behind `<`, in a condition. */
export function expandValue(reader: Reader, span: Span): Piece[] {
  return oneValue(fragmentsOf(reader, span, false), reader.source.place(span.start, span.end));
}

/** The value in which a word stands for a pattern: what was quoted is escaped. */
export function expandPattern(reader: Reader, span: Span): Piece[] {
  const fragments = fragmentsOf(reader, span, false).map((each) => {
    if (each === 'gap' || !each.quoted || each.piece.text === undefined) return each;
    return { ...each, piece: { ...each.piece, text: each.piece.text.replace(/[\\*?[\]]/g, '\\$&') } };
  });
  return oneValue(fragments, reader.source.place(span.start, span.end));
}

/** The text of a here-document. */
export function expandHereDocument(reader: Reader, { body, literal: isLiteral, stripTabs }: HereDocument): Piece[] {
  const pieces: Piece[] = [];
  for (const part of stripTabs ? linesWithoutTabs(reader.source.text, body) : [body]) {
    if (isLiteral) pieces.push(literalAt(reader.source, part.start, part.end));
    else pieces.push(...piecesOf(fragmentsOf(reader, part, 'document'), reader.source.place(part.start, part.end)));
  }
  return bounded(pieces, reader.source.place(body.start, body.end), 'document');
}

function linesWithoutTabs(text: string, { start, end }: Span): Span[] {
  const lines: Span[] = [];
  for (let i = start; i < end; ) {
    const newline = text.indexOf('\n', i);
    const next = newline < 0 || newline >= end ? end : newline + 1;
    while (i < next && text[i] === '\t') i++;
    lines.push({ start: i, end: next });
    i = next;
  }
  return lines;
}

function oneValue(fragments: readonly Fragment[], place: Span): Piece[] {
  return bounded(piecesOf(fragments, place), place);
}

function piecesOf(fragments: readonly Fragment[], place: Span): Piece[] {
  return fragments.map((each) => (each === 'gap' ? literal(' ', place, false) : { ...each.piece, many: false }));
}

/** Whether text stands in double quotes, in a here-document, or in one of both as the word behind `:-`, where quotes are taken off. */
type Quoting = boolean | 'document' | 'operand';

/** What a stretch of text becomes. */
export function fragmentsOf(reader: Reader, { start, end }: Span, quoted: Quoting): Fragment[] {
  const { text, holes } = reader.source;
  let fragments: Fragment[] | undefined;
  let plain = start;
  for (let i = start; i < end; ) {
    const special = (holes.size > 0 && holes.has(i)) || isSpecial(text[i]!, quoted);
    if (!special) {
      i++;
      continue;
    }
    if (i > plain) fragments = joined(fragments, [fragmentAt(reader.source, plain, i, quoted !== false)]);
    const { next, made } = specialAt(reader, i, end, quoted);
    fragments = joined(fragments, made);
    i = next;
    plain = next;
  }
  if (end > plain) fragments = joined(fragments, [fragmentAt(reader.source, plain, end, quoted !== false)]);
  return fragments ?? [];
}

function joined(fragments: Fragment[] | undefined, more: Fragment[]): Fragment[] {
  if (!fragments) return more;
  fragments.push(...more);
  return fragments;
}

function isSpecial(char: string, quoted: Quoting): boolean {
  if (char === '$' || char === '`' || char === '\\') return true;
  if (char === "'") return quoted === false;
  return char === '"' && (quoted === false || quoted === 'operand');
}

interface Special {
  next: number;
  made: Fragment[];
}

function specialAt(reader: Reader, at: number, end: number, quoted: Quoting): Special {
  const { source } = reader;
  const hole = source.holes.get(at);
  if (hole)
    return {
      next: at + 1,
      made: [{ piece: { ...hole, many: quoted === false }, quoted: quoted !== false, split: false }],
    };
  switch (source.text[at]) {
    case '\\':
      return escapeAt(source, at, end, quoted);
    case "'":
      return singleQuoted(source, at, end);
    case '"':
      return doubleQuoted(reader, at, end);
    case '`':
      return backquoted(reader, at, end, quoted !== false);
    default:
      return dollarAt(reader, at, end, quoted !== false);
  }
}

/** What a backslash escapes besides what is special everywhere. */
const escapedIn = { true: '"', document: '', operand: '"}' } as const;

function escapeAt(source: Source, at: number, end: number, quoted: Quoting): Special {
  const char = source.text[at + 1] ?? '';
  const next = Math.min(at + 2, end);
  if (at + 1 >= end) return { next, made: [fragmentAt(source, at, end, true)] };
  if (char === '\n') return { next, made: [] };
  const escapes = quoted === false || '$`\\'.includes(char) || escapedIn[`${quoted}`].includes(char);
  if (!escapes) return { next, made: [fragmentAt(source, at, next, true)] };
  return { next, made: [{ piece: literal(char, source.place(at, next), false), quoted: true, split: false }] };
}

function singleQuoted(source: Source, at: number, end: number): Special {
  const next = skipSingleQuotes(source.text, at, end);
  const stop = innerEnd(source.text, at, next, "'");
  const made: Fragment[] = [];
  let plain = at + 1;
  for (const [hole, piece] of source.holes) {
    if (hole < plain || hole >= stop) continue;
    if (hole > plain) made.push(fragmentAt(source, plain, hole, true));
    made.push({ piece: { ...piece, many: false }, quoted: true, split: false });
    plain = hole + 1;
  }
  if (plain < stop || made.length === 0) made.push(fragmentAt(source, plain, stop, true));
  return { next, made };
}

function doubleQuoted(reader: Reader, at: number, end: number): Special {
  const { text } = reader.source;
  const next = skipDoubleQuotes(text, at, end);
  const inside = { start: at + 1, end: innerEnd(text, at, next, '"') };
  const made = fragmentsOf(reader, inside, true);
  // Quotes make an argument even of nothing, but for "$@" without arguments.
  if (made.length === 0 && inside.end <= inside.start)
    made.push(fragmentAt(reader.source, inside.start, inside.start, true));
  return { next, made };
}

function backquoted(reader: Reader, at: number, end: number, quoted: boolean): Special {
  const { text } = reader.source;
  const next = skipBackquotes(text, at, end);
  const inside = { start: at + 1, end: innerEnd(text, at, next, '`') };
  return { next, made: substitute(reader, inside, { start: at, end: next }, quoted) };
}

function dollarAt(reader: Reader, at: number, end: number, quoted: boolean): Special {
  const { source } = reader;
  const { text } = source;
  if (!quoted && text[at + 1] === "'" && at + 1 < end) {
    const next = skipAnsiQuotes(text, at + 1, end);
    const piece = literalAt(source, at + 2, innerEnd(text, at + 1, next, "'"));
    return { next, made: unescapePieces([piece], 'ansi').map((each) => ({ piece: each, quoted: true, split: false })) };
  }
  if (!quoted && text[at + 1] === '"' && at + 1 < end) return doubleQuoted(reader, at + 1, end);
  const next = skipDollar(text, at, end);
  return { next, made: expandDollar(reader, { start: at, end: next }, quoted) };
}

function innerEnd(text: string, open: number, next: number, close: string): number {
  return next - 1 > open && text[next - 1] === close ? next - 1 : next;
}

function fragmentAt(source: Source, start: number, end: number, quoted: boolean): Fragment {
  return { piece: literalAt(source, start, end), quoted, split: false };
}

/** The letters of a source as they are. */
function literalAt(source: Source, start: number, end: number): Piece {
  return literal(source.text.slice(start, end), source.place(start, end), source.exact(start, end));
}

/** A part of what is read, to be read on its own. */
export function readerOf(reader: Reader, span: Span): Reader {
  return { ...reader, source: partOf(reader.source, span) };
}
