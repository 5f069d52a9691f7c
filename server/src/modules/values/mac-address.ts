// MAC addresses.

import { invalid, meant, shown, wholeOf } from './part';
import type { ValueChecks, ValueFault } from './value-fault';

export const macAddressChecks: ValueChecks<'mac-address'> = {
  'mac-address': ({ multicast }, text) => {
    const groups = text.split(':', 7);
    if (groups.length === 6 && groups.every(isGroup)) return multicast ? unicastFault(groups[0]!) : undefined;
    const fault = invalid(
      wholeOf(text),
      `${shown(text)} is no MAC address: six groups of two hexadecimal digits with colons between, as in 00:11:22:aa:bb:cc.`,
    );
    const digits = otherForm.test(text) ? text.replace(/[-.]/g, '').match(/../g) : null;
    return digits ? meant(fault, digits.join(':'), true) : fault;
  },
};

/** The lowest bit of the first byte makes an address one of several hosts. */
function unicastFault(first: string): ValueFault | undefined {
  if (Number.parseInt(first, 16) & 1) return undefined;
  return invalid(
    wholeOf(first),
    'The address has to be a multicast one: its first group is odd, as in 01:00:5e:00:00:20.',
  );
}

/** What strtoul of C reads to the end in at most two characters. */
function isGroup(text: string): boolean {
  return /^(?:[\s+-]?[\da-f]|[\da-f]{2}|)$/i.test(text);
}

/** Forms of other programs: 00-11-22-aa-bb-cc, 0011.22aa.bbcc, 001122aabbcc. */
const otherForm = /^(?:[\da-f]{2}(?:-[\da-f]{2}){5}|[\da-f]{4}(?:\.[\da-f]{4}){2}|[\da-f]{12})$/i;
