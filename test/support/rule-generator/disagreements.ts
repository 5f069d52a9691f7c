/**
 * Prints where our checks and the real tools disagree on generated rules, the largest groups first.
 * Usage: npx tsx test/support/rule-generator/disagreements.ts [seed] [count] [--set valid|planted|random] [--top N] [--tools]
 * `--tools` looks at the tools alone: valid rules that are refused, planted faults that nobody refuses. Answers of the
 * tools are kept in the folder for temporary files, so that a second run with the same seed and count takes seconds.
 */

import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Disagreement } from './comparison';
import { generateRules, type RuleSet } from './generate';
import type { RuleCase } from './rule-case';
import { askTools, type Verdict } from './verdicts';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    set: { type: 'string', multiple: true },
    top: { type: 'string', default: '40' },
    examples: { type: 'string', default: '3' },
    tools: { type: 'boolean', default: false },
  },
});
const seed = Number(positionals[0] ?? 3);
const count = Number(positionals[1] ?? 24_000);

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function run(): Promise<void> {
  const rules = generateRules(seed, count, options.set as RuleSet[] | undefined);
  print(`${rules.length} rules`);
  const began = Date.now();
  const { verdicts, limited } = await askTools(rules, join(tmpdir(), `iptables-lens-verdicts-${seed}.json`));
  print(
    `${verdicts.length} verdicts in ${Date.now() - began} ms, ${verdicts.filter(({ answer }) => answer.refused).length} refusals`,
  );
  if (options.tools) {
    for (const [line, times] of limited) print(`${times} x ${line}`);
    return printGroups(unexpected(verdicts), (verdict) => `${verdict.rule.kind} ${verdict.rule.about}`);
  }
  // The checks are loaded only here: the tools can be asked while a check is being written.
  const { countFaults, disagreements, findingsByRule } = await import('./comparison');
  const found = findingsByRule(verdicts);
  const differing = disagreements(verdicts, found);
  print(`${differing.length} disagreements`);
  printGroups(differing, groupOf);
  print('kind: planted, refused, marked, named');
  for (const [kind, { planted, refused, marked, named }] of countFaults(verdicts, found))
    print(`${kind}: ${planted}, ${refused}, ${marked}, ${named}`);
}

/** Valid rules that are refused, and planted faults that no backend refuses. */
function unexpected(verdicts: readonly Verdict[]): Verdict[] {
  const refused = new Set<RuleCase>(verdicts.filter(({ answer }) => answer.refused).map(({ rule }) => rule));
  return verdicts.filter(({ rule, answer, judge }) => {
    if (rule.kind === 'valid') return answer.refused;
    if (judge === 'test') return false;
    return rule.kind !== 'random' && !refused.has(rule);
  });
}

/** Disagreements are of one group when they have the same direction and the same words, but for names and numbers. */
function groupOf({ rule, backend, answer, findings }: Disagreement): string {
  const kind = rule.kind === 'valid' || rule.kind === 'random' ? rule.kind : 'planted';
  if (!answer.refused) {
    const codes = findings.filter(({ refusedBy }) => refusedBy[backend]).map(({ code }) => code);
    return `WE CLAIM [${[...new Set(codes)].join(' ')}], ${backend} takes it (${kind})`;
  }
  const said = reasonOf(answer.message);
  return `${backend} REFUSES, we say nothing (${kind}${said === '' ? ` ${rule.kind} ${rule.about}` : ''}): ${said}`;
}

/** What the tool says, without what differs from rule to rule; '' for a bare refusal of the kernel. */
function reasonOf(message: string): string {
  const lines = message.split('\n').filter((line) => !/^(?:Error occurred|Try `|warn|Warning|$)/.test(line));
  const said = lines.find((line) => /\(legacy\): .|\(nf_tables\): .|^[A-Z]/.test(line)) ?? lines.at(-1) ?? '';
  if (/line \d+ failed|RULE_APPEND failed/.test(said) || /RULE_APPEND failed/.test(lines.at(-1) ?? '')) return '';
  return said
    .replace(/^.*\((?:legacy|nf_tables)\): /, '')
    .replace(/"[^"]*"|`[^']*'/g, '…')
    .replace(/\d+/g, 'N');
}

function printGroups<V extends Verdict>(verdicts: readonly V[], groupOfOne: (verdict: V) => string): void {
  const groups = new Map<string, V[]>();
  for (const verdict of verdicts) {
    const key = groupOfOne(verdict);
    groups.set(key, [...(groups.get(key) ?? []), verdict]);
  }
  const sorted = [...groups].sort((a, b) => b[1].length - a[1].length);
  print(`${sorted.length} groups`);
  for (const [name, members] of sorted.slice(0, Number(options.top))) {
    print(`\n${members.length} x ${name}`);
    const step = Math.max(1, Math.floor(members.length / Number(options.examples)));
    for (let at = 0; at < members.length && at < step * Number(options.examples); at += step)
      printExample(members[at]!);
  }
}

function printExample(verdict: Verdict & Partial<Disagreement>): void {
  const { rule, answer, judge, findings = [] } = verdict;
  const lines = rule.text.split('\n');
  const jumps = lines.filter((line, index) => index !== rule.line && line.startsWith('-A'));
  print(`    ${rule.family} ${lines[0]} ${jumps.join(' ; ')} (${judge})`);
  print(`    ${lines[rule.line]}`);
  if (answer.refused)
    print(`      tool: ${answer.message.split('\n').filter(Boolean).slice(0, 2).join(' | ').slice(0, 200)}`);
  for (const { code, message, span } of findings.slice(0, 3))
    print(`      ours: ${code} ${span.start}-${span.end} ${message}`);
}

void run();
