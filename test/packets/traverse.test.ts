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
];

describe('the whole way of packets', () => {
  for (const [tables, question, answers] of rows)
    it(question, () => assert.deepEqual(answersTo(tables, question, 'ipv4'), answers));
});
