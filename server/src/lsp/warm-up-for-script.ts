/** Has scripts read before somebody edits what all of one hangs on: code that runs for the first time takes many times as long. */

import { diagnoseScript } from '../diagnostics/script/index';
import { effectReader } from '../effect/read-effect';
import type { ShellParser } from '../shell/parser';
import type { ScriptForm } from '../shell/read-script';
import { messagesRead } from './warm-up';

/** Letters at the head of a script that are read in one go: what somebody asks meanwhile waits for no longer. */
const letters = 4_000;

/** Milliseconds after which nothing further is read. */
const longest = 1_500;

/** Reads a script's head and judges it again and again, each time with other numbers, and drops the findings. */
export async function warmUpForScript(text: string, form: ScriptForm, parser: ShellParser): Promise<void> {
  const head = text.slice(0, text.lastIndexOf('\n', letters) + 1);
  const until = Date.now() + longest;
  for (let round = 0; Date.now() < until; round = (round + 1) % 10) {
    const read = effectReader(parser, form);
    const asItIs = read(head);
    if (asItIs.calls.length === 0) return;
    diagnoseScript(asItIs);
    diagnoseScript(read(head.replace(/\d(?=\s)/g, String(round))));
    await messagesRead();
  }
}
