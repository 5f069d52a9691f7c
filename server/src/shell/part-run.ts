/** Runs the parts of a script, or does what they did in its last version. */

import type { Context } from './context';
import { type KeptRun, listAround, repeated, runKept } from './kept-runs';
import { runAll } from './run';
import type { ScriptPart } from './script-parts';
import type { Shell } from './shell-state';
import { scriptSource } from './source';
import type { ShellTree } from './tree';

/** What a part did. */
export interface PartRun {
  tree: ShellTree;
  run: KeptRun;
  /** What it did when failures meant the opposite: `set -e` is soon tried and taken back. */
  other: KeptRun | undefined;
}

/** What was run where a part stands now: the same part, or the one that it came in the place of. */
export interface RunBefore {
  part: ScriptPart;
  run: PartRun;
}

/** Runs a part, or does what it did when it ran last. Returns what it did. */
export function runPart(part: ScriptPart, last: RunBefore | undefined, context: Context, shell: Shell): PartRun {
  const before = last?.run;
  const isSame = last?.part === part;
  const around = listAround(context);
  if (isSame && before && repeated(before.run, around, context, shell)) return before;
  if (isSame && before && repeated(before.other, around, context, shell))
    return { tree: before.tree, run: before.other!, other: before.run };
  // The end of the line is none of the letters of a string that only ends with it.
  const text = part.wraps ? part.text.replace(/\n$/, '') : part.text;
  const source = scriptSource(text, part.passages);
  const tree = (isSame && before?.tree) || context.machine.parser.parse(text);
  const isOther = isSame && before && before.run.around.errexit !== shell.errexit;
  const run = runKept(before?.run, around, context, shell, (each, layer) => {
    each.machine.work -= 1 + part.text.length / 64;
    return runAll(tree.statements, { ...each, source, tree, locals: new Map(), depth: 1 }, layer);
  });
  return { tree, run, other: isOther ? before.run : isSame ? before?.other : undefined };
}
