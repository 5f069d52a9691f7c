/** Where the letters of a script stand, in places that edits elsewhere leave as they are. */

import { lastUpTo } from '../syntax/last-up-to';
import type { Span } from '../syntax/span';

/** Whole lines, with places one behind the other: no word, string or here-document of theirs goes on behind them. */
export interface Passage {
  readonly text: string;
  /** The place of the first letter. */
  readonly at: number;
}

/** With less, the place behind a passage could not be told from the one before the next. */
const leastRoom = 2;

/** Passages with room for so many letters more in each. */
export function withRoom(texts: readonly string[], room: number): Passage[] {
  return placedFrom(texts, 0, room);
}

/**
 * Places for texts that come in the place of others between two passages: what they have in common keeps its place. Undefined where
 * there is not room enough.
 */
export function inPlaceOf(
  texts: readonly string[],
  others: readonly Passage[],
  { before, next }: { before: Passage | undefined; next: Passage | undefined },
  room: number,
): Passage[] | undefined {
  const isFirst = !before && !next && others.length === 0;
  const most = Math.min(texts.length, others.length);
  let start = 0;
  while (start < most && texts[start] === others[start]!.text) start++;
  let end = 0;
  while (end < most - start && texts.at(-1 - end) === others.at(-1 - end)!.text) end++;
  const first = others.slice(0, start);
  const last = others.slice(others.length - end);
  const around = { before: first.at(-1) ?? before, next: last[0] ?? next };
  const made = texts.slice(start, texts.length - end).map(isFirst ? (text) => text : ownLetters);
  const placed =
    oneForOne(made, others.slice(start, others.length - end), around.next) ??
    between(made, around.before, around.next, room);
  return placed && [...first, ...placed, ...last];
}

function oneForOne(
  texts: readonly string[],
  others: readonly Passage[],
  next: Passage | undefined,
): Passage[] | undefined {
  if (texts.length !== others.length) return undefined;
  const ends = [...others.slice(1), next];
  const fits = texts.every(
    (text, index) => others[index]!.at + text.length + leastRoom <= (ends[index]?.at ?? Infinity),
  );
  if (!fits) return undefined;
  return texts.map((text, index) => (text === others[index]!.text ? others[index]! : { text, at: others[index]!.at }));
}

/** With the room between two passages shared; undefined when there is not enough. */
function between(
  texts: readonly string[],
  before: Passage | undefined,
  next: Passage | undefined,
  room: number,
): Passage[] | undefined {
  const start = before ? before.at + before.text.length : 0;
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  const share = next ? Math.floor((next.at - start - length) / (texts.length + 1)) : room;
  return next && share < leastRoom ? undefined : placedFrom(texts, before ? start + share : 0, share);
}

/** Letters that do not keep a whole script in memory. */
export function ownLetters(text: string): string {
  return text.split('').join('');
}

function placedFrom(texts: readonly string[], from: number, room: number): Passage[] {
  let at = from;
  return texts.map((text) => {
    const passage = { text, at };
    at += text.length + room;
    return passage;
  });
}

/** The places of letters by their offset in passages that follow each other. */
export interface Places {
  /** The place of a stretch of letters. */
  spanOf(start: number, end: number): Span;
  /** True when the letters of a stretch have places one behind the other. */
  isWhole(start: number, end: number): boolean;
  /** The places in a stretch that do not follow the one before. */
  breaksIn(start: number, end: number): readonly number[];
  /** The offset of a place; that of the nearest letter in front of it where none has that place. */
  offsetOf(place: number): number;
  /** The passage with that place or before it, and its offset. */
  passageAt(place: number): { passage: Passage; offset: number } | undefined;
}

const none: readonly number[] = [];

/** The places of the letters of some passages. */
export function placesOf(passages: readonly Passage[]): Places {
  const offsets: number[] = [];
  let length = 0;
  for (const { text } of passages) {
    offsets.push(length);
    length += text.length;
  }
  const placeOf = (offset: number, index: number) => passages[index]!.at + offset - offsets[index]!;
  const passageAt = (place: number) => {
    const index = Math.max(
      0,
      lastUpTo(passages.length, (each) => passages[each]!.at <= place),
    );
    const passage = passages[index];
    return passage && { passage, offset: offsets[index]! };
  };
  const indexOf = (offset: number) => lastUpTo(offsets.length, (each) => offsets[each]! <= offset);
  return {
    spanOf: (start, end) => {
      const first = indexOf(start);
      const last = end > start ? indexOf(end - 1) : first;
      return { start: placeOf(start, first), end: placeOf(end, last) };
    },
    isWhole: (start, end) => end <= start || indexOf(start) === indexOf(end - 1),
    breaksIn: (start, end) => {
      const first = indexOf(start) + 1;
      let next = first;
      while ((offsets[next] ?? end) < end) next++;
      return next === first ? none : passages.slice(first, next).map(({ at }) => at);
    },
    offsetOf: (place) => {
      const found = passageAt(place);
      return found ? found.offset + Math.max(0, Math.min(place - found.passage.at, found.passage.text.length)) : 0;
    },
    passageAt,
  };
}
