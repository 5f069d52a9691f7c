/** Rule lines that iptables cannot take apart: words in the wrong place, commands missing or doubled. */

import type { RefusedBy } from '../modules/refused-by';
import { byBoth, byNftOnLoad, byNobody, byState } from '../modules/refused-by';
import { ruleAt } from '../ruleset/document';
import { readRule } from '../ruleset/rule';
import type { RuleProblem } from '../ruleset/rule-problem';
import { type Ruleset, type Table, tableAt } from '../ruleset/ruleset';
import { chainById } from '../ruleset/table';
import type { RuleLine } from '../syntax/line';
import type { Span } from '../syntax/span';
import { skipBlanks } from '../syntax/words';
import type { Check, Report } from './check';
import type { Severity } from './finding';
import { hasPasteDamage } from './paste-damage';
import { mendRule } from './rule-mends';
import { explainProblem, isMalformed } from './rule-problems';

export const malformedRule: Check = {
  code: 'malformed-rule',
  severity: 'error',
  run(ruleset, report) {
    for (const line of ruleset.oddLines) reportFirst(ruleset, line, report);
    for (const table of ruleset.tables) checkTable(ruleset, table, report);
  },
};

/** One finding a line, as iptables stops at the first fault; lines that were damaged as a whole are left to that check. */
function reportFirst(ruleset: Ruleset, index: number, report: Report): void {
  const line = ruleset.document.dump.lines[index]!;
  if (line.kind !== 'rule' || !tableAt(ruleset, index)) return;
  const problem = ruleAt(ruleset.document, index)?.problems.find(isMalformed);
  if (!problem || hasPasteDamage(line, ruleAt(ruleset.document, index)!)) return;
  const silent = problem.kind === 'text-behind-nul';
  report({
    line: index,
    span: visible(line, problem),
    message: explainProblem(ruleset, index, line, problem),
    refusedBy: silent ? byNobody : refusedBy(ruleset, line, problem),
    fixes: mendRule(ruleset, index, line, problem),
  });
}

/** Where a whole rule is missing, nothing of it can be marked: then the line is. */
function visible(line: RuleLine, { start, end }: RuleProblem): Span {
  const from = skipBlanks(line.text, start);
  return from < end ? { start: from, end } : { start: line.from, end: line.text.length };
}

/** Joined to -j, the next word is taken for a target that does not exist, which nf_tables sees late. */
function refusedBy(ruleset: Ruleset, line: RuleLine, problem: RuleProblem): RefusedBy {
  if (problem.kind !== 'joined-value') return byBoth;
  const part = readRule(line, ruleset.document.family).parts.find(({ name }) => name.start === problem.start);
  return part?.option?.name === 'jump' ? byState : byBoth;
}

function checkTable(ruleset: Ruleset, table: Table, report: Report): void {
  for (const line of table.beyondEnd) reportCommand(ruleset, table, line, report);
  for (const line of table.deletedInUse) {
    report({
      line,
      span: ruleAt(ruleset.document, line)!.chainSpan,
      message:
        'The chain cannot be deleted while it has rules or is jumped to. Empty it with -F and delete the jumps first.',
      refusedBy: byState,
    });
  }
  for (const { line, span } of table.jumpsToBuiltIn) {
    report({
      line,
      span,
      message: 'A rule cannot jump to a built-in chain: only the kernel sends packets there.',
      refusedBy: byState,
    });
  }
  for (const line of table.nftTrouble) reportNft(ruleset, line, report);
}

function reportCommand(ruleset: Ruleset, table: Table, line: number, report: Report): void {
  const { number, chain } = ruleAt(ruleset.document, line)!;
  const name = ruleset.document.names.texts[chain];
  const rules = chainById(table, chain)?.rules ?? 0;
  const severity: Severity = table.fragment ? 'warning' : 'error';
  report({
    line,
    span: ruleAt(ruleset.document, line)!.chainSpan,
    message: table.fragment
      ? `${name} has no such rule here. In a fragment for iptables-restore --noflush it may be loaded already; if it is not,`
      : number === undefined
        ? `${name} has no rule at this point, so this one cannot be found.`
        : `${name} has ${rules === 1 ? '1 rule' : `${rules} rules`} at this point, so number ${number} does not exist.`,
    refusedBy: byState,
    severity,
  });
}

const nftTrouble: Record<string, [RefusedBy, string]> = {
  replace: [
    byNftOnLoad,
    '-R in a dump crashes the nf_tables tool (1.8.9). Delete the rule with -D and insert the new one with -I.',
  ],
  'rename-chain': [
    byNftOnLoad,
    'The nf_tables tool cannot rename a chain that the same input makes. Give it its final name at once.',
  ],
  zero: [byNftOnLoad, '-Z in a dump fails with the nf_tables tool (1.8.9). Write counters as [0:0] instead.'],
};

function reportNft(ruleset: Ruleset, index: number, report: Report): void {
  const line = ruleset.document.dump.lines[index] as RuleLine;
  const [refusedBy, message] = nftTrouble[ruleAt(ruleset.document, index)!.command]!;
  const command = readRule(line, ruleset.document.family).parts.find((part) => part.option && 'rule' in part.option);
  report({
    line: index,
    span: command?.name ?? { start: line.from, end: line.text.length },
    message,
    refusedBy,
    severity: 'warning',
  });
}
