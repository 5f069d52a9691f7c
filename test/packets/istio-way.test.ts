// The whole way of real connections in a pod 10.244.1.10 with the rules of Istio: the rules that counted each, and the listener it came to.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { traceAsked } from '../../server/src/features/trace';
import { askedPackets } from '../../server/src/packets/question';
import { readQuestionWords } from '../../server/src/packets/question-words';
import { readDocument } from '../../server/src/ruleset/document';
import { buildRuleset } from '../../server/src/ruleset/ruleset';

/** A packet, `CHAIN NUMBER` of each rule that counts it and `CHAIN policy`, and where it ends: `kind address port`. */
type Row = [packet: string, path: string, end: string];

const pod = 'local 10.244.1.10';
const inbound = (port: number) => `in tcp ${port} from 10.244.1.1 to 10.244.1.10 iface eth0 mark 0 ${pod}`;
const outbound = (uid: number, gid: number, to: string) => `out tcp 8080 uid ${uid} gid ${gid} to ${to} mark 0 ${pod}`;

const enters = 'nat PREROUTING 1, nat ISTIO_INBOUND';
const leaves = 'nat OUTPUT 1, nat ISTIO_OUTPUT';
const captured = `${enters} 6, nat ISTIO_IN_REDIRECT 1, nat INPUT policy`;
const returned = (rule: number) => `${enters} ${rule}, nat PREROUTING policy, nat INPUT policy`;
const sent = (rule: number) => `${leaves} ${rule}, nat OUTPUT policy, nat POSTROUTING policy`;
const toEnvoyOut = `${leaves} 9, nat ISTIO_REDIRECT 1, nat POSTROUTING policy`;
const toEnvoyIn = `${leaves} 2, nat ISTIO_IN_REDIRECT 1, nat POSTROUTING policy`;

const peer = '10.244.1.1';
const self = '10.244.1.10';

const sidecar: Row[] = [
  [inbound(8080), captured, 'local ? 15006'],
  [inbound(15021), returned(4), `local ${self} 15021`],
  [inbound(15020), returned(5), `local ${self} 15020`],
  [inbound(15090), returned(3), `local ${self} 15090`],
  [inbound(15008), returned(1), `local ${self} 15008`],
  [inbound(22), returned(2), `local ${self} 22`],
  ...[15001, 15006, 15000, 9999].map((port): Row => [inbound(port), captured, 'local ? 15006']),
  [outbound(1000, 1000, peer), toEnvoyOut, 'local 127.0.0.1 15001'],
  [outbound(0, 0, peer), toEnvoyOut, 'local 127.0.0.1 15001'],
  [outbound(0, 0, '10.96.7.7'), toEnvoyOut, 'local 127.0.0.1 15001'],
  [outbound(1337, 1337, peer), sent(4), `sent ${peer} 8080`],
  [outbound(1337, 0, peer), sent(4), `sent ${peer} 8080`],
  [outbound(1000, 1337, peer), sent(7), `sent ${peer} 8080`],
  [`${outbound(1000, 1000, self)} from ${self}`, sent(3), `local ${self} 8080`],
  [`${outbound(1000, 1337, self)} from ${self}`, sent(3), `local ${self} 8080`],
  [`${outbound(1337, 1337, self)} from ${self}`, toEnvoyIn, 'local 127.0.0.1 15006'],
  [`${outbound(1337, 1337, self)} from 127.0.0.6`, sent(1), `local ${self} 8080`],
  [`${outbound(1000, 1000, '127.0.0.1')} from 127.0.0.6`, sent(1), 'local 127.0.0.1 8080'],
  [`${outbound(1000, 1000, '127.0.0.1')} from 127.0.0.1`, sent(3), 'local 127.0.0.1 8080'],
  [`${outbound(1337, 1337, '127.0.0.1')} from 127.0.0.1`, sent(4), 'local 127.0.0.1 8080'],
  [`${outbound(1337, 1337, '127.0.0.2')} from 127.0.0.1`, toEnvoyIn, 'local 127.0.0.1 15006'],
  [`${outbound(1000, 1000, '127.0.0.2')} from 127.0.0.1`, sent(3), 'local 127.0.0.2 8080'],
  [
    `out udp 53 uid 1000 gid 1000 to ${peer} mark 0 ${pod}`,
    'nat OUTPUT policy, nat POSTROUTING policy',
    `sent ${peer} 53`,
  ],
];

