/** `iptables-lens reach`: which packets reach a rule, a policy, or a listener. */

import type { Command } from 'commander';
import { packetsReaching, packetsReachingPort, reachingText } from '../features/reaching';
import type { Ruleset } from '../ruleset/ruleset';
import { addQuestion, answer, type FamilyOptions, readRuleset } from './input';
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
      answer(command, () => {
        const lines = run(readRuleset(file, options), line, options.listener).split('\n');
        return lines.map((each) => `${printable(each)}\n`).join('');
      }),
    );
}

function run(ruleset: Ruleset, line: string | undefined, listener: string | undefined): string {
  if ((line === undefined) === (listener === undefined)) throw new Error('give either a line or --listener');
  if (listener !== undefined)
    return reachingText(packetsReachingPort(ruleset, numberOf(listener, '--listener', 65_535)));
  const number = numberOf(line!, 'line', ruleset.document.dump.lines.length);
  const found = packetsReaching(ruleset, number - 1);
  if (!found) throw new Error(`line ${number} has no rule and no built-in chain`);
  return reachingText(found);
}

function numberOf(text: string, name: string, highest: number): number {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > highest) throw new Error(`${name}: '${text}' is not a number from 1 to ${highest}`);
  return number;
}
