/** Lines that are the rest of another one, or of a shell script. */

import type { Fix } from './finding';
import type { ProblemPlace } from './rule-check';

/** True for a line that begins in the middle of a rule, right below another rule. */
export function isContinuation({ ruleset, index, line, problem }: ProblemPlace): boolean {
  if (problem.kind !== 'no-command' && !(problem.kind === 'bare-word' && problem.start === line.from)) return false;
  if (line.counters || isShellCommand(problem.word)) return false;
  return ruleset.document.dump.lines[index - 1]?.kind === 'rule';
}

/** True for the name of a program that belongs into a shell script. */
export function isShellCommand(word: string): boolean {
  return /(?:^|\/)ip6?tables(?:-legacy|-nft)?$|^sudo$/.test(word);
}

/** Whether a blank was lost where the line was wrapped, nothing tells. */
export function joinLines({ ruleset, index }: ProblemPlace): Fix {
  const end = { line: index - 1, column: ruleset.document.dump.lines[index - 1]!.text.length };
  const change = { start: end, end: { line: index, column: 0 }, text: '' };
  return { title: 'Join this line to the one above', certain: false, changes: [change] };
}
