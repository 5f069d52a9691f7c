/** Several ends that the same packets may meet, by chance or by something else that the dump cannot decide. */

import { chanceOfAll, isChance } from '../../packets/chance';
import { isCondition } from '../../packets/dimensions';
import { equalSets, type PacketSet, simplify, withoutConditions } from '../../packets/packet-set';

/** Packets and where they go: the stations of their way, the end last. `ends` has more than one item after joining. */
export interface Way {
  stations: string[];
  ends: string[];
  packets: PacketSet;
  /** After joining: how likely each end is, where chance decides between them; no number where something else does too. */
  chances?: readonly (number | undefined)[];
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
    const chance = decided ? undefined : chanceOfWay(way);
    if (!other) joined.push({ ...way, plain, decided, chances: [chance] });
    else {
      other.stations = commonBeginning(other.stations, way.stations);
      other.ends = [...new Set([...other.ends, ...way.ends])];
      other.packets = simplify([...other.packets, ...way.packets]);
      other.chances = [...(other.chances ?? []), chance];
    }
  }
  return joined;
}

/** `10.0.0.1:80`, or `one of 10.0.0.1:80, 10.0.0.2:80, 50 % each`; many are counted. */
export function endsText({ ends, chances }: Way): string {
  if (ends.length === 1) return ends[0]!;
  return (
    (ends.length > 3 ? `one of ${ends.length} ends` : `one of ${ends.join(', ')}`) + shareText(ends, chances ?? [])
  );
}

/** `, 33 % each` where chance makes all ends equally likely. */
function shareText(ends: readonly string[], chances: Way['chances'] & object): string {
  const even = 1 / ends.length;
  const isEven = chances.length === ends.length && chances.every((chance) => Math.abs((chance ?? 0) - even) < 0.005);
  return isEven ? `, ${Math.round(even * 100)} % each` : '';
}

/** How likely it is that a packet of the way's plain ones goes this way; undefined where more than chance decides. */
function chanceOfWay({ packets }: Way): number | undefined {
  const [first, ...others] = packets.map((box) => {
    const conditions = [...box.keys()].filter(isCondition);
    return conditions.every(isChance) ? chanceOfAll(conditions, box) : undefined;
  });
  return others.every((chance) => chance === first) ? first : undefined;
}

function commonBeginning(a: readonly string[], b: readonly string[]): string[] {
  const different = a.findIndex((text, i) => text !== b[i]);
  return different < 0 ? [...a] : a.slice(0, different);
}
