/** Curly quotes, long dashes and no-break spaces that a word processor or web page put for `"`, `-` and a blank. */

import { byBoth } from '../modules/refused-by';
import { ruleAt } from '../ruleset/document';
import { typographicCharacters } from '../ruleset/rule';
import type { Ruleset } from '../ruleset/ruleset';
import type { RuleLine } from '../syntax/line';
import { splitWords } from '../syntax/words';
import type { Check } from './check';
import { type Change, replace } from './finding';
import { hasTypography } from './paste-damage';

export const typographicCharacter: Check = {
  code: 'typographic-character',
  severity: 'error',
  run(ruleset, report) {
    const damaged = ruleset.oddLines.filter((index) => {
      const line = ruleset.document.dump.lines[index]!;
      const rule = ruleAt(ruleset.document, index);
      return line.kind === 'rule' && rule !== undefined && hasTypography(line, rule);
    });
    const first = damaged[0];
    if (first === undefined) return;
    const text = ruleset.document.dump.lines[first]!.text;
    const at = text.search(typographicCharacters);
    report({
      line: first,
      span: { start: at, end: at + 1 },
      message: `${nameOf(text.charAt(at))} is not a character that iptables understands here: a word processor or web page put it in${damaged.length > 1 ? ` (on ${damaged.length} lines)` : ''}. Use plain ", - and blanks.`,
      refusedBy: byBoth,
      fixes: [
        {
          title: 'Replace all typographic characters',
          certain: true,
          changes: damaged.flatMap((index) => plainChanges(ruleset, index)),
        },
      ],
    });
  },
};

function nameOf(character: string): string {
  const code = `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  return /\s|\u200b/.test(character) ? `The blank ${code}` : `${character} (${code})`;
}

function plainChanges(ruleset: Ruleset, index: number): Change[] {
  const line = ruleset.document.dump.lines[index] as RuleLine;
  const inQuotes = splitWords(line.text, line.from).filter((word) => word.quoted);
  const changes: Change[] = [];
  let next = 0;
  for (let i = line.from; i < line.text.length; i++) {
    if (!typographicCharacters.test(line.text.charAt(i))) continue;
    while (next < inQuotes.length && inQuotes[next]!.end <= i) next++;
    if (inQuotes[next] && inQuotes[next]!.start <= i) continue;
    changes.push(replace(index, { start: i, end: i + 1 }, plain(line.text, i)));
  }
  return changes;
}

/** A dash at the beginning of a word stands for `--`, unless another dash or a single letter follows. */
function plain(text: string, at: number): string {
  const character = text.charAt(at);
  if (/[\u2018-\u201b\u2032]/.test(character)) return "'";
  if (/[\u201c-\u201f\u2033\u00ab\u00bb]/.test(character)) return '"';
  if (/[\u200b\ufeff]/.test(character)) return '';
  if (!/[\u2010-\u2015\u2212]/.test(character)) return ' ';
  const begins = at === 0 || /[\s\u00a0]/.test(text.charAt(at - 1));
  const long = /^[A-Za-z][\w-]/.test(text.slice(at + 1, at + 3));
  return begins && long ? '--' : '-';
}
