// The whole way of packets through rules: what the kernel does beside them, and which packets a question means.

import { strict as assert } from 'node:assert';
import { traceAsked } from '../../server/src/features/trace';
import { askedPackets } from '../../server/src/packets/question';
import { readQuestionWords } from '../../server/src/packets/question-words';
import { readDocument } from '../../server/src/ruleset/document';
import { buildRuleset } from '../../server/src/ruleset/ruleset';
import type { Family } from '../../server/src/ruleset/tables';

/** Rules by their tables, `-P CHAIN POLICY` among them; built-in chains accept otherwise. */
type Tables = Readonly<Record<string, readonly string[]>>;

const hooks: Readonly<Record<string, readonly string[]>> = {
  raw: ['PREROUTING', 'OUTPUT'],
  mangle: ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'],
  nat: ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'],
  filter: ['INPUT', 'FORWARD', 'OUTPUT'],
};

function dumpOf(tables: Tables): string {
  return Object.entries(tables)
    .map(([table, rules]) => {
      const policies = new Map(
        rules.map((rule) => /^-P (\S+) (\S+)$/.exec(rule)?.slice(1) as [string, string]).filter(Boolean),
      );
      const chains = hooks[table]!.map((hook) => `:${hook} ${policies.get(hook) ?? 'ACCEPT'} [0:0]\n`).join('');
      return `*${table}\n${chains}${rules
        .filter((rule) => !rule.startsWith('-P'))
        .map((rule) => `${rule}\n`)
        .join('')}COMMIT\n`;
    })
    .join('');
}

/** Each answer as `end · condition`. */
function answersTo(tables: Tables, words: string, family: Family): string[] {
  const ruleset = buildRuleset(readDocument(dumpOf(tables), family));
  const read = readQuestionWords(words, family);
  assert.ok('question' in read, words);
  const asked = askedPackets(read.question, read.direction, family);
  assert.ok('packets' in asked, words);
  return traceAsked(ruleset, read.direction, asked).map(
    ({ condition, outcome }) => outcome.text + (condition ? ` · ${condition}` : ''),
  );
}

const untracked: Tables = {
  raw: ['-A PREROUTING -p udp -m udp --dport 53 -j CT --notrack', '-A OUTPUT -p udp -m udp --dport 54 -j NOTRACK'],
  filter: ['-P INPUT DROP', '-A INPUT -m conntrack --ctstate UNTRACKED -j ACCEPT'],
};

const masqueraded: Tables = {
  nat: ['-A POSTROUTING -p tcp -m tcp --dport 80 -j MASQUERADE'],
  filter: [
    '-A INPUT -p tcp -m conntrack --ctstate DNAT -j REJECT',
    '-A INPUT -p tcp -m conntrack --ctstate SNAT -j DROP',
  ],
};

const open: Tables = { filter: [] };
const stateful: Tables = {
  filter: [
    '-P INPUT DROP',
    '-A INPUT -m conntrack --ctstate NEW -j ACCEPT',
    '-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
    '-A INPUT -m conntrack --ctstate INVALID -j REJECT',
  ],
};
const marked: Tables = { filter: ['-A INPUT -m mark --mark 0x8000/0x8000 -j DROP'] };
const twoMarks: Tables = {
  filter: ['-A INPUT -m mark --mark 0x15 -j DROP', '-A INPUT -m mark --mark 5/5 -j REJECT'],
};
const noting: Tables = {
  filter: [
    '-A INPUT -p tcp -m recent --set --name seen --mask 255.255.255.255 --rsource -j DROP',
    '-A INPUT -p udp -m recent ! --set --name seen --mask 255.255.255.255 --rsource -j DROP',
  ],
};
const martian = 'dropped: routing takes its source address for a martian';
const own = "dropped: routing takes this host's own address from the network for a martian";
const outwards = 'dropped: routing sends nothing from a loopback address to another host';
const localnet = 'route_localnet is set for the interface that it leaves by';
const toAnother: Tables = {
  nat: ['-A OUTPUT -p udp -m udp --dport 83 -j DNAT --to-destination 10.2.0.2:1', '-A POSTROUTING -j MASQUERADE'],
  filter: ['-A OUTPUT -p udp -m udp --dport 1 -j DROP'],
};

