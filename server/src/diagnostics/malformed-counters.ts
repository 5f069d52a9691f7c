/** Counters that are not `[packets:bytes]`. */

import { byBoth, byNobody, withCounters } from '../modules/refused-by';
import { ruleAt } from '../ruleset/document';
import { type Ruleset, tableAt } from '../ruleset/ruleset';
import { readCounters } from '../syntax/declaration';
import { spanText } from '../syntax/span';
import { type Check, knownTables, type Report } from './check';
import { type Declared, oddDeclarations } from './declarations';
import { type Fix, replace } from './finding';

export const malformedCounters: Check = {
  code: 'malformed-counters',
  severity: 'warning',
  run(ruleset, report) {
    for (const table of knownTables(ruleset)) {
      for (const declared of oddDeclarations(ruleset, table)) checkDeclaration(declared, report);
    }
    for (const index of ruleset.oddLines) {
      checkRule(ruleset, index, report);
      checkSecond(ruleset, index, report);
    }
  },
};

/** With -c only the beginning `[n:n` of a built-in chain's counters is looked at. */
function checkDeclaration(declared: Declared, report: Report): void {
  const { line, text, declaration, chain } = declared;
  const { counters, name, policy } = declaration;
  if (!counters) {
    if (chain?.builtIn && name && policy) reportAbsent(line, policy.end, name, chain.name, report);
    return;
  }
  const written = spanText(text, counters);
  if (readCounters(written) || isUnclosed(written)) return;
  report({
    line,
    span: counters,
    message: `${written} are no counters: they are written [packets:bytes], two whole numbers.`,
    refusedBy: chain?.builtIn && !/^\[[+-]?\d+:[+-]?\d+/.test(written) ? withCounters : byNobody,
    fixes: colonFix(line, counters, written),
  });
}

function isUnclosed(written: string): boolean {
  return written.startsWith('[') && !written.includes(']');
}

function reportAbsent(
  line: number,
  column: number,
  span: { start: number; end: number },
  name: string,
  report: Report,
): void {
  report({
    line,
    span,
    message: `The built-in chain ${name} has no counters.`,
    refusedBy: withCounters,
    severity: 'hint',
    fixes: [
      { title: 'Insert [0:0]', certain: false, changes: [replace(line, { start: column, end: column }, ' [0:0]')] },
    ],
  });
}

function checkRule(ruleset: Ruleset, index: number, report: Report): void {
  const line = ruleset.document.dump.lines[index]!;
  if (line.kind !== 'rule' || !line.counters || line.counters.ordinary) return;
  const written = spanText(line.text, line.counters);
  if (isUnclosed(written)) return;
  const { closed, numeric, cut } = line.counters;
  const lost =
    cut < line.text.length
      ? ` iptables-restore looks for them further on and loses the text from column ${cut + 1} on.`
      : '';
  report({
    line: index,
    span: line.counters,
    message: `${written} are no counters: they are written [packets:bytes], two whole numbers.${lost}`,
    refusedBy: closed ? (numeric ? byNobody : withCounters) : byBoth,
    severity: closed && !lost ? 'warning' : 'error',
    fixes: colonFix(index, line.counters, written),
  });
}

/** Without -c the counters before the rule are skipped, and those of its option hold. */
function checkSecond(ruleset: Ruleset, index: number, report: Report): void {
  const second = ruleAt(ruleset.document, index)?.problems.find(({ kind }) => kind === 'second-counters');
  if (!second || !tableAt(ruleset, index)) return;
  report({
    line: index,
    span: second,
    message: `The rule has counters before it already, so ${second.word} gives it second ones. Delete one of the two.`,
    refusedBy: withCounters,
  });
}

/** The counters `[packets:bytes]` that a text stands for, damaged or not; undefined when its numbers are not legible. */
export function meantCounters(written: string): string | undefined {
  const match = /^\[[ \t]*(\d+)(?:[;.,-]|[ \t]+|[ \t]*:[ \t]*)(\d+)[ \t]*\]?$/.exec(written);
  return match ? `[${match[1]}:${match[2]}]` : undefined;
}

function colonFix(line: number, span: { start: number; end: number }, written: string): Fix[] {
  const text = meantCounters(written);
  if (!text || !written.endsWith(']')) return [];
  return [{ title: `Write ${text}`, certain: true, changes: [replace(line, span, text)] }];
}
