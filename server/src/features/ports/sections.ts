/** Of which packets the table of ports speaks, and how it takes them apart: by protocol, by sender, by way. */

import { formatAddresses, parseAddress } from '../../packets/addresses';
import type { Answer } from '../../packets/answers';
import { addressTypes, type Dimension, type Key, type Values } from '../../packets/dimensions';
import { type Box, intersect, type PacketSet, subtract } from '../../packets/packet-set';
import { askedPackets } from '../../packets/question';
import { type Range, type Ranges, range, subtractRanges, type Value } from '../../packets/ranges';
import type { Direction } from '../../packets/traverse';
import type { Ruleset } from '../../ruleset/ruleset';

/** Packets of one kind. */
export interface Section {
  protocol: 'tcp' | 'udp';
  /** `to other hosts`, `to this host itself`, or '' where there is one way only. */
  where: string;
  /** `root`, `other users`, `uid 1337`; '' for packets that no process of this host sends. */
  owner: string;
  box: Box;
  packets: PacketSet;
}

const protocols = { tcp: 6, udp: 17 } as const;
const highestOwner = 0xffffffff;

/** The packets of a direction that the table speaks of, and the addresses that it leaves out; '' for none. */
export function askedSections(ruleset: Ruleset, direction: Direction): { packets: PacketSet; leftOut: string } {
  const asked = askedPackets({}, direction, ruleset.document.family);
  if ('unreadable' in asked) return { packets: [], leftOut: '' };
  const spoken: [Key, Values][] = [['protocol', Object.values(protocols).flatMap((number) => range(number))]];
  if (direction === 'out') spoken.push(['uid', range(0, highestOwner)], ['gid', range(0, highestOwner)]);
  const named = namedOneByOne(ruleset);
  const leftOut = direction === 'in' || named.length > maxNamed ? clusters(named) : [];
  const packets = intersect(asked.packets, [new Map(spoken)]);
  if (leftOut.length === 0) return { packets, leftOut: '' };
  const shown = leftOut.map((each) => formatAddresses(each, ruleset.document.family)).join(', ');
  return { packets: subtract(packets, [new Map([['destination', leftOut]])]), leftOut: shown };
}

/** The sections of a direction; users and groups are told apart where the answers do so. */
export function sectionsOf(direction: Direction, packets: PacketSet, answers: readonly Answer[]): Section[] {
  const ways: [string, Box][] =
    direction === 'out'
      ? [
          ['to other hosts', toType('UNICAST')],
          ['to this host itself', toType('LOCAL')],
        ]
      : [['', new Map()]];
  const owners: [string, Box][] = direction === 'out' ? ownersOf(answers) : [['', new Map()]];
  return (Object.keys(protocols) as (keyof typeof protocols)[]).flatMap((protocol) =>
    ways.flatMap(([where, way]) =>
      owners.map(([owner, ids]) => {
        const box: Box = new Map<Key, Values>([['protocol', range(protocols[protocol])], ...way, ...ids]);
        return { protocol, where, owner, box, packets: intersect(packets, [box]) };
      }),
    ),
  );
}

function toType(name: string): Box {
  return new Map([['destinationType', range(addressTypes.indexOf(name))]]);
}

/** More users or groups are not told apart; their rows have the number as a condition. */
const maxOwners = 12;

function ownersOf(answers: readonly Answer[]): [string, Box][] {
  const [uids, gids] = [singlesOf('uid', answers), singlesOf('gid', answers)];
  const points = (ids: readonly number[]): Ranges => ids.flatMap((id) => range(id));
  const all = range(0, highestOwner);
  const others = { uid: subtractRanges(all, points([0, ...uids])), gid: subtractRanges(all, points(gids)) };
  const owner = (uid: Ranges, gid: Ranges): Box =>
    new Map<Key, Values>([
      ['uid', uid],
      ['gid', gid],
    ]);
  return [
    ...(uids.includes(0) ? [] : [['root', owner(range(0), others.gid)] as [string, Box]]),
    ['other users', owner(others.uid, others.gid)],
    ...uids.map((id): [string, Box] => [id === 0 ? 'root' : `uid ${id}`, owner(range(id), all)]),
    ...gids.map((id): [string, Box] => [
      `gid ${id} of other users`,
      owner(subtractRanges(all, points(uids)), range(id)),
    ]),
  ];
}

/** The users or groups that stand alone in the answers. */
function singlesOf(key: Dimension, answers: readonly Answer[]): number[] {
  const cuts = new Set<number>();
  for (const { packets } of answers) {
    for (const box of packets) {
      for (const { low, high } of (box.get(key) ?? []) as Ranges) cuts.add(Number(low)).add(Number(high) + 1);
    }
  }
  const singles = [...cuts].filter((cut) => cuts.has(cut + 1) && cut >= 0 && cut <= highestOwner);
  return singles.length > maxOwners ? [] : singles.sort((a, b) => a - b);
}

/** A destination as iptables-save writes it, inverted ones left out. */
const destination = /^(?:\[\d+:\d+\] )?-[AI] \S+ (?:(?:! )?-s \S+ )?-d ([\da-f.:]+)(?:\/(?:32|128))? /;

/** The single addresses that rules ask for as destinations, but loopback's, rising. */
function namedOneByOne({ document }: Ruleset): Value[] {
  const { dump, family } = document;
  const found = new Set<string>();
  for (const { kind, text } of dump.lines) {
    const address = kind === 'rule' ? destination.exec(text)?.[1] : undefined;
    if (address !== undefined && !address.startsWith('127.') && address !== '::1') found.add(address);
  }
  return [...found].flatMap((text) => parseAddress(text, family) ?? []).sort((a, b) => (a < b ? -1 : 1));
}

/** More addresses are left out as the ranges that they fill. */
const maxNamed = 16;

/** The addresses as few ranges: cut where the gaps between them are widest. */
function clusters(addresses: readonly Value[]): Range[] {
  const gaps = addresses.slice(1).map((address, index) => BigInt(address) - BigInt(addresses[index]!));
  const widest =
    [...gaps]
      .sort((a, b) => (a < b ? 1 : -1))
      .slice(0, maxNamed - 1)
      .at(-1) ?? 1n;
  const ranges: Range[] = [];
  for (const [index, address] of addresses.entries()) {
    const cut = index === 0 || (gaps[index - 1]! > 1n && gaps[index - 1]! >= widest && ranges.length < maxNamed);
    if (cut) ranges.push({ low: address, high: address });
    else ranges[ranges.length - 1] = { low: ranges.at(-1)!.low, high: address };
  }
  return ranges;
}
