/** Numbers in words: whole ones, ranges, shares, and numbers that have names. */

import { protocolName } from '../../modules/protocols';
import { dscpClasses } from '../../modules/shared-words';
import type { IcmpWord } from '../../modules/types';
import { counted, grouped } from '../numbers';
import { type Decoders, meaning, type ValueContext, type ValueMeaning } from './meaning';
import { bitWords, bytesWords, hex, percent, timeWords, wholeNumber } from './quantities';
import { bandwidth, burst, byteRate, duration, packetRate } from './rates';
import { tcpOptionName } from './tcp-options';

type Kinds =
  | 'integer'
  | 'integer-range'
  | 'lenient-integer'
  | 'decimal'
  | 'rate'
  | 'packet-or-byte-rate'
  | 'packet-or-byte-burst'
  | 'bandwidth'
  | 'duration'
  | 'class-id'
  | 'zone'
  | 'connection-label'
  | 'named-number'
  | 'seconds'
  | 'microseconds'
  | 'counter'
  | 'rule-number';

export const numberDecoders: Decoders<Kinds> = {
  integer: (value, text, context) =>
    value.orInfinity && /^inf/i.test(text) ? meaning('for ever') : integer(text, context),
  'integer-range': (_, text, context) => integerRange(text, context),
  'lenient-integer': (_, text, context) => integer(/^\s*\d+/.exec(text)?.[0].trim() ?? '', context),
  decimal: (_, text) => probability(text),
  rate: (_, text) => packetRate(text),
  'packet-or-byte-rate': (_, text) => byteRate(text) ?? packetRate(text),
  'packet-or-byte-burst': (_, text) => burst(text),
  bandwidth: (_, text) => bandwidth(text),
  duration: (_, text) => duration(text),
  'class-id': (_, text) => classId(text),
  zone: (_, text) => (text === 'mark' ? meaning("the zone that the packet's mark names") : plain(text, 'zone')),
  'connection-label': (_, text) => plain(text, 'label'),
  'named-number': (_, text) => namedNumber(text),
  seconds: (_, text) => integer(text, { unit: 'seconds' }),
  microseconds: (_, text) => duration(text),
  counter: (value, text) => counter(value.counts, text),
  'rule-number': (_, text) => plain(text, 'rule'),
};

/** `16`, and that it was written `0x10`. */
function integer(text: string, { unit }: Pick<ValueContext, 'unit'>): ValueMeaning | undefined {
  const number = wholeNumber(text);
  if (number === undefined) return undefined;
  const more = String(number) === text ? [] : [`In decimal ${number}.`];
  switch (unit) {
    case 'bytes':
    case 'size':
      return meaning(bytesWords(number), ...more);
    case 'seconds':
      return meaning(secondsWords(Number(number), 1), ...more);
    case 'milliseconds':
      return meaning(secondsWords(Number(number), 1000), ...more);
    case 'count':
      return meaning(grouped(number), ...more);
    case 'least':
      return meaning(`${grouped(number)} or more`, ...more);
    case 'bits':
    case 'and-bits':
      return bits(Number(number), unit);
    case undefined:
      return meaning(String(number), ...more);
    default:
      return named(unit, Number(number));
  }
}

/** Numbers that have names. */
function named(unit: string, number: number): ValueMeaning | undefined {
  switch (unit) {
    case 'tcp-option':
      return meaning(`${number} (${tcpOptionName(number)})`);
    case 'dscp': {
      const names = dscpClasses.filter((each) => each.number === number);
      const name = names.map(({ word }) => word).join(' or ');
      return meaning(
        name ? `${number} (${name})` : String(number),
        ...names.map(({ word, meaning }) => `${word}: ${meaning}.`),
      );
    }
    case 'protocol':
      return meaning(`${number} (${protocolName(number)})`);
    case 'ecn':
      return meaning(withEcn(number));
    case 'osf-ttl':
      return meaning(['exactly', 'not above that of the fingerprint', 'not at all'][number] ?? String(number));
    case 'osf-log':
      return meaning(
        ['all that fit and unknown ones', 'only the first that fits', 'all that fit'][number] ?? String(number),
      );
    default:
      return meaning(String(number));
  }
}

