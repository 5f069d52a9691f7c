/** Packets of a set in two parts. */

import { intersect, type PacketSet, subtract } from '../../../packets/packet-set';

/** Those packets of a set that are in the boxes, which are disjoint, and the others. */
export function splitBy(packets: PacketSet, boxes: PacketSet): [inside: PacketSet, outside: PacketSet] {
  const inside = intersect(packets, boxes);
  return [inside, inside.length === 0 ? packets : subtract(packets, boxes)];
}
