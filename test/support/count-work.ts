// A program that prints how much work hostile dumps make: for each, the blocks of our code that ran, plus the elements that
// built-in searches may have looked at, for two sizes. Deterministic, unlike time. It is a program of its own because only code
// that is loaded after counting has begun is counted in full.

import { Session } from 'node:inspector';
import type { Hostile } from './hostile-dumps';

/** Work for the smaller and for the larger size, by the name of the dump. */
export type Work = Record<string, [smaller: number, larger: number]>;

interface Coverage {
  result: { url: string; functions: { ranges: { count: number }[] }[] }[];
}

const session = new Session();
session.connect();

function post(method: string, parameters: object = {}): Coverage {
  let answer: unknown;
  session.post(method, parameters, (error: Error | null, result: unknown) => {
    if (error) throw error;
    answer = result;
  });
  return answer as Coverage;
}

let searched = 0;

/** Makes a method of arrays or strings count the length of what it looks through. */
function countSearches(prototype: object, name: string): void {
  const original = Reflect.get(prototype, name) as (...args: unknown[]) => unknown;
  Reflect.set(prototype, name, function (this: { length: number }, ...args: unknown[]) {
    const found = original.apply(this, args);
    const from = name.startsWith('last') ? 0 : Number(args[1] ?? 0);
    searched += typeof found === 'number' && found >= 0 ? found - from : this.length - from;
    return found;
  });
}

function blocksRun(): number {
  let blocks = 0;
  for (const { url, functions } of post('Profiler.takePreciseCoverage').result) {
    if (!/\/server\/src\/|fastest-levenshtein|quadratic-work/.test(url)) continue;
    for (const { ranges } of functions) for (const { count } of ranges) blocks += count;
  }
  return blocks;
}

function countWork(run: () => void): number {
  blocksRun();
  searched = 0;
  run();
  const elements = searched;
  return blocksRun() + elements;
}

async function main(smaller: number, larger: number): Promise<void> {
  post('Profiler.enable');
  post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  const { readDocument } = await import('../../server/src/ruleset/document');
  const { buildRuleset } = await import('../../server/src/ruleset/ruleset');
  const { diagnose } = await import('../../server/src/diagnostics/index');
  const { fixAll } = await import('../../server/src/features/fix-all');
  const { manyLines } = await import('./hostile-dumps');
  for (const name of ['includes', 'indexOf', 'lastIndexOf']) {
    countSearches(Array.prototype, name);
    countSearches(String.prototype, name);
  }
  const work: Work = {};
  const count = (name: string, run: (text: string) => void, { text }: Hostile) => {
    const texts = [text(smaller), text(larger)];
    work[name] = [countWork(() => run(texts[0]!)), countWork(() => run(texts[1]!))];
  };
  for (const hostile of manyLines) {
    count(
      `${hostile.name}: reading and checking`,
      (text) => diagnose(buildRuleset(readDocument(text, 'ipv4'))),
      hostile,
    );
    count(`${hostile.name}: fixing`, (text) => fixAll(text, 'ipv4', 'auto'), hostile);
  }
  const { quadraticLoop, quadraticSearch } = await import('./quadratic-work');
  work.quadraticLoop = [countWork(() => quadraticLoop(smaller)), countWork(() => quadraticLoop(larger))];
  work.quadraticSearch = [countWork(() => quadraticSearch(smaller)), countWork(() => quadraticSearch(larger))];
  process.stdout.write(JSON.stringify(work));
}

const [smaller, larger] = process.argv.slice(2).map(Number);
main(smaller!, larger!).catch((error: unknown) => {
  throw error;
});