function withEcn(number: number): string {
  const names = ['not capable of ECN', 'capable, ECT(1)', 'capable, ECT(0)', 'congestion met'];
  return `${number} (${names[number] ?? 'no value of the field'})`;
}

function bits(number: number, unit: 'bits' | 'and-bits'): ValueMeaning {
  const kept = unit === 'and-bits' && number <= 0xffffffff ? [`Cleared: ${bitWords(~number >>> 0) || 'none'}.`] : [];
  return meaning(
    hex(number),
    `${bitWords(number) ? capital(bitWords(number)) : 'No bit'}; ${number} in decimal.`,
    ...kept,
  );
}

function secondsWords(number: number, each: number): string {
  const unit = each === 1 ? 'second' : 'millisecond';
  const words = timeWords(number / each);
  const own = counted(number, unit);
  return words === own || number === 0 ? own : `${own} (${words})`;
}

/** `A:B` with open ends. */
function integerRange(text: string, context: ValueContext): ValueMeaning | undefined {
  const [first = '', second, ...others] = text.split(':');
  if (others.length > 0) return undefined;
  if (second === undefined) return integer(first, context);
  if (first === '' && second === '') return meaning('any number');
  const low = first === '' ? 0 : wholeNumber(first);
  const high = second === '' ? undefined : wholeNumber(second);
  if (low === undefined || (second !== '' && high === undefined)) return undefined;
  const unit = unitWord(context);
  if (high === undefined) return meaning(`${grouped(low)}${unit} or more`);
  if (first === '') return meaning(`at most ${grouped(high)}${unit}`);
  return meaning(`${grouped(low)} to ${grouped(high)}${unit}`);
}

function unitWord({ unit }: ValueContext): string {
  if (unit === 'size' || unit === 'bytes') return ' bytes';
  return unit === 'seconds' ? ' seconds' : '';
}

function probability(text: string): ValueMeaning | undefined {
  const share = Number(text);
  if (!/^\+?[\d.]+(?:e[-+]?\d{1,3})?$/i.test(text) || Number.isNaN(share) || share > 1) return undefined;
  const one = share > 0 ? Math.round(1 / share) : 0;
  const near = one > 1 && Math.abs(share - 1 / one) < 0.01 / one;
  return near ? { phrase: percent(share), more: [`About one packet in ${grouped(one)}.`] } : meaning(percent(share));
}

function classId(text: string): ValueMeaning | undefined {
  const [, major, minor] = /^(?:0x)?([\da-f]{1,4}):(?:0x)?([\da-f]{1,4})/i.exec(text) ?? [];
  if (major === undefined || minor === undefined) return undefined;
  const [high, low] = [Number.parseInt(major, 16), Number.parseInt(minor, 16)];
  return meaning(
    `class ${high.toString(16)}:${low.toString(16)}`,
    `Both numbers are hexadecimal: ${high} and ${low} in decimal.`,
  );
}

function plain(text: string, noun: string): ValueMeaning | undefined {
  const number = wholeNumber(text);
  return number === undefined ? undefined : meaning(`${noun} ${number}`);
}

function namedNumber(text: string): ValueMeaning | undefined {
  const [first = '', second] = text.split('/');
  const value = wholeNumber(first);
  const mask = second === undefined ? undefined : wholeNumber(second);
  if (value === undefined) return undefined;
  return meaning(mask === undefined ? `${value} (${hex(value)})` : `${hex(value)} in the bits ${hex(mask)}`);
}

function counter(counts: 'packets' | 'bytes', text: string): ValueMeaning | undefined {
  const [first = '', second] = text.split(',').map(wholeNumber);
  if (first === undefined || first === '') return undefined;
  const own = counts === 'bytes' ? bytesWords(first) : counted(first, 'packet');
  return meaning(second === undefined ? own : `${own}, ${bytesWords(second)}`);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The number of an ICMP word: `8`, `3/1`. */
export function icmpNumber({ type, code }: IcmpWord): string {
  return code === undefined ? String(type) : `${type}/${code}`;
}
