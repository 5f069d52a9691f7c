/** Rule lines that iptables cannot take apart: words in the wrong place, commands missing or doubled. */

import { type RuleProblem, readRule } from '../ruleset/rule';
import { type Ruleset, type Table, tableAt } from '../ruleset/ruleset';
import type { RuleLine } from '../syntax/line';
import type { Check, Report } from './check';
import type { RefusedBy, Severity } from './finding';
import { hasPasteDamage } from './paste-damage';
import { byBoth, byNftOnLoad, byNobody, byState } from './refusal';
import { mendRule } from './rule-mends';

export const malformedRule: Check = {
  code: 'malformed-rule',
  severity: 'error',
  run(ruleset, report) {
    for (const line of ruleset.oddLines) reportFirst(ruleset, line, report);
    for (const table of ruleset.tables) checkTable(ruleset, table, report);
  },
};

/** What a problem means; problems that are not here belong to other checks. */
const messages: Partial<Record<RuleProblem['kind'], (problem: RuleProblem) => string>> = {
  'no-command': () => 'The rule has no command: -A CHAIN is missing, so nothing says where it belongs.',
  'second-command': ({ word, option }) =>
    `${word} is the second command of this line, after ${option}: two rules were joined. Give each a line of its own.`,
  'bare-word': bareWordMessage,
  'joined-value': ({ word }) =>
    `Put a blank before the value in ${word}: iptables before 1.8.11 takes the next word for it.`,
  'missing-value': ({ word }) => `${word} needs a value.`,
  'second-target': ({ word, option }) => `${word} is the second target of this rule, after ${option}: a rule has one.`,
  'inversion-not-allowed': ({ option }) => `! cannot stand before ${option}: only a test can be inverted.`,
  'double-inversion': () => 'Two ! in a row: one inverts, two are refused.',
  'inversion-at-end': () => '! at the end inverts nothing: the option it belongs to is missing.',
  'not-in-restore': ({ word }) =>
    word.startsWith('-t') || word.startsWith('--t')
      ? 'The table is chosen by the header (*filter, *nat …); -t cannot be used in a dump.'
      : `${word} cannot be used in a dump.`,
  'only-when-listing': ({ word }) => `${word} goes with -L only.`,
  'words-behind-end': ({ word }) => `-- ends the options, so ${word} cannot be read.`,
  'invalid-rule-number': ({ word }) => `${word} is no rule number: rules are counted from 1.`,
  'empty-target': () => 'The target has no name.',
  'too-many-words': () => 'The line has more than 251 words, which is all that iptables-restore can take.',
  'text-behind-nul': () => 'A NUL byte ends the line here: the rest is ignored. Delete the byte.',
};

function bareWordMessage({ word, option }: RuleProblem): string {
  if (word.startsWith('#'))
    return 'A comment is a line of its own that begins with #. Here # is read as a word of the rule.';
  if (/(?:^|\/)ip6?tables(?:-legacy|-nft)?$|^sudo$/.test(word)) {
    return `${word}: this is a shell command, not a line of a dump. A dump has the rule only, from -A on.`;
  }
  if (word.length > 1 && word.startsWith('!')) return `${word}: put a blank behind the !.`;
  if (/^--(?:comment|log-prefix|nflog-prefix)/.test(option ?? '')) {
    return `${word} does not belong to ${option}, which takes one word: put its text in double quotes.`;
  }
  return `${word} stands where an option should be${option ? ` (after ${option})` : ''}: an option begins with -.`;
}

/** One finding a line, as iptables stops at the first fault; lines that were damaged as a whole are left to that check. */
function reportFirst(ruleset: Ruleset, index: number, report: Report): void {
  const line = ruleset.document.dump.lines[index]!;
  if (line.kind !== 'rule' || !tableAt(ruleset, index)) return;
  const problem = ruleset.document.rules[index]?.problems.find(({ kind }) => messages[kind]);
  if (!problem || hasPasteDamage(line, ruleset.document.rules[index]!)) return;
  const silent = problem.kind === 'text-behind-nul';
  report({
    line: index,
    span: problem,
    message: messages[problem.kind]!(problem),
    refusedBy: silent ? byNobody : byBoth,
    fixes: mendRule(ruleset, index, line, problem),
  });
}

function checkTable(ruleset: Ruleset, table: Table, report: Report): void {
  for (const line of table.beyondEnd) reportCommand(ruleset, table, line, report);
  for (const line of table.deletedInUse) {
    report({
      line,
      span: ruleset.document.rules[line]!.chainSpan,
      message:
        'The chain still has rules or is jumped to, so it cannot be deleted: empty it (-F) and remove the jumps first.',
      refusedBy: byState,
    });
  }
  for (const { line, span } of table.jumpsToBuiltIn) {
    report({
      line,
      span,
      message: 'A rule cannot jump to a built-in chain: the kernel alone sends packets there.',
      refusedBy: byState,
    });
  }
  for (const line of table.nftTrouble) reportNft(ruleset, line, report);
}

function reportCommand(ruleset: Ruleset, table: Table, line: number, report: Report): void {
  const { number, chain } = ruleset.document.rules[line]!;
  const name = ruleset.document.names.texts[chain];
  const rules = table.byId[chain]?.rules ?? 0;
  const severity: Severity = table.fragment ? 'warning' : 'error';
  report({
    line,
    span: ruleset.document.rules[line]!.chainSpan,
    message:
      number === undefined
        ? `${name} has no rule at this point, so this one cannot be found.`
        : `${name} has only ${rules} rules at this point: number ${number} does not exist.`,
    refusedBy: byState,
    severity,
  });
}

const nftTrouble: Record<string, [RefusedBy, string]> = {
  replace: [byNftOnLoad, 'iptables-nft-restore 1.8.9 crashes on -R.'],
  'rename-chain': [byNftOnLoad, 'iptables-nft-restore cannot rename a chain that the same input makes.'],
  zero: [byNftOnLoad, 'iptables-nft-restore 1.8.9 fails on -Z.'],
};

function reportNft(ruleset: Ruleset, index: number, report: Report): void {
  const line = ruleset.document.dump.lines[index] as RuleLine;
  const [refusedBy, message] = nftTrouble[ruleset.document.rules[index]!.command]!;
  const command = readRule(line, ruleset.document.family).parts.find((part) => part.option && 'rule' in part.option);
  report({
    line: index,
    span: command?.name ?? { start: line.from, end: line.text.length },
    message,
    refusedBy,
    severity: 'warning',
  });
}
