// Flows for a ruleset: some for each rule, each address and each port, and others made of what it names and of what it does not know.

import type { Flow } from '../../support/kernel/observe';
import { below, pick } from '../../support/random';
import { type Ends, endsFor, isBroadcast, type Making, makingFor } from './ends';
import type { Ruleset } from './rulesets';
import { firstSourcePort } from './vocabulary';
import { portOf, type Wish, wishesOf } from './wishes';

const flagsOfOddPackets = ['SA', 'A', 'R', 'FA', 'PA', 'FPU', 'FS', ''];
const protocolNumbers: Record<string, Flow['protocol']> = { '47': '47', gre: '47', '50': '50', esp: '50' };
const anyWay: Wish = { hooks: ['INPUT', 'FORWARD', 'OUTPUT'] };

type Packet = Omit<Flow, keyof Ends | 'sourcePort'> & { sourcePort?: number };

/** At least so many flows, the same in every run; no two belong to one connection. */
export function flowsFor(ruleset: Ruleset, count: number): Flow[] {
  const making = makingFor(ruleset);
  const wishes: Wish[] = [
    ...wishesOf(ruleset.dump),
    ...ruleset.addresses.map((destination) => ({ hooks: ['INPUT'], protocol: 'udp', destination })),
    ...ruleset.addresses.map((source) => ({ hooks: ['INPUT'], protocol: 'udp', source })),
    ...making.ports.map((port) => ({ ...anyWay, protocol: 'tcp', port: String(port) })),
  ];
  const flows: Flow[] = [];
  const connections = new Set<string>();
  for (let i = 0; i < wishes.length || flows.length < count; i++) {
    const wish = wishes[i];
    const wanted = wish ? { ...endsFor(wish, making), ...packetFor(wish, making) } : anyFlow(making);
    const flow = sendableFlow(wanted, firstSourcePort + flows.length, connections);
    if (flow) flows.push(flow);
  }
  return flows;
}

/** The flow with a source port that no socket has already, and that makes a connection of its own; undefined where no port can. */
function sendableFlow({ flags, ...flow }: Ends & Packet, freePort: number, connections: Set<string>): Flow | undefined {
  const { protocol, sourcePort = freePort, port, source, destination } = flow;
  // A connection has one receiver.
  if (isBroadcast(destination) && protocol === 'tcp') return { ...flow, protocol: 'udp', sourcePort: freePort };
  if (protocol === 'icmp') return { ...flow, sourcePort };
  const both = [`${source} ${port && sourcePort}`, `${destination} ${port}`, protocol].sort().join();
  // Without ports the sender may become one that was before, by masquerading.
  const keys = port === undefined ? [both, `${protocol} ${destination}`] : [both];
  const known = keys.some((key) => connections.has(key));
  for (const key of keys) connections.add(key);
  if (known && port === undefined) return undefined;
  const taken = known || (flags === undefined && (flow.from === 'host' || protocol !== 'udp'));
  return { ...flow, ...(flags !== undefined && { flags }), sourcePort: taken ? freePort : sourcePort };
}

function anyFlow(making: Making): Ends & Packet {
  const { random, sourcePorts } = making;
  const named = sourcePorts.length > 0 && below(random, 4) === 0;
  return {
    ...endsFor(anyWay, making),
    ...anyPacket(making, below(random, 100)),
    ...(named && { sourcePort: pick(random, sourcePorts) }),
  };
}

/** `kind` counts from 0 to 99. */
function anyPacket({ random, ports, payloads, version6 }: Making, kind: number): Packet {
  const port = pick(random, ports);
  if (kind < 40) return { protocol: 'tcp', port };
  if (kind < 55) return { protocol: 'tcp', port, flags: pick(random, flagsOfOddPackets) };
  if (kind < 80) {
    const payload = below(random, 3) ? undefined : payloads[below(random, payloads.length)];
    return { protocol: 'udp', port, ...(payload !== undefined && { payload }) };
  }
  if (kind < 95) return { protocol: 'icmp', icmpType: pick(random, version6 ? [128, 128, 128, 1] : [8, 8, 8, 13, 3]) };
  return { protocol: pick(random, ['47', '50'] as const) };
}

function packetFor(wish: Wish, making: Making): Packet {
  const { random, version6, payloads } = making;
  const { protocol = pick(random, ['tcp', 'tcp', 'udp', 'icmp']) } = wish;
  const number = protocolNumbers[protocol];
  if (number) return { protocol: number };
  if (protocol.includes('icmp')) return { protocol: 'icmp', icmpType: wish.icmpType ?? (version6 ? 128 : 8) };
  const payload = payloads[below(random, payloads.length)];
  return {
    protocol: protocol === 'udp' ? 'udp' : 'tcp',
    port: wish.port === undefined ? pick(random, making.ports) : portOf(wish.port, random()),
    ...(wish.sourcePort !== undefined && { sourcePort: portOf(wish.sourcePort, random()) }),
    ...(payload !== undefined && protocol === 'udp' && { payload }),
  };
}
