/** The match modules that packet sets understand: which values of which dimensions their options ask for. */

import type { RulePart } from '../ruleset/rule';
import type { Family } from '../ruleset/tables';
import { parseAddress } from './addresses';
import { type Bits, bitPattern } from './bits';
import { addressTypes, connectionDirections, type Key, states, tcpFlags, type Values } from './dimensions';
import { parseIcmpType } from './icmp-types';
import { parseList, parseMark, parseOwner, parsePortList, parsePortRange } from './numbers';
import { type Ranges, range } from './ranges';
import { always, and, opaque, type Test, testOf } from './tests';

/** The options of one loaded module: tests that all have to hold, and the options that are not understood. */
export interface ModuleMatch {
  understood: Test[];
  opaqueParts: RulePart[];
}

type Reader = (part: RulePart, family: Family, all: readonly RulePart[]) => Test | undefined;

/** What one instance of a module asks for. */
export function matchModule(parts: readonly RulePart[], family: Family): ModuleMatch {
  const result: ModuleMatch = { understood: [], opaqueParts: [] };
  for (const part of parts) {
    const read = readers[part.module!.name]?.[part.option!.name];
    const boxes = read?.(part, family, parts);
    if (boxes) result.understood.push(boxes);
    else result.opaqueParts.push(part);
  }
  return result;
}

/** A test of one dimension, by what the option's first value means. */
function dimension(key: Key, parse: (text: string, family: Family) => Values | undefined): Reader {
  return (part, family) => {
    const values = parse(part.values[0]?.value ?? '', family);
    return values && testOf(key, values, part.inversion !== undefined, family);
  };
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
  const undecided = and(noOwner, opaque('-m owner --socket-exists', !part.inversion));
  return part.inversion ? undecided : [...testOf('uid', range(-1), true, family), ...undecided];
};

const mark = (text: string) => {
  const parsed = parseMark(text);
  return parsed && bitPattern(parsed.value, parsed.mask);
};

/** Words of a list by their beginning in any case, as iptables takes them; SNAT and DNAT are no states of the packet. */
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

/** The type depends on the interface when the match is limited to one. */
function addressType(key: 'sourceType' | 'destinationType'): Reader {
  return (part, family, all) => {
    if (all.some(({ option }) => option!.name.startsWith('limit-iface'))) return undefined;
    return dimension(key, wordList(addressTypes))(part, family, all);
  };
}

const ports: Readonly<Record<string, Reader>> = {
  sport: dimension('sourcePort', parsePortRange),
  dport: dimension('destinationPort', parsePortRange),
};

const readers: Readonly<Record<string, Readonly<Record<string, Reader>>>> = {
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
  conntrack: {
    ctstate: dimension('state', wordList(states)),
    ctdir: dimension('connectionDirection', wordList(connectionDirections)),
  },
  icmp: { 'icmp-type': dimension('icmpType', parseIcmpType) },
  icmp6: { 'icmpv6-type': dimension('icmpType', parseIcmpType) },
  state: { state: dimension('state', wordList(states)) },
  addrtype: { 'src-type': addressType('sourceType'), 'dst-type': addressType('destinationType') },
  iprange: { 'src-range': dimension('source', addressRange), 'dst-range': dimension('destination', addressRange) },
  comment: { comment: () => always },
};
