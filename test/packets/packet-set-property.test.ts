// Packet sets against sets of single packets that are written down one by one: 10,000 random cases, the same in every run.

import assert from 'node:assert/strict';
import { type BitPattern, type Bits, bitPattern, unionBits } from '../../server/src/packets/bits';
import { coverSet } from '../../server/src/packets/cover';
import {
  everything,
  isBits,
  isCondition,
  isLater,
  isOptional,
  isUndecided,
  type Key,
  type Values,
} from '../../server/src/packets/dimensions';
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
import { normalize, type Range, type Ranges, range, type Value } from '../../server/src/packets/ranges';
import { onePacket, witness } from '../../server/src/packets/witness';
import type { Family } from '../../server/src/ruleset/tables';
import { wholeNumbers } from '../support/random';

type Whole = (limit: number) => number;

const cases = 10_000;
const seed = 20_261_123;

/** The packets that all sets of a case are taken from: some values of a few dimensions, and any one of the others. */
interface Domain {
  family: Family;
  keys: readonly (readonly [Key, readonly Value[]])[];
  packets: readonly Packet[];
  all: Box;
}

type Packet = ReadonlyMap<Key, Value>;

/** Some values have neighbours, so that ranges touch; some lie at the end of their dimension. */
const candidates: readonly (readonly [Key, readonly number[]])[] = [
  ['protocol', [6, 7, 17]],
  ['destinationPort', [0, 1, 2, 5, 65_535]],
  ['sourcePort', [1, 2, 4]],
  ['uid', [-1, 0, 1, 1337]],
  ['destination', [0, 1, 3, 4]],
  ['source', [7, 8]],
  ['state', [0, 1, 2]],
  ['mark', [0, 1, 2, 3, 0x80000000, 0xffffffff]],
  ['connmark', [0, 4, 5]],
  ['tcpFlags', [0, 2, 18]],
  ['connectionStatus', [0, 0x10, 0x20, 0x30]],
  ['if -m first', [0, 1]],
  ['if -m second', [0, 1]],
  // Boxes may leave these out, and then hold all values: here is one out of each range that the tests tell apart.
  ['later 3 destinationPort', [0, 5, 9, 40]],
  ['ttl', [0, 5, 9, 40]],
];

/** Every set of the bits of a connection's status that the cases have is asked for by its bits. */
const masksOf = (key: Key) =>
  key === 'connectionStatus' ? [0, 0x10, 0x20, 0x30] : [0, 1, 2, 3, 6, 0x80000001, 0xffffffff];

const addresses: readonly Key[] = ['source', 'destination'];

function randomDomain(whole: Whole): Domain {
  const family: Family = whole(3) === 0 ? 'ipv6' : 'ipv4';
  const count = 2 + whole(2);
  const left = [...candidates];
  const picked = Array.from({ length: count }, () => left.splice(whole(left.length), 1)[0]!);
  const keys = picked.map(([key, values]): [Key, readonly Value[]] => {
    return [key, family === 'ipv6' && addresses.includes(key) ? values.map(BigInt) : values];
  });
  const all = new Map(everything(family));
  for (const [key, values] of keys) if (!isOptional(key)) all.set(key, valuesOf(key, values));
  return { family, keys, packets: everyPacket(keys), all };
}

function everyPacket(keys: Domain['keys']): Packet[] {
  return keys.reduce<Packet[]>(
    (before, [key, values]) => before.flatMap((packet) => values.map((value) => new Map([...packet, [key, value]]))),
    [new Map()],
  );
}

/** Values as the engine has them. */
function valuesOf(key: Key, values: readonly Value[]): Values {
  if (isBits(key)) {
    return values.reduce<Bits>((bits, value) => unionBits(bits, bitPattern(Number(value), 0xffffffff)), []);
  }
  return normalize(values.flatMap((value) => range(value)));
}

