/** `iptables-lens reach`: which packets reach a rule, a policy, or a listener. */

import type { Command } from 'commander';
import { packetsReaching, packetsReachingPort, reachingText } from '../features/reaching';
import { type Asked, readAsked } from './asked';
import { addQuestion, answer, type FamilyOptions } from './input';
import { printable } from './printable';

interface ReachOptions extends FamilyOptions {
  listener?: string;
}

/** Adds the subcommand. Exit status 0: answered; 2: the file could not be read, or an argument is wrong. */
export function addReachCommand(program: Command): void {
  addQuestion(
    program,
    'reach',
    'tell which packets reach the rule on a line, the policy of a built-in chain, or a listener',
  )
    .argument('[line]', 'the line of the rule, or of the declaration of a built-in chain, from 1')
    .option('--listener <port>', 'a port of this host, in place of a line')
    .action((file: string, line: string | undefined, options: ReachOptions, command: Command) =>
      answer(command, async () => {
        const lines = run(await readAsked(file, options), line, options.listener).split('\n');
        return lines.map((each) => `${printable(each)}\n`).join('');
      }),
    );
}

function run({ ruleset, linesAt, lineCount }: Asked, line: string | undefined, listener: string | undefined): string {
  if ((line === undefined) === (listener === undefined)) throw new Error('give either a line or --listener');
  if (listener !== undefined)
    return reachingText(packetsReachingPort(ruleset, numberOf(listener, '--listener', 65_535)));
  const number = numberOf(line!, 'line', lineCount);
  const made = linesAt(number);
  const found = made.flatMap((each) => {
    const answer = packetsReaching(ruleset, each - 1);
    return answer ? [{ text: ruleset.document.dump.lines[each - 1]!.text.trim(), answer }] : [];
  });
  if (found.length === 0) throw new Error(`line ${number} has no rule and no built-in chain`);
  const [first] = found;
  if (found.length === 1) return reachingText(first!.answer);
  return found.map(({ text, answer }) => `${text}\n${reachingText(answer)}`).join('\n');
}

function numberOf(text: string, name: string, highest: number): number {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > highest) throw new Error(`${name}: '${text}' is not a number from 1 to ${highest}`);
  return number;
}
