/** What options and modules need of `-p`, in words. */

import { optionNameIn, protocolsWith } from './option-owners';
import type { ProblemPlace } from './rule-check';
import { ruleOn } from './rule-on-line';

/** The `-p` of a rule, as far as it stands before or behind the word at fault. */
export interface Protocols {
  before: string | undefined;
  behind: string | undefined;
}

/** The protocols that would bring the unknown option at fault; none where no protocol does. */
export function protocolsMeant({ ruleset, problem }: ProblemPlace): string[] {
  return protocolsWith(optionNameIn(problem.word), ruleset.document.family);
}

/** How the rule names its protocol. */
export function protocolsOf({ ruleset, line, problem }: ProblemPlace): Protocols {
  const found: Protocols = { before: undefined, behind: undefined };
  for (const { option, module, name, values, inversion } of ruleOn(line, ruleset.document.family).parts) {
    const [value] = values;
    if (module || option?.name !== 'protocol' || !value) continue;
    found[name.start < problem.start ? 'before' : 'behind'] = `${inversion ? '! ' : ''}-p ${value.value}`;
  }
  return found;
}
