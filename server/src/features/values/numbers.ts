/** Numbers in words: whole ones, ranges, rates, bandwidths, times. */

import { protocolName } from '../../modules/protocols';
import { dscpClasses } from '../../modules/shared-words';
import type { IcmpWord } from '../../modules/types';
import { counted, grouped } from '../numbers';
import { type Decoders, meaning, type ValueContext, type ValueMeaning } from './meaning';
import { binarySize, bitWords, bytesWords, hex, percent, tidy, timeWords, wholeNumber } from './quantities';
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

const rateUnits = [
  ['second', 1],
  ['minute', 60],
  ['hour', 3600],
  ['day', 86_400],
] as const;

/** `5/min`: 5 a minute, one every 12 seconds. */
function packetRate(text: string): ValueMeaning | undefined {
  const [, digits = '', unitText = 'second'] = /^(\d{1,12})(?:\/([a-z]{1,6}))?$/i.exec(text) ?? [];
  const unit = rateUnits.find(([name]) => name.startsWith(unitText.toLowerCase()));
  const number = Number(digits);
  if (!unit || number === 0) return undefined;
  const every = unit[1] / number;
  return meaning(
    `${grouped(number)} a${unit[0] === 'hour' ? 'n' : ''} ${unit[0]}`,
    `On average one packet every ${everyWords(every)}.`,
  );
}

function everyWords(seconds: number): string {
  return timeWords(seconds).replace(/^1 (?=[a-z]+$)/, '');
}

/** `512kb/s`. */
function byteRate(text: string): ValueMeaning | undefined {
  const [, digits, unit = ''] = /^(\d{1,15})([km]?)b\/s$/i.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const bytes = Number(digits) * multiplier(unit);
  return meaning(`${binarySize(bytes) || counted(bytes, 'byte')} a second`, `${counted(bytes, 'byte')} a second.`);
}

function burst(text: string): ValueMeaning | undefined {
  const [, digits, unit = '', byte = ''] = /^(\d{1,15})([km]?)(b?)$/i.exec(text) ?? [];
  if (digits === undefined) return undefined;
  return meaning(unit || byte ? bytesWords(Number(digits) * multiplier(unit)) : grouped(Number(digits)));
}

function multiplier(unit: string): number {
  return { '': 1, k: 1024, m: 1024 ** 2 }[unit.toLowerCase()] ?? 1;
}

/** Factors of the units of tc(8): `bit` counts bits, `bps` bytes a second. */
const prefixes: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  m: 1e6,
  g: 1e9,
  t: 1e12,
  ki: 1024,
  mi: 1024 ** 2,
  gi: 1024 ** 3,
  ti: 1024 ** 4,
};

function bandwidth(text: string): ValueMeaning | undefined {
  const [, digits, prefix = '', unit = 'bit'] = /^([\d.]{1,20})(?:([kmgt]?i?)(bit|bps))?$/i.exec(text) ?? [];
  const factor = prefixes[prefix.toLowerCase()];
  const number = Number(digits);
  if (digits === undefined || factor === undefined || Number.isNaN(number)) return undefined;
  const bytes = Math.round((number * factor) / (unit.toLowerCase() === 'bit' ? 8 : 1));
  return meaning(`${counted(bytes, 'byte')} a second`, `${grouped(bytes * 8)} bits a second.`);
}

const durationUnits: Readonly<Record<string, number>> = {
  s: 1,
  sec: 1,
  secs: 1,
  ms: 1e-3,
  msec: 1e-3,
  us: 1e-6,
  usec: 1e-6,
  '': 1e-6,
};

function duration(text: string): ValueMeaning | undefined {
  const [, digits, unit = ''] = /^([\d.]{1,20})([a-z]{0,5})$/i.exec(text) ?? [];
  const factor = durationUnits[unit.toLowerCase()];
  const number = Number(digits);
  if (digits === undefined || factor === undefined || Number.isNaN(number)) return undefined;
  return meaning(timeWords(tidy(number * factor * 1e6) / 1e6));
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
