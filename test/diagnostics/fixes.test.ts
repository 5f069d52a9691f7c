// A certain fix takes its finding away and no rule with it; all of them together mend what can be mended and then rest.
import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Change, Finding } from '../../server/src/diagnostics/finding';
import { applyChanges, fixAll } from '../../server/src/features/fix-all';
import type { OracleBackend } from '../support/oracle';
import { requireOracle } from '../support/requirements';
import { type Case, claimed, findingsOf, outcome, readCases } from './dumps';
import { offeredFixes } from './offered-fixes';

const caseFolder = join(__dirname, 'cases');
const cases = readdirSync(caseFolder)
  .sort()
  .flatMap((file) => readCases(readFileSync(join(caseFolder, file), 'utf8')));
const fixtures = join(__dirname, '../fixtures');
const original = readFileSync(join(fixtures, 'valid/original.iptables-save'), 'utf8');
const backends: readonly OracleBackend[] = ['legacy', 'nft'];

/** One finding for damage that is all over the text: its fix changes other lines too. */
const wholeText = new Set([
  'byte-order-mark',
  'carriage-return',
  'escaped-newline',
  'html-entity',
  'log-prefix',
  'markdown-fence',
  'stray-blank',
  'typographic-character',
]);

/** Damaged fixtures that fixing does not bring back whole, with the reason. */
const lasting: Record<string, string> = {
  'cut-off.iptables-save': 'its end is gone, and COMMIT would load half a dump',
  'diff.iptables-save': 'the head of the diff stays, as it could be part of a dump',
  'markdown-fence.iptables-save': 'the text of the page around the dump stays',
  'no-break-spaces.iptables-save': 'no-break spaces inside quotes are text',
  'shell-prompt.iptables-save': 'the prompts stay',
  'terminal-colours.iptables-save': 'the escape sequences stay',
  'typographic-quotes.iptables-save': 'which of its quotes were plain ones nothing tells',
  'wrapped-at-80.iptables-save': 'whether a blank was lost where lines were wrapped nothing tells',
};

