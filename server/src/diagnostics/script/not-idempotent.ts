/** Commands that fail, or add their rule again, when the script runs a second time. */

import type { EffectEvent } from '../../effect/events';
import type { ReadScript } from '../../effect/read-effect';
import type { Call } from '../../effect/tables';
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
    if (command === 'N') return guarded(event, script, '-F');
    if (command === 'A' || command === 'I') return guarded(event, script, '-C');
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

/** What is put before or behind a command so that a second run does no harm. */
interface Guard {
  title: string;
  at: number;
  text: string;
}

/** A call that stays has the same letters in the script as before. */
const guards = new WeakMap<Call, { guard: Guard | undefined }>();

function guarded({ call }: EffectEvent, script: ReadScript, letter: '-C' | '-F'): Fix[] {
  const known = guards.get(call) ?? { guard: guardOf(call, script, letter) };
  guards.set(call, known);
  const { guard } = known;
  return guard ? [{ title: guard.title, certain: false, changes: [insertAt(script, guard.at, guard.text)] }] : [];
}

/** `… -C … 2>/dev/null || … -A …`, or `… -N … 2>/dev/null || … -F …`. */
function guardOf(call: Call, script: ReadScript, letter: '-C' | '-F'): Guard | undefined {
  const own = ownText(script, call);
  const word = commandWord(call);
  const { span, programSpan, onFailure, readBy } = call;
  const runBy = script.text.slice(span.start, programSpan.start);
  if (own === undefined || !word || onFailure === 'tested' || readBy !== 'shell' || !canRepeat.test(runBy))
    return undefined;
  const command = textOf(word.pieces)!.replace(/^(-[AIN]).*/, '$1');
  const at = word.span.start - programSpan.start;
  if (!own.startsWith(command, at)) return undefined;
  const rest = own.slice(at + command.length);
  const [before, behind] = [own.slice(0, at), programSpan.start + own.length];
  if (letter === '-F')
    return { title: 'Empty the chain if it is there', at: behind, text: ` 2>/dev/null || ${runBy}${before}-F${rest}` };
  const asked = `${before}-C${rest.replace(/^( *\S+) +\d+(?= )/, '$1')}`;
  return { title: 'Ask with -C first', at: programSpan.start, text: `${asked} 2>/dev/null || ${runBy}` };
}
