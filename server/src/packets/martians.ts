/** Packets that routing drops for their addresses, each with the reason (net/ipv4/route.c): from the network behind PREROUTING, and sent ones. */

import { protocolNumber } from '../modules/protocols';
import { highestAddress, loopbackAddresses } from './addresses';
import { addressTypes, type Key, type Values } from './dimensions';
import { highestInterface, interfaceNumber, noInterface } from './interfaces';
import { normalize, type Ranges, range, subtractRanges } from './ranges';
import { opaque, type Test } from './tests';

/** Packets that are dropped, unless the host is told otherwise. */
export interface Martians {
  test: Test;
  unless: Test | undefined;
  reason: string;
}

const everywhere = range(0, highestAddress.ipv4);
const loopback: Ranges = [loopbackAddresses('ipv4')];
const notLoopback: Ranges = subtractRanges(everywhere, loopback);
const multicast = range(0xe0000000, 0xefffffff);
const nearMulticast = range(0xe0000000, 0xe00000ff);
const farMulticast = subtractRanges(multicast, nearMulticast);
const [none, limited] = [range(0), range(highestAddress.ipv4)];
const single = subtractRanges(everywhere, normalize([...none, ...multicast, ...limited]));
const notIgmp = subtractRanges(range(0, 255), range(protocolNumber('igmp')!));

function box(...values: [Key, Values][]): Test[number] {
  return new Map(values);
}

const reason = 'routing takes its source address for a martian';

/** 0.0.0.0 asks for an address of its own, or speaks of groups; what goes to one host does not come from there. */
const fromNobody: Martians = {
  test: [
    box(['source', normalize([...multicast, ...limited])]),
    box(['source', none], ['destination', single]),
    box(['source', none], ['destination', farMulticast], ['protocol', notIgmp]),
  ],
  unless: undefined,
  reason,
};

const toAnyOwn: Martians = { ...fromNobody, test: [box(['source', normalize([...none, ...multicast, ...limited])])] };

/** It stands for all hosts to whoever has no address yet, and for none to others. */
const toNobody: Martians = {
  test: [box(['destination', none], ['source', subtractRanges(everywhere, none)])],
  unless: undefined,
  reason: 'routing takes the destination 0.0.0.0 for a martian',
};

const takesLoopback = opaque('route_localnet is set for the interface that it comes in by', true);
const ofLoopback = {
  unless: takesLoopback,
  reason: 'routing takes loopback addresses from the network for martians',
};
const fromLoopback: Test = [box(['source', loopback])];
const withLoopback: Test = [box(['destination', loopback]), box(['destination', notLoopback], ['source', loopback])];

/** IPv6 has no such packets; where REDIRECT has written one of this host's addresses, which is none of lo's, only sources count. */
export function martians(local: Ranges | undefined, isSentToAnyOwn: boolean): Martians[] {
  const own = subtractRanges(local ?? [], loopback);
  return [
    ...(isSentToAnyOwn ? [toAnyOwn] : [fromNobody, toNobody]),
    { ...ofLoopback, test: isSentToAnyOwn ? fromLoopback : withLoopback },
    ...(own.length > 0 ? [{ test: [box(['source', own])], unless: takesOwn, reason: ofOwn }] : []),
  ];
}

const takesOwn = opaque('accept_local is set for the interface that it comes in by', true);
const ofOwn = "routing takes this host's own address from the network for a martian";

const ofLoopbackOutwards = {
  unless: opaque('route_localnet is set for the interface that it leaves by', true),
  reason: 'routing sends nothing from a loopback address to another host',
};
const notLo = subtractRanges(range(noInterface + 1n, highestInterface), range(interfaceNumber('lo')!));
const notLocal = subtractRanges(range(0, addressTypes.length - 1), range(addressTypes.indexOf('LOCAL')));

/** What no process gets sent: it fails before any table sees a packet (__mkroute_output). */
export const unsendable: Martians = {
  ...ofLoopbackOutwards,
  test: [box(['source', loopback], ['outInterface', notLo])],
};

/** What nat of OUTPUT has given the address of another host is routed anew, before any source is rewritten. */
export const unroutable: Martians = {
  ...ofLoopbackOutwards,
  test: [box(['source', loopback], ['destinationType', notLocal])],
};
