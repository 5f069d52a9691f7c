/** What matches ask of a packet's header and frame besides addresses, ports and flags: TTL, TOS, length, kind of frame. */

import { dscpClasses, typesOfService } from '../modules/shared-words';
import type { Word } from '../modules/types';
import { type Bits, bitPattern } from './bits';
import { octets, packetTypes } from './dimensions';
import { headers } from './match-extensions';
import { parseMark, parseNumber } from './numbers';
import { dimension, type Reader, type Readers } from './option-readers';
import { type Ranges, range } from './ranges';
import { always } from './tests';

/** Bits of the octet of TOS and DSCP that a value is about. */
export interface TosValue {
  value: number;
  mask: number;
}

/** `value[/mask]`, or a type of service by its name, which is about the lower six bits. */
export function parseTos(text: string): TosValue | undefined {
  const named = numberOf(text, typesOfService);
  if (named !== undefined) return { value: named, mask: 0x3f };
  const parsed = parseMark(text);
  if (!parsed || parsed.value > 0xff) return undefined;
  return { value: parsed.value, mask: parsed.mask & 0xff };
}

/** The number of a DSCP class, or the number itself, as bits of the octet: its upper six. */
export function parseDscp(text: string): TosValue | undefined {
  const number = numberOf(text, dscpClasses) ?? parseNumber(text, 0x3f);
  return number === undefined ? undefined : { value: number << 2, mask: 0xfc };
}

/** The octets in which those bits are so. */
export function octetsWith({ value, mask }: TosValue): Bits {
  return bitPattern(value, (mask | octets[0]!.mask) >>> 0);
}

function numberOf(text: string, words: readonly Word[]): number | undefined {
  return words.find(({ word }) => word.toLowerCase() === text.toLowerCase())?.number;
}

const tos = (parse: (text: string) => TosValue | undefined) =>
  dimension('tos', (text) => {
    const parsed = parse(text);
    return parsed && octetsWith(parsed);
  });

/** `N`, `N:M`, `N:` or `:M`; the wrong way round it holds nothing. */
export function parseLength(text: string): Ranges | undefined {
  const [first = '', second, ...others] = text.split(':');
  const low = first === '' ? 0 : parseNumber(first, 0xffff);
  const high = second === undefined ? low : second === '' ? 0xffff : parseNumber(second, 0xffff);
  if (low === undefined || high === undefined || others.length > 0 || text === '') return undefined;
  return low <= high ? range(low, high) : [];
}

/** A number of hops, and those that fit it. */
const hops = (fitting: (number: number) => Ranges) =>
  dimension('ttl', (text) => {
    const number = parseNumber(text, 0xff);
    return number === undefined ? undefined : fitting(number);
  });

const hopsAre = hops((number) => range(number));
const fewerHops = hops((number) => (number === 0 ? [] : range(0, number - 1)));
const moreHops = hops((number) => (number === 255 ? [] : range(number + 1, 255)));

const shortTypes = ['host', 'bcast', 'mcast'];

/** A type of frame by its name, or by the shorter one. */
export function parsePacketType(text: string): Ranges | undefined {
  const word = text.toLowerCase();
  const index = Math.max(packetTypes.indexOf(word), shortTypes.indexOf(word));
  return index < 0 ? undefined : range(index);
}

/** A program of one instruction, which says the same of all packets (BPF_RET with a constant). */
const program: Reader = ({ values: [value] }) => {
  const returned = /^1,6 0 0 (\d{1,10})$/.exec(value?.value.trim() ?? '')?.[1];
  return returned === undefined ? undefined : Number(returned) === 0 ? [] : always;
};

export const headerReaders: Readers = {
  ttl: { 'ttl-eq': hopsAre, 'ttl-lt': fewerHops, 'ttl-gt': moreHops },
  hl: { 'hl-eq': hopsAre, 'hl-lt': fewerHops, 'hl-gt': moreHops },
  tos: { tos: tos(parseTos) },
  dscp: { dscp: tos(parseDscp), 'dscp-class': tos(parseDscp) },
  length: { length: dimension('length', parseLength) },
  ipv6header: { header: headers, soft: () => always },
  bpf: { bytecode: program },
  pkttype: { 'pkt-type': dimension('packetType', parsePacketType) },
};
