// What rules ask of connections: told by the packet where it opens one, by the question for later packets, else unknown.

import { strict as assert } from 'node:assert';
import { checkExpectation } from '../../server/src/packets/check-expectation';
import { readExpectation } from '../../server/src/packets/expectation';
import { expectedText } from '../../server/src/packets/expected-end';
import { readDocument } from '../../server/src/ruleset/document';
import { buildRuleset } from '../../server/src/ruleset/ruleset';

interface Case {
  name: string;
  nat?: string;
  /** Of filter, whose policies are DROP. */
  rules: string;
  /** Packets, and all their ends but drop. */
  ends: readonly (readonly [packets: string, passed: string])[];
}

const published = '-A PREROUTING -p tcp --dport 8080 -j DNAT --to-destination 10.0.0.5:80';

const cases: Case[] = [
  {
    name: 'DNAT is noted of what nat gives another destination, together with states',
    nat: published,
    rules: '-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED,DNAT -j ACCEPT',
    ends: [
      ['forward tcp 8080 to 192.0.2.1', 'forward 10.0.0.5:80'],
      ['forward tcp 80 to 192.0.2.1', ''],
      ['forward tcp 80 to 192.0.2.1 state ESTABLISHED', 'itself'],
      ['forward udp 53 state INVALID', ''],
    ],
  },
  {
    name: 'DNAT is not noted of packets that go there anyway',
    nat: '-A PREROUTING -p tcp --dport 80 -j DNAT --to-destination 10.0.0.5:80',
    rules: '-A FORWARD -m conntrack --ctstate DNAT -j ACCEPT',
    ends: [
      ['forward tcp 80 to 10.0.0.5', ''],
      ['forward tcp 80 to 10.0.0.4/30', 'forward 10.0.0.5:80 unless to 10.0.0.5'],
    ],
  },
  {
    name: 'what is neither',
    nat: published,
    rules: '-A FORWARD -m conntrack ! --ctstate SNAT,DNAT -j ACCEPT',
    ends: [
      ['forward tcp 8080 to 192.0.2.1', ''],
      ['forward tcp 80 to 192.0.2.1', 'itself'],
      ['forward tcp 80 to 192.0.2.1 state UNTRACKED', 'itself'],
      ['forward tcp 80 to 192.0.2.1 state ESTABLISHED ctstatus NONE', 'no packet'],
      ['forward tcp 80 to 192.0.2.1 state RELATED ctstatus NONE', 'itself'],
    ],
  },
  {
    name: 'later packets are told by the question, or unknown',
    rules: '-A FORWARD -m conntrack --ctstate DNAT -j ACCEPT',
    ends: [
      ['forward tcp 80 state ESTABLISHED ctdir REPLY ctstatus DNAT', 'itself'],
      ['forward tcp 80 state ESTABLISHED ctdir REPLY ctstatus SNAT', 'itself if connection status SNAT,DNAT'],
      ['forward tcp 80', ''],
    ],
  },
  {
    name: 'the original destination is that before nat',
    nat: published,
    rules: '-A FORWARD -m conntrack --ctorigdst 192.0.2.1 --ctorigdstport 8080 --ctproto tcp -j ACCEPT',
    ends: [
      ['forward tcp 8080 to 192.0.2.1', 'forward 10.0.0.5:80'],
      ['forward tcp 8080 to 192.0.2.2', ''],
      ['forward tcp to 192.0.2.1', 'forward 10.0.0.5:80 if port 8080'],
      ['forward tcp 8080 to 192.0.2.1 state UNTRACKED', ''],
      [
        'forward tcp sport 80 to 192.0.2.1 state ESTABLISHED ctdir REPLY ctorigdst 192.0.2.1 ctorigdstport 8080',
        'itself',
      ],
      ['forward tcp sport 80 from 192.0.2.1 state ESTABLISHED ctdir REPLY ctorigdst 192.0.2.2', ''],
    ],
  },
  {
    name: 'the original source, and where replies come from',
    nat: published,
    rules:
      '-A FORWARD -m conntrack ! --ctorigsrc 10.0.0.0/8 --ctreplsrc 10.0.0.5 --ctreplsrcport 80 --ctrepldstport 1024: -j ACCEPT',
    ends: [
      ['forward tcp 8080 sport 1024 from 192.0.2.9 to 192.0.2.1', 'forward 10.0.0.5:80'],
      ['forward tcp 8080 sport 1023 from 192.0.2.9 to 192.0.2.1', ''],
      ['forward tcp 8080 sport 1024 from 10.1.1.1 to 192.0.2.1', ''],
      ['forward tcp 81 sport 1024 from 192.0.2.9 to 10.0.0.5', ''],
      [
        'forward tcp 80 sport 1024 from 192.0.2.9 to 10.0.0.5 state ESTABLISHED ctdir ORIGINAL',
        'itself if with replies from 10.0.0.5 with replies from port 80 with replies to port 1024–65535',
      ],
      ['forward tcp sport 80 port 2000 from 10.0.0.5 state ESTABLISHED ctdir REPLY ctorigsrc 192.0.2.9', 'itself'],
    ],
  },
  {
    name: 'what is noted of established and of new connections',
    rules: '-A INPUT -m conntrack --ctstatus CONFIRMED -j ACCEPT\n-A INPUT -m conntrack --ctstatus NONE -j ACCEPT',
    ends: [
      ['in tcp 80', ''],
      ['in tcp 80 state ESTABLISHED', 'itself'],
      ['in tcp 80 state INVALID', ''],
      ['out tcp 80 to 127.0.0.1', 'itself'],
    ],
  },
  {
    name: 'of packets without connection only the state is asked',
    rules: '-A INPUT -m conntrack --ctstate INVALID,NEW --ctorigdstport 443 --ctdir ORIGINAL -j ACCEPT',
    ends: [
      ['in tcp 80 state INVALID', 'itself'],
      ['in tcp 80', ''],
      ['in tcp 443', 'itself'],
    ],
  },
];

const header = (name: string, chains: string[], policy: string) =>
  [`*${name}`, ...chains.map((chain) => `:${chain} ${policy} [0:0]`)].join('\n');

function dumpOf({ nat = '', rules }: Case): string {
  const filter = `${header('filter', ['INPUT', 'FORWARD'], 'DROP')}\n:OUTPUT ACCEPT [0:0]\n${rules}\nCOMMIT\n`;
  return `${header('nat', ['PREROUTING', 'OUTPUT'], 'ACCEPT')}\n${nat}\nCOMMIT\n${filter}`;
}

function passed(dump: string, words: string): string {
  const ruleset = buildRuleset(readDocument(dump, 'ipv4'));
  const expectation = readExpectation(`# expect: ${words} local 192.0.2.254 -> drop`, 'ipv4');
  assert.ok(expectation && !('message' in expectation), JSON.stringify(expectation));
  const { answers, failures } = checkExpectation(ruleset, expectation);
  if (answers.length === 0) return 'no packet';
  return failures.map(({ answer, condition }) => expectedText(answer, 'ipv4') + condition()).join('; ');
}

describe('what rules ask of connections', () => {
  for (const each of cases) {
    it(each.name, () => {
      const dump = dumpOf(each);
      for (const [packets, expected] of each.ends) assert.equal(passed(dump, packets), expected, packets);
    });
  }
});
