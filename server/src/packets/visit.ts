/** What a rule's match asks at one visit of a packet: marks changed on the way, conditions asked anew, owners where there are none. */

import { type BitChange, type Bits, beforeChange, unchanged } from './bits';
import type { Key, Values } from './dimensions';
import type { Box } from './packet-set';
import { range } from './ranges';
import { atVisit, isVolatile, type Test } from './tests';

/** What has become of a packet's marks since it entered; 'unknown' when the dump cannot tell. */
export interface Marks {
  mark: BitChange | 'unknown';
  connmark: BitChange | 'unknown';
}

/**
 * The test in terms of the packet as it entered. Where a mark or an owner cannot be told, the test on it becomes a condition
 * of this visit.
 */
export function matchAtVisit(match: Test, marks: Marks, owner: boolean, visit: number): Test {
  return match.flatMap((box) => boxAtVisit(box, marks, owner, visit) ?? []);
}

function boxAtVisit(box: Box, marks: Marks, owner: boolean, visit: number): Box | undefined {
  const result = new Map<Key, Values>();
  for (const [key, values] of box) {
    if (key === 'mark' || key === 'connmark') {
      const change = marks[key];
      if (change === 'unknown') result.set(`if the restored ${key} matches \0${visit}`, range(1));
      else {
        const before = change === unchanged ? (values as Bits) : beforeChange(values as Bits, change);
        if (before.length === 0) return undefined;
        result.set(key, before);
      }
    } else if ((key === 'uid' || key === 'gid') && !owner) {
      result.set(`if -m owner matches a packet without sender \0${visit}`, range(1));
    } else result.set(isVolatile(key) ? atVisit(key, visit) : key, values);
  }
  return result;
}
