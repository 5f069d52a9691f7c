/** The quick look at a rule says the same as taking it apart. */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lineFacts, lineKinds } from '../../server/src/ruleset/line-facts';
import { createNames, type Names } from '../../server/src/ruleset/names';
import { readOrdinaryRule } from '../../server/src/ruleset/ordinary-rule';
import { type RuleSummary, summarizeRule } from '../../server/src/ruleset/rule-summary';
import { createTemplates, type RuleTemplates } from '../../server/src/ruleset/rule-templates';
import type { Family } from '../../server/src/ruleset/tables';
import { parseLine } from '../../server/src/syntax/line';
import { wholeNumbers } from '../support/random';
import { requireShared } from '../support/requirements';

/** What is known of the lines read before. */
interface Known {
  names: Names;
  templates: RuleTemplates;
}

function nothingKnown(family: Family): Known {
  return { names: createNames(), templates: createTemplates(family) };
}

/** What a summary says, with names instead of their numbers. */
function told({ chain, target, newName, ...said }: RuleSummary, { texts }: Names): unknown {
  return { ...said, chain: texts[chain], target: texts[target], newName: texts[newName] };
}

/** Compares the two readings of a line; true when the quick look recognized it, by a rule that was read before. */
function compare(text: string, { names: quick, templates }: Known): boolean {
  const line = parseLine(text, '\n');
  if (line.kind !== 'rule') return false;
  const names = createNames();
  const whole = summarizeRule(line, templates.family, names);
  const recognized = line.ordinary && line.from === 0 && readOrdinaryRule(templates.sound, text) !== undefined;
  const facts = lineFacts([line], quick, templates);
  const summary = facts.summaries[0];
  assert.deepEqual(summary && told(summary, quick), summary && told(whole, names), text);
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
      nothingElse: line.from === 0 && line.ordinary && isPlain(whole) && isWrittenPlainly(text, whole, names),
    },
    text,
  );
  return recognized;
}

function isWrittenPlainly(text: string, { chain, chainSpan }: RuleSummary, { texts }: Names): boolean {
  return text.startsWith('-A ') && chainSpan.start === 3 && chainSpan.end - 3 === texts[chain]!.length;
}

function isPlain({ command, goto, onlyFor, problems }: RuleSummary): boolean {
  return command === 'append' && !goto && onlyFor === undefined && problems.length === 0;
}

/** A rule, and another one that is told by it; the rule itself where there is no other. */
type Pair = readonly [text: string, like?: string];

const ordinary: readonly Pair[] = [
  ['-A INPUT', '-A FORWARD'],
  ['-A INPUT -j ACCEPT', '-A A-B -j ACCEPT'],
  ['-A INPUT -j FOO', '-A INPUT -j A-B'],
  ['-A INPUT ! -s 10.0.0.0/8 -j FOO', '-A INPUT ! -s 10.1.2.3/32 -j A-B'],
  [
    '-A INPUT -p tcp -m tcp ! --dport 22 -m comment --comment "a \\"b\\" -j c" -j DROP',
    '-A X -p tcp -m tcp ! --dport 80:90 -m comment --comment d -j DROP',
  ],
  ['-A INPUT -j LOG --log-prefix "in: " --log-level 4', '-A OUTPUT -j LOG --log-prefix "out of here: " --log-level 4'],
  [
    '-A INPUT -m recent --rcheck --seconds 10 --reap --name A --mask 255.255.255.255 --rsource -j DROP',
    '-A INPUT -m recent --rcheck --seconds 10 --reap --name B-C --mask 255.255.255.255 --rsource -j DROP',
  ],
  [
    '-A OUTPUT -p tcp -m owner --uid-owner 1337 -m multiport --dports 80,443 -j DNAT --to-destination 10.0.0.1:80',
    '-A OUTPUT -p tcp -m owner --uid-owner 1338 -m multiport --dports 80 -j DNAT --to-destination 10.0.0.2:8080',
  ],
  [
    '-A POSTROUTING ! -o lo -p udp --dport 53 -j MASQUERADE --to-ports 1024-2048',
    '-A POSTROUTING ! -o eth0 -p udp --dport 5353 -j MASQUERADE --to-ports 80',
  ],
  ['-A INPUT -f -j ACCEPT'],
  ['-A INPUT --protoc tcp -j DROP'],
  ['-A INPUT  -j ACCEPT ', '-A OUTPUT  -j ACCEPT '],
  ['-A INPUT -m tcp --dport=80 -p tcp', '-A INPUT -m tcp --dport=81 -p tcp'],
];

