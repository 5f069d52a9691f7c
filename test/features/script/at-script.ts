// Scripts with a cursor in them, `<|>`, as the tests of features in scripts write them.
import { type ReadScript, readEffect } from '../../../server/src/effect/read-effect';
import type { ScriptForm } from '../../../server/src/shell/read-script';
import type { Place } from '../../../server/src/syntax/dump';
import { shellParser } from '../../support/shell-steps';

/** A script that was read. */
export async function scriptOf(text: string, form?: ScriptForm): Promise<ReadScript> {
  return readEffect(text, await shellParser(), form);
}

/** The script without its cursor, and where the cursor stood. */
export async function atCursor(marked: string): Promise<{ script: ReadScript; place: Place }> {
  const at = marked.indexOf('<|>');
  if (at < 0 || marked.indexOf('<|>', at + 1) >= 0) throw new Error(`not one cursor in: ${marked}`);
  const before = marked.slice(0, at).split('\n');
  const script = await scriptOf(marked.slice(0, at) + marked.slice(at + 3));
  return { script, place: { line: before.length - 1, column: before.at(-1)!.length } };
}
