/** Whether packets of a dump end where a comment expects them to, and where they end instead. */

import type { Ruleset } from '../ruleset/ruleset';
import { type Answer, answersOf } from './answers';
import type { Expectation } from './expectation';
import { missing } from './expected-end';
import { hull, type PacketSet } from './packet-set';
import { conditionWords, entryContext, impossibleIn } from './packet-words';
import type { PhraseContext } from './phrases';
import { askedPackets } from './question';
import { traverse } from './traverse';

/** Packets that end elsewhere than they should. */
export interface Failure {
  answer: Answer;
  /** Those of the answer that were not expected to end so. */
  packets: PacketSet;
  /** Says which of the packets of the expectation these are, with a blank in front; '' where it fails for all of them alike. */
  condition(): string;
}

export interface Checked {
  /** Where the packets end, without regard to what was expected. */
  answers: Answer[];
  failures: Failure[];
  /** True when no packet of the expectation ends as it should. */
  whole: boolean;
}

/** What it takes to tell of a step which packets come by there. */
const workOfStep = 300;

/** Traces the packets of an expectation. Without answers, no such packet goes that way. `sayCondition` puts what a dump cannot decide into words. */
export function checkExpectation(
  ruleset: Ruleset,
  { direction, question, ends }: Pick<Expectation, 'direction' | 'question' | 'ends'>,
  spent?: (work: number) => void,
  sayCondition?: PhraseContext['sayCondition'],
): Checked {
  const { family } = ruleset.document;
  const checked: Checked = { answers: [], failures: [], whole: true };
  const asked = askedPackets(question, direction, family);
  const within = 'unreadable' in asked ? undefined : hull(asked.packets);
  if ('unreadable' in asked || !within) return checked;
  const { packets, local } = asked;
  checked.answers = answersOf(
    traverse(ruleset, direction, packets, { ...(local && { local }), ...(spent && { spent }) }),
  );
  const impossible = impossibleIn(within, packets);
  const context = entryContext(family, direction, sayCondition);
  for (const answer of checked.answers) {
    const left = ends.reduce(
      (some, end) => (some.length > 0 ? missing(answer, some, end, family) : some),
      answer.packets,
    );
    checked.whole &&= left === answer.packets;
    spent?.(answer.path().length * workOfStep);
    if (left.length === 0) continue;
    const isPart = checked.answers.length > 1 || left !== answer.packets;
    const condition = () => (isPart ? conditionWords(left, within, context, impossible) : '');
    checked.failures.push({ answer, packets: left, condition });
  }
  return checked;
}
