/** Which lines of a ruleset a line of the script made. */

import type { ReadScript } from '../../effect/read-effect';
import type { RenderedRuleset } from '../../effect/render';
import { scriptLineOf } from './places';

/** The lines of a ruleset that a line of the script made, the rules before the chains. */
export function linesMadeBy(script: ReadScript, { lines }: RenderedRuleset, line: number): number[] {
  const made = lines.flatMap(({ call, source, text }, index) =>
    call && /^[-:]/.test(text) && scriptLineOf(script, call, source) === line ? [index] : [],
  );
  const isRule = (index: number) => lines[index]!.text.startsWith('-');
  return [...made.filter(isRule), ...made.filter((index) => !isRule(index))];
}
