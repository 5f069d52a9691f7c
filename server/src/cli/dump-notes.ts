/** What somebody has to know of a dump before believing an answer: that it is hardly one, of the other family, or refused. */

import { diagnose } from '../diagnostics/index';
import { lineNumbers } from '../features/numbers';
import { detectFamily } from '../ruleset/family';
import type { Ruleset } from '../ruleset/ruleset';
import { isTable } from '../ruleset/tables';
import type { Dump } from '../syntax/dump';

/** True for a text with a table that is not mostly something else, as a page with examples is. */
export function isDump({ tables, document }: Ruleset): boolean {
  return tables.some(({ name }) => isTable(name)) && !isMostlyOther(document.dump);
}

/** True where of three lines two are neither commands nor headers; blank lines and comments do not count. */
function isMostlyOther({ lines }: Dump): boolean {
  let [other, all] = [0, 0];
  for (const { kind, text, from } of lines) {
    if (kind === 'blank' || kind === 'comment') continue;
    all++;
    if (kind === 'foreign' || (kind === 'rule' && !commandStarts.includes(text.charAt(from)))) other++;
  }
  return other * 3 > all * 2;
}

/** Of a command, of counters in front of one, and of dashes that a word processor has made longer. */
const commandStarts = ['-', '[', '–', '—', '−'];

/** The notes, one a line, for standard error. */
export function dumpNotes(ruleset: Ruleset, name: string): string[] {
  return [familyNote(ruleset, name), refusalNote(ruleset, name)].filter((note) => note !== undefined);
}

const programs = { ipv4: 'iptables', ipv6: 'ip6tables' } as const;

function familyNote({ document: { dump, family } }: Ruleset, name: string): string | undefined {
  const detected = detectFamily('', dump);
  if (detected.decidedBy === 'default' || detected.family === family) return undefined;
  return `${name} looks like a dump of ${programs[detected.family]}, and is taken for one of ${programs[family]}`;
}

/** Lines that both backends refuse. */
function refusalNote(ruleset: Ruleset, name: string): string | undefined {
  const refused = diagnose(ruleset, { 'failed-expectation': 'off' }).flatMap(({ line, refusedBy: { legacy, nft } }) =>
    [legacy, nft].every((when) => when === 'test' || when === 'load') ? [line] : [],
  );
  if (refused.length === 0) return undefined;
  const lines = [...new Set(refused)].sort((a, b) => a - b);
  const program = programs[ruleset.document.family];
  return `${program}-restore refuses ${name}, ${lineNumbers(lines)} (iptables-lens check says why); the answer is for what is meant`;
}
