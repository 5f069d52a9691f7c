/** Our checks beside the real tools: who claims what, and whether the planted word is the one marked. */

import type { Finding } from '../../../server/src/diagnostics/finding';
import { diagnose } from '../../../server/src/diagnostics/index';
import { readDocument } from '../../../server/src/ruleset/document';
import { buildRuleset } from '../../../server/src/ruleset/ruleset';
import type { FaultKind, RuleCase } from './rule-case';
import type { Verdict } from './verdicts';

/** A rule that our checks and a backend judge differently. */
export interface Disagreement extends Verdict {
  /** What our checks find. */
  findings: Finding[];
}

export type FindingsByRule = ReadonlyMap<RuleCase, Finding[]>;

/** How a kind of planted fault fares. */
export interface FaultCount {
  planted: number;
  /** Refused by one backend at least, as far as they could judge. */
  refused: number;
  /** Refused, and a finding that says so lies within the planted words. */
  marked: number;
  /** Refused, and a finding that says so has the name of the fault for its code. */
  named: number;
}

/** All findings in the dump of a rule. */
export function findingsOf({ text, family }: RuleCase): Finding[] {
  return diagnose(buildRuleset(readDocument(text, family)));
}

/** Rules of which the checks say that hosts differ: what one host says of them proves nothing. */
export function dependingOnHost(findings: FindingsByRule): RuleCase[] {
  return [...findings].filter(([, own]) => own.some(({ dependsOnHost }) => dependsOnHost)).map(([rule]) => rule);
}

/** The verdicts that our checks do not share. */
export function disagreements(verdicts: readonly Verdict[], findings: FindingsByRule): Disagreement[] {
  return verdicts.flatMap((verdict) => {
    const own = findings.get(verdict.rule)!;
    if (own.some(({ dependsOnHost }) => dependsOnHost)) return [];
    return claims(own, verdict) === verdict.answer.refused ? [] : [{ ...verdict, findings: own }];
  });
}

/** Planted faults by their kind. */
export function countFaults(verdicts: readonly Verdict[], findings: FindingsByRule): Map<FaultKind, FaultCount> {
  const refused = new Set(verdicts.filter(({ answer }) => answer.refused).map(({ rule }) => rule));
  const counts = new Map<FaultKind, FaultCount>();
  for (const [rule, own] of findings) {
    if (rule.kind === 'valid' || rule.kind === 'random') continue;
    const count = counts.get(rule.kind) ?? { planted: 0, refused: 0, marked: 0, named: 0 };
    counts.set(rule.kind, count);
    count.planted++;
    if (!refused.has(rule)) continue;
    const refusing = own.filter(({ refusedBy }) => refusedBy.legacy !== undefined || refusedBy.nft !== undefined);
    count.refused++;
    if (refusing.some((finding) => marksPlanted(finding, rule))) count.marked++;
    if (refusing.some(({ code }) => code === rule.kind)) count.named++;
  }
  return counts;
}

/** True when a finding lies within a word that was planted. */
export function marksPlanted({ line, span }: Finding, rule: RuleCase): boolean {
  return line === rule.line && rule.marks.some(({ start, end }) => start <= span.start && span.end <= end);
}

/** What the checks find in each rule that was judged. */
export function findingsByRule(verdicts: readonly Verdict[]): Map<RuleCase, Finding[]> {
  return new Map([...new Set(verdicts.map(({ rule }) => rule))].map((rule) => [rule, findingsOf(rule)]));
}

function claims(findings: readonly Finding[], { backend, judge }: Verdict): boolean {
  return findings.some(({ refusedBy }) => {
    const refusal = refusedBy[backend];
    return refusal === 'test' || (judge === 'load' && refusal === 'load');
  });
}
