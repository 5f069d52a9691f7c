// Hovers at every column of whole dumps.
import assert from 'node:assert/strict';
import type { MarkupContent } from 'vscode-languageserver-types';
import { hover } from '../../../server/src/features/hover';
import { sampleDumps } from '../../support/sample-dumps';
import { rulesetOf } from '../cursor';
import { checkHarmless } from './support';

describe('hover at every column', () => {
  for (const { name, text } of sampleDumps('examples', 'test/fixtures')) it(name, () => checkEveryWord(text));
});

/** Nothing throws, every text is harmless, and the range holds the cursor. */
function checkEveryWord(dump: string): void {
  for (const family of ['ipv4', 'ipv6'] as const) {
    const ruleset = rulesetOf(dump, family);
    ruleset.document.dump.lines.forEach(({ text }, line) => {
      for (let column = 0; column <= Math.min(text.length, 400); column += 3) {
        const found = hover(ruleset, line, column);
        if (!found?.range) continue;
        const { start, end } = found.range;
        const colon = text[column] === ':' ? 1 : 0;
        assert.ok(start.character <= column + colon && column <= end.character, `${line}:${column} in ${text}`);
        checkHarmless((found.contents as MarkupContent).value);
      }
    });
  }
}
