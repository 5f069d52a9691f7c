// The rulesets that the kernel loads: each with the network around its host, the users of its sockets and the packets it waits for.

import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Link, Listener } from '../../support/kernel/observe';
import type { OracleFamily } from '../../support/oracle';

/** What a ruleset needs around it; whatever is left out is as in the plainest case. */
interface Surroundings {
  links?: readonly Link[];
  commands?: readonly string[];
  sysctls?: Readonly<Record<string, number>>;
  /** Users and groups that send, beside root and an unknown one. */
  owners?: readonly (readonly [uid: number, gid: number])[];
  /** Marks of sockets, beside none. */
  marks?: readonly number[];
  /** Listeners of other users than root. */
  listeners?: readonly Listener[];
  /** Senders and receivers that the dump does not name itself. */
  addresses?: readonly string[];
  payloads?: readonly string[];
  /** Chance, time or what came before decides: the same flow may go another way the next time. */
  changing?: boolean;
}

export interface Ruleset extends Required<Surroundings> {
  name: string;
  family: OracleFamily;
  dump: string;
}

const link = (name: string, far: string, address: string, ...farAddresses: string[]): Link => ({
  name,
  far,
  addresses: [address],
  farAddresses,
});

const outside = link('eth0', 'peer', '10.244.1.10/24', '10.244.1.1');
const outside6 = link('eth0', 'peer', '2001:db8:1::10/64', '2001:db8:1::1');
const router = [outside, link('eth1', 'inner', '192.168.50.1/24', '192.168.50.2')];
const router6 = [outside6, link('eth1', 'inner', 'fd00:50::1/64', 'fd00:50::2')];

/** In a pod of a mesh the proxy's ports are its user's. */
const proxy: readonly Listener[] = [15001, 15006, 15008, 15020, 15021, 15053, 15090].map((port) => ({
  port,
  uid: 1337,
}));
const owners = [
  [1000, 1000],
  [1337, 1337],
  [1337, 0],
  [1000, 1337],
] as const;
const sidecar: Surroundings = { owners, listeners: proxy, addresses: ['127.0.0.1', '127.0.0.6', '10.96.7.7'] };

const transparent: Surroundings = {
  ...sidecar,
  listeners: proxy.map((each) => ({ ...each, transparent: each.port === 15006 })),
  commands: ['rule add fwmark 1337 lookup 133', 'route add local 0.0.0.0/0 dev lo table 133'],
};

const ambient: Surroundings = {
  ...sidecar,
  marks: [0x539, 0x111],
  commands: ['rule add fwmark 0x111/0xfff pref 32764 lookup 100', 'route add local 0.0.0.0/0 dev lo table 100'],
};

const examples = join(__dirname, '../../../examples');
const fixtures = join(__dirname, '../../fixtures/kernel');

const example = (file: string, more: Surroundings = {}) => ruleset(join(examples, file), more);
const fixture = (file: string, more: Surroundings = {}) => ruleset(join(fixtures, file), more);

function ruleset(file: string, more: Surroundings): Ruleset {
  const family = /ip6tables|\.v6$/.test(file) ? 'ipv6' : 'ipv4';
  return {
    name: basename(file),
    family,
    dump: readFileSync(file, 'utf8'),
    links: [family === 'ipv6' ? outside6 : outside],
    commands: [],
    sysctls: {},
    owners: [],
    marks: [],
    listeners: [],
    addresses: [],
    payloads: [],
    changing: false,
    ...more,
  };
}

