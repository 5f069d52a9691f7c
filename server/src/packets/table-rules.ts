/** The rules of each chain of a table, in the order in which a packet meets them. */

import type { RuleSummary } from '../ruleset/rule-summary';
import { skippedByFamily } from '../ruleset/rule-summary';
import type { Ruleset, Table } from '../ruleset/ruleset';
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
  /** Rules with a jump or goto to the chain, by the number of the chain's name. */
  callers: (number[] | undefined)[];
  /** Of built-in chains, by the number of the name. */
  policies: (Policy | undefined)[];
}

const known = new WeakMap<Table, TableRules>();

/** Goes through the table once, as iptables-restore would, commands other than `-A` included. */
export function tableRules(ruleset: Ruleset, table: Table): TableRules {
  const found = known.get(table);
  if (found) return found;
  const rules: TableRules = { lines: [], callers: [], policies: [] };
  const { document } = ruleset;
  for (let i = table.header + 1; i < table.end; i++) {
    const summary = document.rules[i];
    if (!summary) declarePolicies(ruleset, table, rules, i);
    else if (summary.chain >= 0 && !skippedByFamily(summary, document.family)) apply(ruleset, rules, summary, i);
    else if (summary.command === 'flush') rules.lines = [];
  }
  collectCallers(ruleset, table, rules);
  known.set(table, rules);
  return rules;
}

function apply(ruleset: Ruleset, rules: TableRules, summary: RuleSummary, line: number): void {
  if (summary.command === 'append') {
    const lines = rules.lines[summary.chain];
    if (lines) lines.push(line);
    else rules.lines[summary.chain] = [line];
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
  const summary = ruleset.document.rules[line]!;
  const words = splitWords(ruleset.document.dump.lines[line]!.text, summary.chainSpan.end);
  return words
    .slice(summary.number === undefined ? 0 : 1)
    .map((word) => word.value)
    .join('\0');
}

function declarePolicies(ruleset: Ruleset, table: Table, rules: TableRules, index: number): void {
  const line = ruleset.document.dump.lines[index]!;
  if (line.kind !== 'declaration') return;
  for (const declaration of line.declarations) {
    if (!declaration.name) continue;
    const id = ruleset.document.names.ids.get(spanText(line.text, declaration.name));
    if (id === undefined || !table.byId[id]?.builtIn || rules.policies[id]?.name) continue;
    const text = declaration.policy && spanText(line.text, declaration.policy);
    rules.policies[id] = { name: policyName(text), line: index };
  }
}

function setPolicy(ruleset: Ruleset, rules: TableRules, summary: RuleSummary, line: number): void {
  const [text] = splitWords(ruleset.document.dump.lines[line]!.text, summary.chainSpan.end);
  rules.policies[summary.chain] = { name: policyName(text?.value), line };
}

function policyName(text: string | undefined): Policy['name'] {
  return text === 'ACCEPT' || text === 'DROP' ? text : undefined;
}

function collectCallers(ruleset: Ruleset, table: Table, rules: TableRules): void {
  for (const lines of rules.lines) {
    for (const line of lines ?? []) {
      const summary = ruleset.document.rules[line]!;
      if (summary.target < 0 || (summary.targetIsModule && !summary.goto)) continue;
      if (!table.byId[summary.target]) continue;
      const callers = rules.callers[summary.target];
      if (callers) callers.push(line);
      else rules.callers[summary.target] = [line];
    }
  }
}
