/** Options that a rule lacks, so that an offer can be tried with what has to follow it. */

import { matchModules } from '../../modules/index';
import type { Span } from '../../syntax/span';
import { holesOf } from './holes';
import { type Judge, judgedLine } from './judge';
import { sampleText } from './offer';
import type { RulePlace } from './place';

/** Options that one module can lack, one after the other. */
const mostRounds = 4;

/**
 * The text of an offer with a valid value for each option that the rule then still lacks; undefined where nothing makes it
 * whole. A text that lacks nothing comes back as it is.
 */
export function finishedText(place: RulePlace, judge: Judge, text: string, span: Span): string | undefined {
  let whole = text;
  for (let round = 0; round < mostRounds; round++) {
    if (judge(whole, span) !== 'unfinished') break;
    const line = place.text.slice(0, span.start) + whole + place.text.slice(span.end);
    const begun = whole;
    const judgeBehind: Judge = (more) => judge(begun + more, span);
    const missing = missingOptions(place, judgeBehind, line).find((option) => judgeBehind(option) !== 'refused');
    if (missing === undefined) return undefined;
    whole += missing;
  }
  return judge(whole, span) === 'unfinished' ? undefined : whole;
}

/** The options of which one is missing, each with its values; `judge` judges what is put behind the offer. */
function missingOptions(place: RulePlace, judge: Judge, line: string): string[] {
  const { rule, problems } = judgedLine(place, line);
  const missing = problems.filter(({ kind }) => kind === 'missing-option');
  const modules = [...rule.instances.map(({ module }) => module), ...matchModules];
  return missing.flatMap(({ names = [] }) =>
    names.flatMap((name) => {
      const [written] = name.split(' ');
      const module = modules.find(({ options }) => options.some((option) => `--${option.name}` === written));
      const option = module?.options.find((each) => `--${each.name}` === written);
      if (!option) return [];
      return name === written ? [` ${name}${sampleText(holesOf(place, option, judge, ` ${name}`))}`] : [` ${name}`];
    }),
  );
}
