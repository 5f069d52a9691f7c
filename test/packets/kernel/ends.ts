// Where a flow begins and where it goes: a far end or the host, its source, its destination, and whose socket it is.

import type { Flow, Link } from '../../support/kernel/observe';
import { below, pick, type Random, randomFrom } from '../../support/random';
import type { Ruleset } from './rulesets';
import { type Vocabulary, vocabularyOf } from './vocabulary';
import type { Wish } from './wishes';

const unknownAddress = { ipv4: '192.0.2.200', ipv6: '2001:db8:ffff::200' };

/** What flows are made of. */
export interface Making extends Vocabulary {
  random: Random;
  links: readonly Link[];
  /** The host's own addresses. */
  own: readonly string[];
  /** One that the ruleset does not name. */
  unknown: string;
  version6: boolean;
}

export type Ends = Pick<Flow, 'from' | 'source' | 'destination' | 'uid' | 'gid' | 'mark'>;

/** From a far end to the host or through it, or from the host away or to itself. */
type Way = 'in' | 'through' | 'away' | 'home';

const waysThrough: Record<string, readonly Way[]> = {
  PREROUTING: ['in', 'through'],
  INPUT: ['in', 'in', 'home'],
  FORWARD: ['through'],
  OUTPUT: ['away', 'away', 'home'],
  POSTROUTING: ['through', 'away'],
};

/** For one ruleset; its random numbers are the same in every run. */
export function makingFor(ruleset: Ruleset): Making {
  const { links, family, name } = ruleset;
  return {
    ...vocabularyOf(ruleset),
    random: randomFrom([...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, 1)),
    links,
    own: links.flatMap(({ addresses }) => addresses.map(withoutPrefix)),
    unknown: unknownAddress[family],
    version6: family === 'ipv6',
  };
}

/** Ends as they are wished for, as far as packets can go that way; the others at random. */
export function endsFor(wish: Wish, making: Making): Ends {
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

/** Of a network of 24 bits or fewer. */
export function isBroadcast(address: string): boolean {
  return address.endsWith('.255');
}
