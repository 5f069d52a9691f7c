/** Fixes of words that both iptables and ip6tables are given, as in a loop over both. */

import type { ReadScript } from '../../effect/read-effect';
import type { Call } from '../../effect/tables';
import { once } from '../../ruleset/once';
import type { Piece } from '../../shell/word';
import { offsetAt } from '../../syntax/line-starts';
import type { Span } from '../../syntax/span';
import type { WordFinding } from './words';

/** The findings, without fixes of letters that the other family's tool is content with: it would not be afterwards. */
export function withoutHalfFixes(script: ReadScript, findings: readonly WordFinding[]): WordFinding[] {
  const read = once(() => placesRead(script.calls));
  const told = once(() => new Set(findings.map((each) => keyOf(each, each.call.program.family))));
  return findings.map((finding) => {
    if (finding.fixes.length === 0 || told().has(keyOf(finding, otherFamily(finding.call)))) return finding;
    const shared = read()[otherFamily(finding.call)];
    const isShared = shared.size > 0 && changedPlaces(script, finding).some((start) => shared.has(start));
    return isShared ? { ...finding, fixes: [] } : finding;
  });
}

function otherFamily({ program }: Call): 'ipv4' | 'ipv6' {
  return program.family === 'ipv4' ? 'ipv6' : 'ipv4';
}

function keyOf({ code, line, span }: WordFinding, family: 'ipv4' | 'ipv6'): string {
  return `${family} ${code} ${line} ${span.start}`;
}

/** Where the pieces begin that the calls of each family read. */
function placesRead(calls: readonly Call[]): Record<'ipv4' | 'ipv6', Set<number>> {
  const read = { ipv4: new Set<number>(), ipv6: new Set<number>() };
  for (const call of calls)
    for (const piece of piecesOf(call)) {
      const place = placeOf(piece);
      if (place) read[call.program.family].add(place.start);
    }
  return read;
}

/** Where those pieces of the finding's call begin that its fixes change. */
function changedPlaces({ starts }: ReadScript, { call, fixes }: WordFinding): number[] {
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
