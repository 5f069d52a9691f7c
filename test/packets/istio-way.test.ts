// The whole way of packets through the rules of Istio, row by row of fixtures/istio/traces.txt: rules that count them, and where they end.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { traceAsked } from '../../server/src/features/trace';
import { checkExpectation } from '../../server/src/packets/check-expectation';
import { type Expectation, readExpectation } from '../../server/src/packets/expectation';
import { askedPackets } from '../../server/src/packets/question';
import { readDocument } from '../../server/src/ruleset/document';
import { buildRuleset, type Ruleset } from '../../server/src/ruleset/ruleset';

/** Packets with their end, then for each answer its path and its outcome. */
interface Row {
  name: string;
  expectation: string;
  answers: string[];
}

const fixtures = join(__dirname, '../fixtures');
const folders = [join(__dirname, '../../examples'), join(fixtures, 'istio'), join(fixtures, 'kernel')];

function rulesetOf(file: string): Ruleset {
  const path = folders.map((folder) => join(folder, file)).find(existsSync);
  assert.ok(path, file);
  return buildRuleset(readDocument(readFileSync(path, 'utf8'), file.endsWith('ip6tables-save') ? 'ipv6' : 'ipv4'));
}

/** The rows of each heading, which names the dumps that they hold for. */
function readRows(text: string): [files: string[], rows: Row[]][] {
  return text
    .split(/^== /m)
    .slice(1)
    .map((section) => {
      const [heading = '', ...blocks] = section.trim().split(/\n\n+/);
      return [heading.split(' '), blocks.map(readRow)];
    });
}

function readRow(block: string): Row {
  const [name = '', expectation = '', ...answers] = block.split('\n').map((line) => line.trim());
  return { name, expectation, answers };
}

function answersTo(ruleset: Ruleset, { direction, question }: Expectation): string[] {
  const asked = askedPackets(question, direction, ruleset.document.family);
  assert.ok('packets' in asked);
  return traceAsked(ruleset, direction, asked).flatMap(({ path, outcome }) => {
    const steps = path.map(({ table, chain, rule, when }) => {
      return `${table} ${chain} ${rule ?? 'policy'}${when ? ` (${when})` : ''}`;
    });
    return [steps.join(' > ') || 'nothing', `${outcome.kind} ${outcome.address ?? '?'} ${outcome.port ?? '?'}`];
  });
}

function checkRow(ruleset: Ruleset, { expectation, answers }: Row): void {
  const read = readExpectation(`# expect: ${expectation}`, ruleset.document.family);
  assert.ok(read && 'ends' in read, expectation);
  assert.deepEqual(answersTo(ruleset, read), answers);
  assert.deepEqual(checkExpectation(ruleset, read).failures, []);
}

describe('the whole way through the rules of Istio', () => {
  for (const [files, rows] of readRows(readFileSync(join(fixtures, 'istio', 'traces.txt'), 'utf8'))) {
    for (const file of files) {
      const ruleset = rulesetOf(file);
      for (const row of rows) it(`${file}: ${row.name}`, () => checkRow(ruleset, row));
    }
  }
});
