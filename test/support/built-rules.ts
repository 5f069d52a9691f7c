/** Compares what a script is said to build with what it really built. */

import type { RenderedLine, RenderedRuleset } from '../../server/src/effect/render';
import { type OracleBackend, restore } from './oracle';
import { savedTables } from './real-scripts';

export interface Comparison {
  /** Rules, policies and chains that are certain and known to the last letter. */
  compared: number;
  /** Those of them that the machine has not, or not in this order. */
  missing: string[];
  /** What the machine has beside them, and nothing that is not known here explains. */
  unexplained: string[];
}

interface Told {
  table: string;
  chain: string;
  line: RenderedLine;
}

/** Compares one family's rules with what iptables-save printed behind the script. */
export function compareRules(ruleset: RenderedRuleset, real: string, backend: OracleBackend): Comparison {
  const told = toldLines(ruleset);
  const known = told.filter(({ line }) => line.certain && isKnown(line));
  const wanted = normalized(ruleset, known, backend);
  const actual = savedTables(real);
  const open = openTables(ruleset);
  const comparison: Comparison = { compared: 0, missing: [], unexplained: [] };
  for (const table of new Set([...Object.keys(actual), ...Object.keys(wanted)])) {
    const doubts = told.filter((each) => each.table === table && !known.includes(each));
    compareLines(table, wanted[table] ?? [], actual[table] ?? [], doubts, open.has(table), comparison);
  }
  return comparison;
}

function toldLines({ lines }: RenderedRuleset): Told[] {
  let table = '';
  return lines.flatMap((line) => {
    if (line.text.startsWith('*')) table = line.text.slice(1);
    const [, chain] = /^(?::|-A )(\S+)/.exec(line.text) ?? [];
    return chain === undefined ? [] : [{ table, chain, line }];
  });
}

/** Tables that may hold what nobody tells here. */
function openTables({ lines }: RenderedRuleset): Set<string> {
  const open = new Set<string>();
  let table = '';
  for (const { text } of lines) {
    if (text.startsWith('*')) table = text.slice(1);
    else if (text.startsWith('# maybe: more')) open.add(table);
  }
  return open;
}

/** Rules with sets are not compared: they are refused where nobody made the set. */
function isKnown({ text, source }: RenderedLine): boolean {
  if (text.includes(' --match-set ')) return false;
  return source ? source.parts.every(({ piece }) => piece.text !== undefined) : !text.includes('‹');
}

/** The lines as iptables-save prints them. Names of hosts and services that this machine does not know are refused, in the script too. */
function normalized(
  { family }: RenderedRuleset,
  known: readonly Told[],
  backend: OracleBackend,
): Record<string, string[]> {
  let left = known;
  for (;;) {
    const dump = dumpOf(left);
    const { messages, saved } = restore(dump, { family, backend, save: true });
    const isName = /(?:host\/network|port\/service) [`'](\S+)' /.test(messages);
    const refused = isName ? dump.split('\n')[Number(/line: (\d+)/.exec(messages)?.[1]) - 1] : undefined;
    const kept = left.filter(({ line }) => line.text !== refused);
    if (kept.length < left.length) left = kept;
    else if (/(?:Error|failed)/.test(messages)) throw new Error(`${messages}\n${dump}`);
    else return savedTables(saved);
  }
}

function dumpOf(lines: readonly Told[]): string {
  const tables = [...new Set(lines.map(({ table }) => table))];
  return tables
    .map((table) =>
      tableText(
        table,
        lines.filter((each) => each.table === table),
      ),
    )
    .join('');
}

/** Chains that are used and not certain are declared too: whether they are there is asked of the rules. */
function tableText(table: string, lines: readonly Told[]): string {
  const declared = new Set(lines.flatMap(({ chain, line }) => (line.text.startsWith(':') ? [chain] : [])));
  const used = lines.map(({ chain }) => chain).filter((chain) => !declared.has(chain));
  const jumps = lines.flatMap(({ line }) => / -(?:j|g|-jump|-goto) (\S+)/.exec(line.text)?.[1] ?? []);
  const targets = jumps.filter((name) => !declared.has(name) && !/^[A-Z][A-Z0-9]*$/.test(name));
  const more = [...new Set([...used, ...targets])].map((chain) => `:${chain} - [0:0]`);
  return [`*${table}`, ...more, ...lines.map(({ line }) => line.text), 'COMMIT', ''].join('\n');
}

function compareLines(
  table: string,
  wanted: readonly string[],
  actual: readonly string[],
  doubts: readonly Told[],
  open: boolean,
  comparison: Comparison,
): void {
  const chains = new Set([...wanted, ...actual].map(chainOf));
  for (const chain of chains) {
    const ours = wanted.filter((line) => chainOf(line) === chain && !untouched.test(line));
    const doubtful = doubts.filter((each) => each.chain === chain || each.chain.includes('‹'));
    let at = 0;
    const extra = actual.filter((line) => {
      if (chainOf(line) !== chain || untouched.test(line)) return false;
      if (line !== ours[at]) return true;
      at++;
      return false;
    });
    comparison.compared += ours.length;
    comparison.missing.push(...ours.slice(at).map((line) => `${table}: ${line}`));
    const odd = extra.filter((line) => !open && !doubtful.some(({ line: { text } }) => mayBe(text, line)));
    comparison.unexplained.push(...odd.map((line) => `${table}: ${line}`));
  }
}

/** What every table begins with. */
const untouched = /^:[A-Z]+ ACCEPT$/;

function chainOf(line: string): string {
  return /^(?::|-A )(\S+)/.exec(line)?.[1] ?? '';
}

/** True when a line of which something is not known could have become the other: a declaration, or a rule with that target. */
function mayBe(doubtful: string, line: string): boolean {
  const target = targetOf(doubtful);
  return doubtful[0] === line[0] && (target === undefined || target.includes('‹') || target === targetOf(line));
}

function targetOf(line: string): string | undefined {
  return / -(?:j|g|-jump|-goto) (\S+)/.exec(line)?.[1];
}
