/** A proxy to which a dump redirects what others send and get, and how its own packets are let past. Found by tracing. */

import { systemPortName } from '../../../knowledge/port-names';
import { protocolNumber } from '../../../modules/protocols';
import type { Key, Values } from '../../../packets/dimensions';
import {
  type Box,
  equalValues,
  hull,
  intersect,
  type PacketSet,
  simplify,
  subtract,
} from '../../../packets/packet-set';
import { namingOf, orList, phrase } from '../../../packets/phrases';
import { type Ranges, range } from '../../../packets/ranges';
import type { Journey } from '../../../packets/traverse';
import { witness } from '../../../packets/witness';
import type { Ruleset } from '../../../ruleset/ruleset';
import type { Family } from '../../../ruleset/tables';
import { type AskedDirection, countValues } from './asked';
import { listenerPort, turnOf } from './rewriting';

export interface Listener {
  port: string;
  /** What is sent to it, as it was before. */
  packets: PacketSet;
}

export interface TransparentProxy {
  /** What comes in is sent to these. */
  inbound: Listener[];
  /** What this host sends is turned to these; the one for the most ports first. */
  outbound: Listener[];
  /** Disjoint boxes of users, groups and marks that are let past although the same packets of others are turned; empty for none. */
  who: PacketSet;
  /** The same in words: `uid 1337 or gid 1337`. */
  words: string;
}

/** The transparent proxies of a dump. */
export function findProxy(ruleset: Ruleset, incoming: AskedDirection, outgoing: AskedDirection): TransparentProxy {
  const inbound = listenersOf(incoming.journeys.filter((each) => turnOf(each)?.visit.hook === 'PREROUTING'));
  const outbound = listenersOf(outgoing.journeys.filter((each) => turnOf(each)?.visit.hook === 'OUTPUT'));
  const isProxy = ({ port, packets }: Listener) =>
    countPorts(packets) > manyPorts || systemPortName(ruleset, port) !== '';
  const entries = inbound.filter(isProxy);
  const proxied = outbound
    .filter((each) => isProxy(each) && !entries.some(({ port }) => port === each.port))
    .sort((a, b) => countPorts(b.packets) - countPorts(a.packets));
  const who = exemptSenders(proxied, outgoing);
  return { inbound: entries, outbound: proxied, who, words: senderWords(who, outgoing) };
}

/** A port to show a way by: `:8080` where it is among the packets, else another one; '' for packets without ports. */
export function samplePort(packets: PacketSet, family: Family): string {
  const wanted = new Map<Key, Values>([
    ['protocol', range(protocolNumber('tcp')!)],
    ['destinationPort', range(8080)],
  ]);
  const port = intersect(packets, [wanted]).length > 0 ? 8080 : witness(packets, family)?.port;
  return port === undefined ? '' : `:${port}`;
}

/** More ports than these, turned to one, are not those of a service that has moved. */
const manyPorts = 100;

function countPorts(packets: PacketSet): number {
  return countValues((hull(packets)?.get('destinationPort') ?? []) as Ranges);
}

function listenersOf(journeys: readonly Journey[]): Listener[] {
  const listeners = new Map<string, Listener>();
  for (const journey of journeys) {
    const port = journey.end.kind === 'local' ? listenerPort(journey, turnOf(journey)!) : undefined;
    if (port === undefined) continue;
    const known = listeners.get(port);
    listeners.set(port, { port, packets: [...(known?.packets ?? []), ...journey.packets] });
  }
  return [...listeners.values()];
}

const senderKeys: readonly Key[] = ['uid', 'gid', 'mark'];
const goalKeys: readonly Key[] = ['protocol', 'destinationPort', 'destination'];

/** Whose packets leave although the same packets of others are turned; none where that does not hang on the sender. */
function exemptSenders(outbound: readonly Listener[], asked: AskedDirection): PacketSet {
  const sent = asked.journeys.filter((each) => each.end.kind === 'sent' && each.rewrittenBy === undefined);
  const isAnybody = (box: Box) => senderKeys.every((key) => equalValues(key, box.get(key)!, asked.within.get(key)!));
  let who: PacketSet = [];
  for (const { packets } of outbound) {
    const alike = only(hull(packets)!, goalKeys);
    const past = sent.flatMap((each) => intersect(each.packets, [alike])).map((box) => only(box, senderKeys));
    if (past.some(isAnybody)) continue;
    for (const box of past) who = simplify([...who, ...subtract([box], who)]);
  }
  return who;
}

function only(box: Box, keys: readonly Key[]): Box {
  return new Map<Key, Values>(keys.map((key) => [key, box.get(key)!]));
}

/** Users, groups and marks of packets: `uid 1337 or gid 1337`. */
export function senderWords(who: PacketSet, { within, context }: AskedDirection): string {
  const words = who.flatMap((box) =>
    senderKeys.flatMap((key) => {
      const naming = namingOf(key, box.get(key)!, within.get(key));
      const isAll = equalValues(key, box.get(key)!, within.get(key)!);
      return isAll || naming.inverted ? [] : [phrase(key, naming.values, context)];
    }),
  );
  return words.length > 0 ? orList([...new Set(words)]) : 'some senders';
}
