/** Values of a rule in Markdown, with the names that are certain in this dump. */

import { evidenceOf, speaksFor } from '../../knowledge/evidence';
import { ownerKnowledge } from '../../knowledge/owners';
import { certainPort } from '../../knowledge/port-names';
import type { Ruleset } from '../../ruleset/ruleset';
import { code } from '../markdown';
import type { Named, ValueContext } from '../values/meaning';
import { parameterValue, type RulePlace } from './place';

/** How values of the rule at a place are put into words. */
export function valueContext(place: RulePlace): ValueContext {
  return {
    family: place.ruleset.document.family,
    quote: code,
    nameOf: (what, number) => certainName(place.ruleset, what, number),
    protocol: parameterValue(place, 'protocol')?.toLowerCase(),
  };
}

function certainName(ruleset: Ruleset, what: Named, number: number): string | undefined {
  if (what !== 'uid' && what !== 'gid')
    return certainPort(ruleset, String(number), what === 'port' ? undefined : what)?.name;
  const known = ownerKnowledge(what, String(number));
  return known && speaksFor(evidenceOf(ruleset), known.system) ? known.name : undefined;
}
