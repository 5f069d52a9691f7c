/** Which option was meant by a long one that nothing on the line has. */

import type { Fix } from './finding';
import { protocolsMeant } from './protocol-needs';
import type { ProblemPlace } from './rule-check';

/** What is wrong and what to type; undefined where the protocol is at fault. */
export function explainOption(place: ProblemPlace): string | undefined {
  if (protocolsMeant(place).length > 0) return undefined;
  return `${place.problem.word} is no option of iptables or of a module that this rule loads.`;
}

export function optionFixes(_place: ProblemPlace): Fix[] {
  return [];
}
