// One port.

import { readCNumber } from './c-number';
import { mayBeServiceName } from './host-names';
import { invalid, type Part, shown } from './part';
import type { ValueFault } from './value-fault';

export const highestPort = 65535;

/** A port that the tool reads itself, or one that stands in the host's list of services. */
export type Port = number | 'on-host' | undefined;

/** A port as tcp, sctp and multiport read it: a number as in C, or a name. */
export function readPort(text: string): Port {
  const number = readCNumber(text);
  if (typeof number === 'number' && number <= highestPort) return number;
  return number === undefined && mayBeServiceName(text) ? 'on-host' : undefined;
}

export function badPort(part: Part): ValueFault {
  if (part.text === '') return invalid(part, 'A port is missing here.');
  return invalid(part, `${shown(part.text)} is no port: a number from 0 to ${highestPort}, or the name of a service.`);
}
