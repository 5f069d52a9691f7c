/** Names behind `-p` that are none, told by the options that only a protocol with another name has. */

import { protocolNumber } from '../modules/protocols';
import { mostSimilar } from '../modules/similar';
import type { Rule } from '../ruleset/rule';
import type { RuleProblem } from '../ruleset/rule-problem';
import type { Family } from '../ruleset/tables';
import { optionNameIn, protocolsWith } from './option-owners';

/** An option that is unknown because of the name of its protocol is told at that name; all else comes back as it is. */
export function retoldAtProtocol({ parts }: Rule, problem: RuleProblem, family: Family): RuleProblem {
  if (problem.kind !== 'unknown-option') return problem;
  const part = parts.findLast(({ option, name }) => option?.name === 'protocol' && name.start < problem.start);
  const [given] = part?.values ?? [];
  if (!given || protocolNumber(given.value) !== undefined) return problem;
  const meant = mostSimilar(given.value, protocolsWith(optionNameIn(problem.word), family));
  if (meant === undefined) return problem;
  return {
    kind: 'wrong-protocol',
    start: given.start,
    end: given.end,
    word: given.value,
    message: `${given.value} is no protocol with ${problem.word}. Did you mean ${meant}?`,
    replacement: { text: meant, certain: false },
  };
}
