// Whatever a text has gone through: nothing throws, no character is lost, and an edit gives what reading anew gives.
import { strict as assert } from 'node:assert';
import type { Finding } from '../../server/src/diagnostics/finding';
import { diagnose } from '../../server/src/diagnostics/index';
import { editDocument, type RulesetDocument, readDocument } from '../../server/src/ruleset/document';
import { buildRuleset, type Ruleset } from '../../server/src/ruleset/ruleset';
import { dumpText, type Place } from '../../server/src/syntax/dump';
import type { Span } from '../../server/src/syntax/span';
import { damage } from '../support/damage';
import { type Random, randomFrom } from '../support/random';
import { contentOf } from '../support/ruleset-content';
import { type SampleDump, sampleDumps } from '../support/sample-dumps';

const mutations = 10_000;
const mutationsOfOneText = 25;

/** Runs every check; what they find stands inside the text. */
function diagnoseSafely(ruleset: Ruleset): void {
  for (const finding of diagnose(ruleset)) checkPlaces(ruleset.document, finding);
}

function checkPlaces(document: RulesetDocument, finding: Finding): void {
  const isInside = (line: number, { start, end }: Span) =>
    start >= 0 && start <= end && end <= (document.dump.lines[line]?.text.length ?? -1);
  assert.ok(isInside(finding.line, finding.span), `${finding.code} stands in the text`);
  for (const { line, span } of finding.related) assert.ok(isInside(line, span), `what explains ${finding.code}`);
  for (const { start, end } of finding.fixes.flatMap((fix) => fix.changes)) {
    assert.ok(
      start.line < end.line || (start.line === end.line && start.column <= end.column),
      `${finding.code}'s fix`,
    );
    assert.ok(end.line <= document.dump.lines.length, `${finding.code}'s fix ends in the text`);
  }
}

/** Dumps up to this length are read anew at every offset; of longer ones only the line that changes is. */
const shortDump = 1500;

describe('dumps cut off at every offset', function () {
  this.timeout(60_000);
  for (const { name, text, family } of sampleDumps('examples', 'test/fixtures/valid', 'test/fixtures/damaged')) {
    it(name, () => {
      const document = readDocument(text, family);
      diagnoseSafely(buildRuleset(document));
      for (let length = text.length - 1; length >= 0; length--) {
        deleteLast(document, text.charAt(length));
        const cut = text.slice(0, length);
        assert.equal(dumpText(document.dump), cut);
        diagnoseSafely(buildRuleset(document));
        if (text.length > shortDump) continue;
        const fresh = readDocument(cut, family);
        assert.equal(JSON.stringify(document.dump), JSON.stringify(fresh.dump));
      }
    });
  }
});

/** Takes the last character away; that of `\r\n` leaves the other one. */
function deleteLast(document: RulesetDocument, character: string): void {
  const { lines } = document.dump;
  const end = { line: lines.length, column: 0 };
  const line = character === '\n' || character === '\r' ? lines.length - 2 : lines.length - 1;
  const { text, ending } = lines[line]!;
  const column = line === lines.length - 1 ? text.length - 1 : text.length;
  editDocument(document, { line, column }, end, ending === '\r\n' ? '\r' : '');
}

/** The place of an offset; between CR and LF there is none, so the one before stands for it. */
function placeAt({ dump }: RulesetDocument, offset: number): Place {
  let rest = offset;
  for (const [line, { text, ending }] of dump.lines.entries()) {
    if (rest <= text.length || line === dump.lines.length - 1) return { line, column: Math.min(rest, text.length) };
    if (rest < text.length + ending.length) return { line, column: text.length };
    rest -= text.length + ending.length;
  }
  return { line: 0, column: 0 };
}

/** The offset of a place. */
function offsetOf({ dump }: RulesetDocument, { line, column }: Place): number {
  return dump.lines.slice(0, line).reduce((sum, { text, ending }) => sum + text.length + ending.length, column);
}

/** Damages a document again and again by edits; after each it is what its text, read anew, is. */
function damageRepeatedly(random: Random, { text, family }: SampleDump): void {
  const document = readDocument(text, family);
  let current = text;
  for (let i = 0; i < mutationsOfOneText; i++) {
    const wanted = damage(random, current);
    const [start, end] = [placeAt(document, wanted.from), placeAt(document, wanted.until)];
    current = current.slice(0, offsetOf(document, start)) + wanted.text + current.slice(offsetOf(document, end));
    editDocument(document, start, end, wanted.text);
    assert.equal(dumpText(document.dump), current);
    const ruleset = buildRuleset(document);
    assert.equal(contentOf(ruleset), contentOf(buildRuleset(readDocument(current, family))), JSON.stringify(current));
    diagnoseSafely(ruleset);
  }
}

describe('examples damaged at random', function () {
  this.timeout(60_000);
  const examples = sampleDumps('examples');
  const texts = mutations / mutationsOfOneText;
  for (const [i, example] of examples.entries()) {
    it(`${example.name}`, () => {
      for (let seed = i; seed < texts; seed += examples.length) damageRepeatedly(randomFrom(seed), example);
    });
  }

  it(`makes ${mutations} mutations in all`, () => assert.equal(texts % 1, 0));
});