const others: readonly Pair[] = [
  ['-I INPUT -j ACCEPT'],
  ['-A "INPUT" -j ACCEPT'],
  ['-A INPUT -j ACCEPT', '-A INPUT -j DROP'],
  ['-A INPUT -j FOO', '-A INPUT -j LOG'],
  ['-A INPUT -j FOO', '-A INPUT -j TARPIT'],
  ['-A INPUT -j FOO', '-A INPUT -j AAAAAAAAAAAAAAAAAAAAAAAAAAAA-'],
  ['-A INPUT -j FOO', '-A INPUT -j ""'],
  ['-A INPUT -j A""', '-A INPUT -j A""'],
  ['-A INPUT -j FOO', '-A INPUT -j FOO -j BAR'],
  ['-A INPUT -j'],
  ['-A INPUT ! -j ACCEPT'],
  ['-A INPUT -g FOO'],
  ['-A INPUT -p tcp --dport 80', '-A INPUT -p tcp --dport 99999'],
  ['-A INPUT -p tcp --dport 80', '-A INPUT -p tcp --dport 80 '],
  ['-A INPUT --dport 80 -p tcp'],
  ['-A INPUT -s 10.0.0.0/8', '-A INPUT -s 10.0.0.1/8'],
  ['-A INPUT ! -s 10.0.0.0/8', '-A INPUT ! -s 0.0.0.0/0'],
  ['-A INPUT ! -s 10.0.0.0/8', '-A INPUT ! -s 10.0.0.1,10.0.0.2'],
  ['-A INPUT -m statistic --mode nth --every 3 --packet 2', '-A INPUT -m statistic --mode nth --every 3 --packet 3'],
  ['-A OUTPUT -j DNAT --to-destination 10.0.0.1', '-A OUTPUT -j DNAT --to-destination 10.0.0.1:80'],
  ['-A INPUT -c 5 6', '-A INPUT -c 5,6 6'],
  ['-A INPUT -p udp -m tcp --dport 80'],
  ['-A INPUT -jACCEPT'],
  ['-A INPUT -m comment --comment x', '-A INPUT -m comment --comment -x'],
  ['-A INPUT -m comment --comment x', '-A INPUT -m comment --comment "-x"'],
  ['-A INPUT -m comment --comment x', '-A INPUT -m comment --comment a b'],
  ['-A INPUT -m comment --comment x', '-A INPUT -m comment --comment "a"b'],
  ['-A INPUT -m comment --comment x', '-A INPUT -m comment --comment "a'],
  ['-A INPUT -m comment --comment x', '-A INPUT -m comment --comment'],
  ['-A INPUT -m comment --comment x', `-A INPUT -m comment --comment ${'x'.repeat(1024)}`],
  ['-A INPUT -t nat'],
  ['-A INPUT -4'],
  ['-A INPUT -A FOO'],
  ['-A INPUT -j DROP', '-A ünï -j DROP'],
  ['-A INPUT -j DROP', '-A AAAAAAAAAAAAAAAAAAAAAAAAAAAAA -j DROP'],
  [`-A INPUT${' -m tcp'.repeat(140)}`],
];

