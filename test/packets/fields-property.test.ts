// What becomes of a packet's fields, against one packet whose numbers are changed as the kernel would: random, the same in every run.

import assert from 'node:assert/strict';
import { type Bits, bitPattern, unionBits } from '../../server/src/packets/bits';
import {
  connectionStatuses,
  type Dimension,
  everything,
  isBits,
  type Key,
  later,
  states,
  type Values,
} from '../../server/src/packets/dimensions';
import {
  asAsked,
  type Fields,
  knownValue,
  nowOf,
  rewritten,
  valuesNow,
  withFields,
} from '../../server/src/packets/fields';
import { type Box, intersect } from '../../server/src/packets/packet-set';
import { normalize, range } from '../../server/src/packets/ranges';
import { afterEffect, afterVerdict, confirmed } from '../../server/src/packets/rewriting';
import type { Effect, MarkName } from '../../server/src/packets/target';
import { matchAtVisit } from '../../server/src/packets/visit';
import { wholeNumbers } from '../support/random';

type Whole = (limit: number) => number;
type Now = number | 'nothing';

/** A packet as it was asked about, as it is now, and what the engine says that has become of it. */
interface Changed {
  asked: Map<Key, number>;
  /** 'nothing': a packet without connection has no mark of one. */
  now: Map<Dimension, Now>;
  fields: Fields;
}

const tested: readonly Dimension[] = [
  'mark',
  'connmark',
  'destination',
  'destinationPort',
  'sourcePort',
  'ttl',
  'tos',
  'connectionStatus',
];
const words = [0, 1, 2, 3, 0x539, 0x80000000, 0xff00, 0xffffffff];

const hops = [0, 1, 2, 63, 64, 254, 255];

function word(whole: Whole): number {
  return whole(2) === 0 ? words[whole(words.length)]! : (whole(0x10000) * 0x10000 + whole(0x10000)) >>> 0;
}

function newPacket(whole: Whole): Changed {
  const asked = new Map<Key, number>([
    ['mark', word(whole)],
    ['connmark', word(whole)],
    ['destination', 0x0a000000 + whole(4)],
    ['destinationPort', whole(4)],
    ['sourcePort', whole(4)],
    [later('destinationPort', 7), whole(4)],
    ['ttl', hops[whole(hops.length)]!],
    ['tos', whole(0x100)],
    ['state', states.indexOf('NEW')],
    ['connectionStatus', 0],
  ]);
  return { asked, now: new Map(tested.map((key) => [key, asked.get(key)!])), fields: asAsked };
}

