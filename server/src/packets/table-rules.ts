/** The rules of each chain of a table, in the order in which a packet meets them. */

import { ruleAt, targetOfRule } from '../ruleset/document';
import { lineKinds } from '../ruleset/line-facts';
import { isTargetModule } from '../ruleset/names';
import { type RuleSummary, skippedByFamily } from '../ruleset/rule-summary';
import { type Chain, declarationName, type Ruleset, type Table } from '../ruleset/ruleset';
import { builtInsOf, type Numbers } from '../ruleset/table';
import type { Family } from '../ruleset/tables';
import { spanText } from '../syntax/span';
import { splitWords } from '../syntax/words';

/** A policy and where it is set; `name` undefined where the dump does not say it, or says none that exists. */
export interface Policy {
  name: 'ACCEPT' | 'DROP' | undefined;
  line: number | undefined;
}

/** Lines of rules, for as long as the ruleset that they are of is not outdated. */
export type RuleLines = readonly number[] | Int32Array;

export interface TableRules {
  /** The lines of a chain's rules in their order, by the number of its name; the same list each time. */
  linesOf(chain: number): RuleLines;
  /** The lines of all rules. */
  all(): Iterable<number>;
  /** Of built-in chains, by the number of the name. */
  policies: (Policy | undefined)[];
}

const known = new WeakMap<Table, TableRules>();
const knownCallers = new WeakMap<Table, ReadonlyMap<number, readonly number[]>>();

/** Goes through the table once, as iptables-restore would, commands other than `-A` included. */
export function tableRules(ruleset: Ruleset, table: Table): TableRules {
  const found = known.get(table);
  if (found) return found;
  const policies: TableRules['policies'] = [];
  for (const chain of builtInsOf(table)) policies[chain.id] = declaredPolicy(ruleset, chain);
  const rules = { ...(appendedRules(ruleset, table) ?? commandedRules(ruleset, table, policies)), policies };
  known.set(table, rules);
  return rules;
}

type Lines = Pick<TableRules, 'linesOf' | 'all'>;

const noLines: readonly number[] = [];

/** The rules of a table whose lines only append, as in every dump that iptables-save wrote; undefined for other tables. */
function appendedRules({ document }: Ruleset, table: Table): Lines | undefined {
  const { kinds, chains, summaries } = document.facts;
  const { header, end } = table;
  // Where the rules of each chain begin, and once all are in their place where they end.
  const ends = startsOf(table);
  const lines = roomFor(table.facts.ruleLines, ends.at(-1)!);
  for (let i = header + 1; i < end; i++) {
    const kind = kinds[i]!;
    if (kind === lineKinds.rule) lines[ends[chains[i]!]!++] = i;
    else if (kind === lineKinds.other) {
      const chain = appendedTo(summaries[i], document.family);
      if (chain === undefined) return undefined;
      if (chain >= 0) lines[ends[chain]!++] = i;
    }
  }
  const lists = new Map<number, RuleLines>();
  return {
    linesOf(chain) {
      let list = lists.get(chain);
      if (!list) {
        list = lines.subarray(chain > 0 ? ends[chain - 1] : 0, ends[chain]);
        lists.set(chain, list);
      }
      return list;
    },
    all: () => lines,
  };
}

/** Numbers, in the room that is there if it is large enough. */
function roomFor(room: Numbers, size: number): Int32Array {
  return room instanceof Int32Array && room.length >= size ? room.subarray(0, size) : new Int32Array(size);
}

/** For each chain the number of rules of those before it, by the numbers of their names; behind the last the number of all. */
function startsOf({ facts }: Table): Int32Array {
  const { rules, ruleEnds, document } = facts;
  const starts = roomFor(ruleEnds, document.names.texts.length + 1);
  starts[0] = 0;
  for (let id = 1; id < starts.length; id++) starts[id] = starts[id - 1]! + (rules[id - 1]! | 0);
  return starts;
}

/** The chain that a command appends a rule to; -1 when it does nothing to rules, undefined when it does something else. */
function appendedTo(summary: RuleSummary | undefined, family: Family): number | undefined {
  if (!summary || (summary.chain >= 0 && skippedByFamily(summary, family))) return -1;
  if (summary.command === 'append') return summary.chain;
  return summary.command === '' || summary.command === 'new-chain' ? -1 : undefined;
}

