// Flows for a ruleset: some for each rule, one for each port, and others made of what it names and of what it does not know.

import type { Flow, Link } from '../../support/kernel/observe';
import { below, pick, type Random, randomFrom } from '../../support/random';
import type { Ruleset } from './rulesets';
import { firstSourcePort, type Vocabulary, vocabularyOf } from './vocabulary';
import { portOf, type Wish, wishesOf } from './wishes';

const flagsOfOddPackets = ['SA', 'A', 'R', 'FA', 'PA', 'FPU', 'FS', ''];
const unknownAddress = { ipv4: '192.0.2.200', ipv6: '2001:db8:ffff::200' };
const protocolNumbers: Record<string, Flow['protocol']> = { '47': '47', gre: '47', '50': '50', esp: '50' };

interface Making extends Vocabulary {
  random: Random;
  links: readonly Link[];
  /** The host's own addresses. */
  own: readonly string[];
  unknown: string;
  version6: boolean;
}

type Ends = Pick<Flow, 'from' | 'source' | 'destination' | 'uid' | 'gid' | 'mark'>;
type Packet = Omit<Flow, keyof Ends | 'sourcePort'> & { sourcePort?: number };

/** From a far end to the host or through it, or from the host away or to itself. */
type Way = 'in' | 'through' | 'away' | 'home';

const waysThrough: Record<string, readonly Way[]> = {
  PREROUTING: ['in', 'through'],
  INPUT: ['in', 'in', 'home'],
  FORWARD: ['through'],
  OUTPUT: ['away', 'away', 'home'],
  POSTROUTING: ['through', 'away'],
};
const anyWay: Wish = { hooks: ['INPUT', 'FORWARD', 'OUTPUT'] };

