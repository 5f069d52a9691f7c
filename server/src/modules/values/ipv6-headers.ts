// Extension headers of IPv6 and the options in them.

import { readCNumber } from './c-number';
import { firstFault, halves, invalid, type Part, partOf, shown, split, wholeOf } from './part';
import type { ValueChecks, ValueFault } from './value-fault';

export const ipv6HeaderChecks: ValueChecks<'ipv6-header-options' | 'ipv6-headers'> = {
  'ipv6-headers': ({ words }, text) => {
    const known = new Set(words.flatMap(({ word, aliases = [], number }) => [word, ...aliases, `${number}`]));
    const items = split(wholeOf(text), ',').filter((item) => item.text !== '');
    if (items.length === 0) return invalid(wholeOf(text), 'The names of the headers are missing.');
    return firstFault(items, (item) =>
      known.has(item.text) || protocolNames.has(item.text.toLowerCase())
        ? undefined
        : invalid(item, `${shown(item.text)} is no extension header: ${words.map(({ word }) => word).join(', ')}.`),
    );
  },
  'ipv6-header-options': ({ max }, text) => {
    const items = split(wholeOf(text), ',');
    const fault = firstFault(items.slice(0, max), (item) => optionFault(item));
    if (fault) return fault;
    const last = items[max] ?? (items[max - 1]?.text.includes(':') ? items[max - 1] : undefined);
    return last && invalid(last, `A list has at most ${max} options, and the last of ${max} can have no length.`);
  },
};

/** How /etc/protocols calls the same headers. */
const protocolNames: ReadonlySet<string> = new Set([
  'ip',
  'hopopt',
  'ipv6-route',
  'ipv6-frag',
  'esp',
  'ipsec-esp',
  'ah',
  'ipsec-ah',
  'ipv6-nonxt',
  'ipv6-opts',
]);

/** `type[:length]`, both read by strtoul and cut to a byte. */
function optionFault(part: Part): ValueFault | undefined {
  const { before: type, after: length } = halves(part, ':');
  const number = readUnsigned(type.text);
  if (number === undefined) return badNumber(type, 'the number of an option');
  if (length === undefined) return undefined;
  if (readUnsigned(length.text) === undefined) return badNumber(length, 'a length');
  return number % 256n === 0n ? invalid(partOf(part, type.text.length), 'Option 0 (Pad1) has no length.') : undefined;
}

function badNumber(part: Part, what: string): ValueFault {
  const text = part.text === '' ? `Here ${what} is missing` : `${shown(part.text)} is not ${what}`;
  return invalid(part, `${text}: 0 to 255.`);
}

/** A minus sign before the number is taken too. */
function readUnsigned(text: string): bigint | undefined {
  const number = readCNumber(text.replace(/^[ \t\n\v\f\r]*-(?=\d)/, ''));
  return number === undefined || number === Number.POSITIVE_INFINITY ? undefined : BigInt(number);
}