/** The rules of a table with commands that insert, replace or delete. */
function commandedRules(ruleset: Ruleset, table: Table, policies: TableRules['policies']): Lines {
  const { facts, family } = ruleset.document;
  const rules: CommandedRules = { lines: new Map(), policies };
  for (let i = table.header + 1; i < table.end; i++) {
    const summary = facts.summaries[i];
    if (facts.kinds[i] === lineKinds.rule) linesFor(rules, facts.chains[i]!).push(i);
    else if (!summary) continue;
    else if (summary.chain >= 0 && !skippedByFamily(summary, family)) apply(ruleset, rules, summary, i);
    else if (summary.command === 'flush') rules.lines.clear();
  }
  return {
    linesOf: (chain) => rules.lines.get(chain) ?? noLines,
    all: () => [...rules.lines.values()].flat(),
  };
}

interface CommandedRules {
  lines: Map<number, number[]>;
  policies: TableRules['policies'];
}

/** Rules with a jump or goto to a chain, by the number of the chain's name. */
export function callersOf(ruleset: Ruleset, table: Table): ReadonlyMap<number, readonly number[]> {
  const found = knownCallers.get(table);
  if (found) return found;
  const callers = new Map<number, number[]>();
  for (const line of tableRules(ruleset, table).all()) {
    const target = targetOfRule(ruleset.document, line);
    if (target < 0 || isTargetOf(ruleset, target, line)) continue;
    const list = callers.get(target);
    if (list) list.push(line);
    else callers.set(target, [line]);
  }
  knownCallers.set(table, callers);
  return callers;
}

function isTargetOf({ document }: Ruleset, target: number, line: number): boolean {
  return isTargetModule(document.names, target, document.family) && document.facts.summaries[line]?.goto !== true;
}

function linesFor({ lines }: CommandedRules, chain: number): number[] {
  const list = lines.get(chain) ?? [];
  lines.set(chain, list);
  return list;
}

function apply(ruleset: Ruleset, rules: CommandedRules, summary: RuleSummary, line: number): void {
  const lines = linesFor(rules, summary.chain);
  const index = (summary.number ?? 1) - 1;
  switch (summary.command) {
    case 'append':
      lines.push(line);
      break;
    case 'insert':
      lines.splice(index, 0, line);
      break;
    case 'replace':
      if (index < lines.length) lines[index] = line;
      break;
    case 'delete':
      removeRule(ruleset, lines, summary, line);
      break;
    case 'flush':
    case 'delete-chain':
      lines.length = 0;
      break;
    case 'rename-chain':
      if (summary.newName >= 0) rules.lines.set(summary.newName, lines.splice(0));
      break;
    case 'policy':
      setPolicy(ruleset, rules.policies, summary, line);
  }
}

/** `-D CHAIN 3`, or the first rule that reads the same. */
function removeRule(ruleset: Ruleset, lines: number[], summary: RuleSummary, line: number): void {
  const wanted = ruleText(ruleset, line);
  const index =
    summary.number !== undefined ? summary.number - 1 : lines.findIndex((each) => ruleText(ruleset, each) === wanted);
  if (index >= 0) lines.splice(index, 1);
}

/** The words behind the chain's name, and behind the rule number where there is one. */
function ruleText(ruleset: Ruleset, line: number): string {
  const summary = ruleAt(ruleset.document, line)!;
  const words = splitWords(ruleset.document.dump.lines[line]!.text, summary.chainSpan.end);
  return words
    .slice(summary.number === undefined ? 0 : 1)
    .map((word) => word.value)
    .join('\0');
}

/** Also from a declaration that a damaged line hides behind another one. */
function declaredPolicy(ruleset: Ruleset, chain: Chain): Policy | undefined {
  let policy: Policy | undefined;
  for (const { line } of [...(chain.declared ? [chain.declared] : []), ...chain.again, ...chain.lost]) {
    if (policy?.name) break;
    policy = { name: policyAt(ruleset, chain, line), line };
  }
  return policy;
}

function policyAt(ruleset: Ruleset, chain: Chain, index: number): Policy['name'] {
  const line = ruleset.document.dump.lines[index]!;
  if (line.kind !== 'declaration') return undefined;
  const own = line.declarations.find((each) => declarationName(line, each) === chain.name);
  return policyName(own?.policy && spanText(line.text, own.policy));
}

function setPolicy(ruleset: Ruleset, policies: TableRules['policies'], summary: RuleSummary, line: number): void {
  const [text] = splitWords(ruleset.document.dump.lines[line]!.text, summary.chainSpan.end);
  policies[summary.chain] = { name: policyName(text?.value), line };
}

function policyName(text: string | undefined): Policy['name'] {
  return text === 'ACCEPT' || text === 'DROP' ? text : undefined;
}
