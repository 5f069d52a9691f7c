// The limits of iptables count bytes of UTF-8.
import { strict as assert } from 'node:assert';
import { byteLength, columnOfByte } from '../../server/src/syntax/bytes';

const texts = [
  '',
  'abc',
  'ü',
  '€',
  '😀',
  'aü€😀z',
  '\ud83d',
  '\ude00',
  'a\ud83d',
  '\ud83d\ud83d\ude00',
  '\0',
  '\u07ff\u0800\uffff',
];

describe('bytes', () => {
  for (const text of texts) {
    it(`${JSON.stringify(text)} has as many as an encoder writes`, () =>
      assert.equal(byteLength(text), new TextEncoder().encode(text).length));
  }

  it('finds the column at which a text exceeds a limit', () => {
    for (const text of texts) {
      for (let limit = 0; limit <= byteLength(text) + 1; limit++) {
        const column = columnOfByte(text, limit);
        assert.ok(byteLength(text.slice(0, column)) <= limit, `${JSON.stringify(text)} to ${limit}`);
        if (column === text.length) continue;
        const next = String.fromCodePoint(text.codePointAt(column)!);
        assert.ok(byteLength(text.slice(0, column) + next) > limit, `${JSON.stringify(text)} behind ${limit}`);
      }
    }
  });
});
