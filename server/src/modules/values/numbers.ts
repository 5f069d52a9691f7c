// Numbers: whole ones, ranges, rates, marks.

import type { ValueChecks } from './value-fault';

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
  | 'mark'
  | 'named-number'
  | 'tos'
  | 'class-id'
  | 'zone'
  | 'connection-label';

export const numberChecks: ValueChecks<Kinds> = {
  integer: () => undefined,
  'integer-range': () => undefined,
  'lenient-integer': () => undefined,
  decimal: () => undefined,
  rate: () => undefined,
  'packet-or-byte-rate': () => undefined,
  'packet-or-byte-burst': () => undefined,
  bandwidth: () => undefined,
  duration: () => undefined,
  mark: () => undefined,
  'named-number': () => undefined,
  tos: () => undefined,
  'class-id': () => undefined,
  zone: () => undefined,
  'connection-label': () => undefined,
};
