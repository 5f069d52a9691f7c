// Every check has a page whose examples are what it says: the Example gives its annotated findings, the Instead none.
import { strict as assert } from 'node:assert';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { checks } from '../../server/src/diagnostics/index';
import { compared } from '../support/annotations';
import type { OracleBackend } from '../support/oracle';
import { exampleUnder, readPage } from '../support/pages';
import { requireOracle } from '../support/requirements';
import { claimed, findingsOf, outcome } from './dumps';

const folder = join(__dirname, '../../server/src/diagnostics');
const pages = readdirSync(folder).filter((name) => name.endsWith('.md'));
const backends: readonly OracleBackend[] = ['legacy', 'nft'];
const asDump = { family: 'ipv4', fragments: 'auto' } as const;
const maxLines = 45;

const pageOf = (code: string) => readPage(join(folder, `${code}.md`));
const dumpOf = (code: string, heading: string) => exampleUnder(pageOf(code).lines, heading, 'iptables-save');

function checkForm(code: string, severity: string): void {
  const { lines, headings } = pageOf(code);
  assert.deepEqual(headings, [`# ${code}`, '## What it means', '## Why', '## Example', '## Instead']);
  assert.match(lines[2] ?? '', new RegExp(`^\\*\\*${severity}\\*\\* · \\S`, 'i'));
  assert.ok(lines.length <= maxLines, `${lines.length} lines`);
}

function checkExample(code: string): void {
  const example = dumpOf(code, '## Example');
  const findings = findingsOf(example.text, asDump);
  const { expected, found } = compared(example, findings);
  assert.deepEqual(found, expected);
  assert.ok(
    findings.some((finding) => finding.code === code),
    'the example does not show it',
  );
}

function checkInstead(code: string): void {
  const { text, expected } = dumpOf(code, '## Instead');
  assert.deepEqual(expected, []);
  assert.deepEqual(findingsOf(text, asDump), []);
}

describe('pages of the diagnostics', () => {
  it('are there for every check, and for nothing else', () => {
    assert.deepEqual(
      pages.map((name) => basename(name, '.md')),
      checks.map(({ code }) => code).sort(),
    );
  });
  for (const { code, severity } of checks) {
    it(`${code} has its five headings, its severity and few lines`, () => checkForm(code, severity));
    it(`${code}: the example gives its findings`, () => checkExample(code));
    it(`${code}: what to write instead gives none`, () => checkInstead(code));
  }
});

describe('examples of the pages in the real iptables', () => {
  before(function () {
    requireOracle(this);
  });
  for (const { code } of checks) {
    for (const backend of backends) {
      it(`${code}: ${backend} refuses what its findings say`, () => {
        const { text } = dumpOf(code, '## Example');
        assert.equal(outcome(text, 'ipv4', backend), claimed(findingsOf(text, asDump), backend));
      });
      it(`${code}: ${backend} loads what to write instead`, () => {
        assert.equal(outcome(dumpOf(code, '## Instead').text, 'ipv4', backend), 'accepted');
      });
    }
  }
});
