/** The values of an option as holes to be filled in. */

import type { Module, Option, Value } from '../../modules/types';
import { valueName } from '../value-syntax';
import type { Judge } from './judge';
import type { Hole, Insertion } from './offer';
import type { RulePlace } from './place';
import { sampleValue } from './sample-values';

/** An option in one of its spellings. */
export interface Named {
  option: Option;
  /** Undefined for iptables' own. */
  module?: Module;
  written: string;
}

/** More words than these are better picked from the list of offers. */
const mostChoices = 8;

/**
 * What follows an option: a blank and a hole for each value, from the first or a later one on, that may not be left out.
 * `written` is what stands before them.
 */
export function holesOf(place: RulePlace, option: Option, judge: Judge, written: string, from = 0): Insertion {
  const values = option.values ?? [];
  const pieces: (string | Hole)[] = [];
  let line = written;
  for (let index = from; index < values.length - (option.optionalValues ?? 0); index++) {
    const value = values[index]!;
    const quote = hasBlanks(value) ? '"' : '';
    const hole = holeOf(place, option, index, (sample) => judge(`${line} ${sample}`) !== 'refused');
    pieces.push(` ${quote}`, hole);
    if (quote) pieces.push(quote);
    line += ` ${quote}${hole.sample}${quote}`;
  }
  return pieces;
}

function holeOf(place: RulePlace, option: Option, index: number, fits: (sample: string) => boolean): Hole {
  const value = option.values![index]!;
  const name = valueName(value);
  if (value.kind !== 'word') return { name, sample: sampleValue(option, index, place.family), listed: isListed(value) };
  const last = index === option.values!.length - 1;
  const choices = value.words.map(({ word }) => word).filter((word) => !last || fits(word));
  const sample = choices[0] ?? value.words[0]!.word;
  return choices.length > 1 && choices.length <= mostChoices
    ? { name, sample, choices }
    : { name, sample, listed: true };
}

/** Values that are names of something: completion knows them. */
function isListed(value: Value): boolean {
  return (
    'words' in value || ['match', 'target', 'user-chain', 'protocol', 'tcp-flags', 'weekdays'].includes(value.kind)
  );
}

/** Values that people write with blanks in them. */
export function hasBlanks(value: Value): boolean {
  if (value.kind === 'bpf-program' || value.kind === 'u32-tests') return true;
  return value.kind === 'text' && value.max > 31 && !value.hostObject && !value.fileName;
}
