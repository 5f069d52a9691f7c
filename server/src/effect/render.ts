/** The tables as iptables-save would print them, each line with the call that made it. */

import { groupsBy } from '../ruleset/groups';
import type { MappedText } from '../shell/mapped-text';
import { arrayOf } from './rule-list';
import { type Call, type Chain, type Owner, ownerKey, type PlacedRule, type State, type Table } from './tables';

export interface RenderedLine {
  text: string;
  /** What made it; undefined for what the machine starts with, and for lines that belong to the table. */
  call: Call | undefined;
  /** The rule with the way back to the script; undefined for all other lines. */
  source: MappedText | undefined;
  /** False for what may be there and may not. */
  certain: boolean;
}

/** The tables of one machine, family and backend. */
export interface RenderedRuleset extends Owner {
  text: string;
  /** One for each line of the text. */
  lines: RenderedLine[];
}

/** In the order in which packets meet them. */
const order = ['raw', 'mangle', 'nat', 'filter', 'security'];

/** A dump for each machine, family and backend of which the script touched tables. */
export function renderState(state: State): RenderedRuleset[] {
  const shown = [...state.tables.values()].filter(({ name }) => order.includes(name));
  return groupsBy(shown, ownerKey).map(renderOwner);
}

function renderOwner(tables: readonly Table[]): RenderedRuleset {
  const { place, family, backend } = tables[0]!;
  const sorted = [...tables].sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  const lines = sorted.flatMap(renderTable);
  return { place, family, backend, lines, text: lines.map(({ text }) => `${text}\n`).join('') };
}

function renderTable(table: Table): RenderedLine[] {
  const chains = [...table.chains.values()];
  const own = chains.filter(({ builtIn }) => !builtIn).sort((a, b) => (a.name < b.name ? -1 : 1));
  const sorted = [...chains.filter(({ builtIn }) => builtIn), ...own];
  return [
    plain(`*${table.name}`),
    ...(table.more ? [plain('# maybe: more than is known here', false)] : []),
    ...sorted.flatMap(declaration),
    ...sorted.flatMap(({ rules }) => arrayOf(rules).flatMap(ruleLines)),
    plain('COMMIT'),
  ];
}

function declaration({ name, call, policy, certain }: Chain): RenderedLine[] {
  const line: RenderedLine = {
    text: `:${name} ${policy?.name ?? '-'} [0:0]`,
    call: policy?.call ?? call,
    source: undefined,
    certain: certain && policy?.certain !== false,
  };
  return withMark(line);
}

/** A line end in a comment would end the rule for iptables-restore. */
function ruleLines({ line, call, certain }: PlacedRule): RenderedLine[] {
  return withMark({ text: line.text.replaceAll('\n', ' '), call, source: line, certain });
}

function withMark(line: RenderedLine): RenderedLine[] {
  return line.certain ? [line] : [{ ...line, text: '# maybe:', source: undefined }, line];
}

function plain(text: string, certain = true): RenderedLine {
  return { text, call: undefined, source: undefined, certain };
}
