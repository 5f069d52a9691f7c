/** Several ends that the same packets may meet, by chance or by something else that the dump cannot decide. */

import { isCondition } from '../../packets/dimensions';
import { equalSets, type PacketSet, simplify, withoutConditions } from '../../packets/packet-set';

/** Packets and where they go: the stations of their way, the end last. `ends` has more than one item after joining. */
export interface Way {
  stations: string[];
  ends: string[];
  packets: PacketSet;
}

/** Alternatives stand near each other; a way is compared with so many before it. */
const compared = 16;

/** Ways of the same packets but for opaque conditions become one way with several ends. */
export function joinAlternatives(ways: readonly Way[]): Way[] {
  const joined: (Way & { plain: PacketSet; decided: boolean })[] = [];
  for (const way of ways) {
    const decided = way.packets.every((box) => ![...box.keys()].some(isCondition));
    const plain = decided ? way.packets : withoutConditions(way.packets);
    const other = decided
      ? undefined
      : joined.slice(-compared).find((each) => !each.decided && equalSets(each.plain, plain));
    if (!other) joined.push({ ...way, plain, decided });
    else {
      other.stations = commonBeginning(other.stations, way.stations);
      other.ends = [...new Set([...other.ends, ...way.ends])];
      other.packets = simplify([...other.packets, ...way.packets]);
    }
  }
  return joined;
}

/** `10.0.0.1:80`, or `one of 10.0.0.1:80, 10.0.0.2:80`; many are counted. */
export function endsText(ends: readonly string[]): string {
  if (ends.length === 1) return ends[0]!;
  return ends.length > 3 ? `one of ${ends.length} ends` : `one of ${ends.join(', ')}`;
}

function commonBeginning(a: readonly string[], b: readonly string[]): string[] {
  const different = a.findIndex((text, i) => text !== b[i]);
  return different < 0 ? [...a] : a.slice(0, different);
}
