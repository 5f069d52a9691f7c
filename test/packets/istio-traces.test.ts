// Where real connections went in a pod 10.244.1.10 with the rules of Istio: each row was sent, and these rules and no others counted it.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Hook } from '../../server/src/packets/dimensions';

import { ask, type Dump, type HookQuestion, readTable, wayOf } from './ask';

const pod = '10.244.1.10';
const remote = '10.244.1.1';

/** A rule-by-rule way; numbers are places in ISTIO_OUTPUT (or the chain named). */
type Row = [name: string, question: HookQuestion, way: string];

const inbound = (port: string): HookQuestion => ({
  protocol: 'tcp',
  port,
  source: remote,
  destination: pod,
  interface: 'eth0',
});

const outbound = (uid: string, gid: string, destination: string, more: HookQuestion = {}): HookQuestion => ({
  protocol: 'tcp',
  port: '8080',
  uid,
  gid,
  destination,
  source: pod,
  interface: 'eth0',
  ...more,
});

/** Sent to an address of the pod itself or to a loopback one: over lo. */
const overLo = (uid: string, gid: string, destination: string, source = destination): HookQuestion =>
  outbound(uid, gid, destination, { source, interface: 'lo' });

const toEnvoyIn = (place: number) =>
  `OUTPUT 1 ISTIO_OUTPUT > ISTIO_OUTPUT ${place} ISTIO_IN_REDIRECT > ISTIO_IN_REDIRECT 1 > redirect 15006`;
const captured = 'OUTPUT 1 ISTIO_OUTPUT > ISTIO_OUTPUT 9 ISTIO_REDIRECT > ISTIO_REDIRECT 1 > redirect 15001';
const returned = (place: number) => `OUTPUT 1 ISTIO_OUTPUT > ISTIO_OUTPUT ${place} > policy ACCEPT`;
const inRedirected =
  'PREROUTING 1 ISTIO_INBOUND > ISTIO_INBOUND 6 ISTIO_IN_REDIRECT > ISTIO_IN_REDIRECT 1 > redirect 15006';
const inReturned = (place: number) => `PREROUTING 1 ISTIO_INBOUND > ISTIO_INBOUND ${place} > policy ACCEPT`;

const inboundRows: Row[] = [
  ['8080', inbound('8080'), inRedirected],
  ['15021', inbound('15021'), inReturned(4)],
  ['15020', inbound('15020'), inReturned(5)],
  ['15090', inbound('15090'), inReturned(3)],
  ['15008', inbound('15008'), inReturned(1)],
  ['22', inbound('22'), inReturned(2)],
  ['15001', inbound('15001'), inRedirected],
  ['15006', inbound('15006'), inRedirected],
  ['15000', inbound('15000'), inRedirected],
  ['9999', inbound('9999'), inRedirected],
  ['udp 53', { ...inbound('53'), protocol: 'udp' }, 'policy ACCEPT'],
];

const outboundRows: Row[] = [
  ['app to a remote host', outbound('1000', '1000', remote), captured],
  ['root, any port', outbound('0', '0', remote, { port: '1:65535' }), captured],
  ['app to the address of a service', outbound('1000', '1000', '10.96.7.7'), captured],
  ['Envoy to a remote host', outbound('1337', '1337', remote), returned(4)],
  ['uid 1337 with another group', outbound('1337', '0', remote), returned(4)],
  ['app in group 1337', outbound('1000', '1337', remote), returned(7)],
  ['app to its own pod', overLo('1000', '1000', pod), returned(3)],
  ['app in group 1337 to its own pod', overLo('1000', '1337', pod), returned(3)],
  ['Envoy to its own pod', overLo('1337', '1337', pod), toEnvoyIn(2)],
  ['from 127.0.0.6 to the pod, as Envoy', overLo('1337', '1337', pod, '127.0.0.6'), returned(1)],
  ['from 127.0.0.6 to localhost, as the app', overLo('1000', '1000', '127.0.0.1', '127.0.0.6'), returned(1)],
  ['app to 127.0.0.1', overLo('1000', '1000', '127.0.0.1'), returned(3)],
  ['Envoy to 127.0.0.1', overLo('1337', '1337', '127.0.0.1'), returned(4)],
  ['Envoy to 127.0.0.2', overLo('1337', '1337', '127.0.0.2', '127.0.0.1'), toEnvoyIn(2)],
  ['app to 127.0.0.2', overLo('1000', '1000', '127.0.0.2', '127.0.0.1'), returned(3)],
  ['udp 53', outbound('1000', '1000', remote, { protocol: 'udp', port: '53' }), 'policy ACCEPT'],
];

