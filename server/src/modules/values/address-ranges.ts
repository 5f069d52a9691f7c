// Values that are ranges and lists of addresses.

import type { Family } from '../types';
import { badAddress } from './addresses';
import { readIpv4Network, readIpv6 } from './ip-address';
import { doubtful, firstFault, halves, invalid, meant, type Part, shown, split, wholeOf } from './part';
import type { ValueChecks, ValueFault } from './value-fault';

export const addressRangeChecks: ValueChecks<'address-range' | 'ipv6-addresses'> = {
  'address-range': (_, text, family) => rangeFault(wholeOf(text), family),
  'ipv6-addresses': ({ max }, text) => {
    const items = split(wholeOf(text), ',');
    const fault = firstFault(items.slice(0, max), (item) =>
      readIpv6(item.text) === undefined ? badAddress(item, 'ipv6') : undefined,
    );
    return fault ?? (items[max] && invalid(items[max], `A list has at most ${max} addresses.`));
  },
};

function rangeFault(part: Part, family: Family): ValueFault | undefined {
  const { before, after } = halves(part, '-');
  const low = readEnd(before.text, family);
  if (low === undefined) return colonRange(part, family) ?? badAddress(before, family);
  if (after === undefined) return undefined;
  const high = readEnd(after.text, family);
  if (high === undefined) return badAddress(after, family);
  if (low <= high) return undefined;
  const message = `${shown(part.text)} falls, so no address lies in it. Put the lower end first.`;
  return meant(doubtful('empty-range', part, message), `${after.text}-${before.text}`, false);
}

/** `10.0.0.1:10.0.0.9` for `10.0.0.1-10.0.0.9`; colons are a part of IPv6 addresses. */
function colonRange(part: Part, family: Family): ValueFault | undefined {
  const [low, high, ...more] = family === 'ipv4' ? part.text.split(':', 3).map((end) => readEnd(end, family)) : [];
  if (low === undefined || high === undefined || more.length > 0) return undefined;
  const text = part.text.replace(':', '-');
  return meant(invalid(part, `A range of addresses is written with a dash: ${shown(text)}.`), text, low < high);
}

function readEnd(text: string, family: Family): number | bigint | undefined {
  return family === 'ipv4' ? readIpv4Network(text) : readIpv6(text);
}
