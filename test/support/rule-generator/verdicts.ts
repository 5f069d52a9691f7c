/** What the real tools say of generated rules. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { OracleBackend } from '../oracle';
import { type Answer, restoreMany } from '../restore-many';
import { askHostNeeds, type HostNeed, type Judge, judgeOf } from './host-needs';
import type { RuleCase } from './rule-case';

export const backends: readonly OracleBackend[] = ['legacy', 'nft'];

/** A rule with what one backend says of it. */
export interface Verdict {
  rule: RuleCase;
  backend: OracleBackend;
  judge: Exclude<Judge, 'nobody'>;
  answer: Answer;
}

export interface Verdicts {
  verdicts: Verdict[];
  /** How many rules a backend could not judge by a real load, by how far it could and why. */
  limited: ReadonlyMap<string, number>;
}

/** Answers of earlier runs. */
interface Kept {
  needs: Partial<Record<OracleBackend, [string, HostNeed][]>>;
  answers: Record<string, Answer>;
}

/** Asks both backends about all rules; with the path of a file, answers are kept there for the next time. */
export async function askTools(rules: readonly RuleCase[], keptIn?: string): Promise<Verdicts> {
  const kept: Kept =
    keptIn && existsSync(keptIn) ? JSON.parse(readFileSync(keptIn, 'utf8')) : { needs: {}, answers: {} };
  const limited = new Map<string, number>();
  const verdicts = await Promise.all(backends.map((backend) => askBackend(rules, backend, kept, limited)));
  if (keptIn) writeFileSync(keptIn, JSON.stringify(kept));
  return { verdicts: verdicts.flat(), limited };
}

async function askBackend(
  rules: readonly RuleCase[],
  backend: OracleBackend,
  kept: Kept,
  limited: Map<string, number>,
): Promise<Verdict[]> {
  kept.needs[backend] ??= [...(await askHostNeeds(backend))];
  const needs = new Map(kept.needs[backend]);
  const asked: Record<Judge, RuleCase[]> = { load: [], test: [], nobody: [] };
  for (const rule of rules) {
    const { judge, reason } = judgeOf(rule, needs);
    asked[judge].push(rule);
    if (judge === 'load') continue;
    const line = `${backend}: ${judge === 'test' ? 'judged by --test alone' : 'not judged'}, ${reason}`;
    limited.set(line, (limited.get(line) ?? 0) + 1);
  }
  const verdicts: Verdict[] = [];
  for (const judge of ['load', 'test'] as const) {
    const answers = await answersOf(asked[judge], backend, judge, kept);
    verdicts.push(...asked[judge].map((rule, index) => ({ rule, backend, judge, answer: answers[index]! })));
  }
  return verdicts;
}

async function answersOf(
  rules: readonly RuleCase[],
  backend: OracleBackend,
  judge: 'load' | 'test',
  kept: Kept,
): Promise<Answer[]> {
  const keyOf = ({ family, text }: RuleCase) => `${backend} ${judge} ${family} ${text}`;
  const fresh = rules.filter((rule) => kept.answers[keyOf(rule)] === undefined);
  const answers = await restoreMany(fresh, backend, judge === 'test' ? { args: ['--test'] } : {});
  for (const [index, rule] of fresh.entries()) kept.answers[keyOf(rule)] = answers[index]!;
  return rules.map((rule) => kept.answers[keyOf(rule)]!);
}
