/** `-t nta`: a table that does not exist. */

import { actionOfCall } from '../../effect/action';
import type { ReadScript } from '../../effect/read-effect';
import type { Call } from '../../effect/tables';
import { byBoth } from '../../modules/refused-by';
import { mostSimilar } from '../../modules/similar';
import { isTable, tableNames } from '../../ruleset/tables';
import { oncePer } from '../../syntax/once';
import type { SeveritySettings } from '../check';
import { renamed } from './fixes';
import { findingPlace, placeOfName } from './places';
import type { WordFinding } from './words';

/** One finding for each command about a table that there is not. */
export function unknownTables(script: ReadScript, settings: SeveritySettings): WordFinding[] {
  const chosen = Object.hasOwn(settings, 'unknown-table') ? settings['unknown-table'] : undefined;
  if (chosen === 'off') return [];
  const carriedOut = script.groups.some(hasUnknownTable) ? script.effect.commands() : [];
  return carriedOut.flatMap(({ call, table }) => {
    if (call.kind !== 'command' || isTable(table)) return [];
    const meant = mostSimilar(table, tableNames, 2);
    const hint = meant ? `Did you mean ${meant}?` : `The tables are ${tableNames.join(', ')}.`;
    return {
      call,
      code: 'unknown-table',
      severity: chosen ?? 'error',
      ...findingPlace(script, placeOfName(call, table)),
      message: `There is no table ${table}. ${hint} ${call.program.family === 'ipv4' ? 'iptables' : 'ip6tables'} refuses it.`,
      refusedBy: byBoth,
      dependsOnHost: false,
      fixes: () => (meant ? renamed(script, call, table, meant) : []),
      related: [],
      unnecessary: false,
      deprecated: false,
    };
  });
}

const hasUnknownTable = oncePer((calls: readonly Call[]) =>
  calls.some((call) => call.kind === 'command' && !isTable(actionOfCall(call).table?.text ?? 'filter')),
);
