/** Keeps what each statement of a long list did: an edit in a function has the statement run anew that it changed, and no other. */

import type { Context, KeptStatement } from './context';
import { listAround, repeated, runKept } from './kept-runs';
import { run } from './run';
import type { Shell } from './shell-state';
import { areSameLetters, lettersAt } from './source';
import type { Status } from './status';
import type { Statement } from './tree';

/** With fewer statements a list is run as it is. */
const fewest = 12;

/** Runs a statement, or does again what it did in the script's last version. */
type Keeper = (statement: Statement, context: Context, shell: Shell) => Status;

/** What runs the statements of a long list; undefined for those of which nothing is kept. */
export function keeperOf(statements: readonly Statement[], context: Context): Keeper | undefined {
  const { machine, unreached, input, output, source, tree, calls } = context;
  const { kept } = machine;
  if (statements.length < fewest || !kept || unreached || input || output || !source.breaksIn) return undefined;
  const path = calls.map(({ start, end }) => `${start}-${end}`).join(' ');
  const before = kept.before?.get(path);
  const now = kept.now.get(path) ?? new Map<number, KeptStatement[]>();
  kept.now.set(path, now);
  const list = listAround(context);
  const documents = [...tree.hereDocuments.keys()];
  return (statement, each, shell) => {
    const letters = lettersAt(source, statement);
    const hasDocument = documents.some((at) => at >= statement.start && at < statement.end);
    if (!letters || hasDocument) return run(statement, each, shell);
    const rounds = now.get(letters.place) ?? [];
    const last = before?.get(letters.place)?.[rounds.length];
    const same = last && areSameLetters(last.letters, letters) ? repeated(last.run, list, each, shell) : undefined;
    const done = same ?? runKept(last?.run, list, each, shell, (inner, layer) => run(statement, inner, layer));
    rounds.push({ letters, run: done });
    if (rounds.length === 1) now.set(letters.place, rounds);
    return done.status;
  };
}
