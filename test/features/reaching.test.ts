// "Which packets reach this?": in words, letter for letter, on the examples; and that the witness really gets there.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { kubeProxyDump } from '../../scripts/bench/kube-proxy';
import { packetsReaching, packetsReachingPort, reachingText } from '../../server/src/features/reaching';
import { trace } from '../../server/src/features/trace';
import { readQuestionWords } from '../../server/src/packets/question-words';
import { readDocument } from '../../server/src/ruleset/document';
import { buildRuleset, type Ruleset } from '../../server/src/ruleset/ruleset';

function rulesetOf(text: string): Ruleset {
  return buildRuleset(readDocument(text, 'ipv4'));
}

function example(name: string): Ruleset {
  return rulesetOf(readFileSync(new URL(`../../examples/${name}`, import.meta.url), 'utf8'));
}

function lineOf({ document }: Ruleset, text: string): number {
  const line = document.dump.lines.findIndex((each) => each.text.includes(text));
  assert.ok(line >= 0, text);
  return line;
}

/** The answer without its examples. */
function wordsFor(ruleset: Ruleset, text: string): string[] {
  const answer = packetsReaching(ruleset, lineOf(ruleset, text));
  assert.ok(answer, text);
  return reachingText(answer)
    .split('\n')
    .filter((line) => !line.startsWith('  for example '));
}

const takenOnLo = 'no packet: rule 3 of ISTIO_OUTPUT takes every packet on lo unless uid 1337, rule 4 the others';

/** By the example: the text of a line, and which packets reach it. */
const cases: Record<string, [text: string, words: string[]][]> = {
  'istio-mended.iptables': [
    ['! -d 127.0.0.1/32 -o lo -m owner --gid-owner 1337', [takenOnLo]],
    ['-o lo -m owner ! --gid-owner 1337', [takenOnLo]],
    ['ISTIO_OUTPUT -d 127.0.0.1/32 -j RETURN', [takenOnLo]],
    ['ISTIO_OUTPUT -m owner --gid-owner 1337', ['sent by this host: tcp with gid 1337 unless uid 1337 or on lo']],
    ['--to-ports 15001', ['sent by this host: tcp unless uid/gid 1337 or on lo']],
    [
      '--to-ports 15006',
      [
        'coming in to this host, or coming in for other hosts: tcp except 22, 15008, 15020, 15021, 15090',
        'sent by this host: tcp with uid 1337 on lo unless to 127.0.0.1 or from 127.0.0.6',
      ],
    ],
    [
      ':INPUT ',
      ['coming in to this host: everything', 'coming in for other hosts: tcp except 22, 15008, 15020, 15021, 15090'],
    ],
  ],
  'istio-dns-capture.iptables-save': [
    [
      'ISTIO_OUTPUT -d 127.0.0.1/32 -j RETURN',
      ['sent by this host: to 127.0.0.1 unless uid/gid 1337, tcp, from 127.0.0.6, or udp port 53'],
    ],
    [
      '! --dport 53 -m owner ! --gid-owner 1337',
      ['no packet: rule 3 of ISTIO_OUTPUT takes tcp on lo unless port 53 or uid 1337, rule 4 the others'],
    ],
  ],
  'docker-host.iptables-save': [
    [
      '--dport 8080 -j DNAT',
      [
        'coming in to this host: tcp 8080 unless on docker0 or to 172.17.0.2–172.17.0.3',
        'sent by this host: tcp 8080 on lo unless to 127.0.0.0/8',
      ],
    ],
  ],
};

const header = '*filter\n:INPUT ACCEPT [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n:A - [0:0]\n:B - [0:0]\n';

