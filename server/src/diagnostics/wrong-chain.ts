/** Targets, matches and options that the kernel takes in chains of some hooks only, also through chains that jump to the rule's. */

import type { Hook } from '../modules/types';
import { type Way, waysFrom } from '../ruleset/reach';
import type { Ruleset, Table } from '../ruleset/ruleset';
import { builtInChains, hookNames } from '../ruleset/tables';
import type { Check } from './check';
import { relatedJumps, stepsTo } from './jump-way';
import { type Misplaced, misplacedWords } from './places';
import { oneOf, shortWay } from './wording';

export const wrongChain: Check = {
  code: 'wrong-chain',
  severity: 'error',
  run(ruleset, report) {
    const ways = new Map<string, Map<number, Way>>();
    for (const misplaced of misplacedWords(ruleset)) {
      const { table, line, limit, chain, hooks, isInTable } = misplaced;
      const [hook] = hooks;
      if (!isInTable || hook === undefined) continue;
      const key = `${table.header} ${hook}`;
      const known = ways.get(key) ?? waysFrom(table, hookNames.indexOf(hook));
      ways.set(key, known);
      const steps = chain === hook ? [] : stepsTo(known, ruleset.document.names.ids.get(chain)!);
      report({
        line,
        span: limit,
        message: explain(ruleset, misplaced, hook, steps),
        refusedBy: limit.refusedBy,
        related: relatedJumps(ruleset, steps),
      });
    }
  },
};

function explain(ruleset: Ruleset, { table, limit, chain }: Misplaced, hook: string, steps: readonly Way[]): string {
  const allowed = (limit.hooks ?? []).filter((name) => isHookOf(table, name));
  const where = allowed.length === 0 ? `in no chain of ${table.name}` : `only in ${oneOf(allowed)}`;
  if (chain === hook) return `${limit.word} works ${where}, and this chain is ${hook}.`;
  const way = [...steps.map(({ from }) => ruleset.document.names.texts[from]!), chain];
  return `${limit.word} works ${where}, and packets of ${hook} come here: ${shortWay(way)}.`;
}

function isHookOf({ name }: Table, hook: Hook): boolean {
  return builtInChains(name).includes(hook);
}