/** What may happen to a packet: to its numbers, and to what the engine knows of them. */
const changes: readonly ((whole: Whole, packet: Changed) => Changed)[] = [
  rewrittenByNat,
  (whole, packet) => {
    const by = [-255, -64, -2, -1, 1, 2, 191, 255][whole(8)]!;
    const left = Math.min(Math.max((packet.now.get('ttl') as number) + by, 0), 255);
    return {
      ...packet,
      now: withNow(packet, 'ttl', left),
      fields: afterEffect(packet.fields, { kind: 'count', of: 'ttl', by }),
    };
  },
  (whole, packet) => {
    const value = hops[whole(hops.length)]!;
    return {
      ...packet,
      now: withNow(packet, 'ttl', value),
      fields: afterEffect(packet.fields, { kind: 'set', of: 'ttl', value }),
    };
  },
  (whole, packet) => {
    const effect = { kind: 'set-mark', of: 'tos', value: whole(0x100), mask: whole(0x100) } as const;
    const tos = ((packet.now.get('tos') as number) & ~effect.mask) ^ effect.value;
    return { ...packet, now: withNow(packet, 'tos', tos), fields: afterEffect(packet.fields, effect) };
  },
  (_, packet) => {
    const status = (packet.now.get('connectionStatus') as number) | connectionStatuses.CONFIRMED!;
    return { ...packet, now: withNow(packet, 'connectionStatus', status), fields: confirmed(packet.fields) };
  },
  (whole, packet) => {
    const effect = { kind: 'set-mark', of: markName(whole), value: word(whole), mask: word(whole) } as const;
    return afterMark(packet, effect, ({ [effect.of]: old }) => (old & ~effect.mask) ^ effect.value);
  },
  (whole, packet) => {
    const effect: Effect = { kind: 'copy-mark', to: markName(whole), toMask: word(whole), fromMask: word(whole) };
    const { to, toMask, fromMask } = effect;
    const from = to === 'mark' ? 'connmark' : 'mark';
    return afterMark(packet, { ...effect, of: to }, (old) => (old[to] & ~toMask) ^ (old[from] & fromMask));
  },
  (whole, packet) => {
    const port = whole(4);
    return {
      ...packet,
      now: withNow(packet, 'destinationPort', port),
      fields: rewritten(packet.fields, [['destinationPort', knownValue(port)]]),
    };
  },
  (_, packet) => {
    const key = later('destinationPort', 7);
    return {
      ...packet,
      now: withNow(packet, 'destinationPort', packet.asked.get(key)!),
      fields: rewritten(packet.fields, [['destinationPort', { kind: 'key', key }]]),
    };
  },
  (_, packet) => {
    // NETMAP from 10.0.0.0/30 to 192.168.0.4/30.
    const [low, by] = [0xc0a80004, 0xc0a80004 - 0x0a000000];
    const from = { low: low - by, high: low - by + 3 };
    const moved = { kind: 'moved', key: 'destination', by, from, within: { low, high: low + 3 } } as const;
    const fields = rewritten(packet.fields, [['destination', moved]]);
    return { ...packet, now: withNow(packet, 'destination', packet.asked.get('destination')! + by), fields };
  },
  (_, packet) => ({
    ...packet,
    now: withNow(packet, 'connmark', 'nothing'),
    fields: withFields(packet.fields, [['connmark', { kind: 'nothing' }]]),
  }),
];

/** DNAT as the table nat has it: it is noted only where something changes. */
function rewrittenByNat(whole: Whole, packet: Changed): Changed {
  const port = whole(4);
  const to = 0x0a000000 + whole(4);
  const text = `10.0.0.${to & 3}:${port || 4}`;
  const place = { hook: 'PREROUTING', family: 'ipv4', moment: 9, packets: wide, local: undefined } as const;
  const after = afterVerdict(packet.fields, { kind: 'dnat', to: text }, place)!;
  const isSame = packet.now.get('destination') === to && packet.now.get('destinationPort') === (port || 4);
  const status = packet.now.get('connectionStatus') as number;
  return {
    asked: packet.asked,
    now: new Map([
      ...packet.now,
      ['destination', to],
      ['destinationPort', port || 4],
      ['connectionStatus', isSame ? status : status | connectionStatuses.DNAT!],
    ]),
    fields: after.fields,
  };
}

/** More packets than the one that is looked at, so that little is known of them together. */
const wide = [everything('ipv4')];

function markName(whole: Whole): MarkName {
  return whole(2) === 0 ? 'mark' : 'connmark';
}

function withNow({ now }: Changed, key: Dimension, value: Now): Changed['now'] {
  return new Map([...now, [key, value]]);
}

type Marks = Record<MarkName, number>;

/** Targets that concern the mark of a connection do nothing where there is none. */
function afterMark(packet: Changed, effect: Effect & { of: MarkName }, value: (old: Marks) => number): Changed {
  const fields = afterEffect(packet.fields, effect);
  const [mark, connmark] = [packet.now.get('mark')!, packet.now.get('connmark')!];
  const key = effect.of;
  if (mark === 'nothing' || (connmark === 'nothing' && (key === 'connmark' || effect.kind === 'copy-mark')))
    return { ...packet, fields };
  const marks = { mark, connmark: connmark === 'nothing' ? 0 : connmark };
  return { ...packet, fields, now: withNow(packet, key, value(marks) >>> 0) };
}

