// Laws of packet sets, on random sets: against single packets, which are easy to decide.

import assert from 'node:assert/strict';
import { type Bits, bitPattern } from '../../server/src/packets/bits';
import { coverSet } from '../../server/src/packets/cover';
import { everything, type Key, type Values } from '../../server/src/packets/dimensions';
import {
  type Box,
  equalSets,
  hull,
  intersect,
  isSubset,
  type PacketSet,
  simplify,
  subtract,
  union,
  withoutConditions,
} from '../../server/src/packets/packet-set';
import { includesValue, normalize, type Ranges } from '../../server/src/packets/ranges';
import { wholeNumbers } from '../support/random';

/** Few values in each dimension, so that random sets meet each other. */
const domain: readonly (readonly [Key, readonly number[]])[] = [
  ['protocol', [6, 17]],
  ['destinationPort', [0, 1, 2, 3, 4, 65535]],
  ['uid', [-1, 0, 1337]],
  ['mark', [0, 1, 2, 3]],
  ['if -m first', [0, 1]],
  ['if -m second', [0, 1]],
];

const all: Box = new Map([...everything('ipv4'), ['protocol', [...range(6), ...range(17)]]]);

function range(low: number, high = low): Ranges {
  return [{ low, high }];
}

function randomValues(random: (limit: number) => number, key: Key, values: readonly number[]): Values {
  if (key === 'mark') {
    const mask = 1 + random(3);
    return bitPattern(random(4) & mask, mask);
  }
  const picked = values.filter(() => random(2) === 0);
  return normalize((picked.length > 0 ? picked : [values[0]!]).flatMap((value) => range(value)));
}

function randomBox(random: (limit: number) => number): Box {
  return new Map(domain.filter(() => random(2) === 0).map(([key, values]) => [key, randomValues(random, key, values)]));
}

function randomSet(random: (limit: number) => number): PacketSet {
  let set: PacketSet = [];
  for (let i = random(4); i >= 0; i--) set = union(set, intersect([all], [randomBox(random)]));
  return set;
}

type Packet = ReadonlyMap<Key, number>;

const packets: Packet[] = domain.reduce<Packet[]>(
  (before, [key, values]) => before.flatMap((packet) => values.map((value) => new Map([...packet, [key, value]]))),
  [new Map()],
);

function holds(set: PacketSet, packet: Packet): boolean {
  return set.some((box) => inBox(box, packet));
}

function inBox(box: Box, packet: Packet): boolean {
  return [...box].every(([key, values]) => {
    const value = packet.get(key);
    if (value === undefined) return values.length > 0;
    if (key === 'mark') return (values as Bits).some((pattern) => (value & pattern.mask) >>> 0 === pattern.value);
    return includesValue(values as Ranges, value);
  });
}

function checkAgainstPackets(name: string, got: PacketSet, expected: (packet: Packet) => boolean): void {
  for (const packet of packets) {
    const boxes = got.filter((box) => inBox(box, packet)).length;
    assert.equal(boxes, expected(packet) ? 1 : 0, `${name}: ${JSON.stringify([...packet])}`);
  }
}

describe('packet sets', () => {
  const random = wholeNumbers(20_261_122);

  it('agree with single packets in 100 random pairs', function () {
    this.timeout(30_000);
    for (let i = 0; i < 100; i++) {
      const [a, b] = [randomSet(random), randomSet(random)];
      checkAgainstPackets('a and b', intersect(a, b), (packet) => holds(a, packet) && holds(b, packet));
      checkAgainstPackets('a without b', subtract(a, b), (packet) => holds(a, packet) && !holds(b, packet));
      checkAgainstPackets('a or b', union(a, b), (packet) => holds(a, packet) || holds(b, packet));
    }
  });

  it('keep the laws of sets', () => {
    for (let i = 0; i < 200; i++) {
      const [a, b, c] = [randomSet(random), randomSet(random), randomSet(random)];
      assert.ok(equalSets([...intersect(a, b), ...subtract(a, b)], a), 'both parts are the whole');
      assert.ok(equalSets(intersect(a, b), intersect(b, a)), 'intersection commutes');
      assert.ok(equalSets(subtract(a, union(b, c)), subtract(subtract(a, b), c)), 'one after the other');
      assert.ok(equalSets(intersect(a, union(b, c)), union(intersect(a, b), intersect(a, c))), 'distributes');
      assert.equal(isSubset(a, b), subtract(a, b).length === 0);
      assert.ok(equalSets(simplify(a), a), 'joining boxes changes nothing');
    }
  });

  it('lie in their hull, and their covers are exactly themselves', () => {
    for (let i = 0; i < 100; i++) {
      const set = randomSet(random);
      const whole = hull(set)!;
      assert.ok(isSubset(set, [whole]));
      const cover = coverSet(set, whole)!;
      for (const box of cover) assert.ok(isSubset([box], set));
      assert.equal(subtract(set, cover).length, 0);
      assert.ok(isSubset(set, withoutConditions(set)));
    }
  });
});
