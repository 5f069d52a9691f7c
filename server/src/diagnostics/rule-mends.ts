/** Quick fixes for rule lines that cannot be taken apart. */

import { type RulePart, readRule } from '../ruleset/rule';
import type { RuleProblem } from '../ruleset/rule-problem';
import { type Ruleset, tableAt } from '../ruleset/ruleset';
import type { RuleLine } from '../syntax/line';
import type { Span } from '../syntax/span';
import { skipBlanks, type Word } from '../syntax/words';
import { type Fix, insertLines, replace } from './finding';
import { inversionBehind, isContinuation, isShellCommand, longOptionMeant, shortOptionMeant } from './rule-problems';

/** The fixes that fit a problem; none where the mend would be a guess. */
export function mendRule(ruleset: Ruleset, index: number, line: RuleLine, problem: RuleProblem): Fix[] {
  const long = longOptionMeant(problem);
  if (long) {
    const certain = isKnownThere(ruleset, line, problem, long);
    return [{ title: `Write ${long}`, certain, changes: [replace(index, problem, long)] }];
  }
  if (isContinuation(ruleset, index, line, problem)) return [joinLines(ruleset, index)];
  switch (problem.kind) {
    case 'second-command':
      return [splitRule(index, line, problem)];
    case 'unknown-letter':
      return changeLetter(index, line, problem);
    case 'bare-word':
      return mendBareWord(ruleset, index, line, problem);
    case 'joined-value':
      return [separateValue(index, problem)];
    case 'not-in-restore':
      return dropOption(ruleset, index, line, problem);
    case 'double-inversion':
      return [deleteFix('Delete one !', index, line, problem, false)];
    case 'words-behind-end':
      return [deleteFix('Delete the --', index, line, endMark(ruleset, line, problem), false)];
    default:
      return [];
  }
}

/** True when the line, with the option in the place of the wrong one, has it from iptables itself or a module that it loads. */
function isKnownThere(ruleset: Ruleset, line: RuleLine, { start, end }: Span, option: string): boolean {
  const text = line.text.slice(0, start) + option + line.text.slice(end);
  const from = line.counters?.end ?? line.from;
  const { parts } = readRule({ ...line, text, from, counters: undefined }, ruleset.document.family);
  return parts.some((part) => part.name.start === start && part.option !== undefined);
}

function changeLetter(index: number, line: RuleLine, problem: RuleProblem): Fix[] {
  const meant = shortOptionMeant(problem.word);
  if (!meant || problem.end - problem.start !== meant.length || line.text[problem.start] !== '-') return [];
  return [{ title: `Write ${meant}`, certain: false, changes: [replace(index, problem, meant)] }];
}

/** Deletes a word or more with the blanks behind it. */
function deleteFix(title: string, index: number, line: RuleLine, span: Span, certain: boolean): Fix {
  const end = skipBlanks(line.text, span.end);
  return { title, certain, changes: [replace(index, { start: span.start, end }, '')] };
}

function endMark(ruleset: Ruleset, line: RuleLine, problem: RuleProblem): Span {
  const { words } = readRule(line, ruleset.document.family);
  return words.filter((word) => word.start < problem.start).at(-1) ?? problem;
}

/** Certain when the second rule begins like one: `-A CHAIN`. */
function splitRule(index: number, line: RuleLine, problem: RuleProblem): Fix {
  const before = line.text.slice(0, problem.start).trimEnd().length;
  return {
    title: 'Put the second rule on a line of its own',
    certain: /^-[AIND]$/.test(problem.word),
    changes: [replace(index, { start: before, end: problem.start }, '\n')],
  };
}

/** Whether a blank was lost where the line was wrapped, nothing tells. */
function joinLines(ruleset: Ruleset, index: number): Fix {
  const end = { line: index - 1, column: ruleset.document.dump.lines[index - 1]!.text.length };
  const change = { start: end, end: { line: index, column: 0 }, text: '' };
  return { title: 'Join this line to the one above', certain: false, changes: [change] };
}

