/** Line ends of Windows or old Mac OS: the carriage return becomes part of the last word. */

import type { RefusedBy } from '../modules/refused-by';
import { byBoth, byLegacy, byNobody, byState } from '../modules/refused-by';
import { type Ruleset, tableAt } from '../ruleset/ruleset';
import { builtInChains } from '../ruleset/tables';
import type { DeclarationLine, RuleLine } from '../syntax/line';
import { splitBlanks } from '../syntax/words';
import type { Check } from './check';
import type { Change } from './finding';
import { longerLastWordRefusedBy } from './last-word';

export const carriageReturn: Check = {
  code: 'carriage-return',
  severity: 'error',
  run(ruleset, report) {
    const { lines } = ruleset.document.dump;
    const returns = ruleset.oddLines.filter((index) => lines[index]!.ending.startsWith('\r'));
    if (returns.length === 0) return;
    const swallowed = swallowedLines(ruleset, returns);
    const refusal = (index: number) => (swallowed.has(index) ? byNobody : refusedBy(ruleset, index));
    const at = returns.find((index) => refusal(index) !== byNobody) ?? returns[0]!;
    const refused = refusal(at);
    const line = lines[at]!;
    report({
      line: at,
      span: { start: Math.max(0, line.text.length - 1), end: line.text.length },
      message: message(returns.length, line.ending === '\r'),
      refusedBy: refused,
      misread: true,
      severity: refused === byNobody && !swallowed.has(at) ? 'warning' : 'error',
      fixes: [
        {
          title: 'Change all line ends to LF',
          certain: true,
          changes: returns.map((index) => newline(ruleset, index)),
        },
      ],
    });
  },
};

function message(count: number, alone: boolean): string {
  const lines = count === 1 ? 'This line ends' : `${count} lines end`;
  const effect = alone
    ? 'with a carriage return alone, which ends no line for iptables: all of them are one line to it'
    : 'with a carriage return (Windows line ends), which iptables reads as part of the last word';
  return `${lines} ${effect}. Save the file with LF line ends.`;
}

function newline(ruleset: Ruleset, index: number): Change {
  const column = ruleset.document.dump.lines[index]!.text.length;
  return { start: { line: index, column }, end: { line: index + 1, column: 0 }, text: '\n' };
}

/** A lone return ends no line for iptables: behind a comment, the whole text up to the next LF is comment. */
function swallowedLines(ruleset: Ruleset, returns: number[]): Set<number> {
  const { lines } = ruleset.document.dump;
  const swallowed = new Set<number>();
  for (const index of returns) {
    const { ending, kind } = lines[index]!;
    if (ending !== '\r') continue;
    if (lines[index - 1]?.ending === '\r' ? swallowed.has(index - 1) : kind === 'comment') swallowed.add(index);
  }
  return swallowed;
}

function refusedBy(ruleset: Ruleset, index: number): RefusedBy {
  const line = ruleset.document.dump.lines[index]!;
  if (line.ending === '\r') return byBoth;
  switch (line.kind) {
    case 'comment':
      return byNobody;
    case 'declaration':
      return declarationRefusedBy(ruleset, line, index);
    case 'rule':
      return tableAt(ruleset, index) ? ruleRefusedBy(ruleset, line) : byBoth;
    default:
      return byBoth;
  }
}

/** Harmless behind the counters, which nobody reads without -c; a policy with a return is none. */
function declarationRefusedBy(ruleset: Ruleset, line: DeclarationLine, index: number): RefusedBy {
  if (splitBlanks(line.text, line.from + 1).length > 2) return byNobody;
  const table = tableAt(ruleset, index);
  const name = line.declarations[0]?.name;
  const builtIn = name && table && builtInChains(table.name).includes(line.text.slice(name.start, name.end));
  return builtIn ? byState : byLegacy;
}

/** Behind a closing quote the return is a word of its own. */
function ruleRefusedBy({ document }: Ruleset, line: RuleLine): RefusedBy {
  return line.text.endsWith('"') ? byBoth : longerLastWordRefusedBy(line, document.family);
}
