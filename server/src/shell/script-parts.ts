/** A script in parts: the statements that stand in no other, with the comments in front of them. What an edit does not touch stays the same part. */

import { once } from '../syntax/once';
import { inPlaceOf, ownLetters, type Passage, placesOf, withRoom } from './passages';
import { statementEnd } from './statement-end';

/** A few lines of a script. They end where their last statement does, so that they can be read by themselves. */
export interface ScriptPart {
  readonly text: string;
  /** Its lines with their places. */
  readonly passages: readonly Passage[];
  /** True when what follows it may have a say in where it ends. */
  readonly looksAhead: boolean;
  /** True when it holds a string of several lines, or one that nothing closes. */
  readonly wraps: boolean;
  /** True when it may end what is open before it. */
  readonly strays: boolean;
}

/**
 * A script's letters by their places. Places are in the order of the letters, and one behind the other inside of a passage; between
 * passages there may be room, so that edits in one leave the places of the others as they are.
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
    const slice = text.slice(at, found.end);
    // A part that is most of the script keeps no more in memory than it is itself.
    const letters = known.length > 0 && slice.length * 4 < text.length ? ownLetters(slice) : slice;
    const { looksAhead, wraps, strays } = found;
    made.push({ text: letters, lines: cutAt(letters, found.lines, at), looksAhead, wraps, strays });
    if (found.looksAhead) unended++;
    at = found.end;
  }
  kept.end = known.slice(last);
  if (before && unended + countUnended(kept.end) > mostUnended) return cut(text, room, undefined, withLine);
  const between = known.slice(first.count, last);
  const around = { before: kept.start.at(-1)?.passages.at(-1), next: kept.end[0]?.passages[0] };
  const lines = made.flatMap((part) => part.lines);
  const passages = inPlaceOf(lines, passagesOf(between), around, room);
  if (passages)
    return scriptText(text, [...kept.start, ...withPassages(made, passages, between), ...kept.end], withLine);
  const all = [...kept.start.map(linesAgain), ...made, ...kept.end.map(linesAgain)];
  const placed = withRoom(
    all.flatMap((part) => part.lines),
    room,
  );
  return scriptText(text, withPassages(all, placed, []), withLine);
}

/** A part of which the places are not known yet. */
type Made = Omit<ScriptPart, 'passages'> & { lines: readonly string[] };

function linesAgain({ text, passages, looksAhead, wraps, strays }: ScriptPart): Made {
  return { text, lines: passages.map((passage) => passage.text), looksAhead, wraps, strays };
}

/** The text in stretches that end at some offsets, which are counted from `from` on. */
function cutAt(text: string, ends: readonly number[], from: number): string[] {
  const inner = ends.map((end) => end - from).filter((end) => end > 0 && end < text.length);
  return [0, ...inner].map((start, index) => text.slice(start, inner[index]));
}

function passagesOf(parts: readonly ScriptPart[]): Passage[] {
  const all: Passage[] = [];
  for (const { passages } of parts) for (const passage of passages) all.push(passage);
  return all;
}

/** Parts with their places; those that were there before stay the same. */
function withPassages(
  made: readonly Made[],
  passages: readonly Passage[],
  before: readonly ScriptPart[],
): ScriptPart[] {
  const known = new Map(before.map((part) => [part.passages[0]!, part]));
  let next = 0;
  return made.map((part) => {
    const own = passages.slice(next, next + part.lines.length);
    next += own.length;
    const other = known.get(own[0]!);
    if (other && isLike(part, other) && other.passages.every((each, index) => each === own[index])) return other;
    const { text, looksAhead, wraps, strays } = part;
    return { text, passages: own, looksAhead, wraps, strays };
  });
}

function countUnended(parts: readonly ScriptPart[]): number {
  return parts.reduce((count, { looksAhead }) => count + (looksAhead ? 1 : 0), 0);
}

/** How many letters two texts have in common at their ends. */
export function commonLength(text: string, { text: other }: ScriptText): number {
  const start = sameLetters(text, other, (each, length) => each.slice(0, length));
  const end = sameLetters(text, other, (each, length) => each.slice(each.length - length));
  return Math.min(start + end, text.length, other.length);
}

/** A text that is not to be cut. */
export function wholeScript(text: string): ScriptText {
  return scriptText(text, [{ text, passages: [{ text, at: 0 }], looksAhead: true, wraps: true, strays: true }], false);
}

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

function isLike(part: Omit<Made, 'lines'>, other: Omit<Made, 'lines'>): boolean {
  const { text, looksAhead, wraps } = other;
  return part.text === text && !part.looksAhead && !looksAhead && part.wraps === wraps;
}

function scriptText(text: string, parts: readonly ScriptPart[], stringsEndWithLine: boolean): ScriptText {
  const passages = passagesOf(parts);
  const places = once(() => placesOf(passages));
  const offsetOf = (place: number) => places().offsetOf(place);
  const starts: number[] = [];
  for (const { at, text: letters } of passages) {
    starts.push(at);
    for (let i = letters.indexOf('\n') + 1; i > 0 && i < letters.length; i = letters.indexOf('\n', i) + 1)
      starts.push(at + i);
  }
  const last = passages.at(-1);
  if (!last || last.text.endsWith('\n')) starts.push(last ? last.at + last.text.length : 0);
  return {
    text,
    parts,
    stringsEndWithLine,
    starts,
    slice: (start, end) => text.slice(offsetOf(start), offsetOf(end)),
    charAt: (place) => {
      const { passage } = places().passageAt(place) ?? {};
      return passage && place > passage.at + passage.text.length
        ? passage.text.slice(-1)
        : text.charAt(offsetOf(place));
    },
    lengthOfLine: (line) => {
      const start = starts[line] ?? 0;
      const { passage } = places().passageAt(start) ?? {};
      if (!passage) return 0;
      const end = passage.text.indexOf('\n', start - passage.at);
      return (end < 0 ? passage.text.length : end) - (start - passage.at);
    },
  };
}
