/** `iptables-lens render`: the rules that a script builds, as a dump. */

import { type Command, Option } from 'commander';
import { previewOfRuleset } from '../features/script/preview';
import { nothingBuilt } from './asked';
import { addFileCommand, answer, type FamilyOptions, readInput } from './input';
import { printable } from './printable';
import { readScriptInput } from './script';
import { scriptFormOf } from './script-form';

/** Adds the subcommand. Exit status 0: printed; 2: the file could not be read, or builds nothing. */
export function addRenderCommand(program: Command): void {
  addFileCommand(program, 'render', 'print the rules that a script builds on a fresh machine', 'the script')
    .addOption(new Option('--ipv4', 'only what it has iptables do').conflicts('ipv6'))
    .option('--ipv6', 'only what it has ip6tables do')
    .action((file: string, options: FamilyOptions, command: Command) => answer(command, () => render(file, options)));
}

/** A dump for each machine, family and backend, with an empty line between. */
async function render(file: string, { ipv4, ipv6 }: FamilyOptions): Promise<string> {
  const input = readInput(file);
  const script = await readScriptInput(input, scriptFormOf(input) ?? 'shell');
  const wanted = script?.effect.rulesets().filter(({ family }) => (family === 'ipv4' ? !ipv6 : !ipv4)) ?? [];
  const [first] = wanted;
  if (!script || !first) {
    throw new Error(nothingBuilt(input, { ipv4, ipv6 }));
  }
  const lines = wanted
    .map((ruleset) => previewOfRuleset(script, ruleset).text)
    .join('\n')
    .split('\n');
  return lines.map(printable).join('\n');
}
