// The table of ports: sections and rows of known dumps, in one line each.
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kubeProxyDump } from '../../scripts/bench/kube-proxy';
import { portsOf } from '../../server/src/features/ports';
import type { Ruleset } from '../../server/src/ruleset/ruleset';
import { requireShared } from '../support/requirements';
import { rulesetOf } from './cursor';

/** `in tcp | 22 | itself | if …`. */
function rowsOf(text: string | Ruleset, ...starts: string[]): string[] {
  const rows = portsOf(typeof text === 'string' ? rulesetOf(text) : text).sections.flatMap(
    ({ direction, title, rows }) =>
      rows.map(({ ports, outcome, condition }) =>
        [`${direction} ${title}`, ports, outcome, condition].filter(Boolean).join(' | '),
      ),
  );
  return rows.filter((row) => starts.length === 0 || starts.some((start) => row.startsWith(start)));
}

const example = (name: string) => readFileSync(`examples/${name}`, 'utf8');
const filter = (...rules: string[]) =>
  `*filter\n:INPUT ACCEPT [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n${rules.join('\n')}\nCOMMIT\n`;

/** The nat table of a node with so many services, each on its own port of the node, with two endpoints. */
function nodePorts(services: number): string {
  const numbers = Array.from({ length: services }, (_, i) => i);
  const rules = numbers.flatMap((i) => [
    `-A NODEPORTS -p tcp -m tcp --dport ${30000 + i} -j SVC-${i}`,
    `-A SVC-${i} -m statistic --mode random --probability 0.5 -j DNAT --to-destination 10.0.${i}.1:8080`,
    `-A SVC-${i} -p tcp -j DNAT --to-destination 10.0.${i}.2:8080`,
  ]);
  const chains = ['NODEPORTS', ...numbers.map((i) => `SVC-${i}`)].map((name) => `:${name} - [0:0]`);
  return ['*nat', ':PREROUTING ACCEPT [0:0]', ...chains, '-A PREROUTING -j NODEPORTS', ...rules, 'COMMIT', ''].join(
    '\n',
  );
}