/** A part of the domain in some dimensions: as the engine has it, and as what is asked of one packet. */
interface Part {
  box: Box;
  has: (packet: Packet) => boolean;
}

function randomPart(whole: Whole, { keys }: Domain): Part {
  const asked = keys.filter(() => whole(3) > 0).map(([key, values]) => randomTest(whole, key, values));
  return {
    box: new Map(asked.map(({ key, values }) => [key, values])),
    has: (packet) => asked.every(({ key, has }) => has(packet.get(key)!)),
  };
}

function randomTest(whole: Whole, key: Key, domain: readonly Value[]) {
  const anchor = domain[whole(domain.length)]!;
  if (isBits(key) && (isOptional(key) || whole(2) === 0)) {
    const masks = masksOf(key);
    const mask = masks[whole(masks.length)]!;
    const wanted = (Number(anchor) & mask) >>> 0;
    const has = (value: Value) => (Number(value) & mask) >>> 0 === wanted;
    return { key, values: bitPattern(wanted, mask), has };
  }
  if (isOptional(key) && !isCondition(key)) {
    const limit = [0, 8, 9][whole(3)]!;
    return { key, values: range(0, limit), has: (value: Value) => value <= limit };
  }
  const picked = domain.filter((value) => value === anchor || whole(2) === 0);
  return { key, values: valuesOf(key, picked), has: (value: Value) => picked.includes(value) };
}

/** A set in both forms: boxes, and for each packet of the domain whether it is a member. */
interface Both {
  set: PacketSet;
  members: boolean[];
}

function randomBoth(whole: Whole, domain: Domain): Both {
  let both: Both = { set: [], members: domain.packets.map(() => false) };
  for (let i = whole(4); i > 0; i--) {
    const { box, has } = randomPart(whole, domain);
    const members = domain.packets.map((packet, n) => both.members[n]! || has(packet));
    both = { set: union(both.set, intersect([domain.all], [box])), members };
  }
  return both;
}

function isInBox(box: Box, packet: Packet): boolean {
  for (const [key, values] of box) {
    const value = packet.get(key);
    if (value !== undefined && !isIn(key, values, value)) return false;
  }
  return true;
}

function isIn(key: Key, values: Values, value: Value): boolean {
  if (!isBits(key)) return (values as Ranges).some(({ low, high }) => low <= value && value <= high);
  return (values as Bits).some((pattern) => (Number(value) & pattern.mask) >>> 0 === pattern.value);
}

/** How many boxes hold each packet. */
function counts(set: PacketSet, { packets }: Domain): number[] {
  return packets.map((packet) => set.filter((box) => isInBox(box, packet)).length);
}

/** The boxes do not overlap, hold the expected packets, and no empty values. */
function check(what: string, set: PacketSet, domain: Domain, expected: readonly boolean[]): void {
  assert.deepEqual(counts(set, domain), expected.map(Number), what);
  assert.ok(
    set.every((box) => [...box.values()].every((values) => values.length > 0)),
    `${what}: no values`,
  );
  assert.equal(set.length === 0, !expected.includes(true), `${what}: empty`);
}

function checkAlgebra(domain: Domain, a: Both, b: Both): void {
  const expect = (join: (inA: boolean, inB: boolean) => boolean) => a.members.map((inA, n) => join(inA, b.members[n]!));
  check('the set itself', a.set, domain, a.members);
  check(
    'intersection',
    intersect(a.set, b.set),
    domain,
    expect((inA, inB) => inA && inB),
  );
  check(
    'difference',
    subtract(a.set, b.set),
    domain,
    expect((inA, inB) => inA && !inB),
  );
  check(
    'union',
    union(a.set, b.set),
    domain,
    expect((inA, inB) => inA || inB),
  );
  const inside = !expect((inA, inB) => inA && !inB).includes(true);
  const around = !expect((inA, inB) => !inA && inB).includes(true);
  assert.equal(isSubset(a.set, b.set), inside, 'subset');
  assert.equal(equalSets(a.set, b.set), inside && around, 'equality');
}

