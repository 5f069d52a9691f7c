/** What a dump means as a whole: its tables and their chains, read in order as iptables-restore reads them. */

import type { Declaration } from '../syntax/declaration';
import type { DeclarationLine } from '../syntax/line';
import { spanText } from '../syntax/span';
import {
  addRule,
  declareAgain,
  declareChain,
  flushAll,
  jumpTo,
  loseChain,
  missChain,
  readOrdinaryLines,
  refuseRule,
  useChain,
} from './chain-notes';
import { type RulesetDocument, ruleAt } from './document';
import { expectationStart } from './expectation-line';
import { lineKinds } from './line-facts';
import { isTargetModule } from './names';
import { chainStart } from './ordinary-rule';
import { type RuleSummary, skippedByFamily } from './rule-summary';
import { type Chain, chainById, declaresBuiltIn, type Mention, nameChain, openTable, type Table } from './table';

export type { Chain, Mention, Table } from './table';

/** Which tables are fragments for `iptables-restore --noflush`: found out, all, or none. */
export type FragmentMode = 'auto' | 'always' | 'never';

export interface Ruleset {
  document: RulesetDocument;
  /** Where people see what stands on a line, for a text that they do not see; undefined for what stands nowhere there. */
  lineTold?: (line: number) => number | undefined;
  /** The mode it was read in. */
  fragments: FragmentMode;
  tables: Table[];
  /** Lines with something out of the ordinary in them: the checks of single lines look at no others. */
  oddLines: number[];
  /** Lines outside every table that should be in one, or nowhere. */
  outside: number[];
  /** Comments that begin with `# expect:`, in tables and outside. */
  expectations: number[];
}

/**
 * Goes through the whole document once; linear, and the only thing done anew for the whole dump after an edit. An `outdated`
 * ruleset gives its room to the new one and must not be used any more.
 */
export function buildRuleset(document: RulesetDocument, fragments: FragmentMode = 'auto', outdated?: Ruleset): Ruleset {
  const ruleset: Ruleset = { document, fragments, tables: [], oddLines: [], outside: [], expectations: [] };
  const { kinds, chains, targets, length } = document.facts;
  let table: Table | undefined;
  for (let i = 0; i < length; i++) {
    if (table) i = readOrdinaryLines(table, i);
    const kind = kinds[i];
    if (i >= length || kind === lineKinds.idle) continue;
    if (kind === lineKinds.other) table = readOtherLine(ruleset, table, i, outdated);
    else if (!table) ruleset.outside.push(i);
    else if (kind === lineKinds.rule) appendRule(document, table, chains[i]!, targets[i]!, i);
    else declarePlain(document, table, chains[i]!, i);
  }
  if (table) table.end = length;
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
  return id === undefined ? undefined : chainById(table, id);
}

/** True for a chain that exists when the table is loaded on its own. */
export function exists(chain: Chain): boolean {
  return chain.builtIn || chain.declared !== undefined;
}

/** The name that a declaration declares; '' when it has none. */
export function declarationName(line: DeclarationLine, declaration: Declaration): string {
  return declaration.name ? spanText(line.text, declaration.name) : '';
}

/** True for a line with something out of the ordinary in it. */
export function isOdd({ dump, facts }: RulesetDocument, line: number): boolean {
  if (facts.kinds[line] !== lineKinds.other) return false;
  return !dump.lines[line]!.ordinary || (facts.summaries[line]?.problems.length ?? 0) > 0;
}

/** Reads a line that is neither an ordinary rule nor a plain declaration; returns the table that is open behind it. */
function readOtherLine(
  ruleset: Ruleset,
  table: Table | undefined,
  index: number,
  outdated: Ruleset | undefined,
): Table | undefined {
  const { document } = ruleset;
  const line = document.dump.lines[index]!;
  const rule = document.facts.summaries[index];
  if (isOdd(document, index)) ruleset.oddLines.push(index);
  if (line.kind === 'comment') {
    if (expectationStart(line.text) !== undefined) ruleset.expectations.push(index);
    return table;
  }
  if (line.kind === 'table') {
    if (table) table.end = index;
    const count = ruleset.tables.length;
    const opened = openTable(document, spanText(line.text, line.name), index, count, outdated?.tables[count]);
    ruleset.tables.push(opened);
    return opened;
  }
  if (!table) {
    if (line.kind === 'rule' || line.kind === 'declaration' || line.kind === 'commit') ruleset.outside.push(index);
    return undefined;
  }
  if (line.kind === 'commit') {
    table.commit = index;
    table.end = index + 1;
    return undefined;
  }
  if (line.kind === 'declaration') declare(document, table, line, index);
  else if (rule && !skippedByFamily(rule, document.family)) applyCommand(document, table, rule, index);
  return table;
}

