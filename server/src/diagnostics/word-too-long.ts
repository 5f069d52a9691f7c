/** A word of more than 1023 bytes. */

import { byBoth } from '../modules/refused-by';
import { ruleAt } from '../ruleset/document';
import { maxWordBytes } from '../ruleset/rule';
import { byteLength } from '../syntax/bytes';
import type { Check } from './check';

export const wordTooLong: Check = {
  code: 'word-too-long',
  severity: 'error',
  run(ruleset, report) {
    for (const line of ruleset.oddLines) {
      for (const problem of ruleAt(ruleset.document, line)?.problems ?? []) {
        if (problem.kind !== 'word-too-long') continue;
        report({
          line,
          span: problem,
          message: `This word has ${byteLength(problem.word)} bytes; iptables-restore takes ${maxWordBytes}. Is a closing quote missing?`,
          refusedBy: byBoth,
        });
      }
    }
  },
};