/** The rules of a filter table, and which packets reach the last one. */
const small: [name: string, rules: string, words: string[]][] = [
  ['every packet', '-A INPUT -j DROP', ['coming in to this host: everything', 'sent by this host: on lo']],
  ['a chain that nothing leads to', '-A A -j B\n-A B -j DROP', ['no packet: no built-in chain leads to its chain']],
  [
    'jumps that let nothing through',
    '-A FORWARD -p tcp -j A\n-A A -p udp -j DROP',
    ['no packet: the jumps to it let no packet through that it asks for'],
  ],
  [
    'rules before the jump',
    '-A FORWARD -p tcp -j DROP\n-A FORWARD -j A\n-A A -p tcp -m tcp --dport 22 -j ACCEPT',
    ['no packet: rule 1 of FORWARD takes tcp'],
  ],
  [
    'what only later packets reach',
    '-A FORWARD -m conntrack --ctstate ESTABLISHED -j ACCEPT',
    ['coming in for other hosts: with state ESTABLISHED'],
  ],
  [
    'what only loopback addresses from the network reach',
    '-A INPUT ! -i lo -d 127.0.0.0/8 -j DROP',
    ['coming in to this host: to 127.0.0.0/8 if route_localnet is set for the interface that it comes in by'],
  ],
  [
    'what only packets to many hosts reach',
    '-A INPUT -d 224.0.0.251/32 -p udp -m udp --dport 5353 -j ACCEPT',
    ['coming in to this host, or sent by this host: udp 5353 to 224.0.0.251'],
  ],
  [
    'a condition of an earlier rule takes nothing for certain',
    '-A FORWARD -m set --match-set blocked src -j DROP\n-A FORWARD -j ACCEPT',
    ['coming in for other hosts: everything unless in the set blocked by source'],
  ],
];

describe('which packets reach this', () => {
  for (const [name, lines] of Object.entries(cases)) {
    it(`tells of ${name}`, () => {
      const ruleset = example(name);
      for (const [text, words] of lines) assert.deepEqual(wordsFor(ruleset, text), words, text);
    });
  }

  for (const [name, rules, words] of small) {
    it(`tells of ${name}`, () => {
      const last = rules.split('\n').at(-1)!;
      assert.deepEqual(wordsFor(rulesetOf(`${header}${rules}\nCOMMIT\n`), last), words);
    });
  }

  it('tells which packets are given to a listener', () => {
    const { reaching } = packetsReachingPort(example('istio-mended.iptables'), 15006);
    assert.deepEqual(
      reaching.map(({ directions, words }) => [...directions, words]),
      [
        ['in', 'tcp except 22, 15008, 15020, 15021, 15090; or udp 15006'],
        ['forward', 'tcp except 22, 15008, 15020, 15021, 15090'],
        [
          'out',
          'udp 15006 on lo; or tcp 15006 on lo; or tcp with uid 1337 on lo unless to 127.0.0.1 or from 127.0.0.6',
        ],
      ],
    );
  });

  it('has nothing to tell of other lines', () => {
    const ruleset = example('istio-mended.iptables');
    for (const text of ['*nat', ':ISTIO_OUTPUT', 'COMMIT'])
      assert.equal(packetsReaching(ruleset, lineOf(ruleset, text)), undefined);
  });

  it('names packets that really get there', () => {
    const ruleset = example('istio-mended.iptables');
    let traced = 0;
    ruleset.document.dump.lines.forEach((_, line) => {
      for (const { example: words } of packetsReaching(ruleset, line)?.reaching ?? []) {
        const question = readQuestionWords(words, 'ipv4');
        assert.ok('direction' in question, words);
        const answers = trace(ruleset, question.direction, question.question);
        assert.ok(!('unreadable' in answers) && answers.length === 1, words);
        assert.ok(
          answers[0]!.path.some((step) => step.line === line + 1),
          `${words} does not reach line ${line + 1}`,
        );
        traced++;
      }
    });
    assert.ok(traced > 20);
  });

  it('finds some packets where following all would take too long, and says that there may be more', () => {
    const dump = kubeProxyDump(30_000).replace(
      'COMMIT\n',
      '-A POSTROUTING -d 10.9.9.9/32 -p tcp --dport 80 -j ACCEPT\nCOMMIT\n',
    );
    const ruleset = rulesetOf(dump);
    for (const text of [':POSTROUTING ', '-A POSTROUTING -d 10.9.9.9']) {
      const answer = packetsReaching(ruleset, lineOf(ruleset, text))!;
      assert.equal(answer.complete, false, text);
      assert.ok(answer.reaching.length > 0, text);
    }
  });

  it('names the new destination where there is only one', () => {
    const ruleset = rulesetOf(`*nat
:PREROUTING ACCEPT [0:0]
-A PREROUTING -p tcp -m tcp --dport 8081 -j DNAT --to-destination 10.0.0.5:80
COMMIT
*filter
:INPUT ACCEPT [0:0]
-A INPUT -p tcp -m tcp --dport 80 -j DROP
COMMIT
`);
    const answer = packetsReaching(ruleset, lineOf(ruleset, '-j DROP'))!;
    const text = reachingText(answer);
    assert.match(text, /\(tcp port 8081 if 10\.0\.0\.5 is this host\)|tcp 8081 if 10\.0\.0\.5 is this host/);
    assert.doesNotMatch(text, /if if|new destination/);
  });
});
