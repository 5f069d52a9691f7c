/** Rule lines that iptables cannot take apart: words in the wrong place, commands missing or doubled. */

import type { RuleProblem } from '../ruleset/rule-problem';
import { tableAt } from '../ruleset/ruleset';
import type { Check } from './check';
import { type Fix, replace } from './finding';
import { isContinuation, joinLines } from './line-rest';
import { isKnownThere, longOptionMeant } from './long-option';
import { type Explained, type ProblemPlace, reportProblems } from './rule-check';
import { deleteFix, wordFix } from './rule-fixes';
import { ruleOn } from './rule-on-line';
import { checkCommands } from './table-commands';

const kinds: Partial<Record<RuleProblem['kind'], Explained>> = {
  'no-command': {
    message: (place) => {
      const message = 'The rule has no command such as -A CHAIN, so nothing says where it belongs.';
      return isContinuation(place) ? `${message} Is this the rest of the line above?` : message;
    },
    fixes: (place) => (isContinuation(place) ? [joinLines(place)] : []),
  },
  'second-command': {
    message: ({ problem: { word, option } }) =>
      `${word} is a second command on this line, after ${option}. Give each rule a line of its own.`,
    fixes: splitRule,
  },
  'joined-value': {
    message: ({ problem: { word } }) => oneDash(word) ?? joinedValue(word),
    fixes: (place) => longOptionFix(place) ?? (isCount(place.problem.word) ? [] : [separateValue(place)]),
  },
  'not-in-restore': {
    message: ({ problem: { word } }) => oneDash(word) ?? notInDump(word),
    fixes: (place) => longOptionFix(place) ?? dropOption(place),
  },
  'only-when-listing': { message: ({ problem: { word } }) => `${word} goes only with -L, which lists rules.` },
  'invalid-rule-number': {
    message: ({ problem: { word } }) => `${word || '""'} is no rule number: rules are counted from 1.`,
  },
  'empty-target': { message: () => 'The target has no name.' },
  'too-many-words': { message: () => 'The line has more than 251 words, which is all that iptables-restore takes.' },
  'text-behind-nul': {
    severity: 'error',
    message: () => 'A NUL byte ends the line here, and the rest is ignored. Delete the byte.',
  },
};

export const malformedRule: Check = {
  code: 'malformed-rule',
  severity: 'error',
  run(ruleset, report) {
    reportProblems(ruleset, kinds, report);
    for (const table of ruleset.tables) checkCommands(ruleset, table, report);
  },
};

function oneDash(word: string): string | undefined {
  const long = longOptionMeant(word);
  return long && `${word} is a long option with one dash: write ${long}.`;
}

function joinedValue(word: string): string {
  return isCount(word)
    ? `${word} is read as -c with a count, and ${word.slice(2)} is none. Write a number, or two dashes for a long option.`
    : `Put a blank before the value in ${word}: iptables before 1.8.11 takes the next word for it.`;
}

function isCount(word: string): boolean {
  return word.startsWith('-c');
}

function longOptionFix(place: ProblemPlace): Fix[] | undefined {
  const long = longOptionMeant(place.problem.word);
  return long ? [wordFix(place, long, isKnownThere(place, long))] : undefined;
}

function notInDump(word: string): string {
  return word.startsWith('-t') || word.startsWith('--t')
    ? 'The header (*filter, *nat …) chooses the table, so -t cannot be used in a dump.'
    : `${word} is for the command line and cannot be used in a dump.`;
}

/** Certain when the second rule begins like one: `-A CHAIN`. */
function splitRule({ index, line, problem }: ProblemPlace): Fix[] {
  const before = line.text.slice(0, problem.start).trimEnd().length;
  return [
    {
      title: 'Put the second rule on a line of its own',
      certain: /^-[AIND]$/.test(problem.word),
      changes: [replace(index, { start: before, end: problem.start }, '\n')],
    },
  ];
}

/** `-ptcp` or `--protocol=tcp`; `-p=tcp` was never right, but means the same. */
function separateValue(place: ProblemPlace): Fix {
  const [, option, value] = /^(--[^=]*|-.)=?(.*)$/s.exec(place.problem.word)!;
  return wordFix(place, `${option} ${value}`, !/[\s"]/.test(value!));
}

/** `-t nat` in `*nat` says nothing new, in another table it would move the rule; waiting for the lock is for the command line. */
function dropOption({ ruleset, index, line, problem }: ProblemPlace): Fix[] {
  const part = ruleOn(line, ruleset.document.family).parts.find((each) => each.name.start === problem.start);
  const value = part?.values[0];
  if (part?.option?.name === 'table' && value?.value !== tableAt(ruleset, index)?.name) return [];
  const span = { start: problem.start, end: value?.end ?? problem.end };
  return [deleteFix(`Delete ${line.text.slice(span.start, span.end)}`, index, line, span, true)];
}
