/** Commands that do not wait for the lock of legacy iptables. */

import type { EffectEvent } from '../../effect/events';
import type { ReadScript } from '../../effect/read-effect';
import type { Fix } from '../finding';
import type { ScriptCheck } from './check';
import { insertAt } from './fixes';

export const missingWait: ScriptCheck = {
  code: 'missing-wait',
  severity: 'hint',
  place: ({ call }) => call.programSpan,
  message: ({ related }) =>
    `Without -w, legacy iptables fails while another program holds its lock. Add -w here${
      related.length > 0 ? ` and in ${related.length} more ${related.length === 1 ? 'command' : 'commands'}` : ''
    }.`,
  fixes: (event, script) => withWait(event, script),
};

/** A wrapper's command stands once, however often it is called; where a program's name ends in quotes, nothing can be put behind it. */
function withWait({ call, related }: EffectEvent, script: ReadScript): Fix[] {
  const ends = new Set([call, ...related].map(({ programSpan }) => programSpan.end));
  const changes = [...ends]
    .sort((a, b) => a - b)
    .filter((at) => /\s/.test(script.text.charAt(at)))
    .map((at) => insertAt(script, at, ' -w'));
  if (changes.length === 0) return [];
  const which = changes.length < ends.size ? `${changes.length} of the commands` : 'all commands';
  return [{ title: ends.size > 1 ? `Add -w to ${which}` : 'Add -w', certain: false, changes }];
}
