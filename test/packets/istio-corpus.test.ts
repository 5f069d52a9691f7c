// Sample dumps of Istio against its own words: what the options in a file's name make of each packet, told apart from any rule.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Hook } from '../../server/src/packets/dimensions';
import type { Question } from '../../server/src/packets/question';
import type { Family } from '../../server/src/ruleset/tables';
import { requireShared } from '../support/requirements';
import { ask, endOf, readTable } from './ask';

interface Packet {
  protocol: 'tcp' | 'udp';
  port: number;
  source: string;
  destination: string;
  interface: string;
  uid: number;
  gid: number;
  mark: number;
}

/** Where istio-iptables and its options send a packet; undefined: where it wants to go. */
type Expected = (packet: Packet, hook: Hook) => string | undefined;

interface Sidecar {
  proxy?: number;
  inbound?: 'all' | 'none' | number[];
  excludedInterface?: string;
  virtualInterface?: string;
  excludedOutbound?: number[];
  excludedNetwork?: string;
  includedNetwork?: string;
  includedPorts?: number[];
  excludedGroup?: number;
  includedGroups?: number[];
  dns?: 'all' | string;
}

interface Ambient {
  dns?: boolean;
  bypassInbound?: boolean;
  virtualInterface?: string;
}

const ownPorts = [15008, 15020, 15021, 15090];
const loopbacks = ['127.0.0.1', '::1'];

function sidecarInbound(options: Sidecar, packet: Packet): string | undefined {
  const { inbound = 'all' } = options;
  if (packet.protocol !== 'tcp' || packet.interface === options.excludedInterface) return undefined;
  if (packet.interface === options.virtualInterface) return 'redirect 15001';
  const captured =
    inbound === 'all' ? !ownPorts.includes(packet.port) : inbound !== 'none' && inbound.includes(packet.port);
  return captured ? 'redirect 15006' : undefined;
}

function sidecarOutbound(options: Sidecar, packet: Packet): string | undefined {
  const { proxy = 1337 } = options;
  const lo = packet.interface === 'lo';
  const dnsTcp = options.dns !== undefined && packet.protocol === 'tcp' && packet.port === 53;
  if (packet.interface === options.excludedInterface || options.excludedOutbound?.includes(packet.port))
    return undefined;
  if (lo && ['127.0.0.6', '::6'].includes(packet.source)) return undefined;
  const calledBack =
    lo && !loopbacks.includes(packet.destination) && packet.protocol === 'tcp' && packet.port !== 15008;
  if (packet.uid === proxy) return calledBack && !dnsTcp ? 'redirect 15006' : undefined;
  if (lo && (options.dns === undefined || (packet.protocol === 'tcp' && !dnsTcp))) return undefined;
  if (packet.gid === proxy) return calledBack ? 'redirect 15006' : undefined;
  return sidecarApplication(options, packet);
}

function sidecarApplication(options: Sidecar, packet: Packet): string | undefined {
  if (packet.gid === options.excludedGroup) return undefined;
  if (options.includedGroups && !options.includedGroups.includes(packet.gid)) return undefined;
  if (options.dns && packet.port === 53 && ['all', packet.destination].includes(options.dns)) return 'redirect 15053';
  if (packet.protocol !== 'tcp' || loopbacks.includes(packet.destination)) return undefined;
  if (options.excludedNetwork && packet.destination.startsWith(options.excludedNetwork)) return undefined;
  if (options.includedPorts) return options.includedPorts.includes(packet.port) ? 'redirect 15001' : undefined;
  const { includedNetwork = '' } = options;
  return packet.destination.startsWith(includedNetwork) ? 'redirect 15001' : undefined;
}

function sidecar(options: Sidecar = {}): Expected {
  return (packet, hook) => (hook === 'PREROUTING' ? sidecarInbound(options, packet) : sidecarOutbound(options, packet));
}

function ambientInbound(options: Ambient, packet: Packet): string | undefined {
  if (packet.protocol !== 'tcp') return undefined;
  if (packet.interface === options.virtualInterface) return 'redirect 15001';
  const spared = packet.source === '169.254.7.127' || packet.mark === 0x539 || packet.port === 15008;
  return options.bypassInbound || spared || packet.destination === '127.0.0.1' ? undefined : 'redirect 15006';
}

function ambientOutbound({ dns = true }: Ambient, packet: Packet): string | undefined {
  const tcp = packet.protocol === 'tcp';
  const lo = packet.interface === 'lo';
  const home = packet.destination === '127.0.0.1';
  if ((tcp && packet.destination === '169.254.7.127') || packet.mark === 0x539) return undefined;
  if (dns && packet.port === 53 && (tcp ? !home : !lo)) return 'redirect 15053';
  return !tcp || home || lo || packet.mark === 0x111 ? undefined : 'redirect 15001';
}

function ambient(options: Ambient = {}): Expected {
  return (packet, hook) => (hook === 'PREROUTING' ? ambientInbound(options, packet) : ambientOutbound(options, packet));
}

