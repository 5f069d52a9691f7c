/** TCP flags in words. */

import { andList } from '../markdown';
import type { Decoders, ValueMeaning } from './meaning';

const flags: Readonly<Record<string, string>> = {
  FIN: 'the sender has nothing more to send',
  SYN: 'opens a connection and agrees on sequence numbers',
  RST: 'ends the connection at once',
  PSH: 'asks to hand the data on without delay',
  ACK: 'acknowledges; set in every segment but the first',
  URG: 'part of the data is urgent',
};
const order = Object.keys(flags);

/** What combinations of looked at and set flags amount to. */
const combinations: readonly [mask: string, set: string, what: string][] = [
  ['FIN,SYN,RST,ACK', 'SYN', 'a new connection'],
  ['SYN,RST,ACK', 'SYN', 'a new connection'],
  ['SYN,ACK', 'SYN', 'a new connection'],
  ['FIN,SYN,RST,PSH,ACK,URG', 'SYN', 'a new connection'],
  ['SYN,RST', 'SYN', 'the opening of a connection, or the answer to it'],
  ['SYN,ACK', 'SYN,ACK', 'the answer to the opening of a connection'],
  ['FIN,SYN,RST,PSH,ACK,URG', '', 'a null scan'],
  ['FIN,SYN,RST,PSH,ACK,URG', 'FIN,PSH,URG', 'an Xmas scan'],
  ['FIN,SYN,RST,PSH,ACK,URG', 'FIN,SYN,RST,PSH,ACK,URG', 'a scan'],
  ['FIN,SYN,RST,PSH,ACK,URG', 'FIN', 'a FIN scan'],
  ['FIN,SYN', 'FIN,SYN', 'a scan, as no connection opens and closes at once'],
  ['SYN,RST', 'SYN,RST', 'a scan, as no connection opens and aborts at once'],
  ['FIN,RST', 'FIN,RST', 'a scan, as no connection closes and aborts at once'],
  ['FIN,ACK', 'FIN', 'a FIN without ACK, which no connection has'],
  ['PSH,ACK', 'PSH', 'a PSH without ACK, which no connection has'],
  ['ACK,URG', 'URG', 'a URG without ACK, which no connection has'],
  ['RST', 'RST', 'the abort of a connection'],
  ['ACK', 'ACK', 'part of a connection that is already open'],
];

export const flagDecoders: Decoders<'tcp-flags'> = {
  'tcp-flags': (value, text, { values = [] }) => {
    const [maskText = '', setText] = values;
    const own = readFlags(text);
    if (!own) return undefined;
    const mask = readFlags(maskText);
    const set = setText === undefined ? undefined : readFlags(setText);
    const details = own.map((flag) => `${flag}: ${flags[flag]}.`);
    if (mask && set) return { ...bothMeaning(mask, set), ...(details.length > 0 && { more: details }) };
    return { phrase: `${listOf(own)} ${value.part === 'mask' ? 'looked at' : 'set'}`, more: details };
  },
};

/** What one flag says; undefined for a word that is no flag. */
export function flagMeaning(flag: string): string | undefined {
  const name = flag.toUpperCase();
  if (name === 'ALL') return `the six flags ${andList(order)}`;
  if (name === 'NONE') return 'no flag';
  return Object.hasOwn(flags, name) ? flags[name] : undefined;
}

/** The flags of a list in their order in the header; undefined when one of them is none. */
function readFlags(text: string): string[] | undefined {
  const found = new Set<string>();
  for (const item of text.toUpperCase().split(',')) {
    if (item === 'ALL') for (const flag of order) found.add(flag);
    else if (Object.hasOwn(flags, item)) found.add(item);
    else if (item !== 'NONE' && item !== '') return undefined;
  }
  return order.filter((flag) => found.has(flag));
}

function bothMeaning(mask: readonly string[], set: readonly string[]): ValueMeaning {
  const key = [mask.join(','), set.join(',')] as const;
  const what = combinations.find(([looked, wanted]) => looked === key[0] && wanted === key[1])?.[2];
  const never = set.some((flag) => !mask.includes(flag));
  const state = never
    ? `${listOf(set)} would have to be set without being looked at, which never matches`
    : stateOf(mask, set);
  return what ? { phrase: `${state} (${what})`, is: `${state}: ${what}` } : { phrase: state };
}

function stateOf(mask: readonly string[], set: readonly string[]): string {
  if (mask.length === 0) return 'no flag is looked at';
  if (mask.length === 1) return `${mask[0]} is ${set.length > 0 ? '' : 'not '}set`;
  if (mask.length === order.length && set.length === order.length) return 'all flags are set';
  if (set.length === 0) return mask.length === order.length ? 'no flag is set' : `of ${listOf(mask)} none is set`;
  if (set.length === mask.length) return `${listOf(mask)} are ${mask.length === 2 ? 'both' : 'all'} set`;
  return `of ${mask.length === order.length ? 'all flags' : listOf(mask)} only ${listOf(set)} ${set.length > 1 ? 'are' : 'is'} set`;
}

function listOf(names: readonly string[]): string {
  return names.length === 0 ? 'no flag' : andList(names);
}
