/** Names of chains and targets longer than 28 bytes. */

import { byBoth } from '../modules/refused-by';
import { ruleAt } from '../ruleset/document';
import { typographicCharacters } from '../ruleset/rule';
import type { Mention, Ruleset } from '../ruleset/ruleset';
import { chainById } from '../ruleset/table';
import { maxNameBytes } from '../ruleset/tables';
import { byteLength } from '../syntax/bytes';
import { type Check, knownTables, type Report } from './check';

export const chainNameTooLong: Check = {
  code: 'chain-name-too-long',
  severity: 'error',
  run(ruleset, report) {
    for (const table of knownTables(ruleset)) {
      for (const id of ruleset.document.names.tooLong) {
        const chain = chainById(table, id);
        if (chain?.declared) reportName(chain.declared, chain.name, report);
      }
    }
    for (const index of ruleset.oddLines) checkRule(ruleset, index, report);
  },
};

function reportName(mention: Mention, name: string, report: Report): void {
  if (mention.role === 'declaration') reportLength(mention.line, mention.span, name, report);
}

function reportLength(line: number, span: { start: number; end: number }, name: string, report: Report): void {
  report({
    line,
    span,
    message: `This name has ${byteLength(name)} bytes; that of a chain or target can have ${maxNameBytes}.`,
    refusedBy: byBoth,
  });
}

function checkRule(ruleset: Ruleset, line: number, report: Report): void {
  for (const problem of ruleAt(ruleset.document, line)?.problems ?? []) {
    if (problem.kind !== 'chain-name-too-long' && problem.kind !== 'target-name-too-long') continue;
    if (!typographicCharacters.test(problem.word)) reportLength(line, problem, problem.word, report);
  }
}
