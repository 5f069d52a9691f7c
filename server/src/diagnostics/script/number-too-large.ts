/** `-I`, `-R` and `-D` with a number beyond the end of a chain of which the script knows all rules. */

import type { ScriptCheck } from './check';
import { placeOfCommand } from './places';
import { thenEnds } from './words-of-failure';

export const numberTooLarge: ScriptCheck = {
  code: 'number-too-large',
  severity: 'warning',
  place: placeOfCommand,
  message: ({ call, chain, highest = 0 }, script) =>
    highest === 0
      ? `${chain} has no rules here: unless something else adds some, this fails${thenEnds(call, script)}.`
      : `${chain} takes numbers up to ${highest} here: unless something else adds rules, this fails${thenEnds(call, script)}.`,
};
