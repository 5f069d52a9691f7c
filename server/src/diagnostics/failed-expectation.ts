/** A comment `# expect:` that the dump does not fulfil: packets end elsewhere. */

import { portNames } from '../knowledge/port-names';
import { type Checked, checkExpectation, type Failure } from '../packets/check-expectation';
import { dimensionOf, isLater } from '../packets/dimensions';
import { decidingStep, endWords, lineOf, namedGoal, placeWords } from '../packets/end-words';
import { type Expectation, readExpectation } from '../packets/expectation';
import { expectedText, isOfKind } from '../packets/expected-end';
import { witness } from '../packets/witness';
import { witnessWords } from '../packets/witness-words';
import type { Ruleset } from '../ruleset/ruleset';
import type { Check, Reported, SayCondition } from './check';
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
  run(ruleset, report, say) {
    const { document, expectations } = ruleset;
    let [work, told] = [0, 0];
    for (const line of expectations) {
      const expectation = readExpectation(document.dump.lines[line]!.text, document.family);
      if (!expectation || 'message' in expectation) continue;
      work += leastWork;
      const found =
        work < maxWork
          ? tell(ruleset, line, expectation, say, told < maxWorded, (spent) => {
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
  say: SayCondition | undefined,
  worded = true,
  spent?: (work: number) => void,
): Reported | undefined {
  const checked = checkExpectation(ruleset, expectation, spent, say);
  const { packetSpan, endSpan } = expectation;
  if (checked.answers.length === 0)
    return {
      line,
      span: packetSpan,
      message: 'No packet is like that, so nothing is tested. Say less of the packets.',
    };
  if (checked.failures.length === 0) return undefined;
  const told = nearestFirst(checked.failures, expectation)
    .slice(0, maxTold)
    .map((failure) => partOf(ruleset, expectation, failure, worded, say));
  return {
    line,
    span: endSpan,
    message: messageOf(told, checked, insteadOf(ruleset, checked)),
    related: told.map((part) => relatedOf(ruleset, line, expectation, part)),
    fixes: fixesOf(ruleset, line, expectation, checked),
  };
}

/** What ends in the expected way, but elsewhere, tells most of what is wrong. */
function nearestFirst(failures: readonly Failure[], { ends }: Expectation): Failure[] {
  const isNear = ({ answer }: Failure) => ends.some((end) => isOfKind(answer, end));
  return [...failures.filter(isNear), ...failures.filter((each) => !isNear(each))];
}

/** Of more parts than this only the number is told. */
const maxTold = 3;

/** Packets that end elsewhere, in words. */
interface Part {
  failure: Failure;
  condition: string;
  end: string;
  example: string;
}

function partOf(
  ruleset: Ruleset,
  { direction }: Expectation,
  failure: Failure,
  worded: boolean,
  say: SayCondition | undefined,
): Part {
  const example = witnessWords(witness(failure.packets, ruleset.document.family)!, direction, say);
  const condition = worded ? namedGoal(failure.condition().trim(), failure.answer, ruleset.document.family) : '';
  return { failure, condition, end: endOf(ruleset, failure), example };
}

/** Longer messages leave out the example or the condition: the related places have both. */
const maxLength = 200;

function messageOf(told: readonly Part[], { failures, whole }: Checked, instead: string | undefined): string {
  const [{ condition, end, example, failure }] = told as [Part];
  const advice =
    !whole && dependsOnAddresses(failure)
      ? "Say local and this host's addresses, or mend the rules."
      : adviceOf(whole, instead);
  if (whole && failures.length === 1) return `These packets are ${end}. ${advice}`;
  const start = whole ? 'None of these packets end so' : 'Not all of these packets end so';
  const such = `such as ${example}`;
  const forms = [
    `${start}: ${[condition, such].filter(Boolean).join(', ')}: ${end}. ${advice}`,
    ...(condition ? [`${start}: ${condition}: ${end}. ${advice}`] : []),
    `${start}: some are ${end}. ${advice}`,
  ];
  return forms.find((form) => form.length <= maxLength) ?? forms.at(-1)!;
}

/** True where it matters whether a new destination is this host. */
function dependsOnAddresses({ packets }: Failure): boolean {
  return packets.some((box) => [...box.keys()].some((key) => isLater(key) && dimensionOf(key) === 'destinationType'));
}

function endOf(ruleset: Ruleset, { answer }: Failure): string {
  const words = endWords(answer, ruleset.document.family, portNames(ruleset));
  const step = decidingStep(answer);
  if (!step) return words;
  const line = lineOf(step);
  const place = words.endsWith(placeWords(step)) ? '' : `, by ${placeWords(step)}`;
  return `${words}${place}${line === undefined ? '' : ` (line ${line + 1})`}`;
}

function adviceOf(whole: boolean, instead: string | undefined): string {
  const otherwise = whole ? 'mend the rules' : 'say more of the packets, or mend the rules';
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

/** The rule that decides, or the expectation itself where none does; with all that is to be said of the part. */
function relatedOf({ document }: Ruleset, own: number, { endSpan }: Expectation, part: Part): Related {
  const { condition, end, example, failure } = part;
  const message = `${condition ? `${firstUpper(condition)}: ` : ''}${end}; for example ${example}.`;
  const step = decidingStep(failure.answer);
  const line = step && lineOf(step);
  if (line === undefined) return { line: own, span: endSpan, message };
  const { text, from } = document.dump.lines[line]!;
  return { line, span: { start: from, end: text.length }, message };
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
