// What a line means by another that differs in values, compared with what it means when it is read by itself.
import { strict as assert } from 'node:assert';
import { type Action, readAction } from '../../server/src/effect/action';
import { createLikenesses, findAlike, keepLikeness } from '../../server/src/effect/alike';
import { cut } from '../../server/src/effect/mapped-line';
import { type Pattern, patternOf, withValues } from '../../server/src/effect/with-values';
import type { Family } from '../../server/src/ruleset/tables';
import { type MappedText, mapPieces, ruleLine, scriptPlace } from '../../server/src/shell/mapped-text';
import { literal, unknown, type Word } from '../../server/src/shell/word';
import { splitWords } from '../../server/src/syntax/words';
import { below, pick, type Random, randomFrom } from '../support/random';
import { generateRules } from '../support/rule-generator/generate';

const commands = ['-A', '-w -A', '-t nat -A', '-I', '-C', '-D', '-t mangle -w 5 -I', '-R'];

/** The words of a rule behind other commands, some of them others that stand behind the same option elsewhere, or not known. */
function varied(random: Random, words: readonly string[], values: ReadonlyMap<string, readonly string[]>): Word[] {
  const command = pick(random, commands).split(' ');
  let at = 0;
  const placed = (text: string) => {
    const span = { start: at, end: at + text.length };
    at = span.end + 1 + below(random, 3);
    return span;
  };
  const chains = ['X', 'Y', 'INPUT', 'a'.repeat(40), '-x', '!'];
  const chain = random() < 0.3 ? pick(random, chains) : words[1]!;
  return [...command, chain, ...spelt(random, words.slice(2))].map((word, index, all): Word => {
    const before = all[index - 1] ?? '';
    const roll = word.startsWith('-') ? 1 : random();
    const text = roll < 0.3 ? pick(random, values.get(before) ?? ['X', '1', '10.0.0.1', 'a b', '"', '']) : word;
    const span = placed(text);
    const isUnknown = roll > 0.3 && roll < 0.5;
    const piece = isUnknown ? unknown(`$V${below(random, 3)}`, span, random() < 0.3) : literal(text, span);
    const isCut = !isUnknown && roll < 0.55 && text.length > 1;
    const cut = { start: span.start + 1, end: span.end };
    const pieces = isCut ? [literal(text[0]!, { ...span, end: cut.start }), literal(text.slice(1), cut)] : [piece];
    return { pieces, span };
  });
}

/** The words with an option here and there that shares its word with its value, or is misspelt. */
function spelt(random: Random, words: readonly string[]): string[] {
  const roll = random();
  const index = words.findIndex((word) => /^--?[a-z]/.test(word) && random() < 0.4);
  if (index < 0 || roll > 0.3) return [...words];
  const [option, value] = [words[index]!, words[index + 1] ?? ''];
  const joined = option.startsWith('--') ? `${option}=${value}` : `${option}${value}`;
  return roll < 0.15 ? words.toSpliced(index, 2, joined) : words.with(index, option.replace('-', '-b'));
}

/** The same line with more blanks between two words, as those that iptables-restore reads may have. */
function withBlanks(random: Random, line: MappedText): MappedText {
  const at = line.text.indexOf(' ', below(random, line.text.length));
  const blanks = literal(pick(random, [' ', '\t']), { start: 0, end: 1 });
  return at < 0 ? line : mapPieces([...cut(line, 0, at), blanks, ...cut(line, at, line.text.length)]);
}

function told(action: Action): unknown {
  const { restored, appended, rules, rule } = action;
  const place = (each: MappedText, at: number) => Object.values(scriptPlace(each, at, at + 1)).join('-');
  const line = (each: MappedText | undefined) =>
    each && [each.text, each.known, [...each.text].map((_, at) => place(each, at)).join()];
  return {
    ...action,
    line: line(action.line),
    restored: line(restored),
    appended: line(appended),
    rule: rule(),
    rules: rules.map((each) => ({ ...each, line: line(each.line) })),
  };
}

/** The values that stand behind an option in any of the rules. */
function valuesIn(rules: readonly (readonly string[])[]): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const words of rules)
    for (const [index, word] of words.slice(1).entries()) {
      const found = values.get(words[index]!);
      if (found) found.push(word);
      else values.set(words[index]!, [word]);
    }
  return values;
}

describe('a line like another', () => {
  for (const family of ['ipv4', 'ipv6'] satisfies Family[])
    it(`means what it means by itself: ${family}`, () => {
      const random = randomFrom(5);
      const rules = generateRules(3, 300)
        .filter((each) => each.family === family)
        .map(({ text, line }) => splitWords(text.split('\n')[line]!).map(({ value }) => value));
      const values = valuesIn(rules);
      const counts = { sound: 0, faulty: 0, unknown: 0 };
      for (const speaker of ['call', 'line'] as const) {
        const known = createLikenesses<Pattern>(family);
        for (const words of rules) {
          for (let i = 0; i < 4; i++) {
            const plain = ruleLine(varied(random, words, values));
            const line = speaker === 'line' && i > 1 ? withBlanks(random, plain) : plain;
            const like = findAlike(known, line);
            const action = readAction(speaker, line, family);
            if (!like) {
              if (action.rules.length === 1) keepLikeness(known, line, action.rule(), patternOf(action));
              continue;
            }
            assert.deepEqual(told(withValues(like.meaning, line, like.words, family)), told(action));
            counts[!line.known ? 'unknown' : action.refusedBy.legacy || action.refusedBy.nft ? 'faulty' : 'sound']++;
          }
        }
      }
      for (const [kind, count] of Object.entries(counts)) assert.ok(count > 50, `${count} ${kind} lines`);
    });
});
