// Lists of words that several modules take.

import type { Word } from './types';

/** States of a packet in connection tracking, for conntrack and state. */
export const connectionStates: readonly Word[] = [
  { word: 'NEW', meaning: 'the packet opens a connection, or no answer to it has been seen yet' },
  { word: 'ESTABLISHED', meaning: 'packets of the connection have been seen in both directions' },
  {
    word: 'RELATED',
    meaning: 'the packet opens a connection that belongs to another one, such as FTP data or an ICMP error',
  },
  { word: 'INVALID', meaning: 'the packet fits no connection and opens none' },
  { word: 'UNTRACKED', meaning: 'the packet is kept out of connection tracking, by CT --notrack' },
];

/** Directions of a connection, for conntrack and ipvs. */
export const connectionDirections: readonly Word[] = [
  { word: 'ORIGINAL', meaning: 'from the side that opened the connection' },
  { word: 'REPLY', meaning: 'the answers' },
];

/** Classes of the DSCP field, for the match and the target; their numbers are values of the field. */
export const dscpClasses: readonly Word[] = [
  { word: 'CS0', number: 0x00, meaning: 'class selector 0, ordinary traffic' },
  { word: 'CS1', number: 0x08, meaning: 'class selector 1, low priority' },
  { word: 'CS2', number: 0x10, meaning: 'class selector 2, network management' },
  { word: 'CS3', number: 0x18, meaning: 'class selector 3, broadcast video' },
  { word: 'CS4', number: 0x20, meaning: 'class selector 4, interactive video' },
  { word: 'CS5', number: 0x28, meaning: 'class selector 5, signalling' },
  { word: 'CS6', number: 0x30, meaning: 'class selector 6, routing protocols' },
  { word: 'CS7', number: 0x38, meaning: 'class selector 7, kept for network control' },
  { word: 'BE', number: 0x00, meaning: 'best effort, the same as CS0' },
  { word: 'AF11', number: 0x0a, meaning: 'assured forwarding class 1, dropped late' },
  { word: 'AF12', number: 0x0c, meaning: 'assured forwarding class 1, dropped earlier' },
  { word: 'AF13', number: 0x0e, meaning: 'assured forwarding class 1, dropped first' },
  { word: 'AF21', number: 0x12, meaning: 'assured forwarding class 2, dropped late' },
  { word: 'AF22', number: 0x14, meaning: 'assured forwarding class 2, dropped earlier' },
  { word: 'AF23', number: 0x16, meaning: 'assured forwarding class 2, dropped first' },
  { word: 'AF31', number: 0x1a, meaning: 'assured forwarding class 3, dropped late' },
  { word: 'AF32', number: 0x1c, meaning: 'assured forwarding class 3, dropped earlier' },
  { word: 'AF33', number: 0x1e, meaning: 'assured forwarding class 3, dropped first' },
  { word: 'AF41', number: 0x22, meaning: 'assured forwarding class 4, dropped late' },
  { word: 'AF42', number: 0x24, meaning: 'assured forwarding class 4, dropped earlier' },
  { word: 'AF43', number: 0x26, meaning: 'assured forwarding class 4, dropped first' },
  { word: 'EF', number: 0x2e, meaning: 'expedited forwarding, for voice' },
];

/** Names of the old type-of-service values, for the match and the target. */
export const typesOfService: readonly Word[] = [
  { word: 'Minimize-Delay', number: 0x10, meaning: 'quick, for interactive sessions' },
  { word: 'Maximize-Throughput', number: 0x08, meaning: 'much at once, for bulk transfers' },
  { word: 'Maximize-Reliability', number: 0x04, meaning: 'with few losses' },
  { word: 'Minimize-Cost', number: 0x02, meaning: 'cheap' },
  { word: 'Normal-Service', number: 0x00, meaning: 'nothing special' },
];
