/** Which modules and options need something that not every kernel and host has, and how far they can be judged here: found out by asking. */

import { matchModules, targetModules } from '../../../server/src/modules/index';
import type { OracleBackend } from '../oracle';
import { randomFrom } from '../random';
import { type Answer, restoreMany } from '../restore-many';
import { compose } from './compose';
import { tokensOf } from './draft';
import { type RuleCase, ruleCase } from './rule-case';
import { wishes } from './valid-rules';

/** By a real load, by `--test` only, or not at all. */
export type Judge = 'load' | 'test' | 'nobody';

export interface HostNeed {
  judge: Judge;
  /** What the tool says where it does not load; '' where it does. */
  reason: string;
}

/** How far a backend can judge, by family and use of a rule; a use that is not there needs nothing. */
export type HostNeeds = ReadonlyMap<string, HostNeed>;

/** Asks the backend for a rule that loads with each use that the data says needs something. */
export async function askHostNeeds(backend: OracleBackend): Promise<HostNeeds> {
  const random = randomFrom(1);
  const needy = needyUses();
  const probes = wishes()
    .flatMap((wish) => {
      const drafts = [1, 2, 3].map(() => compose(random, wish)).filter((draft) => draft !== undefined);
      return drafts.map((draft) => ruleCase('valid', draft, tokensOf(draft)));
    })
    .filter(({ uses }) => uses.some((use) => needy.has(use)));
  const [loads, tests] = await Promise.all([
    restoreMany(probes, backend),
    restoreMany(probes, backend, { args: ['--test'] }),
  ]);
  const needs = new Map<string, HostNeed>();
  for (const [index, probe] of probes.entries()) {
    const need = needOf(loads[index]!, tests[index]!);
    for (const use of probe.uses.filter((each) => needy.has(each))) {
      const key = `${probe.family} ${use}`;
      const known = needs.get(key);
      if (known === undefined || better(need.judge, known.judge)) needs.set(key, need);
    }
  }
  return needs;
}

/** How far the rule can be judged, and what keeps it from more. */
export function judgeOf(rule: RuleCase, needs: HostNeeds): HostNeed {
  let worst: HostNeed = { judge: 'load', reason: '' };
  for (const use of rule.uses) {
    const need = needs.get(`${rule.family} ${use}`);
    if (need && better(worst.judge, need.judge)) worst = { ...need, reason: `${use}: ${need.reason}` };
  }
  return worst;
}

const order: readonly Judge[] = ['load', 'test', 'nobody'];

function better(a: Judge, b: Judge): boolean {
  return order.indexOf(a) < order.indexOf(b);
}

function needOf(load: Answer, test: Answer): HostNeed {
  if (!load.refused) return { judge: 'load', reason: '' };
  return { judge: test.refused ? 'nobody' : 'test', reason: reasonOf(load.message) };
}

/** Why it does not load, in the words of the tool, which has few for what the kernel refuses. */
function reasonOf(message: string): string {
  const said = message.split('\n').find((line) => /not supported|exist|object|failed/.test(line)) ?? message;
  return said.replace(/^.*\((?:legacy|nf_tables)\): |^.*(?=failed)|: rule in chain.*/g, '').trim();
}

/** Uses of rules, as `RuleCase.uses` has them, of which the data says that a host may not have what they need. */
function needyUses(): ReadonlySet<string> {
  const uses = new Set<string>();
  for (const module of [...matchModules, ...targetModules]) {
    const key = `${module.kind} ${module.name}`;
    if (module.needs || module.removed) uses.add(key);
    for (const { name, values = [] } of module.options) {
      if (values.some((value) => 'hostObject' in value)) uses.add(`${key} --${name}`);
    }
  }
  return uses;
}
