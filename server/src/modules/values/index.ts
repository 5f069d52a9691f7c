// Whether the text given to an option is a value that iptables takes.

import { hasUnknown } from '../../syntax/unknown';
import type { Family, Value } from '../types';
import { addressRangeChecks } from './address-ranges';
import { addressChecks } from './addresses';
import { counterChecks } from './counters';
import { interfaceChecks } from './interface';
import { ipv6HeaderChecks } from './ipv6-headers';
import { macAddressChecks } from './mac-address';
import { natChecks } from './nat-destination';
import { numberChecks } from './numbers';
import { ownerChecks } from './owner';
import { portChecks } from './ports';
import { protocolChecks } from './protocol';
import { setChecks } from './sets';
import { textChecks } from './text';
import { timeChecks } from './times';
import type { ValueChecks, ValueFault, ValueKind } from './value-fault';
import { wordChecks } from './words';

/** Kinds that mean something only in a whole line or on a host: nothing is wrong with them alone. */
type Unchecked =
  | 'chain'
  | 'new-chain'
  | 'user-chain'
  | 'rule-number'
  | 'policy'
  | 'table'
  | 'target'
  | 'match'
  | 'seconds'
  | 'microseconds'
  | 'path';

const checks: ValueChecks<Exclude<ValueKind, Unchecked>> = {
  ...numberChecks,
  ...wordChecks,
  ...textChecks,
  ...timeChecks,
  ...addressChecks,
  ...addressRangeChecks,
  ...macAddressChecks,
  ...interfaceChecks,
  ...portChecks,
  ...natChecks,
  ...protocolChecks,
  ...ipv6HeaderChecks,
  ...ownerChecks,
  ...setChecks,
  ...counterChecks,
};

/**
 * What is wrong with a value: the first thing that keeps it from loading, else the first that is likely a mistake.
 * Undefined when nothing is, where only the host can tell (names of users, hosts, services, sets), and for a text of which a part
 * is not known here.
 */
export function valueFault(value: Value, text: string, family: Family): ValueFault | undefined {
  if (hasUnknown(text)) return undefined;
  const check = (
    checks as Partial<Record<ValueKind, (value: Value, text: string, family: Family) => ValueFault | undefined>>
  )[value.kind];
  return check?.(value, text, family);
}
