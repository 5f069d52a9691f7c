// Eight times the text costs eight times the effort, whatever the text: no input is slower than linear.
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { diagnose } from '../../server/src/diagnostics/index';
import { readDocument } from '../../server/src/ruleset/document';
import { buildRuleset } from '../../server/src/ruleset/ruleset';
import type { Work } from '../support/count-work';
import { longLines, manyLines } from '../support/hostile-dumps';

const growth = 8;

/** How much more than `growth` is still linear: parts that both sizes have make it less, sorting and full budgets more. */
const countedSlack = 1.5;
/** Times of two runs compare badly where other programs run too; the square would be a factor of 8. */
const timedSlack = 4;

function checkGrowth(found: number, limit: number): void {
  assert.ok(found <= limit, `${growth} times the text costs ${found.toFixed(1)} times as much`);
}

function countWork(smaller: number): Work {
  const program = join(__dirname, '../support/count-work.ts');
  const sizes = [smaller, smaller * growth].map(String);
  const run = spawnSync(process.execPath, ['--import=tsx', program, ...sizes], { encoding: 'utf8' });
  assert.equal(run.status, 0, run.stderr);
  return JSON.parse(run.stdout) as Work;
}

describe('the work for texts of many lines', function () {
  this.timeout(120_000);
  let work: Work;
  before(() => {
    work = countWork(200);
  });
  const growthOf = (name: string) => {
    const [smaller, larger] = work[name]!;
    assert.ok(smaller > 1000, `${name} is work`);
    return larger / smaller;
  };

  for (const { name } of manyLines) {
    for (const task of ['reading and checking', 'fixing']) {
      it(`${name}: ${task}`, () => checkGrowth(growthOf(`${name}: ${task}`), growth * countedSlack));
    }
  }

  it('would be seen to grow with the square', () => {
    for (const name of ['quadraticLoop', 'quadraticSearch']) assert.ok(growthOf(name) > growth * growth * 0.9, name);
  });
});

describe('the time for long lines', function () {
  this.timeout(120_000);
  const runs = 20;

  /** The least time for the larger text over that for the smaller one; further runs only while it looks too much. */
  function timeGrowth(smaller: string, larger: string): number {
    let [least, most] = [timeOf(smaller), timeOf(larger)];
    for (let run = 1; run < runs && most > least * growth * timedSlack; run++) {
      least = Math.min(least, timeOf(smaller));
      most = Math.min(most, timeOf(larger));
    }
    return most / least;
  }

  function timeOf(text: string): number {
    const start = performance.now();
    diagnose(buildRuleset(readDocument(text, 'ipv4')));
    return performance.now() - start;
  }

  for (const { name, text } of longLines) {
    it(name, () => checkGrowth(timeGrowth(text(500), text(500 * growth)), growth * timedSlack));
  }
});
