/** `iptables-lens diagram`: a picture of where a dump sends packets, or of a table's chains, as SVG or Mermaid. */

import { type Command, Option } from 'commander';
import { diagramMermaid } from '../features/diagram/mermaid';
import { diagramOf, standalonePicture } from '../features/diagram/picture';
import { readAsked } from './asked';
import { addQuestion, answer, type FamilyOptions } from './input';

interface DiagramOptions extends FamilyOptions {
  svg?: boolean;
  mermaid?: boolean;
  chains?: string;
}

/** Adds the subcommand. Exit status 0: drawn; 2: the file could not be read, or an argument is wrong. */
export function addDiagramCommand(program: Command): void {
  const command = addQuestion(program, 'diagram', 'draw where a dump sends packets, or the chains of one of its tables')
    .addOption(new Option('--svg', 'print a picture').conflicts('mermaid'))
    .option('--mermaid', 'print a Mermaid flowchart, for Markdown that shows such')
    .option('--chains <table>', 'draw the jumps between the chains of this table')
    .action((file: string, options: DiagramOptions) => answer(command, () => draw(file, options)));
}

/** The layout library is large, and Mermaid does without. */
async function draw(file: string, options: DiagramOptions): Promise<string> {
  if (!options.svg && !options.mermaid) throw new Error('one of --svg and --mermaid is needed');
  const { ruleset } = await readAsked(file, options);
  const diagram = options.chains === '' ? undefined : diagramOf(ruleset, options.chains ?? '');
  if (!diagram) {
    const tables = ruleset.tables.map(({ name }) => name).join(', ');
    throw new Error(`--chains: there is no table '${options.chains}'; there is ${tables}`);
  }
  if (options.mermaid) return diagramMermaid(diagram);
  const { layout } = await import('../features/diagram/elk');
  return standalonePicture(diagram, layout);
}
