// Definition, references and highlights of chains. Places are written `line:column-end`, all from 1, as an editor shows them.
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type DocumentHighlight, DocumentHighlightKind, type Range } from 'vscode-languageserver-types';
import { definition } from '../../server/src/features/definition';
import { highlights } from '../../server/src/features/highlight';
import { references } from '../../server/src/features/references';
import { type AtCursor, atCursor, tableOf } from './cursor';

interface Expected {
  definition: string;
  /** References without the declarations. */
  uses: string;
  /** Those that `references` adds when it is asked for declarations too. */
  declarations: string;
}

const uri = 'file:///dump';

function placeOf({ start, end }: Range): string {
  assert.equal(start.line, end.line);
  return `${start.line + 1}:${start.character + 1}-${end.character + 1}`;
}

function checkNavigation(marked: string, expected: Expected): void {
  const { ruleset, line, column }: AtCursor = atCursor(marked);
  const places = (found: { range: Range }[]) => found.map(({ range }) => placeOf(range)).join(' ');
  assert.equal(places(definition(ruleset, uri, line, column)), expected.definition);
  const uses = references(ruleset, uri, line, column, false);
  assert.equal(places(uses), expected.uses);
  const all = references(ruleset, uri, line, column, true).map(({ range }) => placeOf(range));
  const usePlaces = uses.map(({ range }) => placeOf(range));
  assert.equal(all.filter((place) => !usePlaces.includes(place)).join(' '), expected.declarations);
  checkHighlights(highlights(ruleset, line, column), all, expected.declarations.split(' '));
}

function checkHighlights(found: DocumentHighlight[], all: string[], declarations: string[]): void {
  assert.deepEqual(
    found.map(({ range }) => placeOf(range)),
    all,
  );
  for (const { range, kind } of found) {
    const declared = declarations.includes(placeOf(range));
    assert.equal(kind, declared ? DocumentHighlightKind.Write : DocumentHighlightKind.Read, placeOf(range));
  }
}

const cases: [what: string, dump: string, expected: Expected][] = [
  [
    'a jump leads to the declaration',
    tableOf('filter', ':INPUT ACCEPT [0:0]', ':LOGDROP - [0:0]', '-A INPUT -j LOG<|>DROP', '-A LOGDROP -j DROP'),
    { definition: '3:2-9', uses: '4:13-20 5:4-11', declarations: '3:2-9' },
  ],
  [
    'at the end of the name',
    tableOf('filter', ':LOGDROP - [0:0]', '-A INPUT -g LOGDROP<|>'),
    { definition: '2:2-9', uses: '3:13-20', declarations: '2:2-9' },
  ],
  [
    'on the colon of the declaration',
    tableOf('filter', '<|>:A - [0:0]', '-A A -j A'),
    { definition: '2:2-3', uses: '3:4-5 3:9-10', declarations: '2:2-3' },
  ],
  [
    'other spellings of jump and append',
    tableOf('filter', ':A<|> - [0:0]', '--append=A --jump A', '[1:2] -AA -gA'),
    { definition: '2:2-3', uses: '3:10-11 3:19-20 4:9-10 4:13-14', declarations: '2:2-3' },
  ],
  [
    'a piece of a joined line',
    tableOf('nat', ':A - [0:0] :B - [0:0', '-A A -j <|>B'),
    { definition: '2:13-14', uses: '3:9-10', declarations: '2:13-14' },
  ],
  [
    'declared twice, the first counts',
    tableOf('nat', ':A - [0:0]', ':A - [0:0]', '-A <|>A -j RETURN'),
    { definition: '2:2-3', uses: '4:4-5', declarations: '2:2-3 3:2-3' },
  ],
  [
    'a lost declaration before the one that counts',
    tableOf('nat', ':B - [0:0] :A - [0:0]', ':A - [0:0]', '-A <|>A -j RETURN'),
    { definition: '3:2-3', uses: '4:4-5', declarations: '2:13-14 3:2-3' },
  ],
  [
    'made with -N',
    tableOf('filter', '-N A', '-A INPUT -j <|>A'),
    { definition: '2:4-5', uses: '3:13-14', declarations: '2:4-5' },
  ],
  [
    'renamed with -E',
    tableOf('filter', ':A - [0:0]', '-E A <|>B', '-A B -j RETURN'),
    { definition: '2:2-3', uses: '4:4-5', declarations: '3:6-7' },
  ],
  [
    'undeclared: its first rule',
    tableOf('nat', ':OUTPUT ACCEPT [0:0]', '-A OUTPUT -j <|>A', '-A A -j RETURN'),
    { definition: '4:4-5', uses: '3:14-15 4:4-5', declarations: '' },
  ],
  [
    'undeclared and without rules: its first jump',
    tableOf('nat', '-A OUTPUT -j A', '-A OUTPUT -p tcp -j <|>A'),
    { definition: '2:14-15', uses: '2:14-15 3:21-22', declarations: '' },
  ],
  [
    'a built-in chain without declaration',
    tableOf('nat', '-P OUTPUT ACCEPT', '-A <|>OUTPUT -j A'),
    { definition: '2:4-10', uses: '2:4-10 3:4-10', declarations: '' },
  ],
  [
    'a chain that is called like a target module',
    tableOf('filter', ':LOG - [0:0]', '-A INPUT -j <|>LOG'),
    { definition: '2:2-5', uses: '3:13-16', declarations: '2:2-5' },
  ],
  ['a target is no chain', tableOf('filter', '-A INPUT -j <|>LOG'), { definition: '', uses: '', declarations: '' }],
  ['a module is no chain', tableOf('filter', ':tcp - [0:0]', '-A INPUT -m <|>tcp'), none()],
  ['a comment is no chain', tableOf('filter', ':A - [0:0]', '# <|>A'), none()],
  ['outside of every table', '-A <|>A -j A\n', none()],
  [
    'only in the same table',
    tableOf('nat', ':A - [0:0]', '-A <|>A -j RETURN') + tableOf('filter', ':A - [0:0]', '-A A -j RETURN'),
    { definition: '2:2-3', uses: '3:4-5', declarations: '2:2-3' },
  ],
  [
    'the second of two tables',
    tableOf('nat', ':A - [0:0]', '-A A -j RETURN') + tableOf('filter', ':A - [0:0]', '-A A<|> -j RETURN'),
    { definition: '6:2-3', uses: '7:4-5', declarations: '6:2-3' },
  ],
  [
    'names are case-sensitive',
    tableOf('nat', ':istio - [0:0]', '-A <|>ISTIO -j RETURN'),
    { definition: '3:4-9', uses: '3:4-9', declarations: '' },
  ],
];

function none(): Expected {
  return { definition: '', uses: '', declarations: '' };
}

describe('definition, references and highlights', () => {
  for (const [what, dump, expected] of cases) it(what, () => checkNavigation(dump, expected));

  it('answers nothing beyond the end', () => {
    const { ruleset } = atCursor('*nat<|>\n');
    assert.deepEqual(definition(ruleset, uri, 7, 3), []);
    assert.deepEqual(references(ruleset, uri, 7, 3, true), []);
    assert.deepEqual(highlights(ruleset, 7, 3), []);
  });
});
