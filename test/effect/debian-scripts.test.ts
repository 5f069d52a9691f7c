// Scripts of Debian packages and of their programs: what is claimed of them, and what they really build.
import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { diagnoseScript } from '../../server/src/diagnostics/script/index';
import { type ReadScript, readEffect } from '../../server/src/effect/read-effect';
import { mentionsIptables } from '../../server/src/shell/mentions';
import { compareRules } from '../support/built-rules';
import { requirePackages } from '../support/debian-packages';
import { packages, scripts } from '../support/debian-scripts';
import type { OracleBackend } from '../support/oracle';
import { requireOracle } from '../support/requirements';
import { runSealed, type SealedScript } from '../support/sealed-machine';
import { shellParser } from '../support/shell-steps';

const families = ['ipv4', 'ipv6'] as const;
const leastScripts = 30;

/** Files that are shell by their first line or by their name, and name iptables. */
function shippedScripts(files: string): string[] {
  const named = execFileSync('grep', ['-rIlE', 'ip6?tables|IP6?TBL|IPT', files], { encoding: 'utf8' });
  return named
    .split('\n')
    .filter((path) => path !== '')
    .filter((path) => isShell(path) && mentionsIptables(readFileSync(path, 'utf8')));
}

function isShell(path: string): boolean {
  const first = readFileSync(path, 'utf8').slice(0, 40);
  const isNamed = /\.(?:sh|plugin|rules|common|apf)$|\/(?:ipfilter\.conf|lib\.[a-z-]+|masonlib)$|-functions$/.test(
    path,
  );
  return /^#! ?\/bin\/(?:ba|da)?sh/.test(first) || (isNamed && !/^\*|^#[\s\S]*\n\*/.test(first));
}

/** No script here is refused by iptables: nothing may be claimed. */
function checkClaims(script: ReadScript): void {
  const claims = diagnoseScript(script).filter(({ severity }) => severity === 'error');
  assert.deepEqual(
    claims.map(({ line, message }) => `${line + 1}: ${message}`),
    [],
  );
}

/** The number of rules, chains and policies that were told for certain, and are there. */
async function checkBuilt(files: string, script: SealedScript, backend: OracleBackend): Promise<number> {
  const run = runSealed(files, script, backend);
  const read = readEffect(run.text, await shellParser());
  checkClaims(read);
  let compared = 0;
  for (const family of families) {
    const ruleset = read.effect.rulesets().find((each) => each.family === family && each.place === '');
    if (!ruleset) continue;
    const comparison = compareRules(ruleset, run.saved[family], backend);
    assert.deepEqual(comparison.missing, [], `told and not there: ${run.messages}`);
    if (!script.readsOthers) assert.deepEqual(comparison.unexplained, [], 'there and not told');
    compared += comparison.compared;
  }
  return compared;
}

describe('scripts of Debian packages', function () {
  this.timeout(120_000);
  let files = '';
  const count = { shipped: 0, commands: 0, run: 0, compared: 0 };
  before(function () {
    requireOracle(this);
    files = requirePackages(this, packages);
  });

  it('claims no refusal in those that are shipped', async () => {
    const parser = await shellParser();
    for (const path of shippedScripts(files)) {
      const script = readEffect(readFileSync(path, 'utf8'), parser);
      const calls = script.transcripts.flatMap(({ lines }) => lines.flatMap((line) => line ?? []));
      checkClaims(script);
      if (calls.length > 0) count.shipped++;
      count.commands += calls.length;
    }
    assert.ok(count.shipped >= leastScripts, `${count.shipped} scripts`);
  });

  for (const script of scripts)
    it(`builds what is told of ${script.name}`, async () => {
      for (const backend of script.backends ?? (['legacy', 'nft'] as const)) {
        const compared = await checkBuilt(files, script, backend);
        assert.ok(compared >= (script.certain ?? 0), `${compared} compared`);
        count.compared += compared;
      }
      count.run++;
    });

  after(() => {
    const { shipped, commands, run, compared } = count;
    if (run > 0)
      process.stdout.write(
        `scripts of Debian packages: ${shipped} read with ${commands} commands, ${run} run, ${compared} lines compared\n`,
      );
  });
});
