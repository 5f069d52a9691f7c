/** Which problems of a rule are worth telling: one fault must not bring findings that only come from it. */

import { byBoth, type RefusedBy } from '../modules/refused-by';
import { ruleAt } from '../ruleset/document';
import type { RuleProblem } from '../ruleset/rule-problem';
import { type Ruleset, tableAt } from '../ruleset/ruleset';
import type { RuleLine } from '../syntax/line';
import { hasPasteDamage } from './paste-damage';
import { strayTargetOptions } from './target-options';

type Kind = RuleProblem['kind'];

const noProblems: readonly RuleProblem[] = [];

/** The problems of a line without those that follow from another one; none for lines that were damaged as a whole. */
export function toldProblems(ruleset: Ruleset, index: number): readonly RuleProblem[] {
  const line = ruleset.document.dump.lines[index]!;
  const table = tableAt(ruleset, index);
  if (line.kind !== 'rule' || !table) return noProblems;
  const summary = ruleAt(ruleset.document, index)!;
  if (summary.problems.length === 0 || hasPasteDamage(line, summary)) return noProblems;
  const strays = strayTargetOptions(ruleset, table, index);
  const problems = strays.length > 0 ? summary.problems.filter((each) => !strays.includes(each)) : summary.problems;
  return problems.length < 2 ? problems : withoutFollowing(line, problems);
}

/** Leaves out what follows from a problem, where that one is refused as early: so the line stays refused as it is. */
function withoutFollowing(line: RuleLine, problems: readonly RuleProblem[]): RuleProblem[] {
  const told: RuleProblem[] = [];
  for (const problem of problems) {
    const follows = problems.some(
      (cause) => cause !== problem && bringsForth(cause, problem, line) && isRefusedAsEarly(cause, problem),
    );
    const repeats = told.some((before) => isSameAgain(before, problem) && isRefusedAsEarly(before, problem));
    if (!follows && !repeats) told.push(problem);
  }
  return told;
}

/** Behind these iptables reads the line in another way than it was meant. */
const derailing = new Set<Kind>(['second-command', 'joined-value', 'words-behind-end', 'no-command', 'too-many-words']);
/** Whose options nobody knows any more. */
const withUnknownOptions = new Set<Kind>(['unknown-match', 'other-family-match']);
const unknownWords = new Set<Kind>(['unknown-option', 'bare-word', 'missing-option', 'inversion-not-allowed']);

function bringsForth(cause: RuleProblem, { kind, start, end }: RuleProblem, line: RuleLine): boolean {
  const isBehind = start > cause.start;
  if (derailing.has(cause.kind)) return isBehind || kind === 'missing-option';
  if (withUnknownOptions.has(cause.kind)) return isBehind && unknownWords.has(kind);
  if (cause.kind === 'bare-word') {
    const tearsLine = cause.start === line.from || cause.word.startsWith('#');
    return (tearsLine && isBehind) || (kind === 'invalid-value' && isBefore(line, end, cause.start));
  }
  if (cause.kind === 'unterminated-quote') return start >= cause.start && end <= cause.end;
  if (cause.kind === 'invalid-value') return kind === 'host-bits-set' || kind === 'empty-range';
  return false;
}

/** True when nothing but blanks lies between. */
function isBefore({ text }: RuleLine, end: number, start: number): boolean {
  return end <= start && text.slice(end, start).trim() === '';
}

const toldOnce = new Set<Kind>(['missing-protocol', 'wrong-protocol']);

/** Words side by side that belong together, and what one `-p` mends. */
function isSameAgain(before: RuleProblem, { kind, option }: RuleProblem): boolean {
  if (before.kind !== kind) return false;
  return kind === 'bare-word' ? before.option === option : toldOnce.has(kind);
}

const ranks = { test: 3, load: 2, counters: 1 } as const;

function isRefusedAsEarly(a: RuleProblem, b: RuleProblem): boolean {
  return (['legacy', 'nft'] as const).every((backend) => rank(a.refusedBy, backend) >= rank(b.refusedBy, backend));
}

function rank(refusedBy: RefusedBy = byBoth, backend: keyof RefusedBy): number {
  const refusal = refusedBy[backend];
  return refusal ? ranks[refusal] : 0;
}
