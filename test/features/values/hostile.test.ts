// Hostile values: whatever stands behind an option, its words are harmless and nothing throws.
import assert from 'node:assert/strict';
import { hostDependence } from '../../../server/src/features/values/host';
import { optionValueMeaning } from '../../../server/src/features/values/index';
import { allOptions } from './options';

const hostile = [
  '',
  ' ',
  '-',
  ':',
  '/',
  ',',
  ',,,',
  '0',
  '-1',
  '9'.repeat(400),
  `0x${'f'.repeat(40)}`,
  `${'9'.repeat(40)}-${'9'.repeat(41)}`,
  `${'9'.repeat(40)}/${'9'.repeat(41)}`,
  `${'9'.repeat(40)}:${'9'.repeat(41)}`,
  '1e999',
  '0.'.repeat(300),
  '1/'.repeat(400),
  '[::]:]:[',
  '['.repeat(1000),
  '::::',
  '|'.repeat(999),
  '\\'.repeat(999),
  '|zz|',
  '__proto__',
  'constructor,toString',
  'hasOwnProperty:valueOf',
  '{}{1}{meaning}$&',
  '&&=&&'.repeat(200),
  '0>>'.repeat(300),
  `4,${'48 0 0 9,'.repeat(100)}`,
  'a'.repeat(1023),
  '\u202e\u0000\n`<b>',
  '0000-00-00T00:00:00',
  '9999-99-99',
  '0:0:0:0:0:0',
];

describe('hostile values', () => {
  for (const { option, module, family } of allOptions()) {
    if (!option.values) continue;
    it(`${family} ${module?.name ?? ''} --${option.name}`, () => {
      for (const text of hostile) {
        const texts = option.values!.map(() => text);
        for (const [index, value] of option.values!.entries()) {
          const found = optionValueMeaning(option, module, texts, index, { family, quote: () => 'X' });
          const words = [found?.phrase, found?.is, ...(found?.more ?? [])];
          assert.notEqual(hostDependence(value, text, family), '');
          assert.doesNotMatch(words.join('|'), /undefined|NaN|Infinity|[<`{]|\[object/, text);
        }
      }
    });
  }
});
