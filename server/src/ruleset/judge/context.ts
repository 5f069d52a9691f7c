/** What the functions that judge a rule know of it, and how they tell a problem. */

import { protocolNumber } from '../../modules/protocols';
import type { Module } from '../../modules/types';
import { readCNumber } from '../../modules/values/c-number';
import type { Span } from '../../syntax/span';
import type { Word } from '../../syntax/words';
import type { ModuleInstance, Rule, RulePart } from '../rule';
import type { PlaceLimit, RuleProblem } from '../rule-problem';
import type { Family } from '../tables';

/** The `-p` of a rule. */
export interface RuleProtocol {
  word: Word;
  /** Undefined for a name that only the host knows. */
  number: number | undefined;
  inverted: boolean;
}

/** One loaded module with the options that were given to it. */
export interface JudgedInstance extends ModuleInstance {
  parts: RulePart[];
}

export interface Judging {
  rule: Rule;
  family: Family;
  protocol: RuleProtocol | undefined;
  instances: JudgedInstance[];
  problems: RuleProblem[];
  limits: PlaceLimit[];
}

/** Puts together what is to be judged. */
export function beginJudging(rule: Rule, family: Family): Judging {
  const instances = rule.instances.map((instance) => ({ ...instance, parts: [] as RulePart[] }));
  let protocol: RuleProtocol | undefined;
  for (const part of rule.parts) {
    if (part.module) instances[part.instance]?.parts.push(part);
    else if (part.option?.name === 'protocol' && part.values[0]) protocol = protocolOf(part.values[0], part);
  }
  return { rule, family, protocol, instances, problems: [], limits: [] };
}

function protocolOf(word: Word, { inversion }: RulePart): RuleProtocol {
  return { word, number: protocolNumber(word.value), inverted: inversion !== undefined };
}

/** Notes a problem on a word. */
export function addProblem(
  judging: Judging,
  kind: RuleProblem['kind'],
  { start, end, value }: Word,
  more?: Partial<RuleProblem>,
): void {
  judging.problems.push({ kind, start, end, word: value, ...more });
}

/** The columns of a part of a word's text; the whole word where escapes or quotes move its characters. */
export function spanInWord(word: Word, start: number, end: number): Span {
  const plain = !word.quoted && word.end - word.start === word.value.length;
  return plain ? { start: word.start + start, end: word.start + end } : { start: word.start, end: word.end };
}

/** The first part that gives this option of the instance's module; undefined when none does. */
export function given(instance: JudgedInstance, name: string): RulePart | undefined {
  return instance.parts.find(({ option }) => option?.name === name);
}

/** The number that is the only value of an option; undefined where it is not given, or no number that JavaScript has exactly. */
export function numberGiven(instance: JudgedInstance, name: string): number | undefined {
  const number = readCNumber(given(instance, name)?.values[0]?.value ?? '');
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** False when the line has an option that nobody knows, or words that are not known here: what seems to be missing may be that very word. */
export function isWhollyKnown({ rule }: Judging): boolean {
  return !rule.open && rule.parts.every(({ option }) => option !== undefined);
}

/** `-m mark` or `-j MARK`, as the rule names the module. */
export function moduleName(module: Module): string {
  return `${module.kind === 'match' ? '-m' : '-j'} ${module.name}`;
}
