// A ruleset that follows edits in its rules says what one says that is built anew.
import { strict as assert } from 'node:assert';
import { amendRuleset } from '../../server/src/ruleset/amend';
import { editDocument, type RulesetDocument, readDocument } from '../../server/src/ruleset/document';
import { buildRuleset, type Ruleset } from '../../server/src/ruleset/ruleset';
import { dumpText } from '../../server/src/syntax/dump';
import { below, pick, type Random, randomFrom } from '../support/random';
import { contentOf } from '../support/ruleset-content';
import { type SampleDump, sampleDumps } from '../support/sample-dumps';

const edits = 40;

/** How many of the edits the ruleset followed. */
function followEdits(random: Random, { text, family }: SampleDump): number {
  const document = readDocument(text, family);
  let ruleset = buildRuleset(document);
  let followed = 0;
  for (let i = 0; i < edits; i++) {
    const amended = edit(random, document, ruleset);
    if (amended) followed++;
    ruleset = amended ?? buildRuleset(document, 'auto', ruleset);
    const current = dumpText(document.dump);
    assert.equal(contentOf(ruleset), contentOf(buildRuleset(readDocument(current, family))), current);
  }
  return followed;
}

/** Puts a letter into a rule or takes some out, or has it say what another one of the dump says. */
function edit(random: Random, document: RulesetDocument, ruleset: Ruleset): Ruleset | undefined {
  const { lines } = document.dump;
  const rules = [...lines.keys()].filter((line) => lines[line]!.kind === 'rule');
  const line = pick(random, rules);
  const { length } = lines[line]!.text;
  const column = below(random, length + 1);
  const [start, end, text] = pick(random, [
    [0, length, lines[pick(random, rules)]!.text],
    [column, column, pick(random, [...'-A x"!19:,'])],
    [column, Math.min(column + 2, length), ''],
  ] as const);
  return amendRuleset(ruleset, editDocument(document, { line, column: start }, { line, column: end }, text));
}

describe('a ruleset that follows edits', function () {
  this.timeout(60_000);
  let followed = 0;
  const dumps = sampleDumps('examples', 'test/fixtures/valid', 'test/fixtures/damaged');
  for (const [i, dump] of dumps.filter(({ text }) => (text.match(/^-A/gm)?.length ?? 0) > 5).entries()) {
    it(`is the one of the text as it is then: ${dump.name}`, () => {
      for (let seed = 0; seed < 4; seed++) followed += followEdits(randomFrom(i * 4 + seed), dump);
    });
  }

  it('followed many of them', () => assert.ok(followed > 1_000, `${followed} edits`));
});
