/** Netfilter's order: which tables are asked at each hook, and what a packet has there (linux/netfilter_ipv4.h). */

import { type Dimension, type Hook, later, noOwner, packetTypes, states } from './dimensions';
import { type Fields, knownValue, type Now, nowOf, withFields } from './fields';
import { interfaceNumber, noInterface } from './interfaces';

/** Tables by the kernel's priorities: raw −300, mangle −150, nat −100 where it changes destinations, filter 0, security 50, nat 100. */
export const tablesAt: Readonly<Record<Hook, readonly string[]>> = {
  PREROUTING: ['raw', 'mangle', 'nat'],
  INPUT: ['mangle', 'filter', 'security', 'nat'],
  FORWARD: ['mangle', 'filter', 'security'],
  OUTPUT: ['raw', 'mangle', 'nat', 'filter', 'security'],
  POSTROUTING: ['mangle', 'nat'],
};

/** True where nat changes sources; elsewhere it changes destinations (net/netfilter/nf_nat_core.c, HOOK2MANIP). */
export function changesSource(hook: Hook): boolean {
  return hook === 'POSTROUTING' || hook === 'INPUT';
}

/** How a packet gets around: which interfaces it has, and whether a socket of this host has sent it. */
export interface Passage {
  incoming: Now;
  leaving: Now;
  sent: boolean;
  /** It has left over lo already, and comes in by it. */
  returned: boolean;
}

/** A packet that comes in by an interface. */
export const arriving: Passage = {
  incoming: { kind: 'key', key: 'inInterface' },
  leaving: { kind: 'key', key: 'outInterface' },
  sent: false,
  returned: false,
};

/** A packet that a process of this host sends. */
export const sending: Passage = { ...arriving, sent: true };

const lo = knownValue(interfaceNumber('lo')!);
const none = knownValue(noInterface);

/** The passage of a packet that is sent to this host itself. */
export const overLoopback: Passage = { incoming: lo, leaving: lo, sent: true, returned: false };

/** The same packet as it comes in again. */
export const fromLoopback: Passage = { ...overLoopback, sent: false, returned: true };

/** The passage of a packet that leaves by an interface chosen after it was rewritten. */
export function leavingAnew(passage: Passage, moment: number): Passage {
  return { ...passage, leaving: { kind: 'key', key: later('outInterface', moment) } };
}

/** Where no socket of this host has sent the packet, the kernel refuses to ask for its owner. */
export const withoutSender: Now = { kind: 'untold', words: '-m owner matches a packet without sender' };
const olderKernels: Now = { kind: 'untold', words: '-i matches in POSTROUTING, where older kernels see no interface' };
const noSocket = knownValue(noOwner);
const without = knownValue(0);
/** Frames for others are not forwarded, and what this host sends counts as its own (net/ipv4/ip_forward.c). */
const toThisHost = knownValue(packetTypes.indexOf('unicast'));

/** The fields of a packet as the rules of a hook see them. */
export function fieldsAtHook(fields: Fields, hook: Hook, { incoming, leaving, sent }: Passage): Fields {
  const outgoing = hook === 'OUTPUT' || hook === 'POSTROUTING';
  const owned = outgoing && sent;
  return withFields(fields, [
    ['inInterface', outgoing ? (sent ? none : olderKernels) : incoming],
    ['outInterface', hook === 'PREROUTING' || hook === 'INPUT' ? none : leaving],
    ['uid', owned ? { kind: 'key', key: 'uid' } : outgoing ? noSocket : withoutSender],
    ['gid', owned ? { kind: 'key', key: 'gid' } : outgoing ? noSocket : withoutSender],
    ['socket', owned ? { kind: 'key', key: 'socket' } : without],
    ['packetType', hook === 'PREROUTING' || hook === 'INPUT' ? { kind: 'key', key: 'packetType' } : toThisHost],
  ]);
}

const notTracked = knownValue(states.indexOf('INVALID'));

/** raw is asked before connection tracking has looked at the packet (net/netfilter/xt_conntrack.c). */
export function beforeTracking(fields: Fields): Fields {
  return withFields(fields, [['state', notTracked], withoutConnection]);
}

/** Connection tracking has looked at the packet, which was so before raw, unless raw has told it not to. */
export function tracked(fields: Fields, before: Fields): Fields {
  if (fields.now.get('state') !== notTracked) return fields;
  return withFields(fields, [
    ['state', nowOf(before, 'state')],
    ['connmark', nowOf(before, 'connmark')],
  ]);
}

/** What connection tracking makes nothing of, or leaves alone, belongs to no connection, and no test of its mark holds (net/netfilter/xt_connmark.c). */
export const withoutConnection: readonly [Dimension, Now] = ['connmark', { kind: 'nothing' }];
