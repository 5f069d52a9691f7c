/** `iptables-lens ports`: where a dump sends the packets to each port, as a table for people or as JSON. */

import type { Command } from 'commander';
import { type PortRow, type PortSection, type PortTable, portsOf } from '../features/ports';
import { type Asked, readAsked } from './asked';
import { addQuestion, answer, type FamilyOptions } from './input';
import { printable } from './printable';

/** Adds the subcommand. Exit status 0: answered; 2: the file could not be read. */
export function addPortsCommand(program: Command): void {
  addQuestion(program, 'ports', 'tell for every port where its packets go: coming in, sent by each user, forwarded')
    .option('--json', 'print one JSON object of sections and notes')
    .action((file: string, options: FamilyOptions & { json?: boolean }, command: Command) =>
      answer(command, async () => {
        const asked = await readAsked(file, options);
        const table = toldTable(portsOf(asked.ruleset), asked);
        return options.json ? `${JSON.stringify(jsonTable(table), null, 2)}\n` : plainTable(table);
      }),
    );
}

/** The table with the lines of the file. */
function toldTable({ sections, notes }: PortTable, { lineTold }: Asked): PortTable {
  const told = (row: PortRow) => ({ ...row, line: row.line === null ? null : lineTold(row.line) });
  return { sections: sections.map((section) => ({ ...section, rows: section.rows.map(told) })), notes };
}

/** Ports as numbers, and how they end as `trace --json` has it. */
function jsonTable({ sections, notes }: PortTable) {
  const rowOf = ({ ranges, end, outcome, line, condition }: PortRow) => ({
    ports: ranges,
    outcome: { ...end, line, text: outcome },
    condition,
  });
  return { sections: sections.map((section) => ({ ...section, rows: section.rows.map(rowOf) })), notes };
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
