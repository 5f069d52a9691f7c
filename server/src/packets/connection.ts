/** What a packet tells of its connection without being asked: a first packet opens it, and goes as it was opened. */

import { protocolNumber } from '../modules/protocols';
import { type Bits, beforeChange } from './bits';
import { connectionDirections, connectionStatuses, type Dimension, type Key, states, type Values } from './dimensions';
import { type Fields, type Now, nowOf } from './fields';
import { normalize, type Ranges, range, subtractRanges } from './ranges';
import { and, type Test } from './tests';

const [isNew, isRelated, isEstablished] = ['NEW', 'RELATED', 'ESTABLISHED'].map((state) =>
  range(states.indexOf(state)),
);
const others = normalize(['INVALID', 'RELATED', 'UNTRACKED'].flatMap((state) => range(states.indexOf(state))));
const [original, reply] = ['ORIGINAL', 'REPLY'].map((name) => range(connectionDirections.indexOf(name)));
const icmp: Ranges = normalize([protocolNumber('icmp')!, protocolNumber('icmpv6')!].flatMap((number) => range(number)));
const notIcmp = subtractRanges(range(0, 255), icmp);

function box(values: Partial<Record<Dimension, Values>>): Test[number] {
  return new Map(Object.entries(values) as [Key, Values][]);
}

/** An ICMP message that is related to a connection is noted as part of that; anything else that is related opens its own. */
const ofAnother = box({ state: isRelated!, protocol: icmp });
const opening: Test = [box({ state: isNew! }), box({ state: isRelated!, protocol: notIcmp })];
const ownConnection: Test = [
  box({ state: [...isNew!, ...isEstablished!] }),
  box({ state: isRelated!, protocol: notIcmp }),
];
const inDirection = (test: Test, direction: Ranges | undefined) =>
  and(test, [box({ connectionDirection: direction! })]);

/** Where a field is that of the packet as it was asked about, and where it is that of the packet now; elsewhere it is its own. */
interface Source {
  asked: readonly [where: Test, field: Dimension];
  now?: readonly [where: Test, field: Dimension];
  otherwise: Test;
}

/** A connection is noted as its first packet was, before nat; the packets of one direction all begin alike. */
function ofOriginal(field: Dimension): Source {
  return {
    asked: [inDirection(ownConnection, original), field],
    otherwise: [ofAnother, ...inDirection(ownConnection, reply)],
  };
}

/** What replies look like is settled with the first packet, as nat rewrites that, and replies come in so. */
function ofReply(field: Dimension, opposite: Dimension): Source {
  const later = [box({ state: isEstablished!, connectionDirection: original! })];
  const opened = inDirection(opening, original);
  return {
    asked: [inDirection(ownConnection, reply), field],
    now: [opened, opposite],
    otherwise: [ofAnother, ...later],
  };
}

const sources: Partial<Record<Key, Source>> = {
  originalProtocol: { asked: [ownConnection, 'protocol'], otherwise: [ofAnother] },
  originalSource: ofOriginal('source'),
  originalDestination: ofOriginal('destination'),
  originalSourcePort: ofOriginal('sourcePort'),
  originalDestinationPort: ofOriginal('destinationPort'),
  replySource: ofReply('source', 'destination'),
  replyDestination: ofReply('destination', 'source'),
  replySourcePort: ofReply('sourcePort', 'destinationPort'),
  replyDestinationPort: ofReply('destinationPort', 'sourcePort'),
};

/** True for what connection tracking notes: `noted` tells it by the packet. */
export function isNoted(key: Key): boolean {
  return notedKeys.has(key);
}

const notedKeys: ReadonlySet<Key> = new Set(['connectionStatus', ...Object.keys(sources)] as Dimension[]);

/** What connection tracking has noted is not told by the packet, since it was asked about somewhere on its way. */
export const notedBefore: readonly (readonly [Dimension, Now])[] = [...notedKeys].map((key) => [
  key as Dimension,
  { kind: 'key', key },
]);

/** A test of what is noted, as a test of the packet asked about; `testNow` makes one of a test of what the packet has now. */
export function noted(key: Key, values: Values, fields: Fields, testNow: (now: Now, values: Values) => Test): Test {
  if (key === 'connectionStatus') return notedStatus(values as Bits);
  const { asked, now, otherwise } = sources[key]!;
  const begun = and(asked[0], [box({ [asked[1]]: values })]);
  const opened = now ? and(now[0], testNow(nowOf(fields, now[1]), values)) : [];
  const own = and(otherwise, [new Map([[key, values]])]);
  return [...begun, ...opened, ...own];
}

const { SEEN_REPLY, CONFIRMED } = connectionStatuses;
const ofEstablished = SEEN_REPLY! | CONFIRMED!;

/** A test of the status that the packet asked about had, where that is known by its state. */
export function byState(test: Test): Test {
  return test.flatMap((each) => {
    const { connectionStatus, ...others } = Object.fromEntries(each);
    return connectionStatus ? and([box(others)], notedStatus(connectionStatus as Bits)) : [each];
  });
}

/** Of a new connection nothing is noted yet; an established one has been confirmed, and answered. */
function notedStatus(values: Bits): Test {
  const none = values.some(({ value }) => value === 0) ? [box({ state: isNew! })] : [];
  const established = beforeChange(values, { keep: ~ofEstablished >>> 0, flip: ofEstablished });
  return [
    ...none,
    ...(established.length > 0 ? [box({ state: isEstablished!, connectionStatus: established })] : []),
    box({ state: others, connectionStatus: values }),
  ];
}