/** At least so many flows, the same in every run; no two belong to one connection. */
export function flowsFor(ruleset: Ruleset, count: number): Flow[] {
  const { links, family, name, dump } = ruleset;
  const making: Making = {
    ...vocabularyOf(ruleset),
    random: randomFrom([...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, 1)),
    links,
    own: links.flatMap(({ addresses }) => addresses.map(withoutPrefix)),
    unknown: unknownAddress[family],
    version6: family === 'ipv6',
  };
  const planned = [
    ...wishesOf(dump).map((wish) => ({ ...endsFor(wish, making), ...packetFor(wish, making) })),
    ...ruleset.addresses
      .flatMap((address) => [{ destination: address }, { source: address }])
      .map((ends) => {
        const wish = { ...ends, hooks: ['INPUT'], protocol: 'udp' };
        return { ...endsFor(wish, making), ...packetFor(wish, making) };
      }),
    ...making.ports.map((port) => ({ ...endsFor(anyWay, making), protocol: 'tcp' as const, port })),
  ];
  const flows: Flow[] = [];
  const connections = new Set<string>();
  for (let i = 0; i < planned.length || flows.length < count; i++) {
    const flow = sendableFlow(planned[i] ?? anyFlow(making), firstSourcePort + flows.length, connections);
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

function endsFor(wish: Wish, making: Making): Ends {
  const { random, links } = making;
  const way = wayFor(wish, making);
  if (way === 'away' || way === 'home') return endsFromHost(wish, way, making);
  const entered = links.filter(({ name }) => fits(name, wish.inInterface));
  const link = entered.length > 0 ? pick(random, entered) : links[0]!;
  return { ...endsFromFar(wish, way, link, making), uid: 0, gid: 0, mark: 0 };
}

function wayFor({ hooks, inInterface, outInterface }: Wish, { random }: Making): Way {
  if (inInterface === 'lo' || outInterface === 'lo') return 'home';
  return pick(random, waysThrough[pick(random, hooks)]!);
}

/** Whether the interface is the one named; `eth+` names all that begin so. */
function fits(name: string, wanted: string | undefined): boolean {
  if (wanted === undefined) return true;
  return wanted.endsWith('+') ? name.startsWith(wanted.slice(0, -1)) : name === wanted;
}

function endsFromFar(wish: Wish, way: Way, link: Link, making: Making): Pick<Flow, 'from' | 'source' | 'destination'> {
  const { random, links, own, addresses, unknown } = making;
  const others = addresses.filter((address) => !isLoopback(address) && !own.includes(address));
  const senders = others.filter((address) => (link === links[0] || isNear(address, link)) && !isBroadcast(address));
  const near = link.addresses.map(withoutPrefix);
  const left = links.filter((each) => each !== link && fits(each.name, wish.outInterface));
  const far = left.flatMap(({ farAddresses }) => farAddresses);
  const through = pick(
    random,
    [far, others, [unknown]].filter((pool) => pool.length > 0),
  );
  const source =
    sendable(wish.source, own, 'source') ?? pick(random, [...link.farAddresses, ...link.farAddresses, ...senders]);
  const destination =
    sendable(wish.destination, [], 'destination') ??
    (way === 'in' ? pick(random, [...near, ...near, ...own]) : pick(random, through));
  return { from: link.far, source, destination: destination === source ? near[0]! : destination };
}

/** The address, if a packet may come from or go there; broadcasts go from a far end to the host alone. */
function sendable(address: string | undefined, own: readonly string[], end: 'source' | 'destination') {
  if (address === undefined || own.includes(address) || isLoopback(address)) return undefined;
  return end === 'source' && isBroadcast(address) ? undefined : address;
}

function endsFromHost(wish: Wish, way: Way, making: Making): Ends {
  const { random, links, own, addresses, unknown, owners, marks } = making;
  const loopback = making.version6 ? ['::1'] : ['127.0.0.1', '127.0.0.1', '127.0.0.2'];
  const others = addresses.filter((address) => !isLoopback(address) && !own.includes(address) && !isBroadcast(address));
  const far = links.filter(({ name }) => fits(name, wish.outInterface)).flatMap(({ farAddresses }) => farAddresses);
  const away = pick(
    random,
    [far, others, [unknown]].filter((pool) => pool.length > 0),
  );
  const wanted = wish.destination !== undefined && !isBroadcast(wish.destination) ? wish.destination : undefined;
  const destination = wanted ?? pick(random, way === 'home' ? [...own, ...loopback] : away);
  const [uid, gid] = pick(random, owners);
  return {
    from: 'host',
    source: sourceTo(destination, wish, making),
    destination,
    uid: wish.uid ?? uid,
    gid: wish.gid ?? gid,
    mark: wish.mark ?? pick(random, marks),
  };
}

/** The address that the kernel would choose; over lo sometimes one of 127.0.0.0/8 that the ruleset names. */
function sourceTo(destination: string, wish: Wish, { random, links, own, addresses, version6 }: Making): string {
  const home = isLoopback(destination) || own.includes(destination);
  const named = home && !version6 ? addresses.filter((address) => isLoopback(address)) : [];
  if (home && wish.source && (own.includes(wish.source) || named.includes(wish.source))) return wish.source;
  if (named.length > 0 && below(random, 4) === 0) return pick(random, named);
  if (isLoopback(destination)) return version6 ? '::1' : '127.0.0.1';
  if (own.includes(destination)) return destination;
  return withoutPrefix((links.find((link) => isNear(destination, link)) ?? links[0]!).addresses[0]!);
}

function withoutPrefix(address: string): string {
  return address.slice(0, address.indexOf('/'));
}

/** Whether an address begins with the same whole numbers as the network of the link. */
function isNear(address: string, { addresses }: Link): boolean {
  return addresses.some((own) => {
    const [network = '', length] = own.split('/');
    const start = own.includes(':')
      ? network.slice(0, network.indexOf('::') + 2)
      : `${network
          .split('.')
          .slice(0, Math.floor(Number(length) / 8))
          .join('.')}.`;
    return address.startsWith(start);
  });
}

function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1' || address === '::6';
}

function isBroadcast(address: string): boolean {
  return address.endsWith('.255');
}
