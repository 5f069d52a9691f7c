/** The table of ports as the body of a page. */

import { escapeMarkup } from '../markup';
import type { PortRow, PortSection, PortTable } from '../ports';

const directionTitles: Record<PortSection['direction'], string> = {
  in: 'Coming in',
  out: 'Sent by this host',
  forward: 'Forwarded',
};

/** A table for each section under a heading for each direction. `link` gives the address that leads to a line, from 1. */
export function portsHtml({ sections, notes }: PortTable, link: (line: number) => string): string {
  const parts: string[] = [];
  for (const direction of ['in', 'out', 'forward'] as const) {
    const own = sections.filter((section) => section.direction === direction);
    if (own.length === 0) continue;
    parts.push(`<h2>${directionTitles[direction]}</h2>`, ...own.map((section) => sectionHtml(section, link)));
  }
  return [...parts, ...notes.map((note) => `<p>${escapeMarkup(note)}</p>`)].join('\n');
}

function sectionHtml({ title, rows }: PortSection, link: (line: number) => string): string {
  const head = '<tr><th scope="col">Ports</th><th scope="col">Where</th><th scope="col">Which packets</th></tr>';
  return `<table><caption>${escapeMarkup(title)}</caption><thead>${head}</thead><tbody>
${rows.map((row) => rowHtml(row, link)).join('\n')}
</tbody></table>`;
}

function rowHtml({ ports, outcome, condition, line }: PortRow, link: (line: number) => string): string {
  const where = escapeMarkup(outcome);
  const linked = line === null ? where : `<a href="${escapeMarkup(link(line))}" title="Line ${line}">${where}</a>`;
  return `<tr><th scope="row">${escapeMarkup(ports)}</th><td>${linked}</td><td>${escapeMarkup(condition ?? 'all')}</td></tr>`;
}
