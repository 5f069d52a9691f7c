/** The few facts of a rule line that the dump as a whole depends on. */

import type { RuleLine } from '../syntax/line';
import type { Span } from '../syntax/span';
import type { Word } from '../syntax/words';
import { judgeRule } from './judge/index';
import { isTargetModule, type Names, nameId, nameIdAt } from './names';
import { chainStart, gapEnds, type OrdinaryRule, readOrdinaryRule } from './ordinary-rule';
import { forbiddenPlaces } from './place-bits';
import { type Rule, type RulePart, readRule } from './rule';
import type { RuleProblem } from './rule-problem';
import type { FaultPlace, RuleTemplates } from './rule-templates';
import type { Family } from './tables';

/** Names are numbers of `Names`; -1 where the line has none. */
export interface RuleSummary {
  /** The command's long name, `append` say; '' when there is none. */
  command: string;
  chain: number;
  chainSpan: Span;
  /** The rule number behind `-I`, `-D` or `-R`; undefined without one. */
  number: number | undefined;
  /** The new name behind `-E`. */
  newName: number;
  target: number;
  targetSpan: Span;
  goto: boolean;
  /** True when the target's name is that of a verdict or a target module. */
  targetIsModule: boolean;
  /** `-4` or `-6`: the family that alone reads the line. */
  onlyFor: Family | undefined;
  problems: readonly RuleProblem[];
  /** The places in which the rule is refused, as `place-bits.ts` has them; 0 for none. */
  forbidden: number;
}

const nowhere: Span = { start: 0, end: 0 };
const noProblems: readonly RuleProblem[] = [];

/** Reads the line, judges it, and keeps what matters beyond it. */
export function summarizeRule(line: RuleLine, family: Family, names: Names): RuleSummary {
  const rule = readRule(line, family);
  const { problems, limits } = judgeRule(rule, family);
  const command = commandOf(rule);
  const target = targetOf(rule);
  const [chain, second] = command?.values ?? [];
  const targetName = target?.values[0];
  const targetId = idOf(names, targetName);
  const numbered = command?.option?.values?.[1]?.kind === 'rule-number' && second;
  return {
    command: command?.option?.name ?? '',
    chain: idOf(names, chain),
    chainSpan: spanOf(chain),
    number: numbered ? Number(second.value) : undefined,
    newName: command?.option?.name === 'rename-chain' ? idOf(names, second) : -1,
    target: targetId,
    targetSpan: spanOf(targetName),
    goto: target?.option?.name === 'goto',
    targetIsModule: targetId >= 0 && isTargetModule(names, targetId, family),
    onlyFor: onlyFor(rule),
    problems,
    forbidden: addsRule(command) ? forbiddenPlaces(limits) : 0,
  };
}

/** Reads a rule of which it is known that nothing is wrong in it; undefined unless it is an ordinary one. */
export function summarizeSoundRule(
  { text }: RuleLine,
  { family, sound }: RuleTemplates,
  names: Names,
  forbidden: number,
): RuleSummary | undefined {
  const rule = readOrdinaryRule(sound, text);
  return rule && summaryOf(text, rule, family, names, forbidden, noProblems);
}

/** Reads a rule with the same faults as one that was judged before; undefined for all others. */
export function summarizeFaultyRule(
  { text }: RuleLine,
  { family, faulty }: RuleTemplates,
  names: Names,
): RuleSummary | undefined {
  const rule = readOrdinaryRule(faulty, text);
  if (!rule) return undefined;
  const place = ({ behind, offset }: FaultPlace) => (behind < 0 ? rule.chainEnd : gapEnds[behind]!) + offset;
  const problems = faulty.last!.faults.map(({ problem, start, end }) => ({
    ...problem,
    start: place(start),
    end: place(end),
  }));
  return summaryOf(text, rule, family, names, rule.forbidden, problems);
}

function summaryOf(
  text: string,
  { chainEnd, targetStart, targetEnd }: OrdinaryRule,
  family: Family,
  names: Names,
  forbidden: number,
  problems: readonly RuleProblem[],
): RuleSummary {
  const target = targetEnd > 0 ? nameIdAt(names, text, targetStart, targetEnd) : -1;
  return {
    command: 'append',
    chain: nameIdAt(names, text, chainStart, chainEnd),
    chainSpan: { start: chainStart, end: chainEnd },
    number: undefined,
    newName: -1,
    target,
    targetSpan: target < 0 ? nowhere : { start: targetStart, end: targetEnd },
    goto: false,
    targetIsModule: target >= 0 && isTargetModule(names, target, family),
    onlyFor: undefined,
    problems,
    forbidden,
  };
}

/** True for a command behind which the table holds the rule. */
function addsRule(command: RulePart | undefined): boolean {
  return command?.option !== undefined && ['append', 'insert', 'replace'].includes(command.option.name);
}

/** The part with the line's command; undefined without one. */
export function commandOf(rule: Rule): RulePart | undefined {
  return rule.parts.find((part) => part.option && 'rule' in part.option);
}

/** The part with `-j` or `-g`; undefined without one. */
export function targetOf(rule: Rule): RulePart | undefined {
  return rule.parts.find((part) => !part.module && (part.option?.name === 'jump' || part.option?.name === 'goto'));
}

/** True when the line is marked for the other family, so that this one's tool passes over it. */
export function skippedByFamily(rule: RuleSummary, family: Family): boolean {
  return rule.onlyFor !== undefined && rule.onlyFor !== family;
}

/** A copy: the word itself would keep its text in memory for every rule. */
function spanOf(word: Word | undefined): Span {
  return word ? { start: word.start, end: word.end } : nowhere;
}

function idOf(names: Names, word: Word | undefined): number {
  return word ? nameId(names, word.value) : -1;
}

function onlyFor(rule: Rule): Family | undefined {
  for (const part of rule.parts) {
    if (part.module) continue;
    if (part.option?.name === 'ipv4') return 'ipv4';
    if (part.option?.name === 'ipv6') return 'ipv6';
  }
  return undefined;
}