function appendRule(document: RulesetDocument, table: Table, chain: number, target: number, line: number): void {
  if (!useChain(table, chain, line)) {
    const span = { start: chainStart, end: chainStart + document.names.texts[chain]!.length };
    missChain(table, chain, { line, span, role: 'command' });
  }
  addRule(table, chain);
  refuseRule(table, chain, line);
  if (target < 0) return;
  const isTarget = isTargetModule(document.names, target, document.family);
  if (!jumpTo(table, target, line, isTarget)) noteJump(table, ruleAt(document, line)!, line);
}

function noteJump(table: Table, rule: RuleSummary, line: number): void {
  const mention: Mention = { line, span: rule.targetSpan, role: rule.goto ? 'goto' : 'jump' };
  if (nameChain(table, rule.target).builtIn) table.jumpsToBuiltIn.push(mention);
  else missChain(table, rule.target, mention);
}

function declarePlain(document: RulesetDocument, table: Table, chain: number, line: number): void {
  table.lastDeclaration = line;
  if (declareChain(table, chain, line)) return;
  const { declarations } = document.dump.lines[line] as DeclarationLine;
  declareAgain(table, chain, { line, span: declarations[0]!.name!, role: 'declaration' });
}

function declare(document: RulesetDocument, table: Table, line: DeclarationLine, index: number): void {
  table.lastDeclaration = index;
  if (!line.plain) table.oddDeclarations.push(index);
  line.declarations.forEach((declaration, position) => {
    if (!declaration.name) return;
    const id = document.names.ids.get(declarationName(line, declaration))!;
    const mention: Mention = { line: index, span: declaration.name, role: 'declaration' };
    if (position > 0) loseChain(table, id, mention);
    else if (!declareChain(table, id, index)) declareAgain(table, id, mention);
  });
}

function makeChain(table: Table, rule: RuleSummary, line: number): void {
  const { builtIn } = nameChain(table, rule.chain);
  if (!builtIn && declareChain(table, rule.chain, line)) return;
  declareAgain(table, rule.chain, { line, span: rule.chainSpan, role: 'new-chain' });
}

function applyCommand(document: RulesetDocument, table: Table, rule: RuleSummary, line: number): void {
  if (rule.chain < 0) {
    if (rule.command === 'flush') flushAll(table);
    table.onlyAppends &&= rule.command !== 'flush';
    return;
  }
  if (rule.command === 'new-chain') {
    makeChain(table, rule, line);
    return;
  }
  if (!useChain(table, rule.chain, line)) missChain(table, rule.chain, { line, span: rule.chainSpan, role: 'command' });
  changeRules(table, nameChain(table, rule.chain), rule, line);
  refuseRule(table, rule.chain, line);
  if (rule.target < 0) return;
  const isTarget = !rule.goto && isTargetModule(document.names, rule.target, document.family);
  if (!jumpTo(table, rule.target, line, isTarget)) noteJump(table, rule, line);
}

function changeRules(table: Table, chain: Chain, rule: RuleSummary, line: number): void {
  const number = rule.number;
  table.onlyAppends &&= rule.command === 'append';
  switch (rule.command) {
    case 'append':
      addRule(table, chain.id);
      break;
    case 'insert':
      if (number !== undefined && number > chain.rules + 1) table.beyondEnd.push(line);
      addRule(table, chain.id);
      break;
    case 'delete':
      table.deletesByText ||= number === undefined;
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
      if (rule.newName >= 0) nameChain(table, rule.newName).declared = chain.declared;
      if (!chain.builtIn) chain.declared = undefined;
  }
}

function isFragment(table: Table, mode: FragmentMode): boolean {
  return mode === 'auto' ? !declaresBuiltIn(table) : mode === 'always';
}