export const rulesets: readonly Ruleset[] = [
  example('istio-sidecar-1.30.iptables-save', sidecar),
  example('istio-mended.iptables', sidecar),
  example('istio-dns-capture.iptables-save', { ...sidecar, addresses: [...sidecar.addresses!, '10.96.0.10'] }),
  example('istio-tproxy.iptables-save', transparent),
  example('istio-ambient-pod.iptables-save', ambient),
  fixture('istio-excluded.iptables-save', {
    ...sidecar,
    links: [outside, link('eth1', 'inner', '192.168.50.1/24', '192.168.50.2')],
    owners: [...owners, [1000, 2001]],
  }),
  fixture('istio-included.iptables-save', sidecar),
  fixture('istio-sidecar.ip6tables-save', { owners, listeners: proxy, addresses: ['::1', '::6', 'fd00:96::7'] }),
  example('kubernetes-node.iptables-save', {
    links: [outside, link('cali1', 'pods', '10.244.1.129/25', '10.244.1.130')],
    commands: [
      'route add 10.244.1.12 dev cali1',
      'route add 10.244.1.13 dev cali1',
      'route add 10.244.0.0/24 dev cali1',
    ],
    addresses: ['10.244.1.12', '10.96.141.20'],
    changing: true,
  }),
  fixture('kube-proxy-policies.iptables-save', {
    links: [outside, link('cali1', 'pods', '10.100.1.1/24', '10.100.1.5')],
    addresses: ['10.100.1.7', '198.51.100.9'],
    changing: true,
  }),
  example('docker-host.iptables-save', {
    links: [
      outside,
      link('docker0', 'bridge', '172.17.0.1/16', '172.17.0.2'),
      link('br-5e0c7f3a91d2', 'internal', '172.19.0.1/16', '172.19.0.2'),
    ],
    sysctls: { 'net.ipv4.conf.all.route_localnet': 1 },
    addresses: ['203.0.113.8', '127.0.0.1'],
  }),
  fixture('docker-networks.iptables-save', {
    links: [
      outside,
      link('docker0', 'bridge', '172.17.0.1/16', '172.17.0.2'),
      link('br-backend', 'backend', '172.18.0.1/16', '172.18.0.2'),
    ],
    sysctls: { 'net.ipv4.conf.all.route_localnet': 1 },
    addresses: ['127.0.0.1', '172.17.0.9'],
  }),
  fixture('ufw.iptables-save', { links: router, addresses: ['10.244.1.255'], changing: true }),
  fixture('firewalld.iptables-save', { links: router }),
  fixture('nat-router.iptables-save', { links: router, addresses: ['198.51.100.7', '192.168.50.20'] }),
  fixture('netmap.iptables-save', { links: router, addresses: ['198.51.100.7', '10.99.50.2', '10.98.3.4'] }),
  fixture('marks.iptables-save', {
    links: router,
    marks: [0x7, 0x8, 0x40, 0x100, 0x539],
    addresses: ['203.0.113.5', '198.51.100.5'],
  }),
  fixture('gotos.iptables-save', { links: router }),
  fixture('reject.iptables-save', { links: router }),
  fixture('addresses.iptables-save', { links: router, addresses: ['10.244.1.255', '203.0.113.20', '192.168.50.200'] }),
  fixture('opaque.iptables-save', { payloads: ['a blocked name', 'x'.repeat(200)], changing: true }),
  fixture('states.iptables-save', { links: router, addresses: ['203.0.113.5'] }),
  fixture('owners.iptables-save', {
    owners: [
      [33, 33],
      [33, 100],
      [150, 150],
      [1000, 1000],
      [1001, 1001],
      [1001, 33],
    ],
  }),
  fixture('reroute.iptables-save', {
    links: router,
    owners: [[1000, 1000]],
    marks: [2],
    commands: ['rule add fwmark 2 lookup 200', 'route add default dev eth1 table 200'],
    addresses: ['198.51.100.7', '198.51.100.8'],
  }),
  fixture('headers.iptables-save', { links: router, addresses: ['10.244.1.255'] }),
  fixture('hostports.iptables-save', {
    links: [outside, link('cali1', 'pods', '10.85.0.1/16', '10.85.0.5')],
    sysctls: { 'net.ipv4.conf.all.route_localnet': 1 },
    addresses: ['127.0.0.1', '10.85.0.9'],
  }),
  example('server/rules.v4', { addresses: ['192.0.2.5', '203.0.113.5'], changing: true }),
  example('server/rules.v6', { addresses: ['2001:db8:10::5', '2001:db8:7::5'], changing: true }),
  fixture('nat-router.ip6tables-save', { links: router6, addresses: ['2001:db8:7::7', 'fd00:50::9', 'fd00:96::9'] }),
  fixture('firewall.ip6tables-save', {
    links: router6,
    owners: [
      [1000, 1000],
      [1001, 1001],
    ],
    addresses: ['2001:db8:7::15', '2001:db8:bad::5'],
  }),
];
