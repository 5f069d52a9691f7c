/** What `npm test` does once the packages are installed: one step after the other, then what was left out, then the count. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from './programs';
import { root } from './set-up.mjs';
import { countChecks, countGrammarTests, countMocha, type Outcome, runTogether, type Step } from './test-steps';

const realVsCode = ['test/screen/**/*.test.ts', 'test/browser/**/*.test.ts', 'test/extension/**/*.test.ts'];

const checks: Step[] = [
  { name: 'type check', args: [bin('typescript/bin/tsc'), '-p', 'tsconfig.json'], count: countChecks },
  {
    name: 'type check of the pure layers',
    args: [bin('typescript/bin/tsc'), '-p', 'tsconfig.pure.json'],
    count: countChecks,
  },
  {
    name: 'type check of the panel',
    args: [bin('typescript/bin/tsc'), '-p', 'tsconfig.webview.json'],
    count: countChecks,
  },
  { name: 'lint', args: [bin('@biomejs/biome/bin/biome'), 'check', '.'], count: countChecks },
  {
    name: 'grammar',
    args: [bin('vscode-tmgrammar-test/dist/unit.js'), 'test/grammar/*.iptables'],
    count: countGrammarTests,
  },
];

/** These take about as long as all others. */
const firstHalf = ['packets', 'ruleset', 'effect'].map((layer) => `test/${layer}/**/*.test.ts`);

const unitTests: Step[] = [
  { name: 'tests of packets, rules and effects', args: mocha(firstHalf, 'dot'), count: countMocha },
  {
    name: 'all other tests',
    args: mocha(['test/**/*.test.ts', ...[...firstHalf, ...realVsCode].flatMap((glob) => ['--ignore', glob])], 'dot'),
    count: countMocha,
  },
];

const packaging: Step = { name: 'package', args: ['scripts/package.mjs', '--quiet'], count: countChecks };

const inRealVsCode: Step[] = [
  { name: 'extension host', args: ['--import=tsx', 'scripts/host/extension-tests.ts'], count: countMocha },
  { name: 'screen', args: mocha(['test/screen/**/*.test.ts'], 'spec'), count: countMocha },
  { name: 'browser edition', args: mocha(['test/browser/**/*.test.ts'], 'spec'), count: countMocha },
];

const noChromium: Outcome = {
  passed: 0,
  failed: process.env.CI === 'true' ? 1 : 0,
  leftOut: ['tests in a real VS Code (apt-get install chromium, or set CHROMIUM to its path)'],
};

/** Runs every step, prints the lines of what was left out and `N passed, N failed`; sets the exit code. */
export async function test(): Promise<void> {
  const outcomes: Outcome[] = [];
  for (const steps of [checks, unitTests, [packaging]]) outcomes.push(...(await runTogether(steps)));
  if (findChromium()) for (const step of inRealVsCode) outcomes.push(...(await runTogether([step])));
  else outcomes.push(noChromium);
  report(outcomes);
}

function report(outcomes: Outcome[]): void {
  const leftOut = new Set(outcomes.flatMap((outcome) => outcome.leftOut));
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
  const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
  process.stdout.write('\n');
  for (const line of leftOut) process.stdout.write(`left out: ${line}\n`);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 ? 0 : 1;
}

function mocha(args: string[], reporter: string): string[] {
  return [bin('mocha/bin/mocha.js'), '--import=tsx', '--reporter', reporter, ...args];
}

function bin(path: string): string {
  const full = join(root, 'node_modules', path);
  if (!existsSync(full)) throw new Error(`there is no ${full}`);
  return full;
}
