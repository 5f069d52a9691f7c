/** What rules nearby give to the same option: interfaces, addresses, users, sets, ports. */

import type { Option } from '../../modules/types';
import { isBlank, skipBlanks } from '../../syntax/words';
import type { RulePlace } from './place';

/** Lines before and behind the cursor that are looked at, and values that are enough. */
const reach = 500;
const enough = 20;

/** A value that is worth offering: no free text. */
const longest = 64;

/** The values, the nearest first, each once. Quoted ones are left out, and so is the line of the cursor. */
export function valuesNearby({ ruleset, line }: RulePlace, option: Option, index: number): string[] {
  const { lines } = ruleset.document.dump;
  const found = new Set<string>();
  const spellings = [option.name, ...(option.aliases ?? [])].map((name) => ` --${name} `);
  if (option.short) spellings.push(` -${option.short} `);
  for (let distance = 1; distance <= reach && found.size < enough; distance++) {
    for (const each of [lines[line - distance], lines[line + distance]]) {
      if (each?.kind !== 'rule') continue;
      for (const spelling of spellings) addValues(each.text, spelling, index, found);
    }
  }
  return [...found].slice(0, enough);
}

function addValues(text: string, spelling: string, index: number, found: Set<string>): void {
  for (let at = text.indexOf(spelling); at >= 0; at = text.indexOf(spelling, at + 1)) {
    const value = wordBehind(text, at + spelling.length, index);
    if (value !== '' && value.length <= longest && !/["'!]/.test(value)) found.add(value);
  }
}

/** The word number `index` from a column on. */
function wordBehind(text: string, from: number, index: number): string {
  let start = skipBlanks(text, from);
  let end = start;
  for (let skip = index; ; skip--) {
    while (end < text.length && !isBlank(text.charCodeAt(end))) end++;
    if (skip === 0) return text.slice(start, end);
    start = skipBlanks(text, end);
    end = start;
  }
}
