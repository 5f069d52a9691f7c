/** A shell text with all that its iptables commands come to. */

import type { ShellParser } from '../shell/parser';
import { readScript, type ScriptForm } from '../shell/read-script';
import { lineStartsOf } from '../syntax/line-starts';
import { type Effect, simulate } from './effect';
import { callsIn } from './makings';
import type { Call } from './tables';
import { type Transcript, transcriptsOf } from './transcript';

export interface ReadScript {
  text: string;
  /** Where its lines begin. */
  starts: readonly number[];
  /** All calls of iptables, those too that nothing reaches. */
  calls: readonly Call[];
  effect: Effect;
  transcripts: readonly Transcript[];
}

/** Reads a script and follows what it does. Never throws. */
export function readEffect(text: string, parser: ShellParser, form: ScriptForm = 'shell'): ReadScript {
  const script = readScript(text, parser, form);
  return {
    text,
    starts: lineStartsOf(text),
    calls: callsIn([...script.steps, ...script.unreached]),
    effect: simulate(script),
    transcripts: transcriptsOf(script),
  };
}