function checkRows(dump: Dump, hook: Hook, rows: readonly Row[]): void {
  for (const [name, question, way] of rows) {
    it(`${hook} ${name}`, () => assert.deepEqual(ask(dump, hook, question).map(wayOf), [way]));
  }
}

function example(name: string): string {
  return readFileSync(new URL(`../../examples/${name}`, import.meta.url), 'utf8');
}

/** The header of the dump is ruined and declares only some of these chains; its rules say what they said. */
for (const name of ['istio-damaged.iptables', 'istio-mended.iptables']) {
  describe(`traces of ${name}`, () => {
    const dump = readTable(example(name));
    checkRows(dump, 'PREROUTING', inboundRows);
    checkRows(dump, 'OUTPUT', outboundRows);
  });
}

describe('traces of a 1.30 sidecar', () => {
  const dump = readTable(example('istio-sidecar-1.30.iptables-save'));
  const redirected = inRedirected.replace('INBOUND 6', 'INBOUND 5');
  checkRows(dump, 'PREROUTING', [
    ['22 is captured', inbound('22'), redirected],
    ['8080', inbound('8080'), redirected],
    ['15008', inbound('15008'), inReturned(1)],
  ]);
  checkRows(dump, 'OUTPUT', [
    ...outboundRows.filter(([name]) => name !== 'udp 53'),
    ['Envoy to its own pod, 15008', { ...overLo('1337', '1337', pod), port: '15008' }, returned(4)],
  ]);
});

describe('traces with DNS capture', () => {
  const dump = readTable(example('istio-dns-capture.iptables-save'));
  const dns = (rule: number) =>
    `OUTPUT 1 ISTIO_OUTPUT > ISTIO_OUTPUT 8 ISTIO_OUTPUT_DNS > ISTIO_OUTPUT_DNS ${rule} > redirect 15053`;
  const query = (protocol: string): HookQuestion => ({ protocol, port: '53' });
  checkRows(dump, 'OUTPUT', [
    ['app, tcp 53 anywhere', outbound('1000', '1000', remote, query('tcp')), dns(1)],
    ['app, udp 53 anywhere', outbound('1000', '1000', remote, query('udp')), dns(2)],
    ['app, udp 53 to 127.0.0.1', { ...overLo('1000', '1000', '127.0.0.1'), ...query('udp') }, dns(2)],
    ['app, tcp 53 to 127.0.0.1', { ...overLo('1000', '1000', '127.0.0.1'), ...query('tcp') }, dns(1)],
    ['Envoy, udp 53', outbound('1337', '1337', remote, query('udp')), returned(4)],
  ]);
});

describe('traces in TPROXY mode', () => {
  const dump = readTable(example('istio-tproxy.iptables-save'));
  checkRows(dump, 'PREROUTING', [
    ['nat leaves 8080 to mangle', inbound('8080'), 'policy ACCEPT'],
    ['nat leaves 15008 to mangle', inbound('15008'), 'policy ACCEPT'],
  ]);
  checkRows(dump, 'OUTPUT', [['Envoy to its own pod', overLo('1337', '1337', pod), toEnvoyIn(2)]]);
});

describe('traces of an ambient pod', () => {
  const dump = readTable(example('istio-ambient-pod.iptables-save'));
  const rule = (chain: string, place: number, end: string) =>
    `${chain === 'ISTIO_PRERT' ? 'PREROUTING' : 'OUTPUT'} 1 ${chain} > ${chain} ${place} > ${end}`;
  checkRows(dump, 'PREROUTING', [
    ['8080', { ...inbound('8080'), mark: '0' }, rule('ISTIO_PRERT', 2, 'redirect 15006')],
    ['15008', { ...inbound('15008'), mark: '0' }, 'PREROUTING 1 ISTIO_PRERT > policy ACCEPT'],
    ['a probe', { ...inbound('8080'), source: '169.254.7.127' }, rule('ISTIO_PRERT', 1, 'accept')],
  ]);
  const app = (destination: string, more: HookQuestion): HookQuestion => ({
    protocol: 'tcp',
    port: '8080',
    destination,
    mark: '0',
    interface: 'eth0',
    ...more,
  });
  checkRows(dump, 'OUTPUT', [
    ['app to a remote host', app(remote, {}), rule('ISTIO_OUTPUT', 6, 'redirect 15001')],
    ['ztunnel to a remote host', app(remote, { mark: '0x539' }), 'OUTPUT 1 ISTIO_OUTPUT > policy ACCEPT'],
    ['app to its own pod', app(pod, { interface: 'lo' }), rule('ISTIO_OUTPUT', 5, 'accept')],
    ['udp 53', app(remote, { protocol: 'udp', port: '53' }), rule('ISTIO_OUTPUT', 2, 'redirect 15053')],
  ]);
});
