// Numbers are read as strtoumax does with base 0.

import { strict as assert } from 'node:assert';
import { readCNumber, readCNumberAt } from '../../../server/src/modules/values/c-number';

const numbers: readonly [text: string, value: number | bigint | undefined][] = [
  ['0', 0],
  ['10', 10],
  ['+10', 10],
  [' \t\n\v\f\r10', 10],
  [' +10', 10],
  ['010', 8],
  ['0x1F', 31],
  ['0X1f', 31],
  ['00', 0],
  ['0000000000000000000000000000000000000012', 10],
  ['0x0000000000000000000000000000000000000012', 18],
  ['9007199254740991', 9007199254740991],
  ['9007199254740993', 9007199254740993n],
  ['18446744073709551615', 18446744073709551615n],
  ['01777777777777777777777', 18446744073709551615n],
  ['0xffffffffffffffff', 18446744073709551615n],
  ['18446744073709551616', Number.POSITIVE_INFINITY],
  ['02000000000000000000000', Number.POSITIVE_INFINITY],
  ['9'.repeat(1000), Number.POSITIVE_INFINITY],
  ['', undefined],
  ['-1', undefined],
  ['- 1', undefined],
  ['+-1', undefined],
  ['++1', undefined],
  ['+ 1', undefined],
  ['1 ', undefined],
  ['1a', undefined],
  ['08', undefined],
  ['0x', undefined],
  ['0xg', undefined],
  ['0b1', undefined],
  ['1.0', undefined],
  ['ten', undefined],
  [' ', undefined],
];

describe('numbers as in C', () => {
  for (const [text, value] of numbers) {
    it(JSON.stringify(text.slice(0, 50)), () => assert.equal(readCNumber(text), value));
  }

  it('end where the digits end', () => {
    assert.deepEqual(readCNumberAt('08'), { value: 0, end: 1 });
    assert.deepEqual(readCNumberAt('0x'), { value: 0, end: 1 });
    assert.deepEqual(readCNumberAt('a: 12/3', 2), { value: 12, end: 5 });
  });
});
