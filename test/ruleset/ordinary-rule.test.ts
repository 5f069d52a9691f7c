/** The quick look at a rule says the same as taking it apart. */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentOf } from '../../server/src/ruleset/document';
import { lineKinds } from '../../server/src/ruleset/line-facts';
import { createNames } from '../../server/src/ruleset/names';
import { readOrdinaryRule } from '../../server/src/ruleset/ordinary-rule';
import { createShapes, type RuleShapes } from '../../server/src/ruleset/rule-shapes';
import { type RuleSummary, summarizeRule } from '../../server/src/ruleset/rule-summary';
import { parseLine } from '../../server/src/syntax/line';
import { wholeNumbers } from '../support/random';
import { requireShared } from '../support/requirements';

/** Compares the two readings of a line; true when the quick look recognized it. */
function compare(text: string, shapes: RuleShapes): boolean {
  const { family } = shapes;
  const line = parseLine(text, '\n');
  if (line.kind !== 'rule') return false;
  const names = createNames();
  const whole = summarizeRule(line, family, names);
  const { facts, names: quick } = documentOf({ lines: [line] }, family);
  const texts = (each: typeof names, id: number) => (id < 0 ? undefined : each.texts[id]);
  assert.deepEqual(
    {
      chain: texts(quick, facts.chains[0]!),
      target: texts(quick, facts.targets[0]!),
      forbidden: facts.forbidden[0],
      nothingElse: facts.kinds[0] === lineKinds.rule,
    },
    {
      chain: texts(names, whole.chain),
      target: texts(names, whole.target),
      forbidden: whole.forbidden,
      nothingElse: line.from === 0 && line.ordinary && isPlain(whole) && isWrittenPlainly(whole, names),
    },
    text,
  );
  if (!line.ordinary) return false;
  const rule = readOrdinaryRule(shapes, text);
  if (!rule) return false;
  const sound = isPlain(whole);
  rule.shape.sound ??= sound;
  assert.equal(rule.shape.sound, sound, `${text} against the first rule of its shape`);
  return sound;
}

function isWrittenPlainly({ chain, chainSpan }: RuleSummary, { texts }: ReturnType<typeof createNames>): boolean {
  return chainSpan.start === 3 && chainSpan.end - 3 === texts[chain]!.length;
}

function isPlain({ command, goto, onlyFor, problems }: RuleSummary): boolean {
  return command === 'append' && !goto && onlyFor === undefined && problems.length === 0;
}

const ordinary = [
  '-A INPUT',
  '-A INPUT -j ACCEPT',
  '-A INPUT ! -s 10.0.0.0/8 -j FOO',
  '-A INPUT -p tcp -m tcp ! --dport 22 -m comment --comment "a \\"b\\" -j c" -j DROP',
  '-A INPUT -p tcp -m tcp --tcp-flags SYN,ACK SYN -j LOG --log-prefix "in: " --log-level 4',
  '-A INPUT -m recent --rcheck --seconds 10 --reap --name A --mask 255.255.255.255 --rsource -j DROP',
  '-A OUTPUT -p tcp -m owner --uid-owner 1337 -m multiport --dports 80,443 -j DNAT --to-destination 10.0.0.1:80',
  '-A POSTROUTING ! -o lo -p udp --dport 53 -m statistic --mode random --probability 0.5 -j MASQUERADE --to-ports 1024-2048',
  '-A INPUT -f -j ACCEPT',
  '-A INPUT --protoc tcp',
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
  '-A INPUT -g FOO',
  '-A INPUT -p tcp --dport 99999',
  '-A INPUT --dport 80 -p tcp',
  '-A INPUT -s 10.0.0.1/8',
  '-A INPUT -m statistic --mode random',
  '-A INPUT -p udp -m tcp --dport 80',
  '-A INPUT -m limit --limit 5/min -m limit --limit x9',
  '-A INPUT -jACCEPT',
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
  for (const text of ordinary) it(`recognizes ${text}`, () => assert.equal(compare(text, createShapes('ipv4')), true));
  for (const text of others)
    it(`leaves alone ${text.slice(0, 60)}`, () => assert.equal(compare(text, createShapes('ipv4')), false));

  it('says the same for mutated rules', () => {
    const random = wholeNumbers(11);
    const shapes = createShapes('ipv4');
    const letters = ' "\\!-=\tA1é\0';
    for (let i = 0; i < 20_000; i++) {
      const text = ordinary[random(ordinary.length)]!;
      const at = 3 + random(text.length - 2);
      const removed = random(3);
      const letter = random(4) ? letters[random(letters.length)]! : '';
      compare(text.slice(0, at) + letter + text.slice(at + removed), shapes);
    }
  });

  it('says the same for every rule of the sample dumps, and knows nearly all of them', function () {
    const shared = requireShared(this);
    let [rules, recognized] = [0, 0];
    for (const file of readdirSync(join(shared, 'corpus'), { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      const shapes = createShapes(/6/.test(file.name) ? 'ipv6' : 'ipv4');
      for (const text of readFileSync(join(file.parentPath ?? file.path, file.name), 'utf8').split('\n')) {
        if (!text.startsWith('-')) continue;
        rules++;
        if (compare(text, shapes)) recognized++;
      }
    }
    assert.equal(recognized > rules * 0.94, true, `${recognized} of ${rules}`);
  }).timeout(60_000);
});
