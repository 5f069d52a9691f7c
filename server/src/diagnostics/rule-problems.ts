/** What is wrong with a rule line that iptables cannot take apart, in words. */

import { matchModules, targetModules } from '../modules/index';
import { findOption, resolveOption, resolveShortOption } from '../modules/option-names';
import { type RulePart, readRule } from '../ruleset/rule';
import type { RuleProblem } from '../ruleset/rule-problem';
import type { Ruleset } from '../ruleset/ruleset';
import type { RuleLine } from '../syntax/line';

/** True for a problem of the line's build; the others belong to other checks. */
export function isMalformed({ kind }: RuleProblem): boolean {
  return messages[kind] !== undefined;
}

/** What the problem is and what to do. */
export function explainProblem(ruleset: Ruleset, index: number, line: RuleLine, problem: RuleProblem): string {
  const long = longOptionMeant(problem);
  if (long) return `${problem.word} is a long option with one dash: write ${long}.`;
  const inverted = inversionBehind(ruleset, line, problem);
  if (inverted) return `Behind ${inverted.name.value} the ! is read as its value. Put ! before ${inverted.name.value}.`;
  const message = messages[problem.kind]?.(problem.word === '' ? { ...problem, word: '""' } : problem) ?? '';
  return isContinuation(ruleset, index, line, problem) ? `${message} Is this the rest of the line above?` : message;
}

/** `-dport` is read as `-d port`: the long option that was meant, with its dashes. Undefined when it is none. */
export function longOptionMeant({ kind, word }: RuleProblem): string | undefined {
  if (kind !== 'joined-value' && kind !== 'not-in-restore' && kind !== 'unknown-letter') return undefined;
  const name = /^-([a-z][a-z0-9-]{2,})$/.exec(word)?.[1];
  return name !== undefined && isLongOption(name) ? `--${name}` : undefined;
}

function isLongOption(name: string): boolean {
  const own = resolveOption(name, []);
  if (own.kind === 'found' && own.name === name) return true;
  return [...matchModules, ...targetModules].some((module) => findOption(module, name) !== undefined);
}

/** The option that took a `!` for its value, as iptables before 1.4 wrote inversions. Undefined when the word at fault does not follow one. */
export function inversionBehind(ruleset: Ruleset, line: RuleLine, problem: RuleProblem): RulePart | undefined {
  if (problem.kind !== 'bare-word') return undefined;
  const { parts } = readRule(line, ruleset.document.family);
  const part = parts.filter((each) => each.name.start < problem.start).at(-1);
  const mark = part?.values.find(({ value }) => value === '!');
  return mark && !mark.quoted && !part?.inversion && part?.option?.inversion !== undefined ? part : undefined;
}

/** True for a line that begins in the middle of a rule, right below another rule. */
export function isContinuation(ruleset: Ruleset, index: number, line: RuleLine, problem: RuleProblem): boolean {
  if (problem.kind !== 'no-command' && !(problem.kind === 'bare-word' && problem.start === line.from)) return false;
  if (line.counters || isShellCommand(problem.word)) return false;
  return ruleset.document.dump.lines[index - 1]?.kind === 'rule';
}

/** True for the name of a program that belongs into a shell script. */
export function isShellCommand(word: string): boolean {
  return /(?:^|\/)ip6?tables(?:-legacy|-nft)?$|^sudo$/.test(word);
}

const messages: Partial<Record<RuleProblem['kind'], (problem: RuleProblem) => string>> = {
  'no-command': () => 'The rule has no command such as -A CHAIN, so nothing says where it belongs.',
  'second-command': ({ word, option }) =>
    `${word} is a second command on this line, after ${option}. Give each rule a line of its own.`,
  'unknown-letter': unknownOptionMessage,
  'bare-word': bareWordMessage,
  'joined-value': ({ word }) =>
    `Put a blank before the value in ${word}: iptables before 1.8.11 takes the next word for it.`,
  'missing-value': ({ word }) => `${word} needs a value.`,
  'second-target': ({ word, option }) => `${word} gives the rule a second target, after ${option}: it can have one.`,
  'inversion-not-allowed': ({ option }) => `! cannot stand before ${option}: only a test can be inverted.`,
  'double-inversion': () => 'Two ! in a row are refused: write one or none.',
  'inversion-at-end': () => 'Nothing follows this !: the test that it inverts is missing.',
  'not-in-restore': ({ word }) =>
    word.startsWith('-t') || word.startsWith('--t')
      ? 'The header (*filter, *nat …) chooses the table, so -t cannot be used in a dump.'
      : `${word} is for the command line and cannot be used in a dump.`,
  'only-when-listing': ({ word }) => `${word} goes only with -L, which lists rules.`,
  'words-behind-end': ({ word }) => `-- ends the options, so ${word} and what follows cannot be read. Delete the --.`,
  'invalid-rule-number': ({ word }) => `${word} is no rule number: rules are counted from 1.`,
  'empty-target': () => 'The target has no name.',
  'too-many-words': () => 'The line has more than 251 words, which is all that iptables-restore takes.',
  'text-behind-nul': () => 'A NUL byte ends the line here, and the rest is ignored. Delete the byte.',
};

function unknownOptionMessage({ word }: RuleProblem): string {
  const meant = shortOptionMeant(word);
  return meant ? `${word} is no option; did you mean ${meant}?` : `${word} is no option.`;
}

/** `-A` for `-a`: the option with the same letter in the other case. Undefined when there is none. */
export function shortOptionMeant(word: string): string | undefined {
  const letter = /^-([a-zA-Z])$/.exec(word)?.[1];
  if (letter === undefined) return undefined;
  const other = letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase();
  return resolveShortOption(other) && `-${other}`;
}

function bareWordMessage({ word, option }: RuleProblem): string {
  if (word.startsWith('#')) return 'A comment needs a line of its own: behind a rule, # is read as a part of it.';
  if (isShellCommand(word))
    return `${word} belongs in a shell script: in a dump, rules begin with their command, such as -A.`;
  if (word.length > 1 && word.startsWith('!')) return `Put a blank behind the ! in ${word}.`;
  if (/^--(?:comment|log-prefix|nflog-prefix)/.test(option ?? '')) {
    return `${option} takes one word, and ${word} is a second one. Put the whole text in double quotes.`;
  }
  if (option) return `${word} is no option (those begin with -), and ${option} takes no further value.`;
  return `${word} is no command: a rule begins with one such as -A.`;
}
