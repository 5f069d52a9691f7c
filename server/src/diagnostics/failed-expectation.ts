/** A comment `# expect:` that the dump does not fulfil: packets end elsewhere. */

import { portNames } from '../knowledge/port-names';
import { type Checked, checkExpectation, type Failure } from '../packets/check-expectation';
import { decidingStep, endWords, lineOf, placeWords } from '../packets/end-words';
import { type Expectation, readExpectation } from '../packets/expectation';
import { expectedText } from '../packets/expected-end';
import { witness } from '../packets/witness';
import { witnessWords } from '../packets/witness-words';
import type { Ruleset } from '../ruleset/ruleset';
import type { Check, Reported } from './check';
import { type Fix, type Related, replace } from './finding';

/** Work for all expectations of a dump together; some seconds at most; hundreds of them usually take a part of it. */
const maxWork = 2_000_000;
/** What an expectation takes at least. */
const leastWork = 500;
/** Finding words for a part of the packets takes longer than tracing them: only the first findings have them. */
const maxWorded = 10;

export const failedExpectation: Check = {
  code: 'failed-expectation',
  severity: 'error',
  run(ruleset, report) {
    const { document, expectations } = ruleset;
    let [work, told] = [0, 0];
    for (const line of expectations) {
      const expectation = readExpectation(document.dump.lines[line]!.text, document.family);
      if (!expectation || 'message' in expectation) continue;
      work += leastWork;
      const found =
        work < maxWork
          ? tell(ruleset, line, expectation, told < maxWorded, (spent) => {
              work += spent;
            })
          : unchecked(line, expectation);
      if (!found) continue;
      report(found);
      told++;
    }
  },
};

/** The finding on an expectation; undefined where it holds. With `worded` it says for which of the packets it does not. */
export function tell(
  ruleset: Ruleset,
  line: number,
  expectation: Expectation,
  worded = true,
  spent?: (work: number) => void,
): Reported | undefined {
  const checked = checkExpectation(ruleset, expectation, spent);
  const { packetSpan, endSpan } = expectation;
  if (checked.answers.length === 0)
    return {
      line,
      span: packetSpan,
      message: 'No packet is like that, so nothing is tested. Say less of the packets.',
    };
  if (checked.failures.length === 0) return undefined;
  return {
    line,
    span: endSpan,
    message: `${messageOf(ruleset, expectation, checked, worded)} ${adviceOf(ruleset, checked)}`,
    related: checked.failures.slice(0, maxTold).flatMap((failure) => relatedOf(ruleset, failure)),
    fixes: fixesOf(ruleset, line, expectation, checked),
  };
}

/** Of more parts than this only the number is told. */
const maxTold = 3;

function messageOf(
  ruleset: Ruleset,
  { direction }: Expectation,
  { failures, whole }: Checked,
  worded: boolean,
): string {
  const { family } = ruleset.document;
  const [first] = failures as [Failure];
  if (whole && failures.length === 1) return `These packets are ${endOf(ruleset, first)}.`;
  const some = failures.slice(0, maxTold);
  const told = some.map((each) => `${worded ? firstUpper(each.condition().trim()) : 'Some'}: ${endOf(ruleset, each)}.`);
  const parts = [...new Set(told)].join(' ');
  const more = failures.length > maxTold ? ` ${failures.length - maxTold} more parts end elsewhere too.` : '';
  const example = ` For example: ${witnessWords(witness(first.packets, family)!, direction)}.`;
  return `${whole ? 'No such packet ends so.' : 'Not all of these packets end so.'} ${parts}${more}${example}`;
}

function endOf(ruleset: Ruleset, { answer }: Failure): string {
  const words = endWords(answer, ruleset.document.family, portNames(ruleset));
  const step = decidingStep(answer);
  if (!step) return words;
  const line = lineOf(step);
  const place = words.endsWith(placeWords(step)) ? '' : `, by ${placeWords(step)}`;
  return `${words}${place}${line === undefined ? '' : ` (line ${line + 1})`}`;
}

function adviceOf(ruleset: Ruleset, checked: Checked): string {
  const instead = insteadOf(ruleset, checked);
  const otherwise = checked.whole ? 'mend the rules' : 'say more of the packets, or mend the rules';
  return instead ? `If that is meant, write -> ${instead}; else ${otherwise}.` : `${firstUpper(otherwise)}.`;
}

/** The ends that would be right, as an expectation has them; undefined where they are too many or have no words. */
function insteadOf({ document }: Ruleset, { answers }: Checked): string | undefined {
  const ends = new Set(answers.map((answer) => expectedText(answer, document.family)));
  return ends.has(undefined) || ends.size > maxTold ? undefined : [...ends].join(' or ');
}

function fixesOf(ruleset: Ruleset, line: number, { endSpan }: Expectation, checked: Checked): Fix[] {
  const instead = insteadOf(ruleset, checked);
  return instead
    ? [{ title: `Expect ${instead} instead`, certain: false, changes: [replace(line, endSpan, instead)] }]
    : [];
}

function relatedOf({ document }: Ruleset, { answer }: Failure): Related[] {
  const step = decidingStep(answer);
  const line = step && lineOf(step);
  if (line === undefined) return [];
  const { text, from } = document.dump.lines[line]!;
  return [{ line, span: { start: from, end: text.length }, message: `${firstUpper(placeWords(step!))} decides.` }];
}

function unchecked(line: number, { packetSpan, endSpan }: Expectation): Reported {
  const span = { start: packetSpan.start, end: endSpan.end };
  const message =
    'Not checked: the expectations above took all the work that is spent on one dump. Put this one into a copy of the dump.';
  return { line, span, severity: 'warning', message };
}

function firstUpper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
