/** The comments `# expect:` of a dump as a list of tests. */

import { tell } from '../diagnostics/failed-expectation';
import type { Related } from '../diagnostics/finding';
import { readExpectation } from '../packets/expectation';
import { expectationStart } from '../ruleset/expectation-line';
import type { Ruleset } from '../ruleset/ruleset';
import type { Span } from '../syntax/span';
import { conditionTeller } from './sentence/condition-words';

/** One test of a dump. */
export interface DumpTest {
  line: number;
  span: Span;
  /** The comment behind `# expect:`. */
  title: string;
  /** Undefined where it holds, or was not checked. */
  failure: { message: string; related: readonly Related[] } | undefined;
}

/** The tests in the order of the text; those on `lines` are checked, without a limit of work. */
export function dumpTests(ruleset: Ruleset, lines: ReadonlySet<number> | 'all'): DumpTest[] {
  return ruleset.expectations.map((line) => {
    const { text } = ruleset.document.dump.lines[line]!;
    const title = text.slice(expectationStart(text)).trim();
    const failure = lines === 'all' || lines.has(line) ? failureOf(ruleset, line, text) : undefined;
    return { line, span: { start: 0, end: text.length }, title, failure };
  });
}

function failureOf(ruleset: Ruleset, line: number, text: string): DumpTest['failure'] {
  const expectation = readExpectation(text, ruleset.document.family);
  if (!expectation) return undefined;
  if ('message' in expectation) return { message: expectation.message, related: [] };
  const found = tell(ruleset, line, expectation, conditionTeller(ruleset));
  return found && { message: found.message, related: found.related ?? [] };
}
