/** A table that is not closed by COMMIT, so that nothing of it is applied. */

import { byBoth, byLegacy } from '../modules/refused-by';
import type { Ruleset, Table } from '../ruleset/ruleset';
import type { Check, Report } from './check';
import { type Fix, insertLines, replace } from './finding';

export const missingCommit: Check = {
  code: 'missing-commit',
  severity: 'error',
  run(ruleset, report) {
    for (const table of ruleset.tables) {
      if (table.commit === undefined) reportMissing(ruleset, table, report);
      else reportMisspelt(ruleset, table.commit, report);
    }
  },
};

function reportMissing(ruleset: Ruleset, table: Table, report: Report): void {
  const { lines } = ruleset.document.dump;
  const last = lastLineOf(ruleset, table);
  const next = lines[table.end];
  const name = `*${table.name}`;
  const at = next ? table.end : last;
  report({
    line: at,
    span: { start: lines[at]!.from, end: lines[at]!.text.length },
    message: next
      ? `${name} (line ${table.header + 1}) is not closed before this header, which is therefore read as a rule. Put a line COMMIT above.`
      : `The dump ends without COMMIT, so nothing of ${name} is applied. If it was not cut off here, put a line COMMIT at the end.`,
    refusedBy: byBoth,
    fixes: [commitFix(ruleset, last)],
  });
}

/** The last line of the table that is neither blank nor a comment. */
function lastLineOf(ruleset: Ruleset, table: Table): number {
  const { lines } = ruleset.document.dump;
  let last = table.end - 1;
  while (last > table.header && (lines[last]!.kind === 'blank' || lines[last]!.kind === 'comment')) last--;
  return last;
}

/** A dump that breaks off in the middle of a line is not complete: then a COMMIT would load half of it. */
function commitFix(ruleset: Ruleset, last: number): Fix {
  const line = ruleset.document.dump.lines[last]!;
  const whole = line.ending !== '';
  const place = { line: last, column: line.text.length };
  return whole
    ? { title: 'Insert COMMIT', certain: true, changes: [insertLines(last + 1, 'COMMIT\n')] }
    : { title: 'Insert COMMIT', certain: false, changes: [{ start: place, end: place, text: '\nCOMMIT\n' }] };
}

function reportMisspelt(ruleset: Ruleset, index: number, report: Report): void {
  const line = ruleset.document.dump.lines[index]!;
  if (line.kind !== 'commit') return;
  const written = line.text.slice(line.word.start, line.word.end);
  if (written === 'COMMIT') {
    if (line.text.charCodeAt(line.word.end) === 0) reportNul(line.text, index, line.word.end, report);
    return;
  }
  report({
    line: index,
    span: line.word,
    message: `Only COMMIT in capitals closes the table; ${written} is read as a rule.`,
    refusedBy: byBoth,
    fixes: [{ title: 'Write COMMIT', certain: true, changes: [replace(index, line.word, 'COMMIT')] }],
  });
}

/** To nf_tables, which takes a COMMIT without line end, the NUL byte is the end of the text. */
function reportNul(text: string, line: number, column: number, report: Report): void {
  const span = { start: column, end: text.length };
  report({
    line,
    span,
    message: 'A NUL byte stands behind COMMIT, so it is not taken for one. Delete the byte.',
    refusedBy: byLegacy,
    fixes: [{ title: 'Delete what stands behind COMMIT', certain: true, changes: [replace(line, span, '')] }],
  });
}
