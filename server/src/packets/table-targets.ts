/** Which targets the rules of a table have, without reading the rules. */

import { targetOfRule } from '../ruleset/document';
import type { Ruleset, Table } from '../ruleset/ruleset';
import { tableRules } from './table-rules';

const sourceRewriting = ['SNAT', 'MASQUERADE', 'NETMAP'];

/** True when some rule of the table gives connections another source address. */
export function hasSourceRewriting(ruleset: Ruleset, table: Table): boolean {
  const { names } = ruleset.document;
  const wanted = new Set(sourceRewriting.flatMap((name) => names.ids.get(name) ?? []));
  if (wanted.size === 0) return false;
  for (const line of tableRules(ruleset, table).all())
    if (wanted.has(targetOfRule(ruleset.document, line))) return true;
  return false;
}

/** True when a rule of any table may give packets to a socket of its choice. */
export function hasTransparentProxy({ document }: Ruleset): boolean {
  return document.names.ids.get('TPROXY') !== undefined;
}
