/** Blanks where a line of a dump must not have them: before `*`, `:`, `#`, `[` and COMMIT, behind COMMIT, or alone. */

import { byBoth } from '../modules/refused-by';
import { type Ruleset, tableAt } from '../ruleset/ruleset';
import type { Line } from '../syntax/line';
import { skipBlanks } from '../syntax/words';
import type { Check } from './check';
import { type Change, replace } from './finding';

export const strayBlank: Check = {
  code: 'stray-blank',
  severity: 'error',
  run(ruleset, report) {
    const changes: Change[] = [];
    for (const index of ruleset.oddLines) changes.push(...strayAt(ruleset, index));
    const [first] = changes;
    if (!first) return;
    const line = ruleset.document.dump.lines[first.start.line]!;
    report({
      line: first.start.line,
      span: { start: first.start.column, end: first.end.column },
      message: `${what(line)}${changes.length > 1 ? ` (so on ${changes.length} lines)` : ''}. Delete the blanks.`,
      refusedBy: byBoth,
      fixes: [{ title: 'Delete all stray blanks', certain: true, changes }],
    });
  },
};

function what(line: Line): string {
  if (line.kind === 'blank') return 'This line looks empty but has blanks in it, so it is read as a rule';
  if (line.kind === 'commit' && line.before === 'nothing') return 'With blanks behind it, COMMIT is read as a rule';
  return 'With blanks before it, this line is read as a rule: nothing else may be indented';
}

function strayAt(ruleset: Ruleset, index: number): Change[] {
  const line = ruleset.document.dump.lines[index]!;
  const changes: Change[] = [];
  if (line.before === 'blanks' && mustNotBeIndented(ruleset, line, index)) {
    changes.push(replace(index, { start: 0, end: line.from }, ''));
  }
  if (line.kind === 'commit') {
    const blanks = skipBlanks(line.text, line.word.end) > line.word.end;
    if (blanks) changes.push(replace(index, { start: line.word.end, end: line.text.length }, ''));
  }
  return changes;
}

/** Rules inside a table may be indented. */
function mustNotBeIndented(ruleset: Ruleset, line: Line, index: number): boolean {
  if (line.kind === 'foreign') return false;
  return line.kind !== 'rule' || line.counters !== undefined || !tableAt(ruleset, index);
}
