/** Rates, bursts, bandwidths and durations in words. Each function returns undefined for text that it cannot read. */

import { counted, grouped } from '../numbers';
import { meaning, type ValueMeaning } from './meaning';
import { binarySize, bytesWords, tidy, timeWords } from './quantities';

const rateUnits = [
  ['second', 1],
  ['minute', 60],
  ['hour', 3600],
  ['day', 86_400],
] as const;

/** `5/min`: 5 a minute, one every 12 seconds. */
export function packetRate(text: string): ValueMeaning | undefined {
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
export function byteRate(text: string): ValueMeaning | undefined {
  const [, digits, unit = ''] = /^(\d{1,15})([km]?)b\/s$/i.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const bytes = Number(digits) * multiplier(unit);
  return meaning(`${binarySize(bytes) || counted(bytes, 'byte')} a second`, `${counted(bytes, 'byte')} a second.`);
}

/** `10`, `2mb`: packets or bytes at once. */
export function burst(text: string): ValueMeaning | undefined {
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

/** `8mbit`, `500kbps`, in bytes a second. */
export function bandwidth(text: string): ValueMeaning | undefined {
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

/** `250ms`; without a unit, microseconds. */
export function duration(text: string): ValueMeaning | undefined {
  const [, digits, unit = ''] = /^([\d.]{1,20})([a-z]{0,5})$/i.exec(text) ?? [];
  const factor = durationUnits[unit.toLowerCase()];
  const number = Number(digits);
  if (digits === undefined || factor === undefined || Number.isNaN(number)) return undefined;
  return meaning(timeWords(tidy(number * factor * 1e6) / 1e6));
}
