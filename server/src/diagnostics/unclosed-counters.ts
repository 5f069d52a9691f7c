/** `[0:0` without its bracket, in a declaration or before a rule. */

import type { Ruleset } from '../ruleset/ruleset';
import type { Declaration } from '../syntax/declaration';
import type { DeclarationLine } from '../syntax/line';
import { spanText } from '../syntax/span';
import { type Check, knownTables, type Report } from './check';
import { type Fix, replace } from './finding';
import { byBoth } from './refusal';

export const unclosedCounters: Check = {
  code: 'unclosed-counters',
  severity: 'warning',
  run(ruleset, report) {
    for (const table of knownTables(ruleset)) {
      for (const index of table.oddDeclarations) {
        const line = ruleset.document.dump.lines[index] as DeclarationLine;
        for (const declaration of line.declarations) checkDeclaration(line.text, index, declaration, report);
      }
    }
    for (const index of ruleset.oddLines) checkRule(ruleset, index, report);
  },
};

function checkDeclaration(text: string, line: number, declaration: Declaration, report: Report): void {
  const { counters } = declaration;
  if (!counters) return;
  const written = spanText(text, counters);
  if (!written.startsWith('[') || written.includes(']')) return;
  report({
    line,
    span: counters,
    message: `The counters ${written} are not closed; the line is probably cut off here.`,
    fixes: closeFix(line, counters.end, written),
  });
}

function checkRule(ruleset: Ruleset, index: number, report: Report): void {
  const line = ruleset.document.dump.lines[index]!;
  if (line.kind !== 'rule' || !line.counters || line.counters.closed) return;
  if (line.text.indexOf(']', line.from) >= 0) return;
  const written = spanText(line.text, line.counters);
  report({
    line: index,
    span: line.counters,
    message: `The counters ${written} before the rule have no closing bracket.`,
    refusedBy: byBoth,
    severity: 'error',
    fixes: closeFix(index, line.counters.end, written),
  });
}

function closeFix(line: number, column: number, written: string): Fix[] {
  if (!/^\[\d+:\d+$/.test(written)) return [];
  return [{ title: 'Close the bracket', certain: true, changes: [replace(line, { start: column, end: column }, ']')] }];
}
