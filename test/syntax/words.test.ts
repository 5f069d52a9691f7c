// How a rule line falls into words: quotes, backslashes, blanks, NUL, each as iptables-restore reads them.
import { strict as assert } from 'node:assert';
import { splitBlanks, splitWords } from '../../server/src/syntax/words';

/** The values of the words; a trailing ~ marks a quote that is not closed. */
function checkWords(text: string, ...values: string[]): void {
  it(JSON.stringify(text), () => {
    const words = splitWords(text);
    assert.deepEqual(
      words.map((word) => word.value + (word.closed ? '' : '~')),
      values,
    );
    let end = 0;
    for (const word of words) {
      assert.match(text.slice(end, word.start), /^[ \t]*$/, 'only blanks stand between words');
      assert.ok(word.end > word.start, 'no word is empty in the text');
      assert.equal(word.quoted, text.slice(word.start, word.end).includes('"'));
      end = word.end;
    }
    const behind = text.slice(end);
    assert.match(behind, /^[ \t]*(?:\0|$)/, 'nothing but blanks or a NUL is left over');
  });
}

describe('words of a rule line', () => {
  checkWords('');
  checkWords(' \t ');
  checkWords('-A INPUT -j ACCEPT', '-A', 'INPUT', '-j', 'ACCEPT');
  checkWords('\t-A\t INPUT  ', '-A', 'INPUT');
  checkWords('a\u00a0b a\vb a\fb a\rb', 'a\u00a0b', 'a\vb', 'a\fb', 'a\rb');
  checkWords('"two words"', 'two words');
  checkWords("'two words'", "'two", "words'");
  checkWords("'word'", "'word'");
  checkWords('"a\\"b"', 'a"b');
  checkWords('"a\\\\b"', 'a\\b');
  checkWords('"a\\nb"', 'anb');
  checkWords('"a\\', 'a\\~');
  checkWords('"a\\"', 'a"~');
  checkWords('a\\ b', 'a\\', 'b');
  checkWords('a\\b', 'a\\b');
  checkWords('a\\"b c"', 'a\\b c');
  checkWords('"abc', 'abc~');
  checkWords('x "', 'x', '~');
  checkWords('""', '');
  checkWords('"" ""', '', '');
  checkWords('"a"b', 'a', 'b');
  checkWords('a"b c"d', 'ab c', 'd');
  checkWords('"a""b"', 'a', 'b');
  checkWords('"-j" "!" "INPUT"', '-j', '!', 'INPUT');
  checkWords('a#b # c', 'a#b', '#', 'c');
  checkWords('"ünï 😀" ü', 'ünï 😀', 'ü');
  checkWords('a b\0c d', 'a', 'b');
  checkWords('"a\0b"', 'a~');
  checkWords('\0a');
});

describe('words between blanks', () => {
  const check = (text: string, from: number, ...words: string[]) =>
    it(JSON.stringify(text), () =>
      assert.deepEqual(
        splitBlanks(text, from).map(({ start, end }) => text.slice(start, end)),
        words,
      ),
    );
  check(': FOO\t- [0:0] ', 1, 'FOO', '-', '[0:0]');
  check('"a b"', 0, '"a', 'b"');
  check('a b\0c', 0, 'a', 'b');
  check('a', 1);

  it('stops at the end it is given', () => {
    assert.deepEqual(splitBlanks('a bcd e', 0, 4), [
      { start: 0, end: 1 },
      { start: 2, end: 4 },
    ]);
  });
});
