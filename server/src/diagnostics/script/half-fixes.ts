/** Fixes of words that both iptables and ip6tables are given, as in a loop over both. */

import type { ReadScript } from '../../effect/read-effect';
import type { Call } from '../../effect/tables';
import { type Family, otherFamily } from '../../ruleset/tables';
import type { Piece } from '../../shell/word';
import { offsetAt } from '../../syntax/line-starts';
import { once, onceFor, oncePer } from '../../syntax/once';
import type { Span } from '../../syntax/span';
import type { Fix } from '../finding';
import type { WordFinding } from './words';

/** The findings, without fixes of letters that the other family's tool is content with: it would not be afterwards. */
export function withoutHalfFixes(script: ReadScript, findings: readonly WordFinding[]): WordFinding[] {
  const read = onceFor((family: Family) => placesRead(script.calls, family));
  const told = once(() => new Set(findings.map((each) => keyOf(each, each.call.program.family))));
  return findings.map((finding) => {
    const other = otherFamily(finding.call.program.family);
    const isHalf = (fixes: readonly Fix[]) => {
      const shared = read(other);
      if (fixes.length === 0 || shared.size === 0 || told().has(keyOf(finding, other))) return false;
      return changedPlaces(script, finding.call, fixes).some((start) => shared.has(start));
    };
    const fixes = () => {
      const found = finding.fixes();
      return isHalf(found) ? [] : found;
    };
    return { ...finding, fixes };
  });
}

function keyOf({ code, line, span }: WordFinding, family: Family): string {
  return `${family} ${code} ${line} ${span.start}`;
}

/** Where the pieces begin that the calls of a family read. */
function placesRead(calls: readonly Call[], family: Family): Set<number> {
  return new Set(calls.flatMap((call) => (call.program.family === family ? placesOf(call) : [])));
}

const placesOf = oncePer((call: Call): number[] => piecesOf(call).flatMap((piece) => placeOf(piece)?.start ?? []));

/** Where those pieces of the call begin that the fixes change. */
function changedPlaces({ starts }: ReadScript, call: Call, fixes: readonly Fix[]): number[] {
  const changes = fixes
    .flatMap((fix) => fix.changes)
    .map(({ start, end }) => ({ start: offsetAt(starts, start) ?? -1, end: offsetAt(starts, end) ?? -1 }));
  return piecesOf(call).flatMap((piece) => {
    const place = placeOf(piece);
    return place && changes.some(({ start, end }) => place.start <= end && start <= place.end) ? [place.start] : [];
  });
}

function piecesOf(call: Call): Piece[] {
  return [...call.words.flatMap(({ pieces }) => pieces), ...((call.kind === 'restore' && call.input) || [])];
}

function placeOf({ exact, span, from }: Piece): Span | undefined {
  return exact ? span : from;
}
