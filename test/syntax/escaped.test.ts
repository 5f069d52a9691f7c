// Dumps written as the string of a program.
import { strict as assert } from 'node:assert';
import { splitEscapedLines } from '../../server/src/syntax/escaped';

describe('escaped line ends', () => {
  const check = (text: string, expected: string) => it(text, () => assert.equal(splitEscapedLines(text), expected));
  check('*nat\\nCOMMIT\\n', '*nat\nCOMMIT\n');
  check('  "*nat\\nCOMMIT\\n",', '*nat\nCOMMIT\n');
  check('*nat\\r\\nCOMMIT\\r\\n', '*nat\nCOMMIT\n');
  check('a\\t\\"b\\"\\\\n\\/', 'a\t"b"\\n/');
  check('\\d stays', '\\d stays');
  check('ends in \\', 'ends in \\');
});
