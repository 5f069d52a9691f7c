/** Commands without `-t` about what the table filter cannot hold. */

import { actionOfCall } from '../../effect/action';
import type { EffectEvent } from '../../effect/events';
import { tablesFor } from '../../effect/places';
import type { ReadScript } from '../../effect/read-effect';
import { builtInChains, hookNames } from '../../ruleset/tables';
import { scriptPlace } from '../../shell/mapped-text';
import type { Span } from '../../syntax/span';
import type { Fix } from '../finding';
import { oneOf } from '../wording';
import type { ScriptCheck } from './check';
import { insertAt } from './fixes';
import { callerOf, comesFrom, commandWord, placeOfChain } from './places';

export const missingTableFlag: ScriptCheck = {
  code: 'missing-table-flag',
  severity: 'error',
  place: (event) => misplaced(event)?.place ?? placeOfChain(event),
  message: (event) =>
    `Without -t the table is filter, ${reason(event)}. Add ${oneOf((event.tables ?? []).map((table) => `-t ${table}`))}.`,
  fixes: (event, script) => (event.tables ?? []).flatMap((table) => withTable(event, script, table)),
};

function reason(event: EffectEvent): string {
  const word = misplaced(event)?.word;
  if (word) return `where ${word} does not work`;
  return isHook(event) ? `which has no chain ${event.chain}` : `but ${event.chain} is made in ${oneOf(event.tables!)}`;
}

/** The part of the rule that filter does not take; undefined where it is the chain. */
function misplaced(event: EffectEvent): { word: string; place: Span } | undefined {
  const { call, chain = '' } = event;
  if (call.kind !== 'command' || (isHook(event) && !builtInChains('filter').includes(chain))) return undefined;
  const { line, limits } = actionOfCall(call);
  const limit = limits.find((each) => !tablesFor([each]).includes('filter'));
  return limit && { word: limit.word, place: scriptPlace(line, limit.start, limit.end) };
}

function isHook({ chain = '' }: EffectEvent): boolean {
  return hookNames.includes(chain);
}

/** `-t` before the command: not in a function that others call for other tables. */
function withTable({ call }: EffectEvent, script: ReadScript, table: string): Fix[] {
  const word = commandWord(call);
  const caller = callerOf(call);
  const [piece] = word?.pieces ?? [];
  if (!word || !piece?.exact || !comesFrom(word, caller ?? call.span)) return [];
  const at = piece.span.start;
  if (!/[ \t]/.test(script.text.charAt(at - 1))) return [];
  return [{ title: `Add -t ${table}`, certain: false, changes: [insertAt(script, at, `-t ${table} `)] }];
}
