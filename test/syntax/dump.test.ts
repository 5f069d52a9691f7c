// A dump is its lines, and an edit gives the same lines as reading the edited text anew.
import { strict as assert } from 'node:assert';
import { dumpText, editDump, type Place, parseDump, replaceLines } from '../../server/src/syntax/dump';

describe('lines of a text', () => {
  const check = (text: string, ...lines: string[]) =>
    it(JSON.stringify(text), () => {
      const dump = parseDump(text);
      assert.deepEqual(
        dump.lines.map((line) => line.text + line.ending),
        lines,
      );
      assert.equal(dumpText(dump), text);
    });
  check('', '');
  check('a', 'a');
  check('a\n', 'a\n', '');
  check('\n\n', '\n', '\n', '');
  check('a\r\nb\rc\nd', 'a\r\n', 'b\r', 'c\n', 'd');
  check('\r\r\n\n\r', '\r', '\r\n', '\n', '\r', '');
  check('a\u2028b\u0085c\vd', 'a\u2028b\u0085c\vd');
});

/** Every place of a text, with its offset; those inside a line end are none. */
function placesOf(text: string): { place: Place; offset: number }[] {
  let offset = 0;
  return parseDump(text).lines.flatMap(({ text: own, ending }, line) => {
    const start = offset;
    offset += own.length + ending.length;
    return Array.from({ length: own.length + 1 }, (_, column) => ({ place: { line, column }, offset: start + column }));
  });
}

function checkEdit(text: string, start: Place, end: Place, inserted: string, expected: string): void {
  const dump = parseDump(text);
  const before = dump.lines.length;
  const change = editDump(dump, start, end, inserted);
  assert.deepEqual(dump, parseDump(expected), JSON.stringify({ text, start, end, inserted }));
  assert.equal(dump.lines.length, before - change.removed + change.inserted);
}

describe('edits', () => {
  const insertions = ['', 'x', '\n', '\r', '\r\n', 'x\n', '\nx', '\rx', 'x\r', '\n\r', 'x\ny\rz'];
  for (const text of ['', 'a', '\n', '\r', 'ab\ncd\n', 'a\r\nb\r\n', 'a\rb\r', '\n\r\n\r', '\r\n\n', 'a\n\nb']) {
    it(`every edit of ${JSON.stringify(text)}`, () => {
      const places = placesOf(text);
      for (const [i, start] of places.entries()) {
        for (const end of places.slice(i)) {
          for (const inserted of insertions) {
            const expected = text.slice(0, start.offset) + inserted + text.slice(end.offset);
            checkEdit(text, start.place, end.place, inserted, expected);
          }
        }
      }
    });
  }

  it('takes places outside the dump for its nearest end', () => {
    checkEdit('a\nb', { line: 0, column: 99 }, { line: 0, column: 99 }, 'x', 'ax\nb');
    checkEdit('a\nb', { line: 9, column: 0 }, { line: 9, column: 0 }, 'x', 'a\nbx');
    checkEdit('a\nb', { line: -1, column: -1 }, { line: 0, column: 0 }, 'x', 'xa\nb');
    checkEdit('a\nb', { line: 0, column: 0 }, { line: 9, column: 9 }, '', '');
  });

  it('reads again only the lines that it touches', () => {
    const dump = parseDump('a\nb\nc\nd\n');
    const [first, , third] = dump.lines;
    const change = editDump(dump, { line: 1, column: 1 }, { line: 1, column: 1 }, 'x');
    assert.deepEqual(change, { from: 1, removed: 1, inserted: 1 });
    assert.ok(dump.lines[0] === first && dump.lines[2] === third);
  });
});

describe('replaced lines', () => {
  for (const count of [0, 3, 20_000]) {
    it(`${count} of them`, () => {
      const inserted = Array.from({ length: count }, (_, i) => i);
      const items = [-1, -2, -3, -4];
      replaceLines(items, 1, 2, inserted);
      assert.deepEqual(items, [-1, ...inserted, -4]);
    });
  }
});