const newer = (row: Row): Row => [row[0], row[1].replace('ISTIO_INBOUND 6', 'ISTIO_INBOUND 5'), row[2]];

/** raw sets the zone, nat redirects to the agent, and over lo raw sees the packet again. */
const dns = (zone: string, rule: number) =>
  `raw OUTPUT 1, ${zone}raw OUTPUT policy, nat OUTPUT 1, nat ISTIO_OUTPUT 8, nat ISTIO_OUTPUT_DNS ${rule}, nat POSTROUTING policy, raw PREROUTING 1, raw PREROUTING policy`;
const query = (protocol: string, to: string) =>
  `out ${protocol} 53 uid 1000 gid 1000 to ${to} sport 40000 mark 0 ${pod}`;

const rows: Record<string, readonly Row[]> = {
  'istio-mended.iptables': sidecar,
  'istio-sidecar-1.30.iptables-save': [
    newer([inbound(8080), captured, 'local ? 15006']),
    newer([inbound(22), captured, 'local ? 15006']),
    [`out tcp 15008 uid 1337 gid 1337 from ${self} to ${self} mark 0 ${pod}`, sent(4), `local ${self} 15008`],
  ],
  'istio-dns-capture.iptables-save': [
    [query('udp', peer), dns('raw ISTIO_OUTPUT_DNS 5, ', 2), 'local 127.0.0.1 15053'],
    [query('tcp', peer), dns('', 1), 'local 127.0.0.1 15053'],
    [
      `out udp 53 uid 1337 gid 1337 to ${peer} sport 40000 mark 0 ${pod}`,
      'raw OUTPUT 1, raw ISTIO_OUTPUT_DNS 1, raw ISTIO_OUTPUT_DNS 3, raw ISTIO_OUTPUT_DNS 5, raw OUTPUT policy, nat OUTPUT 1, nat ISTIO_OUTPUT 4, nat OUTPUT policy, nat POSTROUTING policy',
      `sent ${peer} 53`,
    ],
  ],
  'istio-tproxy.iptables-save': [
    [
      inbound(8080),
      'mangle PREROUTING 1, mangle ISTIO_INBOUND 8, mangle ISTIO_TPROXY 1, nat PREROUTING policy, mangle INPUT policy, nat INPUT policy',
      `local ${self} 15006`,
    ],
    [
      inbound(15008),
      'mangle PREROUTING 1, mangle ISTIO_INBOUND 8, mangle ISTIO_TPROXY 1, nat PREROUTING policy, mangle INPUT policy, nat INPUT policy',
      `local ${self} 15006`,
    ],
  ],
};

describe('the whole way through the rules of Istio', () => {
  for (const [file, table] of Object.entries(rows)) {
    const text = readFileSync(new URL(`../../examples/${file}`, import.meta.url), 'utf8');
    const ruleset = buildRuleset(readDocument(text, 'ipv4'));
    for (const [words, path, end] of table) {
      it(`${file}: ${words}`, () => {
        const read = readQuestionWords(words, 'ipv4');
        assert.ok('question' in read, JSON.stringify(read));
        const asked = askedPackets(read.question, read.direction, 'ipv4');
        assert.ok('packets' in asked);
        const answers = traceAsked(ruleset, read.direction, asked).map(({ path: steps, outcome }) => [
          steps.map((step) => `${step.table} ${step.chain} ${step.rule ?? 'policy'}`).join(', '),
          `${outcome.kind} ${outcome.address ?? '?'} ${outcome.port}`,
        ]);
        assert.deepEqual(answers, [[path, end]]);
      });
    }
  }
});
