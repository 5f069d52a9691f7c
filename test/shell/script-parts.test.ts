// A script that is cut in parts while it is edited, compared with each version cut as if it were new.
import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cutScript, type ScriptText } from '../../server/src/shell/script-parts';
import { below, randomFrom } from '../support/random';
import { edited } from '../support/script-edits';

const folder = join(__dirname, '../fixtures/scripts');
const room = 4_096;

function told({ parts, stringsEndWithLine }: ScriptText): unknown {
  return [
    stringsEndWithLine,
    parts.map((part) => [part.passages.map((each) => each.text), part.looksAhead, part.wraps]),
  ];
}

describe('the parts of a script that is edited', () => {
  for (const [seed, file] of readdirSync(folder)
    .filter((name) => name.endsWith('.sh'))
    .entries())
    it(`are those of the version: ${file}`, () => {
      const random = randomFrom(seed);
      const original = readFileSync(join(folder, file), 'utf8');
      let text = original;
      let cut: ScriptText | undefined;
      for (let edit = 0; edit < 200; edit++) {
        cut = cutScript(text, room, cut);
        assert.deepEqual(told(cut), told(cutScript(text, room)), `after edit ${edit}`);
        assert.ok(
          cut.parts
            .flatMap(({ passages }) => passages)
            .every(({ at, text: letters }, index, { [index + 1]: next }) => !next || next.at > at + letters.length),
          'places overlap',
        );
        text = below(random, 3) > 0 && edit % 2 > 0 ? original : edited(random, text);
      }
    });
});
