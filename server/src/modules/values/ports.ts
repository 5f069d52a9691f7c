// Ports, ranges and lists of them.

import { misspeltService } from '../service-names';
import type { Value } from '../types';
import { mayBeServiceName } from './host-names';
import { natParts } from './nat-destination';
import { doubtful, firstFault, halves, invalid, meant, type Part, shown, split, wholeOf } from './part';
import { badPort, highestPort, type Port, readPort } from './port';
import type { ValueChecks, ValueFault } from './value-fault';

type Kinds = 'port' | 'port-range' | 'port-list';

export const portChecks: ValueChecks<Kinds> = {
  port: (_, text) => decimalFault(wholeOf(text)) ?? misspelt(text),
  'port-range': ({ numbers }, text) =>
    (numbers === 'c' ? rangeFault(wholeOf(text)) : decimalRangeFault(wholeOf(text))) ?? misspelt(text),
  'port-list': ({ slots }, text) => listFault(wholeOf(text), slots) ?? misspelt(text),
};

/** A name that hosts know when somebody put it into their list of services, and that is likely another one. */
function misspelt(text: string): ValueFault | undefined {
  if (!/[A-Za-z]/.test(text)) return undefined;
  const ends = split(wholeOf(text), ',').flatMap((item) => split(item, ':'));
  return firstFault(ends, (part) => {
    const service = misspeltService(part.text);
    if (service === undefined) return undefined;
    const message = `${shown(part.text)} is no usual service, and iptables refuses what /etc/services does not list. Did you mean ${service}?`;
    return { ...meant(doubtful('invalid-value', part, message), service, false), dependsOnHost: true };
  });
}

function rangeFault(part: Part): ValueFault | undefined {
  const { before, after } = halves(part, ':');
  if (after === undefined)
    return readPort(part.text) === undefined ? (dashed(part) ?? listed(part) ?? badPort(part)) : undefined;
  if (after.text.includes(',') || before.text.includes(',')) return listed(part) ?? badPort(part);
  const low = before.text === '' ? 0 : readPort(before.text);
  if (low === undefined) return badPort(before);
  const high = after.text === '' ? highestPort : readPort(after.text);
  if (high === undefined) return badPort(after);
  return low > high ? falling(part) : undefined;
}

/** `80-90` for `80:90`. */
function dashed(part: Part): ValueFault | undefined {
  const { before, after } = halves(part, '-');
  const [low, high] = [readPort(before.text), readPort(after?.text ?? '')];
  if (typeof low !== 'number' || typeof high !== 'number') return undefined;
  const text = `${before.text}:${after!.text}`;
  return meant(invalid(part, `A range of ports is written with a colon: ${shown(text)}.`), text, low < high);
}

/** A list, where one port or one range is wanted. */
function listed(part: Part): ValueFault | undefined {
  const items = split(part, ',');
  const isList =
    items.length > 1 && items.every(({ text }) => text.split(/[:-]/).every((end) => readPort(end) !== undefined));
  return isList
    ? invalid(part, `${shown(part.text)} is a list, and one port or range goes here. Lists are for -m multiport.`)
    : undefined;
}

/** The ends the other way round. */
function falling(part: Part): ValueFault {
  const { before, after } = halves(part, ':');
  const fault = invalid(part, `The range ${shown(part.text)} falls. Put the lower port first.`);
  return meant(fault, `${after!.text}:${before.text}`, false);
}

/** udp and others let the C library read ports: decimal numbers, of which the lowest 16 bits count. */
function decimalRangeFault(part: Part): ValueFault | undefined {
  const ends = split(part, ':');
  const list = part.text.includes(',') ? listed(part) : undefined;
  if (list) return list;
  if (ends.length > 2) return invalid(ends[2]!, `A range has two ends, as in 80:90, not ${ends.length}.`);
  const fault = firstFault(ends, decimalFault);
  if (fault?.refusedBy.legacy) return ends.length === 1 ? (dashed(part) ?? fault) : fault;
  const [low, high] = [
    readDecimalPort(ends[0]!.text),
    ends[1] && (readDecimalPort(ends[1].text || `${highestPort}`) ?? 0),
  ];
  if (typeof low !== 'number' || typeof high !== 'number' || low <= high) return fault;
  const message = `${shown(part.text)} falls, so no port lies in it, and iptables 1.8.11 refuses it. Put the lower port first.`;
  return { ...falling(part), ...doubtful('empty-range', part, message) };
}

function decimalFault(part: Part): ValueFault | undefined {
  const port = readDecimalPort(part.text);
  if (port === undefined) return badPort(part);
  if (port === 'on-host' || (/^\s*\+?0*\d{0,5}$/.test(part.text) && Number(part.text) <= highestPort)) return undefined;
  return doubtful(
    'invalid-value',
    part,
    `${shown(part.text)} is no port: ports end at ${highestPort}. It is loaded as ${port}.`,
  );
}

/** strtoul of C with base 10, kept in a signed 32-bit number, where a negative one is none. An empty text is 0. */
function readDecimalPort(text: string): Port {
  if (text === '') return 0;
  const digits = /^[ \t\n\v\f\r]*([+-]?)(\d+)$/.exec(text);
  if (!digits) return mayBeServiceName(text) ? 'on-host' : undefined;
  const significant = digits[2]!.replace(/^0+(?=\d)/, '');
  if (significant.length > 20 || BigInt(significant) > 2n ** 64n - 1n) return undefined;
  const value = Number(BigInt.asIntN(32, digits[1] === '-' ? -BigInt(significant) : BigInt(significant)));
  return value < 0 ? undefined : value & highestPort;
}

/** A range takes two slots, and its ends have to rise; neither may be left out. */
function listFault(part: Part, slots: number): ValueFault | undefined {
  let used = 0;
  for (const item of split(part, ',')) {
    const { before, after } = halves(item, ':');
    used += after ? 2 : 1;
    if (used > slots)
      return invalid(
        item,
        `A list has at most ${slots} ports, and a range counts as two. Put the rest into another rule.`,
      );
    const fault = listedFault(item, before, after);
    if (fault) return fault;
  }
  return undefined;
}

function listedFault(item: Part, before: Part, after: Part | undefined): ValueFault | undefined {
  const low = readPort(before.text);
  if (low === undefined) return after === undefined ? (dashed(item) ?? badPort(item)) : badPort(before);
  if (after === undefined) return undefined;
  const high = readPort(after.text);
  if (high === undefined) return badPort(after);
  if (low === 'on-host' || high === 'on-host' || low < high) return undefined;
  if (low > high) return falling(item);
  return meant(invalid(item, `${shown(item.text)} is no range: write ${shown(before.text)}.`), before.text, true);
}

/** Whether a value of NAT has a part for ports, with which the target needs a protocol that has ports. */
export function namesPorts(value: Value, text: string): boolean {
  if (value.kind === 'nat-ports') return true;
  if (value.kind !== 'nat-address') return false;
  const parts = natParts(wholeOf(text), 'ipv6');
  return !('code' in parts) && parts.ports !== undefined;
}
