// The kernel as the judge: real connections, the rules that counted them, and the listener that they reached.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { inPath } from '../../scripts/programs';

import { type Flow, type Host, type Listener, type Network, startNetwork } from '../support/network';
import type { OracleBackend } from '../support/oracle';
import { leaveOut, requireOracle } from '../support/requirements';
import { ask, type Dump, type HookQuestion, readTable } from './ask';

const pod = '10.244.1.10';
const peer = '10.244.1.1';
const service = '10.96.7.7';

const listener = (protocol: Listener['protocol'], port: number, uid: number, address = '0.0.0.0'): Listener => ({
  protocol,
  port,
  address,
  uid,
  gid: uid,
});

/** As in a pod: the proxy's ports are its user's, and its DNS listens on loopback alone, so that answers come from there. */
const listeners: Listener[] = [
  ...[22, 53, 8080].map((port) => listener('tcp', port, 0)),
  ...[15001, 15006, 15008, 15020, 15021, 15090].map((port) => listener('tcp', port, 1337)),
  ...(['tcp', 'udp'] as const).map((protocol) => listener(protocol, 15053, 1337, '127.0.0.1')),
  listener('udp', 53, 0),
];

const tcp = (destination: string, port: number, uid = 0, gid = uid, source?: string): Flow => ({
  protocol: 'tcp',
  destination,
  port,
  uid,
  gid,
  ...(source && { source }),
});

const udp = (destination: string, port: number, uid = 0): Flow => ({ ...tcp(destination, port, uid), protocol: 'udp' });

const fromPeer: Flow[] = [
  ...[8080, 9999, 22, 15001, 15008, 15020, 15021, 15090].map((port) => tcp(pod, port)),
  udp(pod, 53),
];

const fromPod: Flow[] = [
  ...[peer, service].map((to) => tcp(to, 8080, 1000)),
  ...[tcp(peer, 8080, 0), tcp(peer, 8080, 1337), tcp(peer, 8080, 1337, 0), tcp(peer, 8080, 1000, 1337)],
  ...[tcp(peer, 53, 1000), tcp(peer, 53, 1337), udp(peer, 53, 1000), udp(peer, 53, 1337)],
  ...[1000, 1337].flatMap((uid) => [pod, '127.0.0.1', '127.0.0.2'].map((to) => tcp(to, 8080, uid))),
  ...[tcp(pod, 8080, 1000, 1337), tcp(pod, 53, 1000, 1337), tcp(pod, 15008, 1337)],
  ...[tcp(pod, 8080, 1337, 1337, '127.0.0.6'), tcp('127.0.0.1', 8080, 1000, 1000, '127.0.0.6')],
  ...[udp('127.0.0.1', 53, 1000), tcp('127.0.0.1', 53, 1000)],
];

interface Expectation {
  /** `CHAIN NUMBER` of each rule that counts the flow, and `CHAIN policy`. */
  counted: string[];
  reached: string;
}

/** What the packet sets say of one flow. */
function expectation(dump: Dump, flow: Flow, sender: 'pod' | 'peer'): Expectation {
  const hook = sender === 'peer' ? 'PREROUTING' : 'OUTPUT';
  const branches = ask(dump, hook, questionOf(flow, sender));
  assert.equal(branches.length, 1, 'a single packet goes one way');
  const { steps, outcome } = branches[0]!;
  const counted = steps.map(({ chain, number }) => `${chain} ${number}`);
  if (outcome.kind === 'policy') {
    return {
      counted: [...counted, `${hook} policy`],
      reached: `${flow.destination === peer ? 'peer' : 'pod'} ${flow.port}`,
    };
  }
  assert.ok(outcome.kind === 'verdict' && outcome.verdict.kind === 'redirect');
  return { counted, reached: `pod ${outcome.verdict.ports}` };
}

function questionOf({ protocol, destination, port, source, uid, gid }: Flow, sender: 'pod' | 'peer'): HookQuestion {
  const words = { protocol, destination, port: String(port), mark: '0' };
  if (sender === 'peer') return { ...words, source: peer, interface: 'eth0' };
  const loopback = destination.startsWith('127.');
  const own = loopback || destination === pod;
  const owner = { uid: String(uid), gid: String(gid) };
  return { ...words, ...owner, source: source ?? (loopback ? '127.0.0.1' : pod), interface: own ? 'lo' : 'eth0' };
}

/** Packets by `CHAIN NUMBER` and `CHAIN policy`, from what iptables-save prints. */
function counters(host: Host, backend: OracleBackend): Map<string, number> {
  const found = new Map<string, number>();
  const rules = new Map<string, number>();
  for (const line of host.run(`iptables-${backend}-save`, ['-c', '-t', 'nat']).split('\n')) {
    const policy = /^:(\S+) [A-Z]+ \[(\d+):/.exec(line);
    if (policy) found.set(`${policy[1]} policy`, Number(policy[2]));
    const rule = /^\[(\d+):\d+\] -A (\S+)/.exec(line);
    if (!rule) continue;
    const number = (rules.get(rule[2]!) ?? 0) + 1;
    rules.set(rule[2]!, number);
    found.set(`${rule[2]} ${number}`, Number(rule[1]));
  }
  return found;
}

/** The hooks behind are not asked about here. */
const later = ['INPUT policy', 'POSTROUTING policy'];

async function checkFlow(
  network: Network,
  dump: Dump,
  flow: Flow,
  sender: 'pod' | 'peer',
  backend: OracleBackend,
): Promise<void> {
  const expected = expectation(dump, flow, sender);
  const before = counters(network.pod, backend);
  const reached = await network[sender].send(flow);
  const after = counters(network.pod, backend);
  const moved = [...after].filter(([key, packets]) => packets !== before.get(key) && !later.includes(key));
  const name = `${sender} ${JSON.stringify(flow)}`;
  assert.deepEqual(moved.map(([key]) => key).sort(), expected.counted.sort(), name);
  assert.deepEqual(
    moved.map(([key, packets]) => packets - before.get(key)!),
    moved.map(() => 1),
    name,
  );
  assert.equal(reached, expected.reached, name);
}

describe('packets and the kernel', () => {
  for (const file of ['istio-mended.iptables', 'istio-dns-capture.iptables-save']) {
    for (const backend of ['legacy', 'nft'] as const) {
      it(`agree on ${file}, ${backend}`, async function () {
        requireOracle(this);
        if (!inPath('ip')) leaveOut(this, 'connections between network namespaces (apt-get install iproute2)');
        this.timeout(60_000);
        const text = readFileSync(new URL(`../../examples/${file}`, import.meta.url), 'utf8');
        const dump = readTable(text);
        const network = await startNetwork(text, backend, listeners);
        try {
          for (const flow of fromPeer) await checkFlow(network, dump, flow, 'peer', backend);
          for (const flow of fromPod) await checkFlow(network, dump, flow, 'pod', backend);
        } finally {
          network.close();
        }
      });
    }
  }
});
