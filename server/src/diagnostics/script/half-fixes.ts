/** Fixes of words that both iptables and ip6tables are given, as in a loop over both. */

import type { ReadScript } from '../../effect/read-effect';
import type { Call } from '../../effect/tables';
import { offsetAt } from '../../syntax/line-starts';
import type { Change } from '../finding';
import type { WordFinding } from './words';

/** The findings, without fixes of letters that the other family's tool is content with: it would not be afterwards. */
export function withoutHalfFixes(script: ReadScript, findings: readonly WordFinding[]): WordFinding[] {
  return findings.map((finding) => (isHalf(script, findings, finding) ? { ...finding, fixes: [] } : finding));
}

function isHalf(script: ReadScript, findings: readonly WordFinding[], finding: WordFinding): boolean {
  const changes = finding.fixes.flatMap((fix) => fix.changes);
  const isOther = ({ program }: Call) => program.family !== finding.call.program.family;
  const isShared = script.calls.some((call) => isOther(call) && changes.some((change) => reads(script, call, change)));
  return isShared && !findings.some((each) => isOther(each.call) && isSame(each, finding));
}

/** True when some of a call's letters stand where a fix changes the script. */
function reads({ starts }: ReadScript, call: Call, change: Change): boolean {
  const [start, end] = [offsetAt(starts, change.start), offsetAt(starts, change.end)];
  if (start === undefined || end === undefined) return false;
  const pieces = [...call.words.flatMap((word) => word.pieces), ...((call.kind === 'restore' && call.input) || [])];
  return pieces.some(({ exact, span, from }) => {
    const place = exact ? span : from;
    return place !== undefined && place.start <= end && start <= place.end;
  });
}

function isSame(a: WordFinding, b: WordFinding): boolean {
  return a.code === b.code && a.line === b.line && a.span.start === b.span.start;
}
