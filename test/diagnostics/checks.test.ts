// The checks find what the cases are annotated with, and who refuses a dump in their words is who refuses it in fact.
import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checks } from '../../server/src/diagnostics/index';
import { compared } from '../support/annotations';
import type { OracleBackend } from '../support/oracle';
import { requireOracle } from '../support/requirements';
import { type Case, claimed, findingsOf, outcome, readCases } from './dumps';

const folder = join(__dirname, 'cases');
const files = readdirSync(folder).sort();
const casesOf = (file: string) => readCases(readFileSync(join(folder, file), 'utf8'));
const backends: readonly OracleBackend[] = ['legacy', 'nft'];

function checkFindings(each: Case): void {
  it(each.title, () => {
    const { expected, found } = compared(each, findingsOf(each.text, each));
    assert.deepEqual(found, expected);
  });
}

function checkRefusals(each: Case): void {
  it(each.title, () => {
    const findings = findingsOf(each.text, each);
    for (const backend of backends) {
      assert.equal(claimed(findings, backend), outcome(each.text, each.family, backend), backend);
    }
  });
}

for (const file of files) describe(`findings of ${file}`, () => casesOf(file).forEach(checkFindings));

for (const file of files) {
  describe(`refusals of ${file}`, () => {
    before(function () {
      requireOracle(this);
    });
    casesOf(file)
      .filter(({ judged }) => judged)
      .forEach(checkRefusals);
  });
}

describe('messages', () => {
  const findings = files.flatMap(casesOf).flatMap((each) => findingsOf(each.text, each));
  for (const { code } of checks) {
    it(`${code}: at most two sentences before who refuses, none too long`, () => {
      const messages = new Set(findings.filter((each) => each.code === code).map(({ message }) => message));
      assert.notEqual(messages.size, 0, 'no case shows it');
      for (const message of messages) {
        const own = message.replace(/ ?(?:ip6?tables-(?:legacy-|nft-)?restore (?:refuses|says)[^.]*\.)$/, '');
        assert.ok(own.length <= 200, `${own.length} characters: ${own}`);
        assert.ok(own.split(/[.?!] (?=[A-Z])/).length <= 2, own);
      }
    });
  }
});
