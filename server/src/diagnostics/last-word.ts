/** Who refuses a rule whose last word got a character too many at its end: a carriage return, or the line end behind an open quote. */

import type { RefusedBy } from '../modules/refused-by';
import { byBoth, byNobody, byState } from '../modules/refused-by';
import type { Family } from '../ruleset/tables';
import type { RuleLine } from '../syntax/line';
import { ruleOn } from './rule-on-line';

/** Values that any text will do for. */
const tolerant = new Set(['text', 'interface', 'hex-pattern', 'path']);

/** Both tools, unless the last word is a value for which any text will do or the name of a chain. */
export function longerLastWordRefusedBy(line: RuleLine, family: Family): RefusedBy {
  const { parts, words } = ruleOn(line, family);
  const part = parts.at(-1);
  const last = words.at(-1);
  if (!part || !last) return byBoth;
  if (part.values.at(-1)?.end !== last.end) return part.option ? byBoth : byNobody;
  const kind = part.option?.values?.[part.values.length - 1]?.kind;
  if (kind === undefined || tolerant.has(kind)) return byNobody;
  return kind === 'chain' ? byState : byBoth;
}

/** The same for a quote that is never closed; log prefixes must not hold a line end. */
export function openQuoteRefusedBy(line: RuleLine, family: Family): RefusedBy {
  const option = ruleOn(line, family).parts.at(-1)?.option?.name;
  return option === 'log-prefix' || option === 'nflog-prefix' ? byBoth : longerLastWordRefusedBy(line, family);
}
