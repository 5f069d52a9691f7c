/** Runs the parts of a script, or does what they did in its last version. */

import type { Context } from './context';
import { type KeptRun, type ListAround, repeated, runKept } from './kept-runs';
import { runAll } from './run';
import type { ScriptPart } from './script-parts';
import type { Shell } from './shell-state';
import { scriptSource } from './source';
import type { ShellTree } from './tree';

/** What a part did. */
export interface PartRun {
  part: ScriptPart;
  tree: ShellTree;
  run: KeptRun;
  /** What it did when failures meant the opposite: `set -e` is soon tried and taken back. */
  other: KeptRun | undefined;
}

/**
 * Runs a part, or does what it did when it ran last; `last` may be the run of a part that it came in the place of. Returns what it
 * did.
 */
export function runPart(
  part: ScriptPart,
  last: PartRun | undefined,
  around: ListAround,
  context: Context,
  shell: Shell,
): PartRun {
  const same = last?.part === part ? last : undefined;
  if (same && repeated(same.run, around, context, shell)) return same;
  if (same && repeated(same.other, around, context, shell)) return { ...same, run: same.other!, other: same.run };
  // The end of the line is none of the letters of a string that only ends with it.
  const text = part.wraps ? part.text.replace(/\n$/, '') : part.text;
  const source = scriptSource(text, part.passages);
  const tree = same?.tree ?? context.machine.parser.parse(text);
  const isOther = same && same.run.around.errexit !== shell.errexit;
  const run = runKept(last?.run, around, context, shell, (each, layer) => {
    each.machine.work -= 1 + part.text.length / 64;
    return runAll(tree.statements, { ...each, source, tree, locals: new Map(), depth: 1 }, layer);
  });
  return { part, tree, run, other: isOther ? same.run : same?.other };
}
