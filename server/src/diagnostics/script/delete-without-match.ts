/** `-D` for a rule that nothing in the script adds. */

import type { ScriptCheck } from './check';
import { letItFail, toLetItFail } from './fixes';
import { placeOfCommand } from './places';
import { fileKind, thenEnds } from './words-of-failure';

export const deleteWithoutMatch: ScriptCheck = {
  code: 'delete-without-match',
  severity: 'warning',
  place: placeOfCommand,
  message: ({ call }, script) =>
    `Nothing in this ${fileKind(script)} adds this rule before, so -D fails${thenEnds(call, script)} unless the machine has it. If that is meant, ${toLetItFail(call)}.`,
  fixes: ({ call }, script) => letItFail(script, call),
};