/** Rules with faults, and others that have the same. */
const faulty: readonly (readonly [text: string, like: string])[] = [
  ['-A INPUT -s 10.0.0.1 --dpport 80 -j ACCEPT', '-A OUTPUT -s 10.20.30.40 --dpport 80 -j ACCEPT'],
  ['-A INPUT -d 10.0.0.1 -j DNAT --to-destnation 10.0.0.2', '-A INPUT -d 10.0.0.123 -j DNAT --to-destnation 10.0.0.2'],
  ['-A INPUT -s 10.0.0.1 -p tcp --dport 99999 -j DROP', '-A INPUT -s 10.0.0.12 -p tcp --dport 99999 -j DROP'],
  ['-A INPUT --dport 80 -s 10.0.0.1 -p tcp', '-A FORWARD --dport 80 -s 192.168.100.100 -p tcp'],
  ['-A INPUT -i eth0 -s 10.0.0.1/8 -j A', '-A INPUT -i wlan0 -s 10.0.0.1/8 -j A'],
  ['-A INPUT --dpport 80 -s 10.0.0.1', '-A INPUT --dpport 8080 -s 10.0.0.1'],
  ['-A INPUT -i eth0 -j LOG -m', '-A INPUT -i lo -j LOG -m'],
];

describe('ordinary rules', () => {
  for (const [text, like] of ordinary) {
    it(`recognizes ${like ?? text}`, () => {
      const known = nothingKnown('ipv4');
      assert.equal(compare(text, known), false);
      assert.equal(compare(like ?? text, known), true);
    });
  }
  for (const [text, like] of others) {
    it(`leaves alone ${(like ?? text).slice(0, 60)}`, () => {
      const known = nothingKnown('ipv4');
      compare(text, known);
      assert.equal(compare(like ?? text, known), false);
    });
  }

  for (const [text, like] of faulty) {
    it(`tells ${like} by ${text}`, () => {
      const known = nothingKnown('ipv4');
      compare(text, known);
      compare(like, known);
      assert.equal(known.templates.faulty.matched, 1);
    });
  }

  it('says the same for mutated rules that differ in numbers', () => {
    const random = wholeNumbers(5);
    let matched = 0;
    const rules = [...ordinary, ...others, ...faulty].flatMap(([text, like]) => [text, like ?? text]);
    for (let i = 0; i < 2_000; i++) {
      const text = rules[random(rules.length)]!;
      const at = 3 + random(text.length - 2);
      const known = nothingKnown('ipv4');
      const damaged = text.slice(0, at) + ' "!-=A1'[random(7)]! + text.slice(at + random(2));
      for (let j = 0; j < 6; j++)
        compare(
          damaged.replace(/\d+/g, (digits) => String(random(10 ** Math.min(digits.length, 5)))),
          known,
        );
      matched += known.templates.faulty.matched;
    }
    assert.equal(matched > 1_000, true, `${matched} told`);
  });

  it('says the same for mutated rules', () => {
    const random = wholeNumbers(11);
    const known = nothingKnown('ipv4');
    const letters = ' "\\!-=\tA1é\0';
    for (let i = 0; i < 20_000; i++) {
      const [text] = ordinary[random(ordinary.length)]!;
      const at = 3 + random(text.length - 2);
      const removed = random(3);
      const letter = random(4) ? letters[random(letters.length)]! : '';
      compare(text.slice(0, at) + letter + text.slice(at + removed), known);
    }
  });

  it('says the same for every rule of the sample dumps, and knows most of them', function () {
    const shared = requireShared(this);
    let [rules, recognized] = [0, 0];
    for (const file of readdirSync(join(shared, 'corpus'), { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      const known = nothingKnown(/6/.test(file.name) ? 'ipv6' : 'ipv4');
      for (const text of readFileSync(join(file.parentPath ?? file.path, file.name), 'utf8').split('\n')) {
        if (!text.startsWith('-')) continue;
        rules++;
        if (compare(text, known)) recognized++;
      }
    }
    assert.equal(recognized > rules * 0.8, true, `${recognized} of ${rules}`);
  }).timeout(60_000);
});