/** A test of one field: as the engine has it, and asked of a number. */
function randomTest(whole: Whole, key: Dimension, now: Now): [Values, (value: number) => boolean] {
  const near = now === 'nothing' ? 0 : now;
  if (key === 'ttl') {
    const [low, high] = [hops[whole(hops.length)]!, hops[whole(hops.length)]!].sort((a, b) => a - b);
    return [range(low!, high!), (value) => low! <= value && value <= high!];
  }
  if (key === 'tos' || key === 'connectionStatus') {
    const mask = key === 'tos' ? whole(0x100) : [0x08, 0x20, 0x28, 0x30][whole(4)]!;
    const value = ((whole(2) ? near : whole(0x100)) & mask) >>> 0;
    const all = key === 'tos' ? (mask | 0xffffff00) >>> 0 : mask;
    return [bitPattern(value, all), (word) => (word & mask) >>> 0 === value];
  }
  if (!isBits(key)) {
    const values = [whole(4), whole(4), ...(whole(2) ? [near] : [])];
    const base = key !== 'destination' ? 0 : whole(2) ? 0x0a000000 : 0xc0a80004;
    const wanted = values.map((value) => (value < 4 ? base + value : value));
    return [normalize(wanted.flatMap((value) => range(value))), (value) => wanted.includes(value)];
  }
  const patterns = [1, 2].slice(whole(2)).map(() => {
    const mask = word(whole);
    return { mask, value: ((whole(2) ? near : word(whole)) & mask) >>> 0 };
  });
  const bits = patterns.reduce<Bits>((all, { value, mask }) => unionBits(all, bitPattern(value, mask)), []);
  return [bits, (value) => patterns.some((each) => (value & each.mask) >>> 0 === each.value)];
}

function isMember(values: Values, value: number): boolean {
  return values.some((each) =>
    'mask' in each ? (value & each.mask) >>> 0 === each.value : each.low <= value && value <= each.high,
  );
}

/** Undefined where the engine asks for a condition. */
function engineSays({ asked, fields }: Changed, test: Box): boolean | undefined {
  const boxes = matchAtVisit([test], fields, 1);
  if (boxes.some((box) => [...box.keys()].some((key) => key.startsWith('if ')))) return undefined;
  return boxes.some((box) => [...box].every(([key, values]) => isMember(values, asked.get(key)!)));
}

/** The packet alone, as a set. */
function alone({ asked }: Changed) {
  const values = [...asked].map(([key, value]): [Key, Values] => {
    return [key, isBits(key) ? bitPattern(value, 0xffffffff) : range(value)];
  });
  return intersect([everything('ipv4')], [new Map(values)]);
}

function checkFields(whole: Whole): 'told' | 'untold' {
  let packet = newPacket(whole);
  for (let i = whole(6); i > 0; i--) packet = changes[whole(changes.length)]!(whole, packet);
  const { now, fields } = packet;
  const asked = tested
    .filter(() => whole(3) === 0)
    .map((key) => {
      const [values, has] = randomTest(whole, key, now.get(key)!);
      return { key, values, has };
    });
  for (const key of ['destination', 'destinationPort', 'sourcePort'] as const)
    assert.deepEqual(valuesNow(fields, key, alone(packet)), range(now.get(key) as number), key);
  const said = engineSays(packet, new Map(asked.map(({ key, values }) => [key, values])));
  if (said === undefined) {
    assert.ok(asked.some(({ key }) => nowOf(fields, key).kind === 'untold'));
    return 'untold';
  }
  const holds = asked.every(({ key, has }) => {
    const value = now.get(key)!;
    return value !== 'nothing' && has(value);
  });
  assert.equal(said, holds);
  return 'told';
}

describe('fields of packets that are changed', () => {
  it('are what they would be for one packet, in 10,000 random cases', function () {
    this.timeout(60_000);
    const whole = wholeNumbers(41);
    let told = 0;
    for (let i = 0; i < 10_000; i++) {
      if (checkFields(whole) === 'told') told++;
    }
    assert.ok(told > 9_000, `marks are nearly always known: ${told}`);
  });
});
