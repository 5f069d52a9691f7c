// Where packets of the host go: its addresses, routes and rules of routing.

import { parseNetwork } from '../../../server/src/packets/addresses';
import { normalize, type Range, type Ranges, type Value } from '../../../server/src/packets/ranges';
import type { Family } from '../../../server/src/ruleset/tables';
import type { Link } from '../../support/kernel/observe';
import type { Ruleset } from './rulesets';

interface Route {
  to: Range;
  /** `lo` where the packet is for this host. */
  device: string;
  table: string;
}

interface Rule {
  mark: number;
  mask: number;
  table: string;
}

export interface Routes {
  family: Family;
  links: readonly Link[];
  /** The host's own addresses, those of lo included. */
  own: Ranges;
  broadcasts: readonly { address: Value; device: string }[];
  routes: readonly Route[];
  rules: readonly Rule[];
  /** Packets to 127.0.0.0/8 may come in, and from there may leave. */
  loopbackOutside: boolean;
}

export function routesOf({ family, links, commands, sysctls }: Ruleset): Routes {
  const network = (text: string) => parseNetwork(text, family)!;
  const loopback = network(family === 'ipv4' ? '127.0.0.0/8' : '::1');
  const joined = links.flatMap(({ name, addresses }) => addresses.map((to) => ({ to: network(to), device: name })));
  const main = [...joined, { to: network(family === 'ipv4' ? '0.0.0.0/0' : '::/0'), device: 'eth0' }];
  const words = commands.map((command) => command.split(' '));
  return {
    family,
    links,
    own: normalize([loopback, ...links.flatMap(addressesOf(family))]),
    broadcasts: family === 'ipv4' ? joined.map(({ to, device }) => ({ address: to.high, device })) : [],
    routes: [...main.map((each) => ({ ...each, table: 'main' })), ...words.flatMap((each) => routeOf(each, family))],
    rules: words.flatMap(ruleOf),
    loopbackOutside: sysctls['net.ipv4.conf.all.route_localnet'] === 1,
  };
}

function addressesOf(family: Family): (link: Link) => Range[] {
  return ({ addresses }) => addresses.map((address) => parseNetwork(address.split('/')[0]!, family)!);
}

/** `route add [local] NETWORK dev DEVICE [table TABLE]` */
function routeOf(words: string[], family: Family): Route[] {
  const [object, , ...others] = words;
  if (object !== 'route') return [];
  const [to = ''] = others.filter((word) => word !== 'local');
  const everything = family === 'ipv4' ? '0.0.0.0/0' : '::/0';
  const after = (name: string) => (others.includes(name) ? others[others.indexOf(name) + 1] : undefined);
  const network = parseNetwork(to === 'default' ? everything : to, family)!;
  return [{ to: network, device: after('dev')!, table: after('table') ?? 'main' }];
}

/** `rule add fwmark MARK[/MASK] … lookup TABLE` */
function ruleOf(words: string[]): Rule[] {
  if (words[0] !== 'rule') return [];
  const [mark, mask = '0xffffffff'] = words[words.indexOf('fwmark') + 1]!.split('/');
  return [{ mark: Number(mark), mask: Number(mask), table: words.at(-1)! }];
}

/** The device that a packet leaves by: `lo` when it is for this host itself. */
export function deviceTo({ own, broadcasts, rules, routes }: Routes, destination: Value, mark: number): string {
  if (isIn(own, destination)) return 'lo';
  const broadcast = broadcasts.find(({ address }) => address === destination);
  if (broadcast) return broadcast.device;
  const tables = [...rules.filter((rule) => ((mark ^ rule.mark) & rule.mask) === 0).map(({ table }) => table), 'main'];
  for (const name of tables) {
    const found = routes.filter(({ to, table }) => table === name && to.low <= destination && destination <= to.high);
    const [nearest] = found.sort((a, b) =>
      BigInt(a.to.high) - BigInt(a.to.low) < BigInt(b.to.high) - BigInt(b.to.low) ? -1 : 1,
    );
    if (nearest) return nearest.device;
  }
  throw new Error(`no route to ${destination}`);
}

export function isOwn({ own }: Routes, address: Value): boolean {
  return isIn(own, address);
}

export function isBroadcast({ broadcasts }: Routes, address: Value): boolean {
  return broadcasts.some((each) => each.address === address);
}

export function isLoopback({ family }: Routes, address: Value): boolean {
  const { low, high } = parseNetwork(family === 'ipv4' ? '127.0.0.0/8' : '::1', family)!;
  return low <= address && address <= high;
}

/** The address that a device gives to what is masqueraded behind it, or redirected when it came in by it. */
export function addressOf({ links, family }: Routes, device: string): Value {
  if (device === 'lo') return family === 'ipv4' ? 0x7f000001 : 1n;
  const link = links.find(({ name }) => name === device)!;
  return parseNetwork(link.addresses[0]!.split('/')[0]!, family)!.low;
}

export function linkTo({ links }: Routes, device: string): Link {
  return links.find(({ name }) => name === device)!;
}

function isIn(ranges: Ranges, value: Value): boolean {
  return ranges.some(({ low, high }) => low <= value && value <= high);
}
