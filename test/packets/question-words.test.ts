// Questions in a line of words: what is read, how it is written again, and what is said of words that cannot be read.

import { strict as assert } from 'node:assert';
import { questionWords, readQuestionWords } from '../../server/src/packets/question-words';
import type { Family } from '../../server/src/ruleset/tables';

/** What is typed, and how the same question is written again. */
const readable: [typed: string, written: string, family?: Family][] = [
  ['in', 'in'],
  ['in tcp 8080', 'in tcp 8080'],
  ['8080 in', 'in tcp 8080'],
  ['IN TCP https', 'in tcp https'],
  ['in udp dport 53', 'in udp 53'],
  ['forward 8000-8100 sport 53', 'forward tcp 8000:8100 sport 53'],
  ['out udp 53 uid 1337 iface lo', 'out udp 53 uid 1337 iface lo'],
  ['out oface lo', 'out iface lo'],
  ['forward iface eth0 oface eth1', 'forward iface eth0 oface eth1'],
  ['in src 10.0.0.0/8 dst 10.0.0.1', 'in from 10.0.0.0/8 to 10.0.0.1'],
  ['in flags SYN,ACK/SYN', 'in tcp flags SYN,ACK/SYN'],
  ['in type echo-request', 'in icmp type echo-request'],
  ['in type echo-request', 'in ipv6-icmp type echo-request', 'ipv6'],
  ['in proto 99', 'in proto 99'],
  ['in to 2001:db8::1', 'in to 2001:db8::1', 'ipv6'],
  ['out mark 0x1/0xff state ESTABLISHED ctdir REPLY', 'out mark 0x1/0xff state ESTABLISHED ctdir REPLY'],
  ['in tcp 80 local 10.0.0.1/24,10.1.0.1', 'in tcp 80 local 10.0.0.1/24,10.1.0.1'],
  ['in 80,8000-8100,https', 'in tcp 80,8000:8100,https'],
  ['in ftp-data source-port ssh-http', 'in tcp ftp-data sport ssh:http'],
  ['in udp dport 53,5353 source 10.0.0.1 destination 10.0.0.2', 'in udp 53,5353 from 10.0.0.1 to 10.0.0.2'],
  ['in oface eth0', 'in oface eth0'],
  ['uid 0 all out', 'out proto all uid 0'],
];

const unreadable: [typed: string, marked: string, message: RegExp][] = [
  ['', '', /a direction is missing: in, out or forward/],
  ['tcp 8080', '', /a direction is missing/],
  ['in out', 'out', /one direction is enough/],
  ['in tpc 80', 'tpc', /'tpc' means nothing here: did you mean tcp\?/],
  ['in whatsoever', 'whatsoever', /a protocol, a port, or one of proto, port, sport/],
  ['in icmp 8', '8', /packets of icmp have no ports/],
  ['in 53 icmp', '53', /packets of icmp have no ports/],
  ['in udp type 8', 'type 8', /packets of udp have no ICMP type/],
  ['in flags SYN udp', 'flags SYN', /packets of udp have no TCP flags/],
  ['uid 0 in', 'uid 0', /uid and gid go with out/],
  ['in tcp 80 -> drop', '->', /'->' means nothing here/],
  [`in tcp 1${',1'.repeat(64)}`, `1${',1'.repeat(64)}`, /cannot be read/],
  ['in 80 443', '443', /port is said twice/],
  ['in tcp port', 'port', /behind port comes a port, or a range/],
  ['in tcp port 70000', '70000', /'70000' cannot be read: behind port comes a port/],
  ['in from 2001:db8::1', '2001:db8::1', /behind from comes an address/],
  ['in local 10.0.0.1/33', '10.0.0.1/33', /behind local comes this host's addresses/],
  ['in uid 0', 'uid 0', /uid and gid go with out/],
  ['in iface lo', 'iface lo', /ask for it with out iface lo/],
  ['out iface lo oface eth0', 'iface lo', /one iface/],
];

describe('a question in words', () => {
  for (const [typed, written, family = 'ipv4'] of readable) {
    it(`reads ${typed}`, () => {
      const read = readQuestionWords(typed, family);
      assert.ok('direction' in read, JSON.stringify(read));
      assert.equal(questionWords(read), written);
      assert.deepEqual(readQuestionWords(written, family), read);
    });
  }
  for (const [typed, marked, message] of unreadable) {
    it(`says what is wrong with ${typed || 'nothing'}`, () => {
      const read = readQuestionWords(typed, 'ipv4');
      assert.ok('message' in read, JSON.stringify(read));
      assert.match(read.message, message);
      assert.equal(typed.slice(read.span.start, read.span.end), marked);
    });
  }
});