function checkShapes(domain: Domain, { set, members }: Both, whole: Whole): void {
  const parts = set.flatMap((box) => cutInTwo(whole, domain, box));
  check('cut in pieces', parts, domain, members);
  const simple = simplify(parts);
  check('simplified', simple, domain, members);
  assert.ok(simple.length <= parts.length, 'simplified: no more boxes than before');
  check('without conditions', withoutConditions(set), domain, withOthers(domain, members));
  checkHull(domain, set, members);
  const cover = coverSet(set, domain.all);
  assert.ok(cover, 'few boxes have a cover');
  assert.deepEqual(
    counts(cover, domain).map((count) => count > 0),
    members,
    'cover',
  );
}

function cutInTwo(whole: Whole, domain: Domain, box: Box): PacketSet {
  const { box: part } = randomPart(whole, domain);
  return [...intersect([box], [part]), ...subtract([box], [part])];
}

/** Members, and those that would be if what cannot be decided turned out otherwise. */
function withOthers({ packets }: Domain, members: readonly boolean[]): boolean[] {
  const plain = (packet: Packet) => [...packet].filter(([key]) => !isUndecided(key)).join();
  const found = new Set(packets.filter((_, n) => members[n]).map(plain));
  return packets.map((packet) => found.has(plain(packet)));
}

/** The hull has exactly the values that some member has, in each dimension on its own. */
function checkHull(domain: Domain, set: PacketSet, members: readonly boolean[]): void {
  const whole = hull(set);
  assert.equal(whole === undefined, set.length === 0);
  if (!whole) return;
  for (const [key, values] of domain.keys) {
    const has = (value: Value) => domain.packets.some((packet, n) => members[n] && packet.get(key) === value);
    for (const value of values) {
      const inside: boolean = !whole.has(key) || isIn(key, whole.get(key)!, value);
      assert.equal(inside, has(value), `hull: ${key} ${value}`);
    }
  }
}

/** The witness is one packet, a member, and its words say the values that it has. */
function checkWitness({ family, keys }: Domain, { set }: Both): void {
  const [box, ...others] = onePacket(set, family);
  const words = witness(set, family);
  assert.equal(others.length, 0);
  assert.equal(box === undefined, set.length === 0);
  assert.equal(words === undefined, set.length === 0);
  if (!box || !words) return;
  assert.ok(isSubset([box], set), 'the witness is a member');
  for (const [key] of keys) {
    const [first, ...more]: (BitPattern | Range)[] = [...(box.get(key) ?? [])];
    if (isLater(key) || !first) continue;
    assert.equal(more.length, 0, `${key} has one value`);
    const value: Value = 'mask' in first ? first.value : first.low;
    if (key === 'mark') assert.equal(words.mark, `0x${value.toString(16)}`);
    if (key === 'uid') assert.equal(words.uid ?? -1, value);
    if (key === 'destinationPort') assert.equal(words.port ?? value, value);
    if (key === 'ttl') assert.equal(words.besides?.ttl, String(value));
    if (key === 'if -m first') assert.equal(words.conditions?.['-m first'], value === 1);
  }
}

describe('packet sets and single packets', () => {
  it(`agree in ${cases.toLocaleString('en')} random cases`, function () {
    this.timeout(120_000);
    const whole = wholeNumbers(seed);
    for (let i = 0; i < cases; i++) {
      const domain = randomDomain(whole);
      const [a, b] = [randomBoth(whole, domain), randomBoth(whole, domain)];
      try {
        checkAlgebra(domain, a, b);
        checkShapes(domain, a, whole);
        checkWitness(domain, a);
      } catch (error) {
        throw new Error(`case ${i}: ${domain.keys.map(([key]) => key).join(', ')}`, { cause: error });
      }
    }
  });
});
