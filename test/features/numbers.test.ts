// Numbers as people read them.
import assert from 'node:assert/strict';
import { byteSize } from '../../server/src/features/numbers';

const sizes: [bytes: bigint, expected: string][] = [
  [0n, '0 bytes'],
  [1n, '1 byte'],
  [999n, '999 bytes'],
  [1000n, '1.0 kB'],
  [66_720n, '66.7 kB'],
  [999_949n, '999.9 kB'],
  [999_950n, '1.0 MB'],
  [70_123_456n, '70.1 MB'],
  [2n ** 64n, '18.4 EB'],
];

describe('sizes', () => {
  for (const [bytes, expected] of sizes) it(expected, () => assert.equal(byteSize(bytes), expected));
});
