/** `[0:0` without its bracket, in a declaration or before a rule. */

import { byBoth, byNobody, withCounters } from '../modules/refused-by';
import { declarationName, findChain, type Ruleset, type Table } from '../ruleset/ruleset';
import type { Declaration } from '../syntax/declaration';
import type { DeclarationLine } from '../syntax/line';
import { spanText } from '../syntax/span';
import { type Check, knownTables, type Report } from './check';
import { type Fix, replace } from './finding';

export const unclosedCounters: Check = {
  code: 'unclosed-counters',
  severity: 'warning',
  run(ruleset, report) {
    for (const table of knownTables(ruleset)) {
      for (const index of table.oddDeclarations) {
        const line = ruleset.document.dump.lines[index] as DeclarationLine;
        line.declarations.forEach((declaration, position) => {
          const builtIn = position === 0 && isBuiltIn(ruleset, table, declarationName(line, declaration));
          checkDeclaration({ text: line.text, line: index, declaration, builtIn }, report);
        });
      }
    }
    for (const index of ruleset.oddLines) checkRule(ruleset, index, report);
  },
};

interface Written {
  text: string;
  line: number;
  declaration: Declaration;
  builtIn: boolean;
}

function isBuiltIn(ruleset: Ruleset, table: Table, name: string): boolean {
  return findChain(ruleset, table, name)?.builtIn ?? false;
}

/** With -c only the beginning `[n:n` of a built-in chain's counters is looked at. */
function checkDeclaration({ text, line, declaration, builtIn }: Written, report: Report): void {
  const { counters } = declaration;
  if (!counters) return;
  const written = spanText(text, counters);
  if (!written.startsWith('[') || written.includes(']')) return;
  report({
    line,
    span: counters,
    message: `The counters ${written} are not closed: the line was probably cut off here.`,
    refusedBy: builtIn && !/^\[\d+:\d/.test(written) ? withCounters : byNobody,
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
