/** The quick look at a rule says the same as taking it apart. */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createNames } from '../../server/src/ruleset/names';
import { readOrdinaryRule } from '../../server/src/ruleset/ordinary-rule';
import { summarizeAny, summarizeRule } from '../../server/src/ruleset/rule-summary';
import type { Family } from '../../server/src/ruleset/tables';
import { parseLine } from '../../server/src/syntax/line';
import { wholeNumbers } from '../support/random';
import { requireShared } from '../support/requirements';

/** Compares the two readings of a line; true when the quick look recognized it. */
function compare(text: string, family: Family): boolean {
  const line = parseLine(text, '\n');
  if (line.kind !== 'rule') return false;
  const [quick, whole] = [createNames(), createNames()];
  const named = ({ ids }: typeof quick, summary: ReturnType<typeof summarizeAny>) => {
    const texts = new Map([...ids].map(([name, id]) => [id, name]));
    return { ...summary, chain: texts.get(summary.chain), target: texts.get(summary.target) };
  };
  assert.deepEqual(
    named(quick, summarizeRule(line, family, quick)),
    named(whole, summarizeAny(line, family, whole)),
    text,
  );
  return line.ordinary && readOrdinaryRule(text) !== undefined;
}

const ordinary = [
  '-A INPUT',
  '-A INPUT -j ACCEPT',
  '-A INPUT ! -s 10.0.0.0/8 -g FOO',
  '-A INPUT -p tcp -m tcp ! --dport 22 -m comment --comment "a \\"b\\" -j c" -j DROP',
  '-A INPUT -p tcp -m tcp --tcp-flags SYN,ACK SYN -j LOG --log-prefix x',
  '-A INPUT -f -j ACCEPT',
];

const others = [
  '-I INPUT -j ACCEPT',
  '-A "INPUT" -j ACCEPT',
  '-A INPUT  -j ACCEPT',
  '-A INPUT -j ACCEPT ',
  '-A INPUT\t-j ACCEPT',
  '-A INPUT -j',
  '-A INPUT -j ""',
  '-A INPUT -j ACCEPT -j DROP',
  '-A INPUT ! -j ACCEPT',
  '-A INPUT -jACCEPT',
  '-A INPUT --protoc tcp',
  '-A INPUT -m comment --comment -x',
  '-A INPUT --protocol=tcp',
  '-A INPUT -m comment --comment a b',
  '-A INPUT -m comment --comment "a"b',
  '-A INPUT -m comment --comment "a',
  '-A INPUT -m comment --comment',
  '-A INPUT -t nat',
  '-A INPUT -4',
  '-A INPUT -A FOO',
  '-A ünï -j ACCEPT',
  '-A AAAAAAAAAAAAAAAAAAAAAAAAAAAAA -j DROP',
  '-A INPUT -j AAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  `-A INPUT${' -m tcp'.repeat(140)}`,
];

describe('ordinary rules', () => {
  for (const text of ordinary) it(`recognizes ${text}`, () => assert.equal(compare(text, 'ipv4'), true));
  for (const text of others) it(`leaves alone ${text.slice(0, 60)}`, () => assert.equal(compare(text, 'ipv4'), false));

  it('says the same for mutated rules', () => {
    const random = wholeNumbers(11);
    const letters = ' "\\!-=\tA1é\0';
    for (let i = 0; i < 20_000; i++) {
      const text = ordinary[random(ordinary.length)]!;
      const at = 3 + random(text.length - 2);
      const removed = random(3);
      const letter = random(4) ? letters[random(letters.length)]! : '';
      compare(text.slice(0, at) + letter + text.slice(at + removed), 'ipv4');
    }
  });

  it('says the same for every rule of the sample dumps, and knows nearly all of them', function () {
    const shared = requireShared(this);
    let [rules, recognized] = [0, 0];
    for (const file of readdirSync(join(shared, 'corpus'), { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      const family: Family = /6/.test(file.name) ? 'ipv6' : 'ipv4';
      for (const text of readFileSync(join(file.parentPath ?? file.path, file.name), 'utf8').split('\n')) {
        if (!text.startsWith('-')) continue;
        rules++;
        if (compare(text, family)) recognized++;
      }
    }
    assert.equal(recognized > rules * 0.95, true, `${recognized} of ${rules}`);
  }).timeout(60_000);
});