/** `-ptcp` or `--protocol=tcp`; `-p=tcp` was never right, but means the same. */
function separateValue(index: number, problem: RuleProblem): Fix {
  const [, option, value] = /^(--[^=]*|-.)=?(.*)$/s.exec(problem.word)!;
  const text = `${option} ${value}`;
  return { title: `Write ${text}`, certain: !/[\s"]/.test(value!), changes: [replace(index, problem, text)] };
}

function mendBareWord(ruleset: Ruleset, index: number, line: RuleLine, problem: RuleProblem): Fix[] {
  const { word } = problem;
  if (word.startsWith('#')) return [moveComment(index, line, problem)];
  if (problem.start === line.from && isShellCommand(word)) {
    return [deleteFix(`Delete ${word}`, index, line, problem, true)];
  }
  if (word.startsWith('!') && word.length > 1) {
    const behind = problem.start + 1;
    const changes = [replace(index, { start: behind, end: behind }, ' ')];
    return [{ title: 'Put a blank behind the !', certain: true, changes }];
  }
  const inverted = inversionBehind(ruleset, line, problem);
  return inverted ? [moveInversion(index, line, problem, inverted)] : quoteText(ruleset, index, line, problem);
}

function moveComment(index: number, line: RuleLine, problem: RuleProblem): Fix {
  const before = line.text.slice(0, problem.start).trimEnd().length;
  return {
    title: 'Move the comment to a line of its own',
    certain: true,
    changes: [
      insertLines(index, `${line.text.slice(problem.start)}\n`),
      replace(index, { start: before, end: line.text.length }, ''),
    ],
  };
}

/** `--dport ! 80` becomes `! --dport 80`. */
function moveInversion(index: number, line: RuleLine, problem: RuleProblem, part: RulePart): Fix {
  const values = part.values
    .filter(({ value }) => value !== '!')
    .concat({ ...problem, value: '', closed: true, quoted: false });
  const words = [part.name, ...values].map(({ start, end }) => line.text.slice(start, end));
  const text = `! ${words.join(' ')}`;
  return {
    title: `Write ${text}`,
    certain: true,
    changes: [replace(index, { start: part.name.start, end: problem.end }, text)],
  };
}

/** `--comment two words` becomes `--comment "two words"`: the words up to the next option are the text. */
function quoteText(ruleset: Ruleset, index: number, line: RuleLine, problem: RuleProblem): Fix[] {
  const { words, parts } = readRule(line, ruleset.document.family);
  const part = parts.filter((each) => each.name.start < problem.start).at(-1);
  const first = part?.values.at(-1);
  if (!first || first.quoted || part?.option?.values?.at(-1)?.kind !== 'text') return [];
  const last = lastOfText(
    words,
    words.findIndex((word) => word.start === problem.start),
  );
  const text = line.text.slice(first.start, last.end);
  if (text.includes('"')) return [];
  const bare = /^'.*'$/.test(text) ? text.slice(1, -1) : text;
  return [
    {
      title: 'Put the text in double quotes',
      certain: true,
      changes: [replace(index, { start: first.start, end: last.end }, `"${bare.replaceAll('\\', '\\\\')}"`)],
    },
  ];
}

function lastOfText(words: Word[], from: number): Word {
  let last = from;
  while (last + 1 < words.length && !/^(?:-.|!$)/.test(words[last + 1]!.value)) last++;
  return words[last]!;
}

/** `-t nat` in `*nat` says nothing new, in another table it would move the rule; waiting for the lock is for the command line. */
function dropOption(ruleset: Ruleset, index: number, line: RuleLine, problem: RuleProblem): Fix[] {
  const part = readRule(line, ruleset.document.family).parts.find((each) => each.name.start === problem.start);
  const value = part?.values[0];
  if (part?.option?.name === 'table' && value?.value !== tableAt(ruleset, index)?.name) return [];
  const span = { start: problem.start, end: value?.end ?? problem.end };
  return [deleteFix(`Delete ${line.text.slice(span.start, span.end)}`, index, line, span, true)];
}
