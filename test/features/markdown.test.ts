// Text of a dump as inline code that nothing in it can end.
import assert from 'node:assert/strict';
import { code } from '../../server/src/features/markdown';

const codes: [text: string, expected: string][] = [
  ['plain', '`plain`'],
  ['a`b', '`` a`b ``'],
  ['`](command:x)` <img>', '`` `](command:x)` <img> ``'],
  ['``', '``` `` ```'],
  ['', '`""`'],
  [' ', '`" "`'],
  ['a\nb\u202ec\0', '`a\ufffdb\ufffdc\ufffd`'],
  ['x'.repeat(200), `\`${'x'.repeat(160)}…\``],
];

describe('inline code', () => {
  for (const [text, expected] of codes) it(expected.slice(0, 40), () => assert.equal(code(text), expected));
});
