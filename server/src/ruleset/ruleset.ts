/** What a dump means as a whole: its tables and their chains, read in order as iptables-restore reads them. */

import type { Declaration } from '../syntax/declaration';
import type { DeclarationLine } from '../syntax/line';
import { type Span, spanText } from '../syntax/span';
import type { RulesetDocument } from './document';
import { nameId } from './names';
import { type RuleSummary, skippedByFamily } from './rule-summary';
import { builtInChains } from './tables';

/** Which tables are fragments for `iptables-restore --noflush`: found out, all, or none. */
export type FragmentMode = 'auto' | 'always' | 'never';

export interface Ruleset {
  document: RulesetDocument;
  /** The mode it was read in. */
  fragments: FragmentMode;
  tables: Table[];
  /** Lines with something out of the ordinary in them: the checks of single lines look at no others. */
  oddLines: number[];
  /** Lines outside every table that should be in one, or nowhere. */
  outside: number[];
}

/** From one table header to its COMMIT. */
export interface Table {
  name: string;
  /** Line of `*name`. */
  header: number;
  /** Line of COMMIT; undefined when it is missing. */
  commit: number | undefined;
  /** The line behind the table's last one. */
  end: number;
  /** True when the table adds to chains that are loaded already, as input for `--noflush` does. */
  fragment: boolean;
  /** Chains by the number of their name. */
  byId: (Chain | undefined)[];
  /** The built-in chains in kernel order, then the others in the order in which they are first named. */
  chains: Chain[];
  /** The chains that got a rule since the last `-F` for all of them. */
  filled: Chain[];
  /** The last line of the table with a chain declaration; undefined without one. */
  lastDeclaration: number | undefined;
  /** Lines with declarations of built-in chains, several declarations, or damaged ones. */
  oddDeclarations: number[];
  /** Jumps and gotos to built-in chains. */
  jumpsToBuiltIn: Mention[];
  /** Lines with `-P`. */
  policyCommands: number[];
  /** Commands that legacy knows in a dump and nf_tables does not. */
  nftTrouble: number[];
  /** `-X` of chains that have rules or are jumped to. */
  deletedInUse: number[];
  /** Commands whose rule number or rule does not exist. */
  beyondEnd: number[];
}

/** A chain that a table declares, defines by rules, or only names. */
export interface Chain {
  id: number;
  name: string;
  builtIn: boolean;
  /** Where it comes into being: a declaration line or `-N`; undefined for an undeclared one. */
  declared: Mention | undefined;
  /** Further declarations of a chain that exists. */
  again: readonly Mention[];
  /** Declarations that iptables-restore does not see, since they stand behind another one on a line. */
  lost: readonly Mention[];
  /** Commands and jumps that need the chain before it exists. */
  missing: readonly Mention[];
  /** Number of rules, as far as the dump builds them up. */
  rules: number;
  /** Number of jumps and gotos to it. */
  jumps: number;
  /** First line with a rule in it or a jump to it. */
  firstUse: number | undefined;
}

/** A chain's name at one place. */
export interface Mention {
  line: number;
  span: Span;
  role: 'declaration' | 'new-chain' | 'command' | 'jump' | 'goto';
}

/** Goes through the whole document once; linear, and the only thing done anew for the whole dump after an edit. */
export function buildRuleset(document: RulesetDocument, fragments: FragmentMode = 'auto'): Ruleset {
  const ruleset: Ruleset = { document, fragments, tables: [], oddLines: [], outside: [] };
  const { lines } = document.dump;
  let table: Table | undefined;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    const rule = document.rules[i];
    if (!line.ordinary || (rule && rule.problems.length > 0)) ruleset.oddLines.push(i);
    if (rule && table) {
      if (!skippedByFamily(rule, document.family)) applyCommand(document, table, rule, i);
    } else if (line.kind === 'table') {
      if (table) table.end = i;
      table = openTable(ruleset, line.text.slice(line.name.start, line.name.end), i);
      ruleset.tables.push(table);
    } else if (!table) {
      if (line.kind !== 'blank' && line.kind !== 'comment' && line.kind !== 'foreign') ruleset.outside.push(i);
    } else if (line.kind === 'declaration') declare(document, table, line, i);
    else if (line.kind === 'commit') {
      table.commit = i;
      table.end = i + 1;
      table = undefined;
    }
  }
  if (table) table.end = lines.length;
  for (const each of ruleset.tables) each.fragment = isFragment(each, fragments);
  return ruleset;
}

/** The table that a line belongs to; undefined outside of all. */
export function tableAt(ruleset: Ruleset, line: number): Table | undefined {
  const { tables } = ruleset;
  let [low, high] = [0, tables.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tables[middle]!.header <= line) low = middle + 1;
    else high = middle;
  }
  const table = tables[low - 1];
  return table && line < table.end ? table : undefined;
}

/** The chain of that name in the table; undefined when nothing there names it. */
export function findChain(ruleset: Ruleset, table: Table, name: string): Chain | undefined {
  const id = ruleset.document.names.ids.get(name);
  return id === undefined ? undefined : table.byId[id];
}

/** True for a chain that exists when the table is loaded on its own. */
export function exists(chain: Chain): boolean {
  return chain.builtIn || chain.declared !== undefined;
}

/** Tables that get room for every name at once; a text of thousands of headers must not cost thousands of times all names. */
const roomyTables = 16;

