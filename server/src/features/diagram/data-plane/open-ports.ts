/** Ports in lists: those that a filter lets in, those that a redirection leaves alone. */

import { systemPortName } from '../../../knowledge/port-names';
import { protocolNumber } from '../../../modules/protocols';
import { isOptional, type Key, type Values } from '../../../packets/dimensions';
import { type Box, equalValues, hull, intersect, type PacketSet } from '../../../packets/packet-set';
import { ports } from '../../../packets/phrases';
import { normalize, type Ranges, range } from '../../../packets/ranges';
import type { Ruleset } from '../../../ruleset/ruleset';
import { type AskedDirection, countValues } from './asked';

/** A longer list is no list of exceptions. */
const mostPorts = 16;
/** Nor is it worth saying that nearly all ports are open. */
const mostListed = 20_000;

/** `lets in tcp 80, 443 from anywhere`: the ports that get through whoever asks, as far as these are not nearly all. */
export function openPorts(packets: PacketSet, asked: AskedDirection): string[] {
  return ['tcp', 'udp'].flatMap((protocol) => {
    const own: Box = new Map<Key, Values>([['protocol', range(protocolNumber(protocol)!)]]);
    const open = intersect(packets, [own]).filter((box) => isForAnybody(box, asked));
    const found = normalize(open.flatMap((box) => box.get('destinationPort') as Ranges));
    if (found.length === 0 || countValues(found) > mostListed) return [];
    return [`lets in ${protocol} ${ports(found)} from anywhere`];
  });
}

const openKeys: readonly Key[] = ['source', 'inInterface', 'destination', 'sourcePort', 'mark'];

function isForAnybody(box: Box, asked: AskedDirection): boolean {
  if ([...box.keys()].some(isOptional)) return false;
  return asked.packets.some((all) => openKeys.every((key) => equalValues(key, box.get(key)!, all.get(key)!)));
}

/** The ports of the packets if they are few, each with its name: `:15021 Istio readiness`. */
export function fewPorts(ruleset: Ruleset, packets: PacketSet): string[] | undefined {
  const found = hull(packets)?.get('destinationPort') as Ranges | undefined;
  if (!found || countValues(found) > mostPorts) return undefined;
  const single = found.flatMap(({ low, high }) =>
    Array.from({ length: Number(high) - Number(low) + 1 }, (_, i) => String(Number(low) + i)),
  );
  return single.map((port) => `:${port} ${systemPortName(ruleset, port)}`.trim());
}
