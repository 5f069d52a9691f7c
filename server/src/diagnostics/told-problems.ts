/** Which problems of a rule are worth telling: one fault must not bring findings that only come from it. */

import { byBoth, isRefusedAsEarly } from '../modules/refused-by';
import { ruleAt } from '../ruleset/document';
import type { RuleProblem } from '../ruleset/rule-problem';
import { skippedByFamily } from '../ruleset/rule-summary';
import { type Ruleset, tableAt } from '../ruleset/ruleset';
import { type Family, otherFamily } from '../ruleset/tables';
import type { RuleLine } from '../syntax/line';
import { openQuoteRefusedBy } from './last-word';
import { isShellCommand } from './line-rest';
import { longOptionMeant } from './long-option';
import { saidByTable } from './misplaced-module';
import { retoldAtProtocol } from './misspelt-protocol';
import { optionNameIn, ownersOf, protocolsWith } from './option-owners';
import { hasPasteDamage } from './paste-damage';
import { ruleOn } from './rule-on-line';
import { retold } from './swallowed-words';
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
  const hidden = [...strays, ...saidByTable(ruleset.document, table, index)];
  const problems = hidden.length > 0 ? summary.problems.filter((each) => !hidden.includes(each)) : summary.problems;
  const read = skippedByFamily(summary, ruleset.document.family) ? beforeSkip(ruleset, line, problems) : problems;
  const { family } = ruleset.document;
  const rule = ruleOn(line, family);
  const told = read.map((problem) => retoldAtProtocol(rule, retold(rule, problem), family));
  return told.length < 2 ? told : withoutFollowing(line, family, told);
}

/** A tool stops reading at the `-4` or `-6` that is not for it. */
function beforeSkip({ document }: Ruleset, line: RuleLine, problems: readonly RuleProblem[]): readonly RuleProblem[] {
  const mark = ruleOn(line, document.family).parts.find(({ option }) => option?.name === otherFamily(document.family));
  return problems.filter(({ start }) => mark === undefined || start < mark.name.start);
}

/** Leaves out what follows from a problem, where that one is refused as early: so the line stays refused as it is. */
function withoutFollowing(line: RuleLine, family: Family, problems: readonly RuleProblem[]): RuleProblem[] {
  const refusal = ({ kind, refusedBy = byBoth }: RuleProblem) =>
    kind === 'unterminated-quote' ? openQuoteRefusedBy(line, family) : refusedBy;
  const told: RuleProblem[] = [];
  for (const problem of problems) {
    const follows = problems.some(
      (cause) =>
        cause !== problem && bringsForth(cause, problem, line) && isRefusedAsEarly(refusal(cause), refusal(problem)),
    );
    const repeats = told.some(
      (before) => isSameAgain(before, problem, family) && isRefusedAsEarly(refusal(before), refusal(problem)),
    );
    if (!follows && !repeats) told.push(problem);
  }
  return told;
}

/** Behind these iptables reads the line in another way than it was meant. */
const derailing = new Set<Kind>(['second-command', 'joined-value', 'words-behind-end', 'no-command', 'too-many-words']);
/** Whose options nobody knows any more. */
const withUnknownOptions = new Set<Kind>(['unknown-match', 'other-family-match']);
const unknownWords = new Set<Kind>(['unknown-option', 'bare-word', 'missing-option', 'inversion-not-allowed']);

/** A `!` in the wrong place, and what is told of it where it was taken for a value. */
const marks = new Set<Kind>(['double-inversion', 'inversion-not-allowed']);
const ofValues = new Set<Kind>(['invalid-value', 'unknown-match']);
/** What may come of a `-m` or `-p` that was taken for a value. */
const byMissingModule = new Set<Kind>(['unknown-option', 'missing-protocol', 'wrong-protocol']);

/** What an open quote does not explain. */
const notOfQuote = new Set<Kind>(['no-command', 'bare-word']);

function bringsForth(cause: RuleProblem, { kind, start, end, option }: RuleProblem, line: RuleLine): boolean {
  const isBehind = start > cause.start;
  if (derails(cause)) return start >= cause.start || kind === 'missing-option';
  if (withUnknownOptions.has(cause.kind)) return isBehind && unknownWords.has(kind);
  if (cause.kind === 'missing-value' && cause.option !== undefined)
    return kind === 'missing-option' || (isBehind && (byMissingModule.has(kind) || option === cause.option));
  if (marks.has(cause.kind)) return start === cause.start && ofValues.has(kind);
  if (cause.kind === 'bare-word') {
    const tearsLine = (cause.start === line.from && !isShellCommand(cause.word)) || cause.word.startsWith('#');
    return (tearsLine && isBehind) || (kind === 'invalid-value' && option === cause.option);
  }
  if (cause.kind === 'unterminated-quote') return start >= cause.start && end <= cause.end && !notOfQuote.has(kind);
  if (cause.kind !== 'invalid-value') return false;
  return kind === 'host-bits-set' || kind === 'empty-range' || (isProtocol(cause) && byMissingModule.has(kind));
}

function isProtocol({ option = '' }: RuleProblem): boolean {
  return option === '-p' || option.startsWith('--proto');
}

/** `-to-ports` is read as `-t`. */
function derails({ kind, word }: RuleProblem): boolean {
  return derailing.has(kind) || (kind === 'not-in-restore' && longOptionMeant(word) !== undefined);
}

const toldOnce = new Set<Kind>(['missing-protocol', 'wrong-protocol']);

/** Words side by side that belong together, and what one `-p` or `-m` mends. */
function isSameAgain(before: RuleProblem, { kind, start, word, option }: RuleProblem, family: Family): boolean {
  if (before.kind !== kind) return false;
  if (kind === 'unknown-option') return isMendedWith(before.word, word, family);
  if (kind === 'missing-value') return before.start === start;
  return kind === 'bare-word' ? before.option === option : toldOnce.has(kind);
}

/** True for options that the same `-p` or the same `-m` brings. */
function isMendedWith(before: string, word: string, family: Family): boolean {
  if (needsProtocol(before, family) || needsProtocol(word, family))
    return needsProtocol(before, family) && needsProtocol(word, family);
  const owners = ownersOf(optionNameIn(word), family);
  const others = ownersOf(optionNameIn(before), family);
  return owners.length > 0 && owners.length === others.length && owners.every((owner) => others.includes(owner));
}

function needsProtocol(word: string, family: Family): boolean {
  return protocolsWith(optionNameIn(word), family).length > 0;
}