function openTable({ document, tables }: Ruleset, name: string, header: number): Table {
  const table: Table = {
    name,
    header,
    commit: undefined,
    end: header + 1,
    fragment: false,
    byId: tables.length < roomyTables ? new Array(document.names.texts.length) : [],
    chains: [],
    filled: [],
    lastDeclaration: undefined,
    oddDeclarations: [],
    jumpsToBuiltIn: [],
    policyCommands: [],
    nftTrouble: [],
    deletedInUse: [],
    beyondEnd: [],
  };
  for (const chain of builtInChains(name)) chainOf(document, table, nameId(document.names, chain)).builtIn = true;
  return table;
}

/** Shared by all chains without such mentions, which on a big node are tens of thousands. */
const none: readonly Mention[] = [];

function added(mentions: readonly Mention[], mention: Mention): readonly Mention[] {
  if (mentions === none) return [mention];
  (mentions as Mention[]).push(mention);
  return mentions;
}

function chainOf(document: RulesetDocument, table: Table, id: number): Chain {
  const known = table.byId[id];
  if (known) return known;
  const chain: Chain = {
    id,
    name: document.names.texts[id]!,
    builtIn: false,
    declared: undefined,
    again: none,
    lost: none,
    missing: none,
    rules: 0,
    jumps: 0,
    firstUse: undefined,
  };
  table.byId[id] = chain;
  table.chains.push(chain);
  return chain;
}

function declare(document: RulesetDocument, table: Table, line: DeclarationLine, index: number): void {
  table.lastDeclaration = index;
  const plain = document.declared[index]!;
  if (plain >= 0) {
    declareChain(chainOf(document, table, plain), {
      line: index,
      span: line.declarations[0]!.name!,
      role: 'declaration',
    });
    return;
  }
  table.oddDeclarations.push(index);
  line.declarations.forEach((declaration, position) => {
    if (!declaration.name) return;
    const chain = chainOf(document, table, nameId(document.names, declarationName(line, declaration)));
    const mention: Mention = { line: index, span: declaration.name, role: 'declaration' };
    if (position > 0) chain.lost = added(chain.lost, mention);
    else declareChain(chain, mention);
  });
}

function declareChain(chain: Chain, mention: Mention): void {
  if (chain.declared || (chain.builtIn && mention.role === 'new-chain')) chain.again = added(chain.again, mention);
  else chain.declared = mention;
}

/** The name that a declaration declares; '' when it has none. */
export function declarationName(line: DeclarationLine, declaration: Declaration): string {
  return declaration.name ? spanText(line.text, declaration.name) : '';
}

function applyCommand(document: RulesetDocument, table: Table, rule: RuleSummary, line: number): void {
  if (rule.chain < 0) {
    if (rule.command === 'flush') flushAll(table);
    return;
  }
  const chain = chainOf(document, table, rule.chain);
  if (rule.command === 'new-chain') {
    declareChain(chain, { line, span: rule.chainSpan, role: 'new-chain' });
    return;
  }
  if (chain.firstUse === undefined) chain.firstUse = line;
  if (!exists(chain)) chain.missing = added(chain.missing, { line, span: rule.chainSpan, role: 'command' });
  changeRules(document, table, chain, rule, line);
  if (rule.target >= 0) jump(document, table, rule, line);
}

function flushAll(table: Table): void {
  for (const chain of table.filled) chain.rules = 0;
  table.filled = [];
}

function addRule(table: Table, chain: Chain): void {
  if (chain.rules++ === 0) table.filled.push(chain);
}

function changeRules(document: RulesetDocument, table: Table, chain: Chain, rule: RuleSummary, line: number): void {
  const number = rule.number;
  switch (rule.command) {
    case 'append':
      addRule(table, chain);
      break;
    case 'insert':
      if (number !== undefined && number > chain.rules + 1) table.beyondEnd.push(line);
      addRule(table, chain);
      break;
    case 'delete':
      if (chain.rules < (number ?? 1)) table.beyondEnd.push(line);
      else chain.rules--;
      break;
    case 'zero':
      table.nftTrouble.push(line);
      break;
    case 'replace':
      table.nftTrouble.push(line);
      if (chain.rules < (number ?? 1)) table.beyondEnd.push(line);
      break;
    case 'check':
      if (chain.rules < (number ?? 1)) table.beyondEnd.push(line);
      break;
    case 'flush':
      chain.rules = 0;
      break;
    case 'policy':
      table.policyCommands.push(line);
      break;
    case 'delete-chain':
      if (chain.declared && (chain.rules > 0 || chain.jumps > 0)) table.deletedInUse.push(line);
      if (!chain.builtIn) chain.declared = undefined;
      break;
    case 'rename-chain':
      table.nftTrouble.push(line);
      if (rule.newName >= 0) chainOf(document, table, rule.newName).declared = chain.declared;
      if (!chain.builtIn) chain.declared = undefined;
  }
}

function jump(document: RulesetDocument, table: Table, rule: RuleSummary, line: number): void {
  const toModule = rule.targetIsModule && !rule.goto;
  const target = table.byId[rule.target] ?? (toModule ? undefined : chainOf(document, table, rule.target));
  if (!target) return;
  target.jumps++;
  if (target.firstUse === undefined) target.firstUse = line;
  if (target.declared && !target.builtIn) return;
  const mention: Mention = { line, span: rule.targetSpan, role: rule.goto ? 'goto' : 'jump' };
  if (target.builtIn) table.jumpsToBuiltIn.push(mention);
  else if (!toModule) target.missing = added(target.missing, mention);
}

function isFragment(table: Table, mode: FragmentMode): boolean {
  if (mode !== 'auto') return mode === 'always';
  return !table.chains.some((chain) => chain.builtIn && (chain.declared || chain.again.length > 0));
}
