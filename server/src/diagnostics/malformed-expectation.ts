/** A comment `# expect:` that cannot be read, so that it tests nothing. */

import { readExpectation } from '../packets/expectation';
import type { Check } from './check';
import { replace } from './finding';

export const malformedExpectation: Check = {
  code: 'malformed-expectation',
  severity: 'error',
  run({ document, expectations }, report) {
    for (const line of expectations) {
      const read = readExpectation(document.dump.lines[line]!.text, document.family);
      if (!read || !('message' in read)) continue;
      const { span, message, meant } = read;
      const fixes = meant ? [{ title: `Write ${meant}`, certain: false, changes: [replace(line, span, meant)] }] : [];
      report({ line, span, message: meant ? `${message} Was ${meant} meant?` : message, fixes });
    }
  },
};
