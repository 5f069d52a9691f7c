// Every check of scripts has a page whose examples are what it says, and behave as it says when they really run.
import { strict as assert } from 'node:assert';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { scriptChecks } from '../../../server/src/diagnostics/script/index';
import { compared } from '../../support/annotations';
import type { OracleBackend } from '../../support/oracle';
import { exampleUnder, readPage } from '../../support/pages';
import { type RealRun, runScript, savedTables } from '../../support/real-scripts';
import { requireOracle } from '../../support/requirements';
import { findingsOfScript } from './support';

const folder = join(__dirname, '../../../server/src/diagnostics/script');
const own = scriptChecks.filter(({ code }) => code !== 'undefined-chain');
const maxLines = 50;

const pageOf = (code: string) => readPage(join(folder, `${code}.md`));
const scriptOf = (code: string, heading: string) => exampleUnder(pageOf(code).lines, heading, 'sh');

describe('pages of the diagnostics of scripts', () => {
  it('are there for every check, and for nothing else', () => {
    assert.deepEqual(
      readdirSync(folder)
        .filter((name) => name.endsWith('.md'))
        .map((name) => basename(name, '.md')),
      own.map(({ code }) => code).sort(),
    );
  });
  for (const { code, severity } of own) {
    it(`${code} has its five headings, its severity and few lines`, () => {
      const { lines, headings } = pageOf(code);
      assert.deepEqual(headings, [`# ${code}`, '## What it means', '## Why', '## Example', '## Instead']);
      assert.match(lines[2] ?? '', new RegExp(`^\\*\\*${severity}\\*\\* · \\S`, 'i'));
      assert.ok(lines.length <= maxLines, `${lines.length} lines`);
    });
    it(`${code}: the example gives its findings`, async () => {
      const example = scriptOf(code, '## Example');
      const { expected, found } = compared(example, await findingsOfScript(example.text));
      assert.deepEqual(found, expected);
      assert.ok(
        example.expected.some((each) => each.code === code),
        'the example does not show it',
      );
    });
    it(`${code}: what to write instead gives none`, async () => {
      const { text, expected } = scriptOf(code, '## Instead');
      assert.deepEqual(expected, []);
      assert.deepEqual(await findingsOfScript(text), []);
    });
  }
});

/** Two runs of a script in a place of its own. */
function runTwice(text: string, backend: OracleBackend): RealRun[] {
  const place = mkdtempSync(join(tmpdir(), 'iptables-lens-page-'));
  try {
    writeFileSync(join(place, 'script.sh'), text);
    return runScript(join(place, 'script.sh'), backend, 2);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** The commands that fail, but for those whose failure is not minded. */
function failing(text: string, { calls }: RealRun): string[] {
  const minded = calls.filter(({ status, words }) => status !== 0 && isMinded(text, words.join(' ')));
  return minded.map(({ words }) => words.join(' '));
}

function isMinded(text: string, words: string): boolean {
  return text.split('\n').some((line) => line.endsWith(`tables ${words}`));
}

/** The lines of commands that a page's findings mark. */
function marked(code: string, codes: readonly string[]): string[] {
  const { text, expected } = scriptOf(code, '## Example');
  const lines = text.split('\n');
  return expected
    .filter((each) => codes.includes(each.code))
    .map(({ line }) => lines[line]!.replace(/^ip6?tables /, ''));
}

const refused = ['chain-exists', 'chain-not-empty', 'delete-without-match', 'number-too-large', 'missing-table-flag'];

describe('examples of the pages of scripts, run for real', function () {
  this.timeout(60_000);
  before(function () {
    requireOracle(this);
  });
  for (const backend of ['legacy', 'nft'] as const) {
    for (const { code } of own) {
      it(`${code}: ${backend} fails at what is marked, and nowhere else`, () => {
        const { text } = scriptOf(code, '## Example');
        assert.deepEqual(failing(text, runTwice(text, backend)[0]!), marked(code, refused));
      });
      it(`${code}: with ${backend} what to write instead runs twice, and the second run changes nothing`, () => {
        const { text } = scriptOf(code, '## Instead');
        const [first, second] = runTwice(text, backend);
        assert.deepEqual([...failing(text, first!), ...failing(text, second!)], []);
        assert.deepEqual(savedTables(second!.saved.ipv4), savedTables(first!.saved.ipv4));
      });
    }
    it(`not-idempotent: ${backend} fails in the second run, or has the rule twice`, () => {
      const { text } = scriptOf('not-idempotent', '## Example');
      const [, second] = runTwice(text, backend);
      assert.deepEqual(failing(text, second!), ['-w -t nat -N WEB']);
      assert.deepEqual(
        savedTables(second!.saved.ipv4).nat?.filter((line) => line.startsWith('-A')),
        ['-A PREROUTING -p tcp -j WEB', '-A PREROUTING -p tcp -j WEB'],
      );
    });
  }
});
