/** Which chain name stands at a place, and where else the name stands in the same table. */

import { ruleAt } from '../ruleset/document';
import { readRule } from '../ruleset/rule';
import { commandOf, type RuleSummary } from '../ruleset/rule-summary';
import { type Chain, exists, findChain, type Mention, type Ruleset, type Table, tableAt } from '../ruleset/ruleset';
import { chainById } from '../ruleset/table';
import type { DeclarationLine, RuleLine } from '../syntax/line';
import { type Span, spanText, touches } from '../syntax/span';

/** A chain name at one place. Outside of every table it belongs to none. */
export interface NamedChain {
  name: string;
  mention: Mention;
  table: Table | undefined;
  chain: Chain | undefined;
}

/** The chain name at a place, be it declared, filled or jumped to there; undefined where no chain name stands. */
export function chainNameAt(ruleset: Ruleset, line: number, column: number): NamedChain | undefined {
  const { dump, names } = ruleset.document;
  const text = dump.lines[line];
  const table = tableAt(ruleset, line);
  const named = (name: string, mention: Mention): NamedChain => {
    return { name, mention, table, chain: table && findChain(ruleset, table, name) };
  };
  if (text?.kind === 'declaration') {
    const span = declaredNameAt(text, column);
    return span && named(spanText(text.text, span), { line, span, role: 'declaration' });
  }
  const rule = ruleAt(ruleset.document, line);
  if (text?.kind !== 'rule' || !rule) return undefined;
  const mention = ruleMentions(ruleset, table, line, rule).find(([, { span }]) => touches(span, column));
  return mention && named(names.texts[mention[0]]!, mention[1]);
}

/** Every place in the table where the chain's name stands, in the order of the text. */
export function chainMentions(ruleset: Ruleset, table: Table, chain: Chain): Mention[] {
  const { document } = ruleset;
  const found = declarations(ruleset, table, chain);
  for (let line = table.header + 1; line < table.end; line++) {
    const { chains, targets, summaries } = document.facts;
    if (chains[line] !== chain.id && targets[line] !== chain.id && summaries[line]?.newName !== chain.id) continue;
    if (document.dump.lines[line]!.kind !== 'rule') continue;
    for (const [id, mention] of ruleMentions(ruleset, table, line, ruleAt(document, line)!))
      if (id === chain.id) found.push(mention);
  }
  return found.sort((a, b) => a.line - b.line || a.span.start - b.span.start);
}

/** True where a name comes into being, as against where it is used. */
export function isDeclaration(mention: Mention): boolean {
  return mention.role === 'declaration' || mention.role === 'new-chain';
}

function declaredNameAt(line: DeclarationLine, column: number): Span | undefined {
  const at = line.declarations.find(({ name }) => name && name.start - 1 <= column && column <= name.end);
  return at?.name;
}

/** The declarations with `:` of a chain. Those of a chain that was deleted or renamed further down have to be looked for. */
function declarations(ruleset: Ruleset, table: Table, chain: Chain): Mention[] {
  const { lines } = ruleset.document.dump;
  if (chain.declared?.role === 'declaration') {
    const recorded = [chain.declared, ...chain.again, ...chain.lost];
    return recorded.filter(({ line, span, role }) => {
      return role === 'declaration' && spanText(lines[line]!.text, span) === chain.name;
    });
  }
  const found: Mention[] = [];
  for (let line = table.header + 1; line < table.end; line++) {
    const text = lines[line]!;
    if (text.kind !== 'declaration') continue;
    for (const { name } of text.declarations) {
      if (name && spanText(text.text, name) === chain.name) found.push({ line, span: name, role: 'declaration' });
    }
  }
  return found;
}

/** The chain names of a rule line, each with the number of the name. */
export function ruleMentions(
  ruleset: Ruleset,
  table: Table | undefined,
  line: number,
  rule: RuleSummary,
): [id: number, mention: Mention][] {
  const found: [number, Mention][] = [];
  if (rule.chain >= 0) {
    const role = rule.command === 'new-chain' ? 'new-chain' : 'command';
    found.push([rule.chain, { line, span: rule.chainSpan, role }]);
  }
  if (rule.newName >= 0) {
    const span = newNameSpan(ruleset, line);
    if (span) found.push([rule.newName, { line, span, role: 'new-chain' }]);
  }
  if (rule.target >= 0 && leadsToChain(table, rule))
    found.push([rule.target, { line, span: rule.targetSpan, role: rule.goto ? 'goto' : 'jump' }]);
  return found;
}

/** A target's name is that of a chain where a chain of the table has it, even if a module has it too. */
function leadsToChain(table: Table | undefined, rule: RuleSummary): boolean {
  if (!rule.targetIsModule || rule.goto) return true;
  const chain = table && chainById(table, rule.target);
  return chain !== undefined && exists(chain);
}

/** `-E OLD NEW` is rare enough to be read again. */
function newNameSpan(ruleset: Ruleset, line: number): Span | undefined {
  const rule = readRule(ruleset.document.dump.lines[line] as RuleLine, ruleset.document.family);
  return commandOf(rule)?.values[1];
}
