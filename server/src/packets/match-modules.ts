/** The match modules that packet sets understand: which values of which dimensions their options ask for. */

import type { RulePart } from '../ruleset/rule';
import type { Family } from '../ruleset/tables';
import { parseAddress } from './addresses';
import { type Bits, bitPattern } from './bits';
import { states, tcpFlags } from './dimensions';
import { parseIcmpType } from './icmp-types';
import { addressType, limitToInterface } from './match-address-type';
import { matchCarried, matchConnection } from './match-connection';
import { headerReaders } from './match-header';
import { parseList, parseMark, parseOwner, parsePortList, parsePortRange } from './numbers';
import { dimension, type ModuleMatch, type Reader, type Readers } from './option-readers';
import { type Ranges, range } from './ranges';
import { always, and, testOf } from './tests';

/** What one instance of a module asks for. */
export function matchModule(parts: readonly RulePart[], family: Family): ModuleMatch {
  if (parts[0]?.module?.name === 'conntrack') return matchConnection(parts, family);
  if (parts[0]?.module?.name === 'connbytes') return matchCarried(parts);
  for (const part of parts) {
    const holds = certainty(part);
    if (holds !== undefined) return { understood: [holds === Boolean(part.inversion) ? [] : always], opaqueParts: [] };
  }
  const result: ModuleMatch = { understood: [], opaqueParts: [] };
  for (const part of parts) {
    const read = readers[part.module!.name]?.[part.option!.name];
    const boxes = read?.(part, family, parts);
    if (boxes) result.understood.push(boxes);
    else result.opaqueParts.push(part);
  }
  return result;
}

/** Whether the match holds of all packets or, not inverted, of none, whatever its other options say; undefined where that depends. */
function certainty({ module, option, values: [value] }: RulePart): boolean | undefined {
  const number = Number(value?.value);
  switch (`${module?.name} ${option?.name}`) {
    // Puts an address on its list and matches in any case (net/netfilter/xt_recent.c, recent_mt).
    case 'recent set':
      return true;
    // net/netfilter/xt_statistic.c: a random number is below the probability; every n-th packet.
    case 'statistic probability':
      return number === 0 || number === 1 ? number === 1 : undefined;
    case 'statistic every':
      return number === 1 ? true : undefined;
    // net/netfilter/xt_quota.c: no packet is as small as what is left.
    case 'quota quota':
      return number === 0 ? false : undefined;
  }
  return undefined;
}

/** `--ports`: one of the two; inverted, neither. */
const eitherPort: Reader = (part, family) => {
  const ports = parsePortList(part.values[0]?.value ?? '');
  if (!ports) return undefined;
  const otherSource = testOf('sourcePort', ports, true, family);
  if (part.inversion) return and(otherSource, testOf('destinationPort', ports, true, family));
  const bySource = testOf('sourcePort', ports, false, family);
  return [...bySource, ...and(otherSource, testOf('destinationPort', ports, false, family))];
};

/** A user or group. With `--suppl-groups` the group has to be looked up on the host. */
function owner(key: 'uid' | 'gid'): Reader {
  return (part, family, all) => {
    if (key === 'gid' && all.some(({ option }) => option!.name === 'suppl-groups')) return undefined;
    return dimension(key, parseOwner)(part, family, all);
  };
}

/** Where no owner is known there may still be a socket, one of the kernel's own. */
const socketExists: Reader = (part, family) => {
  const noOwner = testOf('uid', range(-1), false, family);
  const undecided = and(noOwner, testOf('socket', range(1), part.inversion !== undefined, family));
  return part.inversion ? undecided : [...testOf('uid', range(-1), true, family), ...undecided];
};

const mark = (text: string) => {
  const parsed = parseMark(text);
  return parsed && bitPattern(parsed.value, parsed.mask);
};

/** Words of a list by their beginning in any case, as iptables takes them. */
function wordList(words: readonly string[]): (text: string) => Ranges | undefined {
  return (text) =>
    parseList(text, (item) => {
      const index = item === '' ? -1 : words.findIndex((word) => word.startsWith(item.toUpperCase()));
      return index < 0 ? undefined : range(index);
    });
}

function addressRange(text: string, family: Family): Ranges | undefined {
  const [first = '', second] = text.split('-');
  const low = parseAddress(first, family);
  const high = second === undefined ? low : parseAddress(second, family);
  return low === undefined || high === undefined ? undefined : range(low, high);
}

/** `--syn`, `--tcp-flags mask set`. */
const flags: Reader = (part, family) => {
  const isSyn = part.option!.name === 'syn';
  const [mask, set] = isSyn ? ['SYN,RST,ACK,FIN', 'SYN'] : part.values.map(({ value }) => value);
  const wanted = flagsTest(mask ?? '', set ?? '');
  return wanted && testOf('tcpFlags', wanted, part.inversion !== undefined, family);
};

/** Of the flags of the first list exactly those of the second are set; undefined when one of them names something else. */
export function flagsTest(mask: string, set: string): Bits | undefined {
  const [maskBits, setBits] = [flagBits(mask), flagBits(set)];
  return maskBits === undefined || setBits === undefined ? undefined : bitPattern(setBits, maskBits);
}

function flagBits(text: string): number | undefined {
  const bits = text.split(',').map((name) => flagSets[name.toUpperCase()]);
  return bits.includes(undefined) ? undefined : bits.reduce<number>((sum, bit) => sum | bit!, 0);
}

const flagSets: Readonly<Record<string, number>> = {
  ...tcpFlags,
  ALL: Object.values(tcpFlags).reduce((sum, bit) => sum | bit, 0),
  NONE: 0,
};

const ports: Readonly<Record<string, Reader>> = {
  sport: dimension('sourcePort', parsePortRange),
  dport: dimension('destinationPort', parsePortRange),
};

const readers: Readers = {
  tcp: { ...ports, syn: flags, 'tcp-flags': flags },
  udp: ports,
  udplite: ports,
  sctp: ports,
  dccp: ports,
  multiport: {
    sports: dimension('sourcePort', parsePortList),
    dports: dimension('destinationPort', parsePortList),
    ports: eitherPort,
  },
  owner: { 'uid-owner': owner('uid'), 'gid-owner': owner('gid'), 'socket-exists': socketExists },
  mark: { mark: dimension('mark', mark) },
  connmark: { mark: dimension('connmark', mark) },
  icmp: { 'icmp-type': dimension('icmpType', parseIcmpType) },
  icmp6: { 'icmpv6-type': dimension('icmpType', parseIcmpType) },
  state: { state: dimension('state', wordList(states)) },
  addrtype: {
    'src-type': addressType('sourceType'),
    'dst-type': addressType('destinationType'),
    'limit-iface-in': limitToInterface,
    'limit-iface-out': limitToInterface,
  },
  iprange: { 'src-range': dimension('source', addressRange), 'dst-range': dimension('destination', addressRange) },
  comment: { comment: () => always },
  ...headerReaders,
};
