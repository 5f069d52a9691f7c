/** Folding: tables, runs of rules of one chain, runs of comments. */

import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver-types';
import { chainOfRule } from '../ruleset/document';
import type { Ruleset, Table } from '../ruleset/ruleset';

/** Shorter runs are not worth folding; `# Completed …` and `# Generated …` between two tables are no run. */
const shortestRun = 3;

/** What can be folded: each table from its header to COMMIT, and each run of rules of one chain or of comments. */
export function foldingRanges(ruleset: Ruleset): FoldingRange[] {
  return [...ruleset.tables.flatMap((table) => tableFold(ruleset, table)), ...runFolds(ruleset)];
}

function tableFold(ruleset: Ruleset, table: Table): FoldingRange[] {
  const { lines } = ruleset.document.dump;
  let last = table.commit ?? table.end - 1;
  while (last > table.header && (lines[last]!.kind === 'blank' || lines[last]!.kind === 'comment')) last--;
  return last > table.header ? [{ startLine: table.header, endLine: last, kind: FoldingRangeKind.Region }] : [];
}

function runFolds(ruleset: Ruleset): FoldingRange[] {
  const { length } = ruleset.document.dump.lines;
  const folds: FoldingRange[] = [];
  let start = 0;
  let current = runAt(ruleset, 0);
  for (let line = 1; line <= length; line++) {
    const next = line < length ? runAt(ruleset, line) : undefined;
    if (next === current) continue;
    if (current !== undefined && line - start >= shortestRun) {
      const fold: FoldingRange = { startLine: start, endLine: line - 1 };
      if (current === 'comment') fold.kind = FoldingRangeKind.Comment;
      folds.push(fold);
    }
    start = line;
    current = next;
  }
  return folds;
}

/** What a line has to have in common with its neighbours: the number of its rule's chain, or being a comment. */
function runAt(ruleset: Ruleset, line: number): number | 'comment' | undefined {
  const chain = chainOfRule(ruleset.document, line);
  if (chain >= 0) return chain;
  return ruleset.document.dump.lines[line]!.kind === 'comment' ? 'comment' : undefined;
}
