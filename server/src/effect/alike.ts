/** Lines that differ in values only, an address say, or a port: what one of them means, all of them mean with values of their own. */

import { plainEnd, type ReadValue, readBareWord, type ValueReader, valueClasses } from '../ruleset/ordinary-values';
import type { Rule } from '../ruleset/rule';
import { commandOf } from '../ruleset/rule-summary';
import { type Gap, gapOf } from '../ruleset/rule-templates';
import { type Family, maxNameBytes } from '../ruleset/tables';
import type { MappedText } from '../shell/mapped-text';
import { once } from '../syntax/once';
import { hasUnknown as hasMark } from '../syntax/unknown';
import { splitWords, type Word } from '../syntax/words';
import { cut, hasUnknown } from './mapped-line';
import { bareWords } from './rule-words';

/** What may stand in the place of a word: that very text, or any value of a class. */
type Place = string | Pick<Gap, 'read' | 'class'>;

/** A line that was read, and what lines like it may have in the place of its words. */
interface Sample<Meaning> {
  meaning: Meaning;
  places: () => readonly Place[];
}

/** The meanings of lines, to be found by lines that are alike. */
export interface Likenesses<Meaning> {
  family: Family;
  readers: Parameters<typeof gapOf>[0]['readers'];
  /** By their options. */
  samples: Map<string, Sample<Meaning>[]>;
}

/** Different options that are kept, and lines with the same ones that differ in more than values. */
const mostOutlines = 1_000;
const mostAlike = 16;

export function createLikenesses<Meaning>(family: Family): Likenesses<Meaning> {
  return { family, readers: new Map(), samples: new Map() };
}

/** What a line means that is like this one, and the words of this one, which stand for those of that one. */
export function findAlike<Meaning>(
  { samples }: Likenesses<Meaning>,
  line: MappedText,
): { meaning: Meaning; words: readonly Word[] } | undefined {
  const words = splitWords(line.text);
  const spelled = spellings(line, words);
  const found = spelled && samples.get(outlineOf(spelled, words));
  if (!found) return undefined;
  const index = found.findIndex(({ places }) => fills(places(), spelled, words));
  if (index < 0) return undefined;
  const [sample] = found.splice(index, 1);
  found.unshift(sample!);
  return { meaning: sample!.meaning, words };
}

/** Keeps what a line means that speaks of a rule. */
export function keepLikeness<Meaning>(
  likenesses: Likenesses<Meaning>,
  line: MappedText,
  rule: Rule,
  meaning: Meaning,
): void {
  const spelled = spellings(line, rule.words);
  if (!spelled) return;
  const { samples } = likenesses;
  const outline = outlineOf(spelled, rule.words);
  if (samples.size >= mostOutlines) samples.clear();
  const others = samples.get(outline) ?? [];
  samples.set(outline, others);
  others.unshift({ meaning, places: once(() => placesIn(likenesses, line, rule, spelled)) });
  if (others.length > mostAlike) others.pop();
}

/** Stand for values that are not known here: no line has them. */
const oneUnknown = '\0';
const manyUnknown = '\0\0';

/** The words as they are written, those that are not known all alike; undefined where only a part of one is known. */
function spellings(line: MappedText, words: readonly Word[]): string[] | undefined {
  const { text } = line;
  if (text.includes('\0') || hasMark(text)) return undefined;
  const spelled: string[] = [];
  for (const word of words) {
    const own = word.quoted ? text.slice(word.start, word.end) : word.value;
    const each = line.known || !hasUnknown(line, word) ? own : unknownIn(line, word);
    if (each === undefined) return undefined;
    spelled.push(each);
  }
  return spelled;
}

/** A name with a comma in it may be taken for a list, and what a value can be matters. */
function unknownIn(line: MappedText, { start, end, value }: Word): string | undefined {
  const [piece, ...others] = cut(line, start, end);
  if (others.length > 0 || piece!.choices || value.includes(',')) return undefined;
  return piece!.many ? manyUnknown : oneUnknown;
}

/** The options of a line, and where it has other words. */
function outlineOf(spelled: readonly string[], words: readonly Word[]): string {
  let outline = '';
  for (let i = 0; i < words.length; i++) outline += isLikeOption(words[i]!) ? ` ${spelled[i]}` : ' ';
  return outline;
}

/** True for what begins as options and `!` do. */
function isLikeOption({ value }: Word): boolean {
  return value.charCodeAt(0) === 45 || value.charCodeAt(0) === 33;
}

const read: ReadValue = { end: 0, class: valueClasses.indifferent };

function fills(places: readonly Place[], spelled: readonly string[], words: readonly Word[]): boolean {
  if (places.length !== spelled.length) return false;
  return places.every((place, index) => {
    const text = spelled[index]!;
    return typeof place === 'string' ? place === text : takes(place, words[index]!, text);
  });
}

function takes(place: Exclude<Place, string>, word: Word, text: string): boolean {
  if (isLikeOption(word) || !place.read(text, 0, text.length, read, true)) return false;
  return read.end === text.length && read.class === place.class;
}

/** A value that shares its word with its option has no place of its own. */
function placesIn(
  likenesses: Likenesses<unknown>,
  { text }: MappedText,
  rule: Rule,
  spelled: readonly string[],
): readonly Place[] {
  const places: Place[] = [...spelled];
  const chain = commandOf(rule)?.values[0];
  for (const word of bareWords(rule)) {
    const at = rule.words.indexOf(word);
    if (takes(bareWord, word, spelled[at]!)) places[at] = bareWord;
  }
  for (const part of rule.parts) {
    for (const [index, word] of part.values.entries()) {
      const at = rule.words.indexOf(word);
      if (at < 0 || spelled[at]!.startsWith('\0')) continue;
      const gap = word === chain ? chainName : gapOf(likenesses, part, index, word, text);
      if (gap && takes(gap, word, spelled[at]!)) places[at] = gap;
    }
  }
  return places;
}

/** A name that fits into a chain's. */
const chainName = { read: plainReader((text) => text.length <= maxNameBytes), class: valueClasses.indifferent };

const bareWord = { read: readBareWord, class: valueClasses.indifferent };

function plainReader(fits: (text: string) => boolean): ValueReader {
  return (text, start, limit, found) => {
    const end = plainEnd(text, start, limit);
    if (end <= start || !fits(text.slice(start, end))) return false;
    found.end = end;
    found.class = valueClasses.indifferent;
    return true;
  };
}
