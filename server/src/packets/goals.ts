/** Many destinations that nat has given to packets: told as one, so that thousands of endpoints go on together. */

import { groupsBy } from '../ruleset/groups';
import { type Dimension, isCondition, isLater, type Key, later, type Values } from './dimensions';
import { type Fields, type Now, nowOf, withFields } from './fields';
import { type Box, boxNames, type PacketSet, simplify, unionValues, withoutKeys } from './packet-set';

/** Packets with what has become of them. */
interface Sent {
  packets: PacketSet;
  fields: Fields;
}

const goalDimensions: readonly Dimension[] = ['destination', 'destinationPort', 'destinationType'];

/** The same packets with the values of their new destination said by each box, under keys of the moment, instead of by the fields. */
export function withOpenGoal<T extends Sent>(sent: T, moment: number): T {
  const changes: [Dimension, Now][] = [];
  const values: [Key, Values][] = [];
  const renamed = new Map<Key, Key>();
  for (const dimension of goalDimensions) {
    const now = nowOf(sent.fields, dimension);
    const key = later(dimension, moment);
    if (now.kind === 'value') values.push([key, now.values]);
    else if (now.kind === 'key' && isLater(now.key)) renamed.set(now.key, key);
    else continue;
    changes.push([dimension, { kind: 'key', key }]);
  }
  const packets = sent.packets.map((box) => new Map([...[...box].map(rename), ...values]));
  return { ...sent, packets, fields: withFields(sent.fields, changes) };

  function rename([key, each]: [Key, Values]): [Key, Values] {
    return [renamed.get(key) ?? key, each];
  }
}

/**
 * As few boxes as tell which packets may get which of the new destinations: those between which only chance and the like decides
 * are one, which may get any of theirs.
 */
export function withAnyGoal(packets: PacketSet, moment: number): PacketSet {
  const goals = new Set<Key>(goalDimensions.map((dimension) => later(dimension, moment)));
  const nameOf = boxNames(packets[0]!, (key) => goals.has(key) || isCondition(key));
  return groupsBy(packets, nameOf).flatMap((boxes) => (boxes.length === 1 ? boxes : anyOf(boxes, goals)));
}

function anyOf(boxes: readonly Box[], goals: ReadonlySet<Key>): Box[] {
  const any: [Key, Values][] = [];
  for (const key of goals) {
    const values = boxes.map((box) => box.get(key));
    if (values.every((each) => each !== undefined)) any.push([key, values.reduce((a, b) => unionValues(key, a, b))]);
  }
  return simplify(boxes.map((box) => withoutKeys(box, goals))).map((box) => new Map([...box, ...any]));
}
