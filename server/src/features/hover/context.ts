/** Values of a rule in Markdown, with the names that are certain in this dump. */

import { ownerKnowledge } from '../../knowledge/owners';
import { portKnowledge } from '../../knowledge/ports';
import { code } from '../markdown';
import type { Named, ValueContext } from '../values/meaning';
import { type Evidence, evidenceOf, speaksFor } from './evidence';
import { parameterValue, type RulePlace } from './place';

/** How values of the rule at a place are put into words. */
export function valueContext(place: RulePlace): ValueContext {
  const evidence = evidenceOf(place.ruleset);
  return {
    family: place.ruleset.document.family,
    quote: code,
    nameOf: (what, number) => certainName(evidence, what, number),
    protocol: parameterValue(place, 'protocol')?.toLowerCase(),
  };
}

function certainName(evidence: Evidence, what: Named, number: number): string | undefined {
  const known =
    what === 'uid' || what === 'gid'
      ? ownerKnowledge(what, String(number))
      : portKnowledge(number, what === 'port' ? undefined : what);
  return known && speaksFor(evidence, known.system) ? known.name : undefined;
}
