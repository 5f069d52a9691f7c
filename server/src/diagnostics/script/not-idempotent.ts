/** Commands that fail, or add their rule again, when the script runs a second time. */

import type { EffectEvent } from '../../effect/events';
import type { ReadScript } from '../../effect/read-effect';
import { textOf } from '../../shell/word';
import type { Fix } from '../finding';
import type { ScriptCheck } from './check';
import { insertAt, letItFail, ownText, toLetItFail } from './fixes';
import { commandWord, placeOfCommand } from './places';

export const notIdempotent: ScriptCheck = {
  code: 'not-idempotent',
  severity: 'hint',
  place: placeOfCommand,
  message: (event) => `A second run ${consequence(event)}`,
  fixes: (event, script) => {
    const command = commandOf(event);
    if (command === 'N') return guarded(event, script, '-F', 'after');
    if (command === 'A' || command === 'I') return guarded(event, script, '-C', 'before');
    return event.call.kind === 'command' ? letItFail(script, event.call) : [];
  },
};

function consequence(event: EffectEvent): string {
  if (event.call.kind === 'restore')
    return 'adds these rules once more, or fails. With -n only chains that are declared (:NAME - [0:0]) are emptied.';
  const command = commandOf(event);
  if (command === 'N') return 'fails here, as the chain is there by then. Empty it with -F in that case.';
  if (command === 'A' || command === 'I') return 'adds this rule once more. Ask with -C first.';
  return `fails here. If that does not matter, ${toLetItFail(event.call)}.`;
}

const letters: Readonly<Record<string, string>> = { append: 'A', insert: 'I', 'new-chain': 'N' };

/** The letter of what the call does; undefined where it is not to be seen. */
function commandOf({ call }: EffectEvent): string | undefined {
  const text = textOf(commandWord(call)?.pieces ?? []) ?? '';
  return text.startsWith('--') ? letters[text.slice(2)] : text[1];
}

/** What a command is run by, `sudo -n ` say, which goes before both. */
const canRepeat = /^(?!exec\b)[\w ./:=@-]*$/;

/** `… -C … 2>/dev/null || … -A …`, or `… -N … 2>/dev/null || … -F …`. */
function guarded({ call }: EffectEvent, script: ReadScript, letter: string, where: 'before' | 'after'): Fix[] {
  const own = ownText(script, call);
  const word = commandWord(call);
  const runBy = script.text.slice(call.span.start, call.programSpan.start);
  if (own === undefined || !word || call.onFailure === 'tested' || call.readBy !== 'shell') return [];
  if (!canRepeat.test(runBy)) return [];
  const command = textOf(word.pieces)!.replace(/^(-[AIN]).*/, '$1');
  const at = word.span.start - call.programSpan.start;
  if (!own.startsWith(command, at)) return [];
  const rest = own.slice(at + command.length);
  const other = own.slice(0, at) + letter + (letter === '-C' ? rest.replace(/^( *\S+) +\d+(?= )/, '$1') : rest);
  const change =
    where === 'before'
      ? insertAt(script, call.programSpan.start, `${other} 2>/dev/null || ${runBy}`)
      : insertAt(script, call.programSpan.start + own.length, ` 2>/dev/null || ${runBy}${other}`);
  const title = where === 'before' ? 'Ask with -C first' : 'Empty the chain if it is there';
  return [{ title, certain: false, changes: [change] }];
}
