/** `iptables-lens diagram`: a picture of where a dump sends packets, or of a table's chains, as SVG or Mermaid. */

import { type Command, Option } from 'commander';
import { diagramMermaid } from '../features/diagram/mermaid';
import { diagramOf, standalonePicture } from '../features/diagram/picture';
import { readDocument } from '../ruleset/document';
import { buildRuleset } from '../ruleset/ruleset';
import { type FamilyOptions, familyOf, readInput } from './input';
import { printable } from './printable';

interface DiagramOptions extends FamilyOptions {
  svg?: boolean;
  mermaid?: boolean;
  chains?: string;
}

/** Adds the subcommand. Exit status 0: drawn; 2: the file could not be read, or an argument is wrong. */
export function addDiagramCommand(program: Command): void {
  const command = program
    .command('diagram')
    .description('draw where a dump sends packets, or the chains of one of its tables')
    .argument('<file>', 'the dump; - is standard input')
    .addOption(new Option('--svg', 'print a picture').conflicts('mermaid'))
    .option('--mermaid', 'print a Mermaid flowchart, for Markdown that shows such')
    .option('--chains <table>', 'draw the jumps between the chains of this table')
    .addOption(new Option('--ipv4', 'take the file for iptables').conflicts('ipv6'))
    .option('--ipv6', 'take the file for ip6tables')
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'iptables-lens: ')) })
    .action(async (file: string, options: DiagramOptions) => {
      try {
        process.stdout.write(await draw(file, options));
      } catch (error) {
        command.error(`iptables-lens: ${printable((error as Error).message)}`, { exitCode: 2 });
      }
    });
}

/** The layout library is large, and Mermaid does without. */
async function draw(file: string, options: DiagramOptions): Promise<string> {
  if (!options.svg && !options.mermaid) throw new Error('one of --svg and --mermaid is needed');
  const input = readInput(file);
  const ruleset = buildRuleset(readDocument(input.text, familyOf(input, options)));
  const diagram = options.chains === '' ? undefined : diagramOf(ruleset, options.chains ?? '');
  if (!diagram) {
    const tables = ruleset.tables.map(({ name }) => name).join(', ');
    throw new Error(
      `--chains: there is no table '${options.chains}'; ${tables ? `there is ${tables}` : 'there is none at all'}`,
    );
  }
  if (options.mermaid) return diagramMermaid(diagram);
  const { layout } = await import('../features/diagram/elk');
  return standalonePicture(diagram, layout);
}
