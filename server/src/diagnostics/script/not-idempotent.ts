/** Commands that fail, or add their rule again, when the script runs a second time. */

import type { EffectEvent } from '../../effect/events';
import type { ReadScript } from '../../effect/read-effect';
import { textOf } from '../../shell/word';
import type { Fix } from '../finding';
import { insertAt, ownText, type ScriptCheck } from './check';

export const notIdempotent: ScriptCheck = {
  code: 'not-idempotent',
  severity: 'hint',
  message: (event) =>
    commandOf(event) === undefined
      ? 'When the script runs a second time this fails or adds the rule once more: ask with -C first.'
      : commandOf(event) === '-N'
        ? 'When the script runs a second time this fails, since the chain is there: empty it with -F then.'
        : 'When the script runs a second time this puts the rule in once more: ask with -C first.',
  fixes: (event, script) => {
    const command = commandOf(event);
    if (command === '-N') return guarded(event, script, '-F', 'after');
    return command === undefined ? [] : guarded(event, script, '-C', 'before');
  },
};

/** The letter by which the call makes a chain or adds a rule; undefined for its other forms. */
function commandOf({ call }: EffectEvent): '-A' | '-I' | '-N' | undefined {
  const found = call.words.map(({ pieces }) => textOf(pieces)).find((text) => /^-[AIN]$/.test(text ?? ''));
  return found as '-A' | '-I' | '-N' | undefined;
}

/** `… -C … 2>/dev/null || … -A …`, or `… -N … 2>/dev/null || … -F …`. */
function guarded(event: EffectEvent, script: ReadScript, letter: string, where: 'before' | 'after'): Fix[] {
  const { call } = event;
  const own = ownText(script, call);
  const word = call.words.find(({ pieces }) => textOf(pieces) === commandOf(event));
  if (own === undefined || !word || call.kind !== 'command' || call.onFailure === 'tested') return [];
  const at = word.span.start - call.programSpan.start;
  if (own.slice(at, at + 2) !== commandOf(event)) return [];
  const other =
    own.slice(0, at) + letter + own.slice(at + 2).replace(letter === '-C' ? /^( +\S+) +\d+(?= )/ : /$^/, '$1');
  const change =
    where === 'before'
      ? insertAt(script, call.programSpan.start, `${other} 2>/dev/null || `)
      : insertAt(script, call.programSpan.start + own.length, ` 2>/dev/null || ${other}`);
  return [
    {
      title: letter === '-C' ? 'Ask with -C first' : 'Empty the chain if it is there',
      certain: false,
      changes: [change],
    },
  ];
}
