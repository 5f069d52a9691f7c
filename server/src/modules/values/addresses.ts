// Addresses, masks and interfaces.

import type { ValueChecks } from './value-fault';

type Kinds =
  | 'address'
  | 'address-with-mask'
  | 'address-list'
  | 'address-range'
  | 'ipv6-addresses'
  | 'prefix-length'
  | 'mac-address'
  | 'interface';

export const addressChecks: ValueChecks<Kinds> = {
  address: () => undefined,
  'address-with-mask': () => undefined,
  'address-list': () => undefined,
  'address-range': () => undefined,
  'ipv6-addresses': () => undefined,
  'prefix-length': () => undefined,
  'mac-address': () => undefined,
  interface: () => undefined,
};