/** The lines that iptables-restore looks at, without blanks before them. */
function loaded(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/** The findings of that code on that text: what a fix has to take away. */
function countLike(text: string, each: Case, finding: Finding, marked: string): number {
  const lines = text.split(/\r\n|\n|\r/);
  return findingsOf(text, each).filter(
    ({ code, line, span }) => code === finding.code && lines[line]!.slice(span.start, span.end) === marked,
  ).length;
}

/** Rules that are added or inserted, wherever they stand. */
function countRules(text: string): number {
  return text.match(/(?:^|[\s\\n])(?:-|–|--)(?:[AI]|append|insert)[ \t\u00a0=A-Z]/g)?.length ?? 0;
}

function checkChanges(text: string, finding: Finding, changes: Change[]): void {
  const lines = text.split(/\r\n|\n|\r/);
  let before = { line: 0, column: 0 };
  for (const { start, end } of [...changes].sort((a, b) => order(a.start, b.start) || order(a.end, b.end))) {
    assert.ok(order(before, start) <= 0 && order(start, end) <= 0, 'changes overlap');
    assert.ok(start.column <= lines[start.line]!.length, 'starts outside its line');
    assert.ok(end.line === lines.length || end.column <= lines[end.line]!.length, 'ends outside its line');
    before = end;
    const near = Math.abs(start.line - finding.line) <= 1 || wholeText.has(finding.code);
    assert.ok(near || finding.code === 'undefined-chain', `changes line ${start.line + 1}`);
  }
}

function order(a: Change['start'], b: Change['start']): number {
  return a.line - b.line || a.column - b.column;
}

function checkFixes(each: Case): void {
  const lines = each.text.split(/\r\n|\n|\r/);
  for (const finding of findingsOf(each.text, each)) {
    const marked = lines[finding.line]!.slice(finding.span.start, finding.span.end);
    for (const { title, changes } of finding.fixes.filter(({ certain }) => certain)) {
      checkChanges(each.text, finding, changes);
      const fixed = applyChanges(each.text, changes);
      const left = countLike(fixed, each, finding, marked);
      assert.ok(left < countLike(each.text, each, finding, marked), `${finding.code} stays after ${title}`);
      assert.ok(countRules(fixed) >= countRules(each.text), `${finding.code} loses a rule with ${title}`);
    }
  }
}

function checkFixAll(each: Case): void {
  const fixed = fixAll(each.text, each.family, each.fragments);
  assert.equal(fixAll(fixed, each.family, each.fragments), fixed, 'not at rest');
  assert.ok(countRules(fixed) >= countRules(each.text), `loses a rule:\n${fixed}`);
  const certain = findingsOf(fixed, each).filter(({ fixes }) => fixes.some((fix) => fix.certain));
  assert.deepEqual(
    certain.map(({ code }) => code),
    [],
    'certain fixes are left',
  );
}

const withFindings = cases.filter((each) => findingsOf(each.text, each).length > 0);

describe('certain fixes', () => {
  for (const each of withFindings) it(each.title, () => checkFixes(each));
});

describe('long options with one dash', () => {
  const rules: Record<string, boolean> = {
    '-A INPUT -p tcp -dport 80 -j ACCEPT': true,
    '-A INPUT -p tcp -m multiport -ports 80 -j ACCEPT': true,
    '[1:2] -A INPUT -m owner -uid-owner 0 -j ACCEPT': true,
    '-A INPUT -src 10.0.0.1 -j ACCEPT': true,
    '-A INPUT -p tcp -ports 80 -j ACCEPT': false,
    '-A INPUT -dport 80 -j ACCEPT': false,
    '-a INPUT -j ACCEPT': false,
  };
  for (const [rule, certain] of Object.entries(rules)) {
    it(`${rule}: the mend is ${certain ? '' : 'not '}certain`, () => {
      const text = `*filter\n:INPUT ACCEPT [0:0]\n${rule}\nCOMMIT\n`;
      const findings = findingsOf(text, { family: 'ipv4', fragments: 'auto' });
      const fixes = findings
        .filter(({ code }) => code === 'malformed-rule' || code === 'unknown-option')
        .flatMap((finding) => finding.fixes);
      assert.deepEqual(
        fixes.map((fix) => fix.certain),
        [certain],
      );
    });
  }
});

describe('what the fixes make of a rule', () => {
  for (const { family, rule, offered } of offeredFixes) {
    it(`${family} ${rule}`, () => {
      const text = `*filter\n:INPUT ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n${rule}\nCOMMIT\n`;
      const made = findingsOf(text, { family, fragments: 'auto' })
        .flatMap(({ fixes }) => fixes)
        .map(({ certain, changes }) => {
          const lines = applyChanges(text, changes).split('\n').slice(3, -2);
          return (certain ? 'certain: ' : '') + lines.join(' | ');
        });
      assert.deepEqual(made, offered);
    });
  }
});

describe('all certain fixes together', () => {
  for (const each of cases) it(each.title, () => checkFixAll(each));
});

describe('damaged fixtures, fixed', () => {
  for (const name of readdirSync(join(fixtures, 'damaged')).sort()) {
    const damaged = readFileSync(join(fixtures, 'damaged', name), 'utf8');
    const fixed = fixAll(damaged, 'ipv4', 'auto');
    const reason = lasting[name];
    it(`${name} keeps its rules`, () => assert.ok(countRules(fixed) >= countRules(damaged), fixed));
    it(`${name} is fixed for good`, () => assert.equal(fixAll(fixed, 'ipv4', 'auto'), fixed));
    if (reason === undefined)
      it(`${name} says what the original said`, () => assert.deepEqual(loaded(fixed), loaded(original)));
    else it(`${name} is not the original: ${reason}`, () => assert.notDeepEqual(loaded(fixed), loaded(original)));
  }
});

describe('what all certain fixes leave, in the real iptables', () => {
  before(function () {
    requireOracle(this);
  });
  for (const each of withFindings.filter(({ judged }) => judged)) {
    it(each.title, () => {
      const fixed = fixAll(each.text, each.family, each.fragments);
      for (const backend of backends) {
        assert.equal(
          outcome(fixed, each.family, backend),
          claimed(findingsOf(fixed, each), backend),
          `${backend}:\n${fixed}`,
        );
      }
    });
  }
});
