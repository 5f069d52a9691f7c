/** `iptables-lens ports`: where a dump sends the packets to each port, as a table for people or as JSON. */

import { type Command, Option } from 'commander';
import { type PortSection, type PortTable, portsOf } from '../features/ports';
import { readDocument } from '../ruleset/document';
import { buildRuleset } from '../ruleset/ruleset';
import { type FamilyOptions, familyOf, readInput } from './input';
import { printable } from './printable';

/** Adds the subcommand. Exit status 0: answered; 2: the file could not be read. */
export function addPortsCommand(program: Command): void {
  program
    .command('ports')
    .description('tell for every port where its packets go: coming in, sent by each user, forwarded')
    .argument('<file>', 'the dump; - is standard input')
    .addOption(new Option('--ipv4', 'take the file for iptables').conflicts('ipv6'))
    .option('--ipv6', 'take the file for ip6tables')
    .option('--json', 'print one JSON object of sections and notes')
    .action((file: string, options: FamilyOptions & { json?: boolean }, command: Command) => {
      try {
        const input = readInput(file);
        const table = portsOf(buildRuleset(readDocument(input.text, familyOf(input, options))));
        process.stdout.write(options.json ? `${JSON.stringify(table, null, 2)}\n` : plainTable(table));
      } catch (error) {
        command.error(`iptables-lens: ${printable((error as Error).message)}`, { exitCode: 2 });
      }
    });
}

function plainTable({ sections, notes }: PortTable): string {
  const parts = sections.map((section) => [`${section.direction} ${section.title}`, ...rowLines(section)]);
  return [...parts, ...notes.map((note) => [note])]
    .map((lines) => lines.map((line) => `${printable(line)}\n`).join(''))
    .join('\n');
}

/** Columns as wide as their texts, but long lists of ports stand on a line of their own. */
function rowLines({ rows }: PortSection): string[] {
  const width = Math.min(maxWidth, Math.max(...rows.map(({ ports }) => ports.length)));
  return rows.flatMap(({ ports, outcome, condition, line }) => {
    const end = [outcome, condition, line === null ? '' : `(line ${line})`].filter(Boolean).join(' ');
    return ports.length > maxWidth
      ? [`  ${ports}`, `  ${' '.repeat(width)}  ${end}`]
      : [`  ${ports.padEnd(width)}  ${end}`];
  });
}

const maxWidth = 36;