const expectations: Record<string, Expected> = {
  'ambient-default': ambient(),
  'ambient-host': () => undefined,
  'ambient-ingress-bypass': ambient({ bypassInbound: true }),
  'ambient-nodns': ambient({ dns: false }),
  'ambient-virtual-iface': ambient({ virtualInterface: 'virt0' }),
  'sidecar-cni-default': sidecar({ excludedOutbound: [15020] }),
  'sidecar-default': sidecar(),
  'sidecar-dns-capture-all': sidecar({ dns: 'all' }),
  'sidecar-dns-capture-resolvconf': sidecar({ dns: '10.96.0.10' }),
  'sidecar-dualstack': sidecar(),
  'sidecar-dualstack-v6': sidecar(),
  'sidecar-exclude-iface': sidecar({ excludedInterface: 'net1' }),
  'sidecar-exclude-outbound': sidecar({ excludedOutbound: [3306], excludedNetwork: '10.' }),
  'sidecar-inbound-8080-9090': sidecar({ inbound: [8080, 9090] }),
  'sidecar-include-cidr': sidecar({ includedNetwork: '10.96.' }),
  'sidecar-include-ports': sidecar({ includedPorts: [80, 443] }),
  'sidecar-invalid-drop': sidecar(),
  'sidecar-kubevirt': sidecar({ virtualInterface: 'k6t0' }),
  'sidecar-no-inbound': sidecar({ inbound: 'none' }),
  'sidecar-owner-groups-exclude': sidecar({ excludedGroup: 888 }),
  'sidecar-owner-groups-include': sidecar({ includedGroups: [1000, 1001] }),
  'sidecar-tproxy': sidecar({ inbound: 'none' }),
  'sidecar-uid-openshift': sidecar({ proxy: 1000680001 }),
};

const ports = [22, 53, 80, 443, 3306, 8080, 9090, 15001, 15006, 15008, 15020, 15021, 15090];
const users = [
  [0, 0],
  [1000, 1000],
  [1000, 888],
  [1337, 1337],
  [1000, 1337],
  [1337, 0],
  [1000680001, 1000680001],
] as const;

const addresses = {
  ipv4: {
    sources: ['10.244.1.10', '127.0.0.6'],
    remote: ['192.0.2.1', '10.96.0.10', '10.0.0.1', '169.254.7.127'],
    own: ['10.244.1.10', '127.0.0.1', '127.0.0.2'],
  },
  ipv6: { sources: ['fd00::10', '::6'], remote: ['2001:db8::1'], own: ['fd00::10', '::1'] },
};

function* incoming(family: Family, marks: readonly number[]): Generator<Packet> {
  const { own, remote } = addresses[family];
  for (const port of ports)
    for (const source of remote)
      for (const name of ['eth0', 'net1', 'k6t0', 'virt0'])
        for (const mark of marks)
          for (const protocol of ['tcp', 'udp'] as const)
            yield { protocol, port, source, destination: own[0]!, interface: name, uid: -1, gid: -1, mark };
}

function* outgoing(family: Family, marks: readonly number[]): Generator<Packet> {
  const { own, remote, sources } = addresses[family];
  const ways = [
    ...remote.flatMap((to) => ['eth0', 'net1'].map((name) => [to, name])),
    ...own.map((to) => [to, 'lo']),
  ] as [string, string][];
  for (const port of ports)
    for (const [destination, name] of ways)
      for (const source of sources)
        for (const [uid, gid] of users)
          for (const mark of marks)
            for (const protocol of ['tcp', 'udp'] as const)
              yield { protocol, port, source, destination, interface: name, uid, gid, mark };
}

function questionOf(packet: Packet): Question {
  const { uid, gid, port, mark, ...words } = packet;
  const owner = uid < 0 ? {} : { uid: String(uid), gid: String(gid) };
  return { ...words, port: String(port), mark: String(mark), ...owner };
}

function check(path: string, expected: Expected, family: Family, marks: readonly number[]): number {
  const dump = readTable(readFileSync(path, 'utf8'), 'nat', family);
  let compared = 0;
  for (const hook of ['PREROUTING', 'OUTPUT'] as const) {
    for (const packet of hook === 'PREROUTING' ? incoming(family, marks) : outgoing(family, marks)) {
      const ends = ask(dump, hook, questionOf(packet), 'way').map(endOf);
      const passed = ends.length === 1 && ['policy ACCEPT', 'accept'].includes(ends[0]!);
      assert.deepEqual(passed ? [undefined] : ends, [expected(packet, hook)], `${hook} ${JSON.stringify(packet)}`);
      compared++;
    }
  }
  return compared;
}

describe('sample dumps of Istio', () => {
  let folder = '';

  before(function () {
    folder = join(requireShared(this), 'corpus', 'istio');
  });

  it('are all known here', () => {
    const names = readdirSync(folder).map((name) => name.replace('.save', ''));
    assert.deepEqual(names.sort(), Object.keys(expectations).sort());
  });

  for (const [name, expected] of Object.entries(expectations)) {
    it(name, function () {
      this.timeout(20_000);
      const family = name.endsWith('-v6') ? 'ipv6' : 'ipv4';
      const marks = name.startsWith('ambient') ? [0, 0x539, 0x111] : [0];
      assert.ok(check(join(folder, `${name}.save`), expected, family, marks) > 500);
    });
  }
});
