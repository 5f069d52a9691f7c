/** Match modules that iptables does not have. */

import { externalMatch } from '../modules/external';
import { matchModules, targetModules } from '../modules/index';
import { mostSimilar } from '../modules/similar';
import type { Family } from '../ruleset/tables';
import { type ProblemPlace, ruleCheck } from './rule-check';
import { wordFix } from './rule-fixes';
import { onlyBegunBy } from './similar';

export const unknownMatch = ruleCheck('unknown-match', 'error', {
  'unknown-match': {
    message: (place) => `iptables has no match module ${place.problem.word}. ${advice(place)}`.trimEnd(),
    fixes: (place) => {
      const meant = matchMeant(place);
      return meant ? [wordFix(place, meant, isSameInOtherCase(place.problem.word, meant))] : [];
    },
  },
  'external-match': {
    severity: 'info',
    message: ({ problem: { word } }) =>
      `${word} comes from ${externalMatch(word)}: the rule loads only on hosts that have it.`,
  },
});

function advice(place: ProblemPlace): string {
  const { word } = place.problem;
  const target = targetModules.find(({ name }) => name.toLowerCase() === word.toLowerCase());
  if (target) return `${target.name} is a target: write -j ${target.name}.`;
  const meant = matchMeant(place);
  return meant ? `Did you mean ${meant}?` : '';
}

function matchMeant({ ruleset, problem, mayCompare }: ProblemPlace): string | undefined {
  if (!mayCompare) return undefined;
  const names = namesIn(ruleset.document.family);
  return mostSimilar(problem.word, names) ?? onlyBegunBy(problem.word, names);
}

function namesIn(family: Family): string[] {
  return matchModules.filter(({ families }) => families.includes(family)).map(({ name }) => name);
}

function isSameInOtherCase(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
