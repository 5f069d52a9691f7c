// What NAT puts in the place of addresses and ports.

import type { Family } from '../types';
import { badAddress } from './addresses';
import { readCNumberAt } from './c-number';
import { mayBeServiceName } from './host-names';
import { readIpv4, readIpv6 } from './ip-address';
import { doubtful, halves, invalid, meant, type Part, partOf, shown, wholeOf } from './part';
import { badPort, highestPort } from './port';
import type { ValueChecks, ValueFault } from './value-fault';

export const natChecks: ValueChecks<'nat-address' | 'nat-ports'> = {
  'nat-address': ({ basePort }, text, family) => {
    const parts = natParts(wholeOf(text), family);
    if ('code' in parts) return parts;
    const { addresses, ports } = parts;
    const fault = ports && portsFault(ports, basePort ?? false);
    return fault ?? (addresses && addressesFault(addresses, family));
  },
  'nat-ports': ({ basePort }, text) => portsFault(wholeOf(text), basePort ?? false),
};

/** The parts of a NAT destination or source. */
export interface NatParts {
  /** Undefined when only ports are given. */
  addresses: Part | undefined;
  ports: Part | undefined;
}

/**
 * A bracket opens an IPv6 address, and what stands between it and the port is ignored; without one a single colon parts
 * address and port, while several belong to an IPv6 address.
 */
export function natParts(part: Part, family: Family): NatParts | ValueFault {
  const open = part.text.indexOf('[');
  const close = open < 0 ? -1 : part.text.indexOf(']', open);
  if (open >= 0 && family === 'ipv4') return badAddress(part, family);
  if (open >= 0 && close < 0)
    return invalid(partOf(part, open), 'The bracket is not closed: an IPv6 address with a port is [2001:db8::1]:80.');
  const colon = part.text.indexOf(':', close < 0 ? 0 : close);
  const several = open < 0 && part.text.includes(':', colon + 1);
  const hasPorts = colon >= 0 && !several;
  const start = open < 0 ? 0 : open + 1;
  const end = open >= 0 ? close : hasPorts ? colon : part.text.length;
  const onlyPorts = hasPorts && (colon === 0 || (colon === start + 1 && close === start));
  return {
    addresses: onlyPorts ? undefined : partOf(part, start, end),
    ports: hasPorts ? partOf(part, colon + 1) : undefined,
  };
}

function addressesFault(part: Part, family: Family): ValueFault | undefined {
  const { before, after } = halves(part, '-');
  return (
    addressFault(before, family) ??
    (after && (addressFault(after, family) ?? fallingFault(part, before, after, family)))
  );
}

/** Both tools and the kernel take a range whose ends are the wrong way round; a connection then gets just any address. */
function fallingFault(part: Part, before: Part, after: Part, family: Family): ValueFault | undefined {
  const [low, high] = [before, after].map(({ text }) => readAddress(text, family)!);
  if (low! <= high!) return undefined;
  const message = `${shown(part.text)} falls, and the kernel picks addresses outside of it. Put the lower end first.`;
  return meant(doubtful('empty-range', part, message), `${after.text}-${before.text}`, false);
}

function readAddress(text: string, family: Family): number | bigint | undefined {
  return family === 'ipv4' ? readIpv4(text) : readIpv6(text);
}

function addressFault(part: Part, family: Family): ValueFault | undefined {
  if (readAddress(part.text, family) !== undefined) return undefined;
  const ports = family === 'ipv4' ? colonRange(part) : undefined;
  return ports ?? badAddress(part, family);
}

/** `1.2.3.4:80:90` for `1.2.3.4:80-90`. */
function colonRange(part: Part): ValueFault | undefined {
  const ports = /^[\d.]+:(\d{1,5}):(\d{1,5})$/.exec(part.text);
  return ports ? dashMissing(partOf(part, part.text.indexOf(':') + 1)) : undefined;
}

function dashMissing(part: Part): ValueFault {
  const text = part.text.replace(':', '-');
  return meant(
    invalid(part, `A range of ports is written with a dash here: ${shown(text)}.`),
    text,
    /^\d+:\d+$/.test(part.text),
  );
}

/** `port[-port[/base]]`: one port may be the name of a service; the last port of a range is a number. */
function portsFault(part: Part, basePort: boolean): ValueFault | undefined {
  const low = portAt(part);
  if (low === undefined) return mayBeServiceName(part.text) ? undefined : badPort(part);
  if (low.end === part.text.length) return undefined;
  if (part.text[low.end] === ':') return dashMissing(part);
  if (part.text[low.end] !== '-') return trailing(part, low.end);
  const rest = partOf(part, low.end + 1);
  const high = portAt(rest);
  if (high === undefined)
    return rest.text === ''
      ? badPort(rest)
      : invalid(rest, `${shown(rest.text)} is no number from 0 to ${highestPort}: a range of ports takes no names.`);
  if (high.value < low.value) {
    const text = `${rest.text.slice(0, high.end)}-${part.text.slice(0, low.end)}${rest.text.slice(high.end)}`;
    return meant(invalid(part, `The range ${shown(part.text)} falls. Put the lower port first.`), text, false);
  }
  return high.end === rest.text.length ? undefined : baseFault(rest, high.end, basePort);
}

/** `/base` behind a range; the tool does not look behind the base. */
function baseFault(part: Part, slash: number, basePort: boolean): ValueFault | undefined {
  if (part.text[slash] !== '/') return trailing(part, slash);
  if (!basePort) return invalid(partOf(part, slash), 'No base may follow the range here.');
  const base = partOf(part, slash + 1);
  const port = portAt(base);
  if (port ? port.value > 0 : mayBeServiceName(base.text)) return undefined;
  return invalid(
    base,
    `${base.text === '' ? 'The base is missing' : `${shown(base.text)} is no base`}: a port from 1 to ${highestPort}.`,
  );
}

function portAt({ text }: Part): { value: number; end: number } | undefined {
  const number = readCNumberAt(text);
  return typeof number?.value === 'number' && number.value <= highestPort
    ? { value: number.value, end: number.end }
    : undefined;
}

function trailing(part: Part, from: number): ValueFault {
  return invalid(
    partOf(part, from),
    `${shown(part.text.slice(from))} does not belong to a port: one port is 80, a range 80-90.`,
  );
}
