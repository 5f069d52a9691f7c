/** A script in parts: the statements that stand in no other, with the comments in front of them. What an edit does not touch stays the same part. */

import { statementEnd } from './statement-end';

/** A few lines of a script. They end where their last statement does, so that they can be read by themselves. */
export interface ScriptPart {
  readonly text: string;
  /** The place of its first letter: see `ScriptText`. */
  readonly at: number;
  /** True when what follows it may have a say in where it ends. */
  readonly looksAhead: boolean;
  /** True when it holds a string of several lines, or one that nothing closes. */
  readonly wraps: boolean;
  /** True when it may end what is open before it. */
  readonly strays: boolean;
}

/**
 * A script's letters by their places. Places are in the order of the letters, and one behind the other inside of a part; between parts
 * there may be room, so that edits in one part leave the places of the others as they are.
 */
export interface ScriptText {
  readonly text: string;
  readonly parts: readonly ScriptPart[];
  /** True when the text ends inside of a string: then each string is taken to end with its line. */
  readonly stringsEndWithLine: boolean;
  /** The place where each line begins. */
  readonly starts: readonly number[];
  /** The letters between two places. */
  slice(start: number, end: number): string;
  /** The letter at a place, and the one before a place that is given as one less; '' for none. */
  charAt(place: number): string;
  /** The letters of a line, without its end. */
  lengthOfLine(line: number): number;
}

/** A text in parts; those that stand in `before` as well are taken from there. With `room` for so many letters more in each part. */
export function cutScript(text: string, room: number, before?: ScriptText): ScriptText {
  return cut(text, room, before, false) ?? cut(text, room, before, true) ?? wholeScript(text);
}

/** So many statements may lack their end: for each the text is looked through to its end. */
const mostUnended = 8;

/** Undefined when a quote stays open, and strings do not end with their line. */
function cut(text: string, room: number, before: ScriptText | undefined, withLine: boolean): ScriptText | undefined {
  const known = before?.parts ?? [];
  const mode = before?.stringsEndWithLine === withLine;
  const first = commonStart(text, before, mode);
  const { from, offset: behind } = commonEnd(text, before, mode, first);
  const kept = { start: known.slice(0, first.count), end: known };
  const made: Made[] = [];
  let unended = countUnended(kept.start);
  const isClosedFrom = (place: number) =>
    place === behind &&
    known.slice(from).every(({ looksAhead, strays, wraps }) => !looksAhead && !strays && !(wraps && withLine));
  let last = from;
  let offset = behind;
  for (let at = first.offset; ; ) {
    while (offset < at) offset += known[last++]!.text.length;
    if (offset === at) break;
    const found = statementEnd(text, at, { withLine, withIndent: unended < mostUnended, isClosedFrom });
    if (found.isOpen && !withLine) return undefined;
    const letters = text.slice(at, found.end);
    made.push({
      text: known.length > 0 ? ownLetters(letters) : letters,
      looksAhead: found.looksAhead,
      wraps: found.wraps,
      strays: found.strays,
    });
    if (found.looksAhead) unended++;
    at = found.end;
  }
  kept.end = known.slice(last);
  if (before && unended + countUnended(kept.end) > mostUnended) return cut(text, room, undefined, withLine);
  const between = known.slice(first.count, last);
  const placed = inPlaceOf(made, between, kept.end[0]) ?? inRoom(made, kept.start.at(-1), kept.end[0], room);
  const parts = placed
    ? [...kept.start, ...placed, ...kept.end]
    : withRoom([...kept.start, ...made, ...kept.end], room);
  return scriptText(text, parts, withLine);
}

function countUnended(parts: readonly ScriptPart[]): number {
  return parts.reduce((count, { looksAhead }) => count + (looksAhead ? 1 : 0), 0);
}

/** How many letters of a text stand in parts that it has in common with others. */
export function commonLength(text: string, before: ScriptText): number {
  const first = commonStart(text, before, true);
  return first.offset + text.length - commonEnd(text, before, true, first).offset;
}

/** A text that is not to be cut. */
export function wholeScript(text: string): ScriptText {
  return scriptText(text, [{ text, at: 0, looksAhead: true, wraps: true, strays: true }], false);
}

/** With less, the place behind a part could not be told from the one before the next. */
const leastRoom = 2;

type Made = Omit<ScriptPart, 'at'>;

/** Parts at an end of the text: up to which of them, and up to which offset. */
interface Common {
  count: number;
  offset: number;
}

/** How many parts stand at the start of the text, and the offset behind them. `alike` tells that strings end as they did. */
function commonStart(text: string, before: ScriptText | undefined, alike: boolean): Common {
  const common: Common = { count: 0, offset: 0 };
  if (!before) return common;
  const end = sameLetters(text, before.text, (each, length) => each.slice(0, length));
  for (const part of before.parts) {
    const behind = common.offset + part.text.length;
    if (behind > end || (part.wraps && !alike) || (part.looksAhead && behind < text.length)) break;
    common.offset = behind;
    common.count++;
  }
  return common;
}

