/** Hover over a comment `# expect: …`: what it tests, and where the packets go. */

import { portNames } from '../../knowledge/port-names';
import { checkExpectation } from '../../packets/check-expectation';
import { decidingStep, endWords, lineOf, placeWords } from '../../packets/end-words';
import { readExpectation } from '../../packets/expectation';
import { expectationStart } from '../../ruleset/expectation-line';
import type { Ruleset } from '../../ruleset/ruleset';
import { blocks, bullets, code, title } from '../markdown';
import type { HoverText } from './place';

/** More ends are not listed. */
const maxEnds = 8;

/** Undefined for comments that expect nothing. */
export function expectationHover(ruleset: Ruleset, text: string): HoverText | undefined {
  const from = expectationStart(text);
  const expectation = readExpectation(text, ruleset.document.family);
  if (from === undefined || !expectation) return undefined;
  const span = { start: 0, end: text.length };
  const head = title('# expect:', 'a test of this dump');
  const skipped = 'iptables skips it; `iptables-lens check` and the Test Explorer run it.';
  if ('message' in expectation)
    return { ...span, text: blocks(head, 'It cannot be read, so it tests nothing.', skipped) };
  const { answers, failures } = checkExpectation(ruleset, expectation);
  const { packetSpan, endSpan } = expectation;
  const packets = code(text.slice(packetSpan.start, packetSpan.end));
  const wanted = `Every packet ${packets} has to end as ${code(text.slice(endSpan.start, endSpan.end))}; what is not said of it may be anything.`;
  const verdict =
    answers.length === 0 ? '**No packet is like that**' : failures.length > 0 ? '**Does not hold:**' : '**Holds:**';
  const names = portNames(ruleset);
  const ends = new Set(
    answers.map((answer) => {
      const step = decidingStep(answer);
      const line = step && lineOf(step);
      const words = endWords(answer, ruleset.document.family, names);
      const place = !step || words.endsWith(placeWords(step)) ? '' : `, by ${placeWords(step)}`;
      return `${words}${place}${line === undefined ? '' : ` (line ${line + 1})`}`;
    }),
  );
  const told = [...ends].slice(0, maxEnds).map((each) => code(each));
  return { ...span, text: blocks(head, wanted, verdict, bullets(told), skipped) };
}
