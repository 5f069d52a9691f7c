/** Words that are no option and no option's value: what they were meant for, and how to mend it. */

import type { RulePart } from '../ruleset/rule';
import type { Word } from '../syntax/words';
import { type Fix, insertLines, replace } from './finding';
import { isContinuation, isShellCommand, joinLines } from './line-rest';
import { joinedList } from './list-fixes';
import type { ProblemPlace } from './rule-check';
import { deleteFix } from './rule-fixes';
import { ruleOn } from './rule-on-line';
import { isMark } from './swallowed-words';

/** What the word was meant for and what to do. */
export function explainBareWord(place: ProblemPlace): string {
  const inverted = inversionBehind(place);
  if (inverted) return `Behind ${inverted.name.value} the ! is read as its value. Put ! before ${inverted.name.value}.`;
  const { word, option } = place.problem;
  const joined = joinedList(place);
  if (joined) return `${word} is no option: blanks tear the list. ${joined.title}.`;
  const message = explain(word === '' ? '""' : word, option);
  return isContinuation(place) ? `${message} Is this the rest of the line above?` : message;
}

function explain(word: string, option: string | undefined): string {
  if (/^[ \t]+$/.test(word))
    return 'A blank stands here as a word: to hide the end of a line, \\ must be its last letter.';
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

/** The fixes that fit the word; none where the mend would be a guess. */
export function mendBareWord(place: ProblemPlace): Fix[] {
  const { index, line, problem } = place;
  const { word } = problem;
  if (isContinuation(place)) return [joinLines(place)];
  if (word.startsWith('#')) return [moveComment(place)];
  if (problem.start === line.from && isShellCommand(word)) {
    return [deleteFix(`Delete ${word}`, index, line, problem, true)];
  }
  if (word.startsWith('!') && word.length > 1) {
    const behind = problem.start + 1;
    const changes = [replace(index, { start: behind, end: behind }, ' ')];
    return [{ title: 'Put a blank behind the !', certain: true, changes }];
  }
  const inverted = inversionBehind(place);
  if (inverted) return [moveInversion(place, inverted)];
  const joined = joinedList(place);
  return joined ? [joined] : quoteText(place);
}

/** The option that took a `!` for its value, as iptables before 1.4 wrote inversions. Undefined when the word at fault does not follow one. */
function inversionBehind({ ruleset, line, problem }: ProblemPlace): RulePart | undefined {
  const { parts } = ruleOn(line, ruleset.document.family);
  const part = parts.filter((each) => each.name.start < problem.start).at(-1);
  return part?.values.some(isMark) ? part : undefined;
}

function moveComment({ index, line, problem }: ProblemPlace): Fix {
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
function moveInversion({ index, line, problem }: ProblemPlace, part: RulePart): Fix {
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
function quoteText({ ruleset, index, line, problem }: ProblemPlace): Fix[] {
  const { words, parts } = ruleOn(line, ruleset.document.family);
  const part = parts.filter((each) => each.name.start < problem.start).at(-1);
  const first = part?.values.at(-1);
  if (!first || first.quoted || part?.option?.values?.at(-1)?.kind !== 'text') return [];
  const last = lastOfText(
    words,
    words.findIndex((word) => word.start === problem.start),
  );
  const text = line.text.slice(first.start, last.end);
  if (text.includes('"') || text.startsWith('-')) return [];
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