describe('the table of ports', () => {
  it('of a sidecar of Istio 1.7 to 1.12', () => {
    assert.deepEqual(rowsOf(example('istio-mended.iptables'), 'in', 'out tcp'), [
      'in tcp | 22, 15008, 15020-15021, 15090 | itself',
      'in tcp | 0-21, 23-15007, 15009-15019, 15022-15089, 15091-65535 | delivered here, port 15006 (Envoy inbound)',
      'in udp | all | itself',
      'out tcp, to other hosts, root, other users | all | delivered here, port 15001 (Envoy outbound)',
      'out tcp, to other hosts, uid 1337, gid 1337 of other users | all | sent unchanged',
      'out tcp, to this host itself, root, other users, gid 1337 of other users | all | itself',
      'out tcp, to this host itself, uid 1337 | all | delivered here, port 15006 (Envoy inbound) | unless to 127.0.0.1 or from 127.0.0.6',
      'out tcp, to this host itself, uid 1337 | all | itself | if to 127.0.0.1 or from 127.0.0.6',
    ]);
  });

  it('of a sidecar of Istio 1.30: port 22 is captured', () => {
    assert.ok(
      rowsOf(example('istio-sidecar-1.30.iptables-save')).includes('in tcp | 15008, 15020-15021, 15090 | itself'),
    );
  });

  it('of a filter: rows by rule, ranges, both protocols', () => {
    const text = filter('-A INPUT -p tcp -m multiport --dports 22,80:90 -j ACCEPT', '-A INPUT -j DROP');
    assert.deepEqual(rowsOf(text, 'in', 'forward'), [
      'in tcp | 22, 80-90 | itself',
      'in tcp | 0-21, 23-79, 91-65535 | dropped by rule 2 of INPUT in filter',
      'in udp | all | dropped by rule 2 of INPUT in filter',
      'forward tcp | all | dropped by the policy of FORWARD in filter',
      'forward udp | all | dropped by the policy of FORWARD in filter',
    ]);
  });

  it('names the chain whose policy drops where the dump tells no policy', () => {
    const text = '*filter\n-A INPUT -p tcp --dport 22 -j ACCEPT\n-A OUTPUT -p tcp --dport 22 -j ACCEPT\nCOMMIT\n';
    const dropped = rowsOf(text, 'out tcp').filter((row) => row.includes('dropped'));
    assert.deepEqual(
      dropped.map((row) => row.split(' | ').toSpliced(1, 1).slice(0, 2)),
      [
        ['out tcp, to other hosts', 'dropped by the policy of OUTPUT in filter'],
        ['out tcp, to this host itself', 'dropped by the policy of OUTPUT in filter'],
        ['out tcp, to this host itself', 'dropped by the policy of INPUT in filter'],
      ],
    );
  });

  it('names the line that decides, and none where several do', () => {
    const linesOf = (...rules: string[]) =>
      portsOf(rulesetOf(filter(...rules))).sections[0]!.rows.map(({ ports, line }) => `${ports} ${line}`);
    assert.deepEqual(linesOf('-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT'), ['all null']);
    assert.deepEqual(linesOf('-A INPUT -j ACCEPT'), ['all 5']);
    assert.deepEqual(linesOf('-A INPUT -s 10.0.0.0/8 -j ACCEPT', '-A INPUT -j MARK --set-xmark 0x1/0x1'), ['all null']);
    assert.deepEqual(linesOf('-A INPUT -j MARK --set-xmark 0x1/0x1'), ['all 2']);
    const masquerading = `*nat\n:POSTROUTING ACCEPT [0:0]\n-A POSTROUTING -j MASQUERADE\nCOMMIT\n${filter('-A FORWARD -j ACCEPT')}`;
    const { line } = portsOf(rulesetOf(masquerading)).sections.find(({ direction }) => direction === 'forward')!
      .rows[0]!;
    assert.equal(line, 3);
    const some = masquerading
      .replace('-j MASQUERADE', '-s 10.0.0.0/8 -j MASQUERADE')
      .replace('-j ACCEPT\nC', '-j RETURN\nC');
    for (const { rows } of portsOf(rulesetOf(some)).sections)
      for (const row of rows) if (row.outcome.includes('MASQUERADE')) assert.ok(row.line === 3 || row.line === null);
  });

  it('tells no port for packets that get to none', () => {
    const dnat =
      '*nat\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -p tcp --dport 8080 -j DNAT --to-destination 10.0.0.5:80\nCOMMIT\n';
    const { sections } = portsOf(rulesetOf(dnat + filter('-A FORWARD -s 203.0.113.0/24 -j DROP')));
    const dropped = sections.flatMap(({ rows }) => rows.filter(({ end }) => end.kind === 'dropped'));
    assert.notEqual(dropped.length, 0);
    for (const { end } of dropped) assert.deepEqual([end.address, end.port], [null, null]);
  });

  it('tells the source that packets leave with', () => {
    const nat = (...rules: string[]) => ['*nat', ':POSTROUTING ACCEPT [0:0]', ...rules, 'COMMIT', ''].join('\n');
    assert.deepEqual(rowsOf(nat('-A POSTROUTING -o eth0 -j MASQUERADE'), 'forward tcp'), [
      "forward tcp | all | forwarded, from this host's address (MASQUERADE) | if leaving on eth0",
      'forward tcp | all | forwarded unchanged | unless leaving on eth0',
    ]);
    const snat = nat(
      '-A POSTROUTING -p tcp -j SNAT --to-source 5.6.7.8',
      '-A POSTROUTING -p udp -j SNAT --to-source 5.6.7.8-5.6.7.9:1024-2047',
    );
    assert.deepEqual(rowsOf(snat, 'out tcp', 'out udp'), [
      'out tcp, to other hosts | all | sent, from 5.6.7.8',
      'out tcp, to this host itself | all | itself',
      'out udp, to other hosts | all | sent, from 5.6.7.8–5.6.7.9:1024-2047',
      'out udp, to this host itself | all | itself',
    ]);
    assert.deepEqual(
      portsOf(rulesetOf(snat)).sections.map(({ title, rows }) => [title, rows[0]!.end.source]),
      [
        ['tcp', null],
        ['udp', null],
        ['tcp, to other hosts', '5.6.7.8'],
        ['tcp, to this host itself', null],
        ['udp, to other hosts', '5.6.7.8–5.6.7.9:1024-2047'],
        ['udp, to this host itself', null],
        ['tcp', '5.6.7.8'],
        ['udp', '5.6.7.8–5.6.7.9:1024-2047'],
      ],
    );
  });

  it('tells of an endpoint that only some packets to it get another source', () => {
    const text = `*nat
:PREROUTING ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
-A PREROUTING -p tcp -m tcp --dport 80 -j DNAT --to-destination 10.0.0.5:8080
-A POSTROUTING -s 10.0.0.0/24 -d 10.0.0.5/32 -j MASQUERADE
COMMIT
`;
    assert.deepEqual(rowsOf(text, 'in tcp | 80 | forwarded'), [
      "in tcp | 80 | forwarded to 10.0.0.5:8080, some from this host's address (MASQUERADE) | if 10.0.0.5 is another host",
    ]);
  });

  it('tells hundreds of ports that lead to endpoints as one', () => {
    const goal = 'one of 400 endpoints (10.0.0.1–10.0.199.2), port 8080';
    assert.deepEqual(rowsOf(nodePorts(200), 'in tcp'), [
      `in tcp | 30000-30199 | delivered here, ${goal} | if the new destination is this host`,
      `in tcp | 30000-30199 | forwarded to ${goal} | if the new destination is another host`,
      'in tcp | 0-29999, 30200-65535 | itself',
    ]);
  });

  for (const name of ['s7-e2-mix', 's200-e3-mix'])
    it(`of ${name}, a sample dump of kube-proxy: nothing is too many`, function () {
      const folder = join(requireShared(this), 'corpus', 'kube-proxy-1.20');
      const rows = rowsOf(readFileSync(join(folder, `${name}.legacy.save`), 'utf8'));
      assert.ok(rows.length > 8);
      assert.deepEqual(
        rows.filter((row) => row.includes('too many')),
        [],
      );
    }).timeout(60_000);

  it('says under which condition, where a port is not enough', () => {
    const text = filter('-A INPUT -s 10.0.0.0/8 -p tcp -m tcp --dport 22 -j REJECT');
    assert.deepEqual(rowsOf(text, 'in tcp'), [
      'in tcp | 22 | rejected by rule 1 of INPUT in filter | if from 10.0.0.0/8',
      'in tcp | 22 | itself | unless from 10.0.0.0/8',
      'in tcp | 0-21, 23-65535 | itself',
    ]);
  });

  it('tells users apart that rules name', () => {
    const text = filter(
      '-A OUTPUT -p tcp -m owner --uid-owner 0 -m tcp --dport 25 -j ACCEPT',
      '-A OUTPUT -p tcp -m tcp --dport 25 -j DROP',
    );
    assert.deepEqual(rowsOf(text, 'out tcp, to other'), [
      'out tcp, to other hosts, other users | 25 | dropped by rule 2 of OUTPUT in filter',
      'out tcp, to other hosts, other users | 0-24, 26-65535 | sent unchanged',
      'out tcp, to other hosts, root | all | sent unchanged',
    ]);
  });

  it('does not take the addresses of services for its own, and says so', () => {
    const { sections, notes } = portsOf(rulesetOf(kubeProxyDump(2000)));
    assert.deepEqual(sections[0], {
      direction: 'in',
      title: 'tcp',
      protocol: 'tcp',
      rows: [
        {
          ports: 'all',
          ranges: [{ from: 0, to: 65535 }],
          outcome: 'itself',
          end: { kind: 'local', address: null, port: null, source: null },
          condition: null,
          line: sections[0]!.rows[0]!.line,
        },
      ],
    });
    assert.equal(notes.length, 1);
    assert.match(notes[0]!, /^Left out \(in, out, forward\): packets to 10\.96\.0\.0/);
  });

  it('names the endpoints of a service, and leaves out what cancels', () => {
    const ways = ['10.244.1.12', '10.244.1.13', '10.244.2.7'].flatMap((address) => [
      `delivered here, ${address}, port 8080 | only by chance (33 %) if ${address} is this host`,
      `forwarded to ${address}:8080, from this host's address (MASQUERADE) | only by chance (33 %) if ${address} is another host`,
    ]);
    const node = example('kubernetes-node.iptables-save');
    assert.deepEqual(rowsOf(node, 'in tcp | 30080').sort(), ways.map((way) => `in tcp | 30080 | ${way}`).sort());
    // Whether the source is of the cluster only decides about a mark.
    assert.deepEqual(rowsOf(node, 'out tcp, to other hosts | 443'), [
      "out tcp, to other hosts | 443 | sent to 172.18.0.2:6443, some from this host's address (MASQUERADE) | if to 10.96.0.1 and 172.18.0.2 is another host",
      'out tcp, to other hosts | 443 | sent unchanged | unless to 10.96.0.1',
      'out tcp, to other hosts | 443 | delivered here, 172.18.0.2, port 6443 (Kubernetes API) | if to 10.96.0.1 and 172.18.0.2 is this host',
    ]);
  });

  it('says of a header only what decides, and conditions whole', () => {
    const server = rulesetOf(example('server/rules.v6'), 'ipv6');
    assert.deepEqual(rowsOf(server, 'in tcp | 80'), [
      'in tcp | 80, 443 | itself | unless from ::ffff:0:0/96, 3fff::/20, or fec0::/10, or with a routing header of type 0',
    ]);
    assert.deepEqual(rowsOf(server, 'out udp, to this host'), [
      'out udp, to this host itself | all | dropped by rule 1 of INPUT in filter | if with a routing header of type 0',
      'out udp, to this host itself | all | itself | unless with a routing header of type 0',
    ]);
    const limited = 'within the limit of 4 a minute with bursts up to 6 (counted by source address) (table ssh6)';
    assert.ok(rowsOf(server, 'in tcp | 22').every((row) => row.includes(limited)));
  });

  it('knows no words of its own making for what nat has noted', () => {
    const rows = rowsOf(example('kubernetes-node.iptables-save'), 'out');
    assert.deepEqual(
      rows.filter((row) => /connectionStatus|destinationType|then for/.test(row)),
      [],
    );
  });

  it('of a text without tables is that nothing happens', () => {
    assert.deepEqual(rowsOf('', 'in'), ['in tcp | all | itself', 'in udp | all | itself']);
  });
});
