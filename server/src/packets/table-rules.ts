/** The rules of each chain of a table, in the order in which a packet meets them. */

import { ruleAt, targetOfRule } from '../ruleset/document';
import { lineKinds } from '../ruleset/line-facts';
import { isTargetModule } from '../ruleset/names';
import { type RuleSummary, skippedByFamily } from '../ruleset/rule-summary';
import { type Chain, declarationName, type Ruleset, type Table } from '../ruleset/ruleset';
import { builtInsOf } from '../ruleset/table';
import { spanText } from '../syntax/span';
import { splitWords } from '../syntax/words';

/** A policy and where it is set; `name` undefined where the dump does not say it, or says none that exists. */
export interface Policy {
  name: 'ACCEPT' | 'DROP' | undefined;
  line: number | undefined;
}

export interface TableRules {
  /** Line numbers of rules, by the number of the chain's name. Undefined: a chain without rules. */
  lines: (number[] | undefined)[];
  /** Of built-in chains, by the number of the name. */
  policies: (Policy | undefined)[];
}

const known = new WeakMap<Table, TableRules>();
const knownCallers = new WeakMap<Table, (number[] | undefined)[]>();

/** Goes through the table once, as iptables-restore would, commands other than `-A` included. */
export function tableRules(ruleset: Ruleset, table: Table): TableRules {
  const found = known.get(table);
  if (found) return found;
  const { facts, family } = ruleset.document;
  const rules: TableRules = { lines: perName(ruleset), policies: perName(ruleset) };
  for (const chain of builtInsOf(table)) rules.policies[chain.id] = declaredPolicy(ruleset, chain);
  for (let i = table.header + 1; i < table.end; i++) {
    const summary = facts.summaries[i];
    if (facts.kinds[i] === lineKinds.rule) addLine(rules, facts.chains[i]!, i);
    else if (!summary) continue;
    else if (summary.chain >= 0 && !skippedByFamily(summary, family)) apply(ruleset, rules, summary, i);
    else if (summary.command === 'flush') rules.lines = perName(ruleset);
  }
  known.set(table, rules);
  return rules;
}

/** Rules with a jump or goto to a chain, by the number of the chain's name. */
export function callersOf(ruleset: Ruleset, table: Table): (number[] | undefined)[] {
  const found = knownCallers.get(table);
  if (found) return found;
  const callers = perName<number[]>(ruleset);
  for (const lines of tableRules(ruleset, table).lines) {
    for (const line of lines ?? []) {
      const target = targetOfRule(ruleset.document, line);
      if (target < 0 || isTargetOf(ruleset, target, line)) continue;
      const known = callers[target];
      if (known) known.push(line);
      else callers[target] = [line];
    }
  }
  knownCallers.set(table, callers);
  return callers;
}

/** Filled at once: a list with holes is slow to fill. */
function perName<T>(ruleset: Ruleset): (T | undefined)[] {
  return new Array<T | undefined>(ruleset.document.names.texts.length).fill(undefined);
}

function isTargetOf({ document }: Ruleset, target: number, line: number): boolean {
  return isTargetModule(document.names, target, document.family) && document.facts.summaries[line]?.goto !== true;
}

function addLine(rules: TableRules, chain: number, line: number): void {
  const lines = rules.lines[chain];
  if (lines) lines.push(line);
  else rules.lines[chain] = [line];
}

function apply(ruleset: Ruleset, rules: TableRules, summary: RuleSummary, line: number): void {
  if (summary.command === 'append') {
    addLine(rules, summary.chain, line);
    return;
  }
  const lines = rules.lines[summary.chain] ?? [];
  const index = (summary.number ?? 1) - 1;
  switch (summary.command) {
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
      if (summary.newName >= 0) rules.lines[summary.newName] = lines.splice(0);
      break;
    case 'policy':
      setPolicy(ruleset, rules, summary, line);
  }
  rules.lines[summary.chain] = lines;
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

function setPolicy(ruleset: Ruleset, rules: TableRules, summary: RuleSummary, line: number): void {
  const [text] = splitWords(ruleset.document.dump.lines[line]!.text, summary.chainSpan.end);
  rules.policies[summary.chain] = { name: policyName(text?.value), line };
}

function policyName(text: string | undefined): Policy['name'] {
  return text === 'ACCEPT' || text === 'DROP' ? text : undefined;
}
