/** `-D` for a rule that nothing in the script adds, or for a number beyond the end of a chain that it makes. */

import { actionOfCall } from '../../effect/action';
import type { Call } from '../../effect/tables';
import type { ScriptCheck } from './check';
import { letItFail, toLetItFail } from './fixes';
import { placeOfCommand } from './places';
import { thenEnds } from './words-of-failure';

export const deleteWithoutMatch: ScriptCheck = {
  code: 'delete-without-match',
  severity: 'warning',
  place: placeOfCommand,
  message: ({ call, chain }) =>
    isByNumber(call)
      ? `${chain} does not have so many rules here, so -D fails${thenEnds(call)}. Name the rule instead of its number.`
      : `Nothing in this script adds this rule before, so -D fails${thenEnds(call)} unless the machine has it. If that is meant, ${toLetItFail(call)}.`,
  fixes: ({ call }, script) => (isByNumber(call) ? [] : letItFail(script, call)),
};

function isByNumber(call: Call): boolean {
  return call.kind === 'command' && actionOfCall(call).number !== undefined;
}
