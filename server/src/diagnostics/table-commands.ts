/** Commands of a dump that cannot do their work where they stand: rules and chains that are not there, or still in use. */

import type { RefusedBy } from '../modules/refused-by';
import { byNftOnLoad, byState } from '../modules/refused-by';
import { ruleAt } from '../ruleset/document';
import type { Ruleset, Table } from '../ruleset/ruleset';
import { chainById } from '../ruleset/table';
import type { RuleLine } from '../syntax/line';
import type { Report } from './check';
import type { Severity } from './finding';
import { ruleOn } from './rule-on-line';
import { isSwallowed } from './swallowed-words';

/** Reports what the commands of a table cannot do at their place. */
export function checkCommands(ruleset: Ruleset, table: Table, report: Report): void {
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
  const rule = ruleAt(ruleset.document, line)!;
  const { number, chain } = rule;
  const name = ruleset.document.names.texts[chain]!;
  if (isSwallowed(name, rule)) return;
  const rules = chainById(table, chain)?.rules ?? 0;
  const severity: Severity = table.fragment ? 'warning' : 'error';
  report({
    line,
    span: rule.chainSpan,
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
  const command = ruleOn(line, ruleset.document.family).parts.find((part) => part.option && 'rule' in part.option);
  report({
    line: index,
    span: command?.name ?? { start: line.from, end: line.text.length },
    message,
    refusedBy,
    severity: 'warning',
  });
}