const rows: [tables: Tables, question: string, answers: string[]][] = [
  [untracked, 'in udp 53', ['delivered here, port 53']],
  // What comes back over lo has been tracked on its way out.
  [untracked, 'out udp 53 to 127.0.0.1', ['dropped by the policy of INPUT in filter']],
  [untracked, 'out udp 54 to 127.0.0.1', ['delivered here, port 54']],
  [untracked, 'out udp 53 to 127.0.0.1 state INVALID', ['delivered here, port 53']],
  // Only nat of destinations notes DNAT.
  [
    masqueraded,
    'out tcp 80 to 127.0.0.1',
    [
      'dropped by rule 2 of INPUT in filter · unless nat leaves its source as it was',
      'delivered here, port 80 · if nat leaves its source as it was',
    ],
  ],
  // An address is noted in any case.
  [noting, 'in tcp 80', ['dropped by rule 1 of INPUT in filter']],
  [noting, 'in udp 53', ['delivered here, port 53']],
  [open, 'in udp 53 from 224.0.0.5 to 10.0.0.1', [martian]],
  [open, 'in udp 53 from 255.255.255.255', [martian]],
  [open, 'in udp 53 from 0.0.0.0 to 10.0.0.1', [martian]],
  [open, 'in udp 67 from 10.0.0.2 to 0.0.0.0', ['dropped: routing takes the destination 0.0.0.0 for a martian']],
  [open, 'in udp 67 from 0.0.0.0 to 0.0.0.0', ['delivered here, port 67']],
  [open, 'in udp 53 to 0.1.2.3', ['delivered here, port 53']],
  [open, 'out udp 53 to 0.0.0.0', []],
  [open, 'forward udp 53 to 0.0.0.0', []],
  [open, 'in udp 67 from 0.0.0.0 to 255.255.255.255', ['delivered here, port 67']],
  [open, 'forward udp 53 from 224.0.0.5', [martian]],
  [
    open,
    'in udp 53 from 10.0.0.2 local 10.0.0.1,10.0.0.2',
    [
      `${own} · unless accept_local is set for the interface that it comes in by`,
      'delivered here, port 53 · if accept_local is set for the interface that it comes in by',
    ],
  ],
  [open, 'in udp 53 from 10.0.0.3 local 10.0.0.1,10.0.0.2', ['delivered here, port 53']],
  // nat of OUTPUT may not send elsewhere what goes to lo, since it comes from there: filter does not see it.
  [
    toAnother,
    'out udp 83 to 127.0.0.1 local 10.1.0.1',
    [`${outwards} · unless ${localnet}`, `dropped by rule 1 of OUTPUT in filter · if ${localnet}`],
  ],
  [
    toAnother,
    'out udp 83 to 10.1.0.1 from 127.0.0.6 local 10.1.0.1',
    [`${outwards} · unless ${localnet}`, `dropped by rule 1 of OUTPUT in filter · if ${localnet}`],
  ],
  [toAnother, 'out udp 83 to 127.0.0.1 from 10.1.0.1 local 10.1.0.1', ['dropped by rule 1 of OUTPUT in filter']],
  [toAnother, 'out udp 83 to 10.1.0.1 from 10.1.0.1 local 10.1.0.1', ['dropped by rule 1 of OUTPUT in filter']],
  [toAnother, 'out udp 83 to 127.0.0.1 local 10.1.0.1,10.2.0.2', ['dropped by rule 1 of OUTPUT in filter']],
  [toAnother, 'out udp 83 to 8.8.8.8 local 10.1.0.1', ['dropped by rule 1 of OUTPUT in filter']],
  [
    open,
    'out udp 53 from 127.0.0.1 to 8.8.8.8 local 10.1.0.1',
    [`${outwards} · unless ${localnet}`, `sent unchanged · if ${localnet}`],
  ],
  // Messages that cannot open a connection are asked about too, in the states that they can have.
  [
    stateful,
    'in icmp type 3',
    ['rejected by rule 3 of INPUT in filter · if state INVALID', 'delivered here, unchanged · if state RELATED'],
  ],
  [
    stateful,
    'in',
    ['rejected by rule 3 of INPUT in filter · if state INVALID', 'delivered here, unchanged · unless state INVALID'],
  ],
  [stateful, 'in tcp 80', ['delivered here, port 80']],
  // Nobody has spoken of a mark.
  [marked, 'in tcp 80', ['delivered here, port 80']],
  [marked, 'in tcp 80 mark 0x8000', ['dropped by rule 1 of INPUT in filter']],
  [
    twoMarks,
    'in tcp 80 mark 0/0',
    [
      'dropped by rule 1 of INPUT in filter · if mark 0x15',
      'rejected by rule 2 of INPUT in filter · if mark 0x5/0x5 but not 0x15',
      'delivered here, port 80 · unless mark 0x5/0x5',
    ],
  ],
];

const rows6: typeof rows = [
  // The kernel drops these before any table.
  [open, 'in udp 53 from ff02::5', []],
  [open, 'in udp 53 from 2001:db8::1 local 2001:db8::1', ['delivered here, port 53']],
  [stateful, 'in icmpv6 type neighbour-solicitation', ['dropped by the policy of INPUT in filter']],
];

describe('the whole way of packets', () => {
  for (const [tables, question, answers] of rows)
    it(question, () => assert.deepEqual(answersTo(tables, question, 'ipv4'), answers));
  for (const [tables, question, answers] of rows6)
    it(question, () => assert.deepEqual(answersTo(tables, question, 'ipv6'), answers));
});
