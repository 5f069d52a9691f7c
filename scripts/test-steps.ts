/** One step of `npm test`: a program, and how many tests its output says have passed and failed. */

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { root } from './set-up.mjs';

/** A Node program with its arguments, and how its result counts. */
export interface Step {
  name: string;
  args: string[];
  count(lines: string[], succeeded: boolean): Counts;
}

interface Counts {
  passed: number;
  failed: number;
}

/** What came of a step. */
export interface Outcome extends Counts {
  /** What the machine did not allow, a line each. */
  leftOut: string[];
}

const leftOutPrefix = 'left out: ';

/** Runs steps at the same time. The output of the first is shown as it comes, that of the others behind it. */
export async function runTogether(steps: readonly Step[]): Promise<Outcome[]> {
  let shown: Promise<unknown> = Promise.resolve();
  return await Promise.all(
    steps.map((step) => {
      const isTurn = shown;
      const running = runStep(step, isTurn);
      shown = running;
      return running;
    }),
  );
}

/** Runs a step, showing its output but for the lines of what it left out once it is its turn. A step that fails counts at least one failure. */
async function runStep({ name, args, count }: Step, turn: Promise<unknown>): Promise<Outcome> {
  const { lines, succeeded } = await runNode(
    args,
    turn.then(() => process.stdout.write(`\n── ${name}\n`)),
  );
  const { passed, failed } = count(lines, succeeded);
  return {
    passed,
    failed: succeeded ? failed : Math.max(failed, 1),
    leftOut: lines.filter(isLeftOut).map((line) => line.slice(leftOutPrefix.length)),
  };
}

/** A program that is one check as a whole. */
export function countChecks(_lines: string[], succeeded: boolean): Counts {
  return { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1 };
}

/** The files that vscode-tmgrammar-test ticks and crosses. */
export function countGrammarTests(lines: string[]): Counts {
  const startingWith = (mark: string) => lines.filter((line) => line.startsWith(mark)).length;
  return { passed: startingWith('✓'), failed: startingWith('✖') };
}

/** Mocha's own sums. */
export function countMocha(lines: string[]): Counts {
  const sum = (word: string) =>
    Number(
      lines
        .filter((line) => isSum(line, word))
        .pop()
        ?.trim()
        .split(' ')[0] ?? 0,
    );
  return { passed: sum('passing'), failed: sum('failing') };
}

function isSum(line: string, word: string): boolean {
  return new RegExp(`^ *\\d+ ${word}\\b`).test(line);
}

function isLeftOut(line: string): boolean {
  return line.startsWith(leftOutPrefix);
}

async function runNode(args: string[], turn: Promise<unknown>): Promise<{ lines: string[]; succeeded: boolean }> {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = new Promise<boolean>((resolve) => child.once('close', (code) => resolve(code === 0)));
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (!isLeftOut(line)) turn.then(() => process.stdout.write(`${line}\n`));
  }
  await turn;
  return { lines, succeeded: await closed };
}
