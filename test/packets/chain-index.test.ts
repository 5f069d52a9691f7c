/** Indexes of long chains: what they find for a destination, also after edits of the dump. */

import { strict as assert } from 'node:assert';
import { candidates } from '../../server/src/packets/chain-index';
import type { Key, Values } from '../../server/src/packets/dimensions';
import { asAsked } from '../../server/src/packets/fields';
import { range } from '../../server/src/packets/ranges';
import { tableRules } from '../../server/src/packets/table-rules';
import { editDocument, type RulesetDocument, readDocument } from '../../server/src/ruleset/document';
import { buildRuleset, findChain, type Ruleset } from '../../server/src/ruleset/ruleset';
import { dumpText } from '../../server/src/syntax/dump';
import { wholeNumbers } from '../support/random';

const chainStart = 2;
const services = 60;

function serviceRule(destination: string): string {
  return `-A PREROUTING ${destination} -p tcp -j ACCEPT`;
}

const destinations = ['-d 10.0.0.1/32', '-d 10.0.0.2/32', '-d 10.0.0.3/32', '-d 10.0.0.0/24', '-s 10.0.0.1/32'];

function longChain(): RulesetDocument {
  const rules = Array.from({ length: services }, (_, i) => serviceRule(`-d 10.0.${i}.1/32`));
  const text = ['*nat', ':PREROUTING ACCEPT [0:0]', ...rules, 'COMMIT', ''].join('\n');
  return readDocument(text, 'ipv4');
}

/** Numbers of the rules, from 1, that packets to the address have to be compared with. */
function found(ruleset: Ruleset, address: number): number[] {
  const [table] = ruleset.tables;
  const lines = tableRules(ruleset, table!).linesOf(findChain(ruleset, table!, 'PREROUTING')!.id);
  const box = new Map<Key, Values>([['destination', range(address)]]);
  const flow = { packets: [box], fields: asAsked, steps: undefined, asides: [] };
  return [...candidates(ruleset, lines, [flow])].map((position) => position + 1);
}

function replaceRules(document: RulesetDocument, from: number, count: number, rules: string[]): boolean {
  const [start, end] = [from, from + count].map((rule) => ({ line: chainStart + rule, column: 0 }));
  return editDocument(document, start!, end!, rules.map((rule) => `${rule}\n`).join('')).saysTheSame;
}

describe('the index of a long chain', () => {
  it('knows at once that a rule asks for another destination', () => {
    const document = longChain();
    const ruleset = buildRuleset(document);
    assert.deepEqual(found(ruleset, 0x0a000701), [8]);
    assert.equal(replaceRules(document, 7, 1, [serviceRule('-d 10.0.70.1/32')]), true);
    assert.deepEqual(found(ruleset, 0x0a000701), []);
    assert.deepEqual(found(ruleset, 0x0a004601), [8]);
  });

  it('finds after any edits what it finds in the text read anew', () => {
    const random = wholeNumbers(21);
    const document = longChain();
    for (let edits = 0; edits < 300; edits++) {
      const length = document.dump.lines.length - chainStart - 2;
      const count = length > services ? random(4) : random(2);
      const from = random(length - count + 1);
      const rules = Array.from({ length: random(3) }, () => serviceRule(destinations[random(destinations.length)]!));
      replaceRules(document, from, count, rules);
      const anew = buildRuleset(readDocument(dumpText(document.dump), 'ipv4'));
      const edited = buildRuleset(document);
      for (const address of [0x0a000001, 0x0a000002, 0x0a000003, 0x0a000701])
        assert.deepEqual(found(edited, address), found(anew, address));
    }
  });
});
