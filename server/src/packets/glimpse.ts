/** A look at a rule's text that spares reading it: chains of thousands of services ask each for one address. */

import type { PacketSet } from './packet-set';
import { includesValue, type Ranges } from './ranges';

/** The form that iptables-save gives a rule for one destination; no quote can stand before that. */
const oneDestination =
  /^(?:\[\d+:\d+\] )?-A [^\s"]+ (?:-s [^\s"]+ )?-d (\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/32 /;

/** True when the text shows already that the rule matches none of these packets. False tells nothing. */
export function surelyMisses(text: string, packets: PacketSet): boolean {
  const found = oneDestination.exec(text);
  if (!found) return false;
  const address = ((Number(found[1]) * 256 + Number(found[2])) * 256 + Number(found[3])) * 256 + Number(found[4]);
  return packets.every((box) => !includesValue(box.get('destination') as Ranges, address));
}
