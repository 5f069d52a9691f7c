/** An address with a port in words. */

import type { Family } from '../ruleset/tables';
import { formatAddresses } from './addresses';
import type { Ranges } from './ranges';

/** Where packets are sent, or come from. */
export interface Goal {
  address: Ranges | undefined;
  port: Ranges | undefined;
}

/** `10.0.0.5:80`, `[2001:db8::1]:80`, `10.0.0.5` or `port 80`; '' when neither is known. */
export function goalText({ address, port }: Goal, family: Family): string {
  const where = addressText(address, family);
  const which = portText(port);
  if (!where) return which ? `port ${which}` : '';
  return which ? `${family === 'ipv6' ? `[${where}]` : where}:${which}` : where;
}

/** An address, or several from first to last; undefined when they are not known. */
export function addressText(address: Ranges | undefined, family: Family): string | undefined {
  const [only, ...others] = address ?? [];
  const whole = only && only.high > only.low && BigInt(only.high) - BigInt(only.low) > maxShown;
  return only && others.length === 0 && !whole ? formatAddresses(only, family) : undefined;
}

/** A port, or `P-Q`; undefined when it may be any of many. */
export function portText(port: Ranges | undefined): string | undefined {
  const [only, ...others] = port ?? [];
  if (!only || others.length > 0 || Number(only.high) - Number(only.low) >= 0xfffe) return undefined;
  return only.low === only.high ? String(only.low) : `${only.low}-${only.high}`;
}

/** More addresses are not named one by one. */
const maxShown = 0xffffn;
