/** All that a dump does to first packets of connections, direction by direction. */

import { loopbackAddresses } from '../../../packets/addresses';
import { unroutable } from '../../../packets/martians';
import { type Box, equalValues, hull, intersect, type PacketSet } from '../../../packets/packet-set';
import { conditionWords, entryContext, impossibleIn } from '../../../packets/packet-words';
import { type PhraseContext, phrase, ports, protocols } from '../../../packets/phrases';
import { askedPackets } from '../../../packets/question';
import type { Ranges } from '../../../packets/ranges';
import { type Direction, type Journey, traverse } from '../../../packets/traverse';
import type { Ruleset } from '../../../ruleset/ruleset';
import { sampleOf } from '../../sample-packets';
import { conditionTeller } from '../../sentence/condition-words';

export interface AskedDirection {
  direction: Direction;
  /** All of them, before the first table. */
  packets: PacketSet;
  journeys: Journey[];
  /** The smallest box around all packets of the direction. */
  within: Box;
  /** True where the packets are only some of those of the direction: words must not name what tells these from the others. */
  isSample: boolean;
  /** What of that box no packet is. */
  impossible: PacketSet;
  context: PhraseContext;
}

/**
 * Traces every packet of a direction. Addresses that DNAT writes are taken for those of other hosts: a dump does not tell which
 * are this one's, and a picture of both would be true of neither. Packets have no mark yet, unless `mayBeMarked`.
 */
export function askDirection(ruleset: Ruleset, direction: Direction, mayBeMarked = false): AskedDirection {
  const { family } = ruleset.document;
  const asked = askedPackets({ state: 'NEW', mark: mayBeMarked ? '0/0' : '0' }, direction, family);
  const all = 'unreadable' in asked ? [] : asked.packets;
  const isSample = isLarge(ruleset);
  const packets = isSample ? intersect(all, sampleOf(ruleset)) : all;
  const within = hull(packets)!;
  const local = [loopbackAddresses(family)];
  const journeys = traverse(ruleset, direction, packets, { local });
  return {
    direction,
    packets,
    journeys: journeys.filter((each) => !isUnroutable(each)),
    within,
    isSample,
    impossible: [...impossibleIn(within, packets), ...journeys.filter(isUnroutable).flatMap((each) => each.packets)],
    context: entryContext(ruleset.document.family, direction, conditionTeller(ruleset)),
  };
}

/** More rules are drawn by the way of some packets: all of them would take too long, and none could be read. */
const maxRules = 2_000;

/** True where a picture shows the way of some packets only. */
export function isLarge({ document }: Ruleset): boolean {
  return document.dump.lines.filter(({ kind }) => kind === 'rule').length > maxRules;
}

/** Who sends from lo to elsewhere is seldom meant, and fails: no arrow is drawn for it. */
function isUnroutable({ end }: Journey): boolean {
  return end.kind === 'dropped' && end.reason === unroutable.reason;
}

/** Words for a label must not be longer; there are shorter ones that say less. */
const maxWords = 130;
const maxBoxes = 12;

/** Exact words for packets among all of their direction, `tcp except 22`; undefined when they would be too long. */
export function exactWords(packets: PacketSet, asked: AskedDirection): string | undefined {
  if (packets.length > maxBoxes) return undefined;
  const text = conditionWords(packets, asked.within, asked.context, asked.impossible).trim().replace(/^if /, '');
  const isOfSample = asked.isSample && /\b(?:port|tcp|udp|to|from) \d/.test(text);
  return isOfSample || text.length > maxWords || text === 'one of many conditions holds' || /\bthen \S+ /.test(text)
    ? undefined
    : text;
}

/** Protocol, ports and destination of packets as far as they are few: `tcp 80, 443 to 10.96.0.1`; '' where they are not. */
export function roughWords(packets: PacketSet, { within, context, isSample }: AskedDirection): string {
  const box = hull(packets);
  if (!box) return '';
  const few = (key: 'protocol' | 'destinationPort' | 'destination', most: number) => {
    const values = box.get(key) as Ranges;
    return equalValues(key, values, within.get(key)!) || values.length > most ? undefined : values;
  };
  const ownPorts = isSample ? undefined : few('destinationPort', 6);
  const port = ownPorts && countValues(ownPorts) <= mostPorts ? ownPorts : undefined;
  const [single, destination] = [few('protocol', 3), isSample ? undefined : few('destination', 1)];
  const protocol = single?.every(({ low, high }) => low === high) ? single : undefined;
  return [
    protocol && protocols(protocol),
    port && (protocol ? ports(port) : `port ${ports(port)}`),
    destination && phrase('destination', destination, context),
  ]
    .filter(Boolean)
    .join(' ');
}

/** More ports than these are all but some, and not worth a list. */
const mostPorts = 20_000;

/** How many values there are in ranges of ports. */
export function countValues(ranges: Ranges): number {
  return ranges.reduce((sum, { low, high }) => sum + Number(high) - Number(low) + 1, 0);
}

/** True when some of the packets, whoever sends them, are for every port and every address of their kind. */
export function isForAll(packets: PacketSet, asked: AskedDirection): boolean {
  const isWhole = (box: Box, all: Box) =>
    (['destinationPort', 'destination'] as const).every((key) => equalValues(key, box.get(key)!, all.get(key)!));
  return packets.some((box) => asked.packets.some((all) => isWhole(box, all)));
}
