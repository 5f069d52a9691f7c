/** Quick fixes for rule lines that cannot be taken apart. */

import { type RuleProblem, readRule } from '../ruleset/rule';
import { type Ruleset, tableAt } from '../ruleset/ruleset';
import type { RuleLine } from '../syntax/line';
import { skipBlanks, type Word } from '../syntax/words';
import { type Fix, insertLines, replace } from './finding';

/** The fixes that fit a problem; none where the mend would be a guess. */
export function mendRule(ruleset: Ruleset, index: number, line: RuleLine, problem: RuleProblem): Fix[] {
  switch (problem.kind) {
    case 'second-command':
      return [splitRule(index, line, problem)];
    case 'bare-word':
      return mendBareWord(ruleset, index, line, problem);
    case 'joined-value':
      return [separateValue(index, problem)];
    case 'not-in-restore':
      return dropTable(ruleset, index, line, problem);
    case 'double-inversion':
      return [
        {
          title: 'Delete one !',
          certain: false,
          changes: [replace(index, { start: problem.start, end: skipBlanks(line.text, problem.end) }, '')],
        },
      ];
    default:
      return [];
  }
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

/** `-ptcp` or `--protocol=tcp`; `-p=tcp` was never right, but means the same. */
function separateValue(index: number, problem: RuleProblem): Fix {
  const [, option, value] = /^(--[^=]*|-.)=?(.*)$/s.exec(problem.word)!;
  const text = `${option} ${value}`;
  return { title: `Write ${text}`, certain: !/[\s"]/.test(value!), changes: [replace(index, problem, text)] };
}

function mendBareWord(ruleset: Ruleset, index: number, line: RuleLine, problem: RuleProblem): Fix[] {
  const { word } = problem;
  if (word.startsWith('#')) return [moveComment(index, line, problem)];
  if (problem.start === line.from && /(?:^|\/)ip6?tables(?:-legacy|-nft)?$|^sudo$/.test(word)) {
    return [
      {
        title: `Delete ${word}`,
        certain: true,
        changes: [replace(index, { start: problem.start, end: skipBlanks(line.text, problem.end) }, '')],
      },
    ];
  }
  if (word.startsWith('!') && word.length > 1) {
    const behind = problem.start + 1;
    return [
      {
        title: 'Put a blank behind the !',
        certain: true,
        changes: [replace(index, { start: behind, end: behind }, ' ')],
      },
    ];
  }
  return quoteText(ruleset, index, line, problem);
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

/** `-t nat` in `*nat` says nothing new; in another table it would move the rule. */
function dropTable(ruleset: Ruleset, index: number, line: RuleLine, problem: RuleProblem): Fix[] {
  const part = readRule(line, ruleset.document.family).parts.find((each) => each.name.start === problem.start);
  const value = part?.option?.name === 'table' ? part.values[0] : undefined;
  if (!value || value.value !== tableAt(ruleset, index)?.name) return [];
  const end = skipBlanks(line.text, value.end);
  const text = line.text.slice(problem.start, value.end);
  return [{ title: `Delete ${text}`, certain: true, changes: [replace(index, { start: problem.start, end }, '')] }];
}
