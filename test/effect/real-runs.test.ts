// What scripts build, compared with what they build when they really run: twice, with both backends.
import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Effect, simulate } from '../../server/src/effect/effect';
import { mayFail } from '../../server/src/effect/events';
import type { Call } from '../../server/src/effect/tables';
import { readScript } from '../../server/src/shell/read-script';
import type { Script, Step } from '../../server/src/shell/steps';
import { textOf, type Word } from '../../server/src/shell/word';
import { type OracleBackend, type OracleFamily, restore } from '../support/oracle';
import { type RealRun, type RealStatus, runScript, savedTables } from '../support/real-scripts';
import { requireOracle } from '../support/requirements';
import { shellParser } from '../support/shell-steps';

const folder = join(__dirname, '../fixtures/scripts');
const scripts = readdirSync(folder).filter((name) => name.endsWith('.sh'));
const families: readonly OracleFamily[] = ['ipv4', 'ipv6'];

function wordsOf(words: readonly Word[]): string {
  return words.map(({ pieces }) => textOf(pieces) ?? '?').join(' ');
}

/** The script twice, one run behind the other. */
function twice({ steps, ...rest }: Script): Script {
  const whole: Step = { kind: 'block', id: 0, span: { start: 0, end: 0 }, steps };
  return { ...rest, steps: [whole, whole] };
}

function checkTables(effect: Effect, run: RealRun, backend: OracleBackend): void {
  for (const family of families) {
    const text = effect.rulesets().find((each) => each.family === family)?.text ?? '';
    const ours = restore(text, { family, backend, save: true });
    assert.equal(ours.messages.replace(/^#.*\n/gm, ''), '', text);
    assert.deepEqual(savedTables(ours.saved), savedTables(run.saved[family]), family);
  }
}

function checkCertainty({ rulesets }: Effect): void {
  const doubtful = rulesets().flatMap(({ lines }) => lines.filter(({ certain }) => !certain));
  assert.deepEqual(
    doubtful.map(({ text }) => text),
    [],
  );
}

function checkStatuses({ commands }: Effect, { calls }: RealRun): void {
  const ours = commands().flatMap(({ call, succeeds }) =>
    call.kind === 'command' ? [`${succeeds ? 'ok' : 'fails'} ${wordsOf(call.words)}`] : [],
  );
  const real = calls.filter(({ tool }) => tool === 'command');
  assert.deepEqual(
    ours,
    real.map(({ words, status }) => `${status === 0 ? 'ok' : 'fails'} ${words.join(' ')}`),
  );
}

/** Calls that fail in the second run alone are told; others only when rules are doubled. */
function checkSecondRun({ events, commands }: Effect, [first, second]: RealRun[]): void {
  const named = ({ tool, words }: RealStatus) => `${tool} ${words.join(' ')}`;
  const nameOf = (call: Call) => `${call.kind} ${wordsOf(call.words)}`;
  const told = new Set(events.flatMap(({ kind, call }) => (kind === 'not-idempotent' ? [nameOf(call)] : [])));
  const minded = new Set(commands().flatMap(({ call }) => (mayFail(call) ? [] : [nameOf(call)])));
  const failedBefore = new Set(first!.calls.filter(({ status }) => status !== 0).map(named));
  const failed = second!.calls
    .filter(({ status }) => status !== 0)
    .map(named)
    .filter((call) => minded.has(call) && !failedBefore.has(call));
  assert.deepEqual(
    failed.filter((call) => !told.has(call)),
    [],
    'fails in the second run',
  );
  const more = families.some((family) => isDoubled(first!.saved[family], second!.saved[family]));
  assert.equal(
    [...told].some((call) => !failed.includes(call)),
    more,
    `doubled: ${[...told].join('; ')}`,
  );
}

function isDoubled(before: string, after: string): boolean {
  const count = (dump: string, table: string, line: string) =>
    savedTables(dump)[table]?.filter((each) => each === line).length ?? 0;
  return Object.entries(savedTables(after)).some(([table, lines]) =>
    lines.some((line) => count(before, table, line) > 0 && count(after, table, line) > count(before, table, line)),
  );
}

describe('scripts run for real', function () {
  this.timeout(60_000);
  before(function () {
    requireOracle(this);
  });
  for (const name of scripts)
    for (const backend of ['legacy', 'nft'] as const)
      it(`${name} with ${backend}`, async () => {
        const path = join(folder, name);
        const script = readScript(readFileSync(path, 'utf8'), await shellParser());
        const runs = runScript(path, backend, 2);
        const effect = simulate(script);
        checkStatuses(effect, runs[0]!);
        checkTables(effect, runs[0]!, backend);
        checkCertainty(effect);
        checkTables(simulate(twice(script)), runs[1]!, backend);
        checkSecondRun(effect, runs);
      });
});
