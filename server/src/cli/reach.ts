/** `iptables-lens reach`: which packets reach a rule, a policy, or a listener. */

import { type Command, Option } from 'commander';
import { packetsReaching, packetsReachingPort, reachingText } from '../features/reaching';
import { readDocument } from '../ruleset/document';
import { buildRuleset, type Ruleset } from '../ruleset/ruleset';
import { type FamilyOptions, familyOf, readInput } from './input';
import { printable } from './printable';

interface ReachOptions extends FamilyOptions {
  listener?: string;
}

/** Adds the subcommand. Exit status 0: answered; 2: the file could not be read, or an argument is wrong. */
export function addReachCommand(program: Command): void {
  program
    .command('reach')
    .description('tell which packets reach the rule on a line, the policy of a built-in chain, or a listener')
    .argument('<file>', 'the dump; - is standard input')
    .argument('[line]', 'the line of the rule, or of the declaration of a built-in chain, from 1')
    .option('--listener <port>', 'a port of this host, in place of a line')
    .addOption(new Option('--ipv4', 'take the file for iptables').conflicts('ipv6'))
    .option('--ipv6', 'take the file for ip6tables')
    .action((file: string, line: string | undefined, options: ReachOptions, command: Command) => {
      try {
        const input = readInput(file);
        const answer = run(buildRuleset(readDocument(input.text, familyOf(input, options))), line, options.listener);
        process.stdout.write(
          answer
            .split('\n')
            .map((each) => `${printable(each)}\n`)
            .join(''),
        );
      } catch (error) {
        command.error(`iptables-lens: ${printable((error as Error).message)}`, { exitCode: 2 });
      }
    });
}

function run(ruleset: Ruleset, line: string | undefined, listener: string | undefined): string {
  if ((line === undefined) === (listener === undefined)) throw new Error('give either a line or --listener');
  if (listener !== undefined)
    return reachingText(packetsReachingPort(ruleset, numberOf(listener, '--listener', 65_535)));
  const number = numberOf(line!, 'line', ruleset.document.dump.lines.length);
  const answer = packetsReaching(ruleset, number - 1);
  if (!answer) throw new Error(`line ${number} has no rule and no built-in chain`);
  return reachingText(answer);
}

function numberOf(text: string, name: string, highest: number): number {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > highest) throw new Error(`${name}: '${text}' is not a number from 1 to ${highest}`);
  return number;
}