/** The first of the parts that stand at the end of the text, and its offset in the text. */
function commonEnd(text: string, before: ScriptText | undefined, alike: boolean, first: Common) {
  if (!before) return { from: 0, offset: text.length };
  const length = sameLetters(text, before.text, (each, count) => each.slice(each.length - count));
  const start = Math.max(first.offset, text.length - length);
  let from = before.parts.length;
  let offset = text.length;
  for (; from > first.count; from--) {
    const part = before.parts[from - 1]!;
    if (offset - part.text.length < start || (part.wraps && !alike)) break;
    offset -= part.text.length;
  }
  return { from, offset };
}

/** How many letters two texts share at an end, of which `cut` takes so many. */
function sameLetters(a: string, b: string, cut: (text: string, length: number) => string): number {
  let [same, other] = [0, Math.min(a.length, b.length) + 1];
  while (other - same > 1) {
    const middle = (same + other) >> 1;
    if (cut(a, middle) === cut(b, middle)) same = middle;
    else other = middle;
  }
  return same;
}

/** Parts that come one for one in the place of others, where they fit; those that are the same stay. */
function inPlaceOf(made: readonly Made[], others: readonly ScriptPart[], next: ScriptPart | undefined) {
  if (made.length !== others.length) return undefined;
  const ends = [...others.slice(1), next];
  const fits = made.every(({ text }, index) => {
    const end = ends[index]?.at ?? Number.POSITIVE_INFINITY;
    return others[index]!.at + text.length + leastRoom <= end;
  });
  if (!fits) return undefined;
  return made.map((part, index) => {
    const other = others[index]!;
    return isLike(part, other) ? other : { ...part, at: other.at };
  });
}

function isLike(part: Made, other: Made): boolean {
  const { text, looksAhead, wraps } = other;
  return part.text === text && !part.looksAhead && !looksAhead && part.wraps === wraps;
}

/** Parts between two others, with the room between them shared; undefined when there is not enough. */
function inRoom(made: readonly Made[], before: ScriptPart | undefined, next: ScriptPart | undefined, room: number) {
  const start = before ? before.at + before.text.length : 0;
  const length = made.reduce((sum, { text }) => sum + text.length, 0);
  const share = next ? Math.floor((next.at - start - length) / (made.length + 1)) : room;
  return next && share < leastRoom ? undefined : placedFrom(made, before ? start + share : 0, share);
}

function withRoom(made: readonly Made[], room: number): ScriptPart[] {
  return placedFrom(made, 0, room);
}

function placedFrom(made: readonly Made[], from: number, room: number): ScriptPart[] {
  let at = from;
  return made.map((each) => {
    const part = { ...each, at };
    at += each.text.length + room;
    return part;
  });
}

/** Letters that do not keep a whole script in memory. */
function ownLetters(text: string): string {
  return text.split('').join('');
}

function scriptText(text: string, parts: readonly ScriptPart[], stringsEndWithLine: boolean): ScriptText {
  const starts: number[] = [];
  const offsets: number[] = [];
  let offset = 0;
  for (const part of parts) {
    offsets.push(offset);
    offset += part.text.length;
    starts.push(part.at);
    for (let i = part.text.indexOf('\n') + 1; i > 0 && i < part.text.length; i = part.text.indexOf('\n', i) + 1)
      starts.push(part.at + i);
  }
  const last = parts.at(-1);
  if (!last || last.text.endsWith('\n')) starts.push(last ? last.at + last.text.length : 0);
  const offsetOf = (place: number) => {
    const index = Math.max(0, partAt(parts, place));
    const part = parts[index];
    return part ? offsets[index]! + Math.max(0, Math.min(place - part.at, part.text.length)) : 0;
  };
  const slice = (start: number, end: number) => text.slice(offsetOf(start), offsetOf(end));
  return {
    text,
    parts,
    stringsEndWithLine,
    starts,
    slice,
    charAt: (place) => {
      const part = parts[partAt(parts, place)];
      return part && place > part.at + part.text.length ? part.text.slice(-1) : text.charAt(offsetOf(place));
    },
    lengthOfLine: (line) => {
      const start = starts[line] ?? 0;
      const part = parts[partAt(parts, start)];
      if (!part) return 0;
      const end = part.text.indexOf('\n', start - part.at);
      return (end < 0 ? part.text.length : end) - (start - part.at);
    },
  };
}

/** The index of the last part that begins at or before a place; -1 when there is none. */
function partAt(parts: readonly ScriptPart[], place: number): number {
  let [low, high] = [-1, parts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (parts[middle]!.at <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}
