// Generated rules, judged by the checks and by the real tools that load them: both say the same of every one, and a planted fault is marked where it stands.

import { strict as assert } from 'node:assert';
import { builtInChains, tableNames } from '../../server/src/ruleset/tables';
import { requireOracle } from '../support/requirements';
import {
  countFaults,
  dependingOnHost,
  disagreements,
  type FaultCount,
  findingsByRule,
} from '../support/rule-generator/comparison';
import { generateRules } from '../support/rule-generator/generate';
import { askTools, type Verdict } from '../support/rule-generator/verdicts';

const seed = 3;
/** Some rules need sets, pinned programs or modules that a host seldom has, so that more are made than have to be judged. */
const made = 24_000;
const judgedAtLeast = 20_000;
const faultsAtLeast = 300;

describe('the rule language', function () {
  this.timeout(600_000);
  let verdicts: Verdict[];
  let limited: ReadonlyMap<string, number>;
  let found: ReturnType<typeof findingsByRule>;

  before(async function () {
    requireOracle(this);
    ({ verdicts, limited } = await askTools(generateRules(seed, made)));
    found = findingsByRule(verdicts);
  });

  it('is judged by the real tools in its breadth', () => {
    const judged = new Set(verdicts.filter(({ judge }) => judge === 'load').map(({ rule }) => rule));
    assert.ok(judged.size >= judgedAtLeast, `only ${judged.size} rules`);
    print([...limited].map(([line, times]) => `${times} rules: ${line}`));
    const places = new Set([...judged].map(({ family, text, line }) => placeOf(family, text, line)));
    for (const place of builtInPlaces) assert.ok(places.has(place), place);
  });

  it('loads where nothing was planted', () => {
    const refused = verdicts.filter(
      ({ rule, backend, answer }) => rule.kind === 'valid' && backend === 'legacy' && answer.refused,
    );
    assert.deepEqual(refused.map(told), []);
  });

  it('is refused where a fault was planted', () => {
    const refused = new Set(verdicts.filter(({ answer }) => answer.refused).map(({ rule }) => rule));
    const passed = verdicts.filter(
      ({ rule, judge }) => judge === 'load' && rule.marks.length > 0 && !refused.has(rule),
    );
    assert.deepEqual(passed.map(told), []);
  });

  it('is refused by exactly those that the findings name', () => {
    const differing = disagreements(verdicts, found);
    assert.deepEqual(differing.slice(0, 20).map(told), [], `${differing.length} of ${verdicts.length} verdicts differ`);
  });

  it('hardly ever depends on the host', () => {
    const depending = dependingOnHost(found);
    print([`${depending.length} of ${found.size} rules depend on the host`]);
    assert.ok(depending.length < found.size / 1000);
  });

  it('has each planted fault marked where it stands', () => {
    const counts = countFaults(verdicts, found);
    print([
      'fault: refused, marked on its word',
      ...[...counts].map(([kind, { refused, marked }]) => `${kind}: ${refused}, ${marked}`),
    ]);
    for (const [kind, { refused }] of counts) assert.ok(refused >= faultsAtLeast, `${kind}: only ${refused}`);
    const sum = (of: keyof FaultCount) => [...counts.values()].reduce((total, count) => total + count[of], 0);
    assert.ok(sum('marked') >= 0.99 * sum('refused'), `${sum('marked')} of ${sum('refused')}`);
  });
});

const builtInPlaces = ['ipv4', 'ipv6'].flatMap((family) =>
  tableNames.flatMap((table) =>
    [...builtInChains(table), 'called', 'called by nobody'].map((chain) => `${family} ${table} ${chain}`),
  ),
);

function placeOf(family: string, text: string, line: number): string {
  const lines = text.split('\n');
  const [table, chain] = [lines[0]!.slice(1), lines[line]!.split(' ')[1]!];
  if (builtInChains(table).includes(chain)) return `${family} ${table} ${chain}`;
  return `${family} ${table} ${lines.some((each) => each.endsWith(`-j ${chain}`)) ? 'called' : 'called by nobody'}`;
}

function told({ rule, backend, answer }: Verdict): string {
  return `${backend} ${rule.family} ${rule.text.split('\n')[rule.line]}: ${answer.refused ? answer.message.trim() : 'loads'}`;
}

function print(lines: readonly string[]): void {
  process.stdout.write(lines.map((line) => `      ${line}\n`).join(''));
}
