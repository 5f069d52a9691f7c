// Dumps that the real tools have judged before, compared with what the findings say of them.

import { strict as assert } from 'node:assert';
import type { Finding } from '../../server/src/diagnostics/finding';
import { diagnose } from '../../server/src/diagnostics/index';
import type { Refusal } from '../../server/src/modules/refused-by';
import { readDocument } from '../../server/src/ruleset/document';
import { buildRuleset, type FragmentMode } from '../../server/src/ruleset/ruleset';
import type { Family } from '../../server/src/ruleset/tables';

export type Backend = 'legacy' | 'nft';

/** One dump in one run of the tools. */
export interface Judged {
  name: string;
  text: string;
  family: Family;
  fragments: FragmentMode;
  /** What can refuse it in this run: a run with `--test` does not load. */
  kinds: readonly Refusal[];
  /** What each backend said; '' where it accepted, undefined where it was not asked. */
  messages: Record<Backend, string | undefined>;
  /** The line at fault, where the tools count or blame another one. */
  line?: number;
}

/** What the findings have wrong: a refusal claimed or missed, or not claimed for the line at fault. */
export function faults(judged: Judged): string[] {
  const findings = diagnose(buildRuleset(readDocument(judged.text, judged.family), judged.fragments));
  return (['legacy', 'nft'] as const).flatMap((backend) => {
    const message = judged.messages[backend];
    return message === undefined ? [] : faultsOf(judged, claims(findings, backend, judged.kinds), message);
  });
}

function claims(findings: Finding[], backend: Backend, kinds: readonly Refusal[]): Finding[] {
  return findings.filter(({ refusedBy }) => refusedBy[backend] !== undefined && kinds.includes(refusedBy[backend]));
}

function faultsOf(judged: Judged, claimed: Finding[], message: string): string[] {
  const said = claimed.map(({ code, line }) => `${code} on line ${line + 1}`).join(', ');
  if (message === '') return claimed.length > 0 ? [`accepted, but: ${said}`] : [];
  if (claimed.length === 0) return [`nothing found, but: ${message}`];
  const line = judged.line ?? blamedLine(judged.text, message) ?? blamedLine(judged.text, judged.messages.legacy);
  return line === undefined || claimed.some((finding) => marks(finding, line)) ? [] : [`${message}, but: ${said}`];
}

/** nf_tables blames the jump that leads to the rule at fault: a finding shows it beside that rule. */
function marks(finding: Finding, line: number): boolean {
  return [finding, ...finding.related].some((place) => place.line + 1 === line);
}

/**
 * The line that a message blames. That of a missing COMMIT is the last one that says something; undefined where the message
 * blames a COMMIT for what another line says, as both tools do for what the kernel refuses.
 */
function blamedLine(text: string, message = ''): number | undefined {
  const lines = text.split('\n');
  if (message.includes('COMMIT expected'))
    return lines.reduce((last, line, i) => (/^[^#]/.test(line) ? i + 1 : last), 0);
  const line = /line:? (\d+)/.exec(message)?.[1];
  const isCommit = lines[Number(line) - 1] === 'COMMIT';
  return line === undefined || isCommit ? undefined : Number(line);
}

/** Refusals whose reason a dump does not tell: what the message or the name looks like, and the reason. */
export type HostDecides = readonly (readonly [pattern: RegExp, reason: string])[];

/** Holds the findings against the judgements, but for those that no dump can tell; of these each has to be wrong. */
export function checkJudged(all: readonly Judged[], hostDecides: HostDecides): void {
  const isMeant = (pattern: RegExp, { name, messages }: Judged) =>
    [name, messages.legacy, messages.nft].some((text) => text !== undefined && pattern.test(text));
  const isUntold = (judged: Judged) => hostDecides.some(([pattern]) => isMeant(pattern, judged));
  assert.deepEqual(
    all
      .filter((judged) => !isUntold(judged))
      .flatMap((judged) => faults(judged).map((fault) => `${judged.name}: ${fault}`)),
    [],
  );
  assert.deepEqual(
    all.filter((judged) => isUntold(judged) && faults(judged).length === 0).map(({ name }) => name),
    [],
    'these are right: take them off the list of what the host decides',
  );
  for (const [pattern, reason] of hostDecides)
    assert.ok(
      all.some((judged) => isMeant(pattern, judged)),
      reason,
    );
}
