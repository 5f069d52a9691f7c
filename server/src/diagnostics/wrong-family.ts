/** Modules and options that only the other one of iptables and ip6tables has. */

import type { RuleProblem } from '../ruleset/rule-problem';
import type { Family } from '../ruleset/tables';
import type { Check } from './check';
import { icmpFixes } from './icmp-family';
import { missingNames } from './missing-names';
import { type Explained, reportProblems } from './rule-check';

export const wrongFamily: Check = {
  code: 'wrong-family',
  severity: 'error',
  run(ruleset, report) {
    reportProblems(ruleset, kinds, report);
    for (const { chain, mention, meantFor, refusedBy } of missingNames(ruleset)) {
      if (meantFor !== 'other-family-target') continue;
      const message = onlyElsewhere(`-j ${chain.name}`, ruleset.document.family);
      report({ line: mention.line, span: mention.span, message, refusedBy });
    }
  },
};

const kinds: Partial<Record<RuleProblem['kind'], Explained>> = {
  'other-family-match': {
    message: ({ ruleset, problem }) => onlyElsewhere(`-m ${problem.word}`, ruleset.document.family),
    fixes: icmpFixes,
  },
  'other-family-option': { message: ({ ruleset, problem }) => onlyElsewhere(problem.word, ruleset.document.family) },
};

function onlyElsewhere(what: string, family: Family): string {
  return `${what} exists only for ${familyName(family === 'ipv4' ? 'ipv6' : 'ipv4')}, and this is read as ${familyName(family)}.`;
}

function familyName(family: Family): string {
  return family === 'ipv4' ? 'IPv4' : 'IPv6';
}
