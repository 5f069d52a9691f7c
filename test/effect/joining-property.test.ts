// What a script builds on unknown conditions, compared with what it builds on each of their outcomes.
import { strict as assert } from 'node:assert';
import type { Effect } from '../../server/src/effect/effect';
import { effectOf } from '../support/effect-text';
import { below, pick, type Random, randomFrom } from '../support/random';

const conditions = ['A', 'B', 'C'];
const chains = ['INPUT', 'X', 'Y'];
const targets = ['DROP', 'X', 'Y'];

function command(random: Random, numbers: boolean): string {
  const chain = pick(random, chains);
  const rule = `${chain} -s 10.0.0.${1 + below(random, 3)} -j ${pick(random, targets)}`;
  const own = pick(random, ['X', 'Y']);
  const highest = numbers ? 3 : 1;
  return pick(random, [
    `iptables -A ${rule}`,
    `iptables -A ${rule}`,
    `iptables -A ${rule}`,
    `iptables -I ${rule}`,
    `iptables -D ${rule}`,
    `iptables -C ${rule} || iptables -A ${rule}`,
    `iptables -C ${rule} && iptables -D ${rule}`,
    `iptables -N ${own}`,
    `iptables -N ${own} || iptables -F ${own}`,
    `iptables -X ${own}`,
    `iptables -F ${chain}`,
    `iptables -I ${chain} ${1 + below(random, highest)} -j ACCEPT`,
    `iptables -R ${chain} ${1 + below(random, highest)} -j RETURN`,
    `iptables -D ${chain} ${1 + below(random, 3)}`,
    `iptables -P INPUT ${pick(random, ['DROP', 'ACCEPT'])}`,
    `iptables -E ${own} Z`,
    `iptables-restore -n <<E\n*filter\n:${own} - [0:0]\n-A ${own} -j RETURN\nCOMMIT\nE`,
  ]);
}

/** Some commands; a condition, or a loop where asked for,  may stand around some of them. */
function statements(random: Random, depth: number, loops: boolean): string {
  return Array.from({ length: 1 + below(random, 4) }, () => {
    if (depth === 0 || below(random, 3) > 0) return command(random, loops);
    const body = () => statements(random, depth - 1, loops);
    const name = pick(random, conditions);
    if (loops && below(random, 2) === 0) return `for i in $L${name}; do\n${body()}\ndone`;
    if (below(random, 4) === 0) return `f${name}() {\n[ -n "$${name}" ] && return\n${body()}\n}\nf${name}`;
    return `if [ -n "$${name}" ]; then\n${body()}\nelse\n${body()}\nfi`;
  }).join('\n');
}

/** What is compared of what a script builds. */
interface Built {
  chains: Map<string, boolean>;
  rules: { text: string; certain: boolean }[];
}

function built({ rulesets }: Effect): Built {
  const lines = rulesets().flatMap((each) => each.lines);
  const declared = lines.filter(({ text }) => text.startsWith(':'));
  return {
    chains: new Map(declared.map(({ text, certain }) => [text, certain])),
    rules: lines.filter(({ text }) => text.startsWith('-')),
  };
}

function isSubsequence(part: readonly string[], whole: readonly string[]): boolean {
  let i = 0;
  for (const each of whole) if (each === part[i]) i++;
  return i === part.length;
}

function inChain(rules: Built['rules'], chain: string): string[] {
  return rules.flatMap(({ text }) => (text.startsWith(`-A ${chain} `) ? [text] : []));
}

function check(joined: Built, concrete: Built, script: string, loops: boolean): void {
  for (const [chain, certain] of joined.chains)
    assert.ok(!certain || concrete.chains.has(chain), `${chain} is not there: ${script}`);
  for (const chain of [...chains, 'Z']) {
    const real = inChain(concrete.rules, chain);
    const sure = inChain(
      joined.rules.filter(({ certain }) => certain),
      chain,
    );
    assert.ok(isSubsequence(sure, real), `certain:\n${sure.join('\n')}\nbut:\n${real.join('\n')}\n\n${script}`);
    const all = inChain(joined.rules, chain);
    if (!loops)
      assert.ok(isSubsequence(real, all), `may be:\n${all.join('\n')}\nbut:\n${real.join('\n')}\n\n${script}`);
  }
}

async function checkSeed(seed: number, loops: boolean): Promise<void> {
  const script = `iptables -N X\n${statements(randomFrom(seed), 3, loops)}`;
  const joined = built(await effectOf(script));
  for (let bits = 0; bits < 8; bits++) {
    const values = conditions.map(
      (name, i) => `${name}=${(bits >> i) & 1 ? 1 : ''}\nL${name}="${(bits >> i) & 1 ? '1 2' : ''}"`,
    );
    const concrete = `${values.join('\n')}\n${script}`;
    check(joined, built(await effectOf(concrete)), concrete, loops);
  }
}

describe('ways of a script that are joined', function () {
  this.timeout(60_000);
  for (const loops of [false, true])
    it(`hold what each way builds${loops ? ', loops among them' : ''}`, async () => {
      for (let seed = 1; seed <= 80; seed++) await checkSeed(seed, loops);
    });
});
