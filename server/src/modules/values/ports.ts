// Protocols, ports, NAT destinations, IPv6 headers, owners and sets.

import type { Value } from '../types';
import type { ValueChecks } from './value-fault';

type Kinds =
  | 'nat-address'
  | 'nat-ports'
  | 'protocol'
  | 'port'
  | 'port-range'
  | 'port-list'
  | 'ipv6-header-options'
  | 'ipv6-headers'
  | 'owner'
  | 'set-name'
  | 'set-directions';

export const portChecks: ValueChecks<Kinds> = {
  'nat-address': () => undefined,
  'nat-ports': () => undefined,
  protocol: () => undefined,
  port: () => undefined,
  'port-range': () => undefined,
  'port-list': () => undefined,
  'ipv6-header-options': () => undefined,
  'ipv6-headers': () => undefined,
  owner: () => undefined,
  'set-name': () => undefined,
  'set-directions': () => undefined,
};

/** Whether a NAT destination has a port in it, for which the rule needs a protocol with ports. */
export function namesPorts(_value: Value, _text: string): boolean {
  return false;
}
