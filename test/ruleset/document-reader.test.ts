// Documents of which the lines were read before in others say what they say when they are read alone.
import { strict as assert } from 'node:assert';
import { diagnose } from '../../server/src/diagnostics/index';
import { readDocument } from '../../server/src/ruleset/document';
import { documentReader } from '../../server/src/ruleset/document-reader';
import { buildRuleset } from '../../server/src/ruleset/ruleset';
import { parseDump } from '../../server/src/syntax/dump';
import { unknownValue, unknownWords } from '../../server/src/syntax/unknown';
import { damage } from '../support/damage';
import { randomFrom } from '../support/random';
import { contentOf } from '../support/ruleset-content';
import { sampleDumps } from '../support/sample-dumps';

const versions = 10;

const icmp = (chain: string) =>
  `*filter\n:INPUT ACCEPT [0:0]\n-A ${chain} -p icmp --icmp-type echo-request -j ACCEPT\nCOMMIT\n`;

describe('a document whose lines were read before', function () {
  this.timeout(60_000);
  for (const [chain, ...before] of [
    ['INPUT', `${unknownWords}INPUT`],
    ['INPUT', `${unknownValue}INPUT`],
    [`${unknownWords}INPUT`, 'INPUT'],
  ])
    it(`is told what is wrong with it, behind lines of which that is not known: ${chain}`, () => {
      const read = documentReader('ipv6');
      for (const each of before) read(parseDump(icmp(each)).lines);
      const found = buildRuleset(read(parseDump(icmp(chain!)).lines));
      assert.deepEqual(diagnose(found), diagnose(buildRuleset(readDocument(icmp(chain!), 'ipv6'))));
    });
  const readers = { ipv4: documentReader('ipv4'), ipv6: documentReader('ipv6') };
  for (const [seed, dump] of sampleDumps('examples', 'test/fixtures/valid', 'test/fixtures/damaged').entries()) {
    it(`says what it says alone: ${dump.name}`, () => {
      const random = randomFrom(seed);
      let { text } = dump;
      for (let version = 0; version < versions; version++) {
        const found = buildRuleset(readers[dump.family](parseDump(text).lines));
        const alone = buildRuleset(readDocument(text, dump.family));
        assert.equal(contentOf(found), contentOf(alone), text);
        assert.deepEqual(diagnose(found), diagnose(alone), text);
        const edit = damage(random, text);
        text = text.slice(0, edit.from) + edit.text + text.slice(edit.until);
      }
    });
  }
});
