// Users and groups.

import { byKernel } from '../refused-by';
import { readCNumberAt } from './c-number';
import { mayBeOwnerName } from './host-names';
import { invalid, meant, type Part, partOf, shown, wholeOf } from './part';
import type { ValueChecks, ValueFault } from './value-fault';

/** The highest number of a user or group; the next one stands for nobody in particular. */
const highest = 4294967294;

export const ownerChecks: ValueChecks<'owner'> = {
  owner: ({ of }, text) => {
    const part = wholeOf(text);
    const low = numberAt(part);
    if (low === undefined) return mayBeOwnerName(text) ? undefined : bad(part, of);
    if (low.end === text.length) return undefined;
    if (!/[-:]/.test(text[low.end]!)) return mayBeOwnerName(text) ? undefined : bad(part, of);
    const rest = partOf(part, low.end + 1);
    const high = numberAt(rest);
    if (high?.end !== rest.text.length) return mayBeOwnerName(text) ? undefined : bad(part, of);
    if (low.value <= high.value) return undefined;
    const fault = invalid(part, `The range ${shown(text)} falls. Put the lower number first.`, byKernel);
    return meant(fault, `${rest.text}${text[low.end]}${text.slice(0, low.end)}`, false);
  },
};

function numberAt({ text }: Part): { value: number; end: number } | undefined {
  const number = readCNumberAt(text);
  return typeof number?.value === 'number' && number.value <= highest
    ? { value: number.value, end: number.end }
    : undefined;
}

function bad(part: Part, of: 'user' | 'group'): ValueFault {
  return invalid(
    part,
    `${shown(part.text)} is no ${of}: a name, a number up to ${highest}, or a range such as 1000-1999.`,
  );
}
