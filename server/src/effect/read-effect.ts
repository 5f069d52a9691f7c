/** A shell text with all that its iptables commands come to. */

import type { ShellParser } from '../shell/parser';
import { readScript, type ScriptForm, scriptReader } from '../shell/read-script';
import type { ScriptText } from '../shell/script-parts';
import type { Script } from '../shell/steps';
import { type Effect, simulate } from './effect';
import { callGroups, callsIn } from './makings';
import type { Call } from './tables';
import { type Transcript, type TranscriptReader, transcriptReader, transcriptsOf } from './transcript';

export interface ReadScript {
  text: ScriptText;
  form: ScriptForm;
  /** The places where its lines begin. */
  starts: readonly number[];
  /** All calls of iptables, those too that nothing reaches. */
  calls: readonly Call[];
  /** The same in groups: one that is in several versions of the script has not changed. */
  groups: readonly (readonly Call[])[];
  effect: Effect;
  transcripts: readonly Transcript[];
}

/** Reads a script and follows what it does. Never throws. */
export function readEffect(text: string, parser: ShellParser, form: ScriptForm = 'shell'): ReadScript {
  return effectOf(readScript(text, parser, form), form);
}

/** Reads the versions of one script: what an edit does not touch is not read again. */
export function effectReader(parser: ShellParser, form: ScriptForm = 'shell'): (text: string) => ReadScript {
  const readVersion = scriptReader(parser, form);
  const reader = transcriptReader();
  return (text) => effectOf(readVersion(text), form, reader);
}

function effectOf(script: Script, form: ScriptForm, reader?: TranscriptReader): ReadScript {
  const { text, steps, unreached } = script;
  const groups = [...callGroups(steps), callsIn(unreached)];
  const calls = groups.flat();
  return {
    text,
    form,
    starts: text.starts,
    calls,
    groups,
    effect: simulate(script),
    transcripts: transcriptsOf(groups, reader),
  };
}
