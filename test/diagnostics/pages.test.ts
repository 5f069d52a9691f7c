// Every check has a page whose examples are what it says: the Example gives its annotated findings, the Instead none.
import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { checks } from '../../server/src/diagnostics/index';
import { type Annotated, compared, readAnnotations } from '../support/annotations';
import type { OracleBackend } from '../support/oracle';
import { requireOracle } from '../support/requirements';
import { claimed, findingsOf, outcome } from './dumps';

const folder = join(__dirname, '../../server/src/diagnostics');
const pages = readdirSync(folder).filter((name) => name.endsWith('.md'));
const backends: readonly OracleBackend[] = ['legacy', 'nft'];
const asDump = { family: 'ipv4', fragments: 'auto' } as const;
const maxLines = 45;

interface Page {
  lines: string[];
  headings: string[];
  /** The dump under a heading; fails without one. */
  dump(heading: string): Annotated;
}

function readPage(code: string): Page {
  const lines = readFileSync(join(folder, `${code}.md`), 'utf8').split('\n');
  return {
    lines,
    headings: outsideFences(lines).filter((line) => line.startsWith('#')),
    dump: (heading) => dumpUnder(lines, heading),
  };
}

/** The lines that are no code: `#` begins a comment there. */
function outsideFences(lines: string[]): string[] {
  let fence: string | undefined;
  return lines.filter((line) => {
    const mark = /^`{3,}/.exec(line)?.[0];
    if (fence === undefined && mark) fence = mark;
    else if (line === fence) fence = undefined;
    return fence === undefined && !mark;
  });
}

function dumpUnder(lines: string[], heading: string): Annotated {
  const from = lines.indexOf(heading);
  assert.notEqual(from, -1, heading);
  const open = lines.findIndex((line, index) => index > from && line.startsWith('```'));
  const [, fence, escaped] = /^(`{3,})iptables-save( escaped)?$/.exec(lines[open] ?? '') ?? assert.fail(heading);
  const close = lines.indexOf(fence!, open + 1);
  const body = lines.slice(open + 1, close).map((line) => `${line}\n`);
  return readAnnotations(body.join(''), escaped !== undefined);
}

function checkForm(code: string, severity: string): void {
  const { lines, headings } = readPage(code);
  assert.deepEqual(headings, [`# ${code}`, '## What it means', '## Why', '## Example', '## Instead']);
  assert.match(lines[2] ?? '', new RegExp(`^\\*\\*${severity}\\*\\* · \\S`, 'i'));
  assert.ok(lines.length <= maxLines, `${lines.length} lines`);
}

function checkExample(code: string): void {
  const example = readPage(code).dump('## Example');
  const findings = findingsOf(example.text, asDump);
  const { expected, found } = compared(example, findings);
  assert.deepEqual(found, expected);
  assert.ok(
    findings.some((finding) => finding.code === code),
    'the example does not show it',
  );
}

function checkInstead(code: string): void {
  const { text, expected } = readPage(code).dump('## Instead');
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
        const { text } = readPage(code).dump('## Example');
        assert.equal(outcome(text, 'ipv4', backend), claimed(findingsOf(text, asDump), backend));
      });
      it(`${code}: ${backend} loads what to write instead`, () => {
        assert.equal(outcome(readPage(code).dump('## Instead').text, 'ipv4', backend), 'accepted');
      });
    }
  }
});
