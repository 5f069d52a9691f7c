// Sets of ipset and the sides of a packet that are looked up in them.

import { byteLength } from '../../syntax/bytes';
import { firstFault, invalid, shown, split, wholeOf } from './part';
import type { ValueChecks } from './value-fault';

/** The longest name of a set (IPSET_MAXNAMELEN less the final zero). */
const longestName = 31;

export const setChecks: ValueChecks<'set-name' | 'set-directions'> = {
  'set-name': (_, text) => {
    if (text === '') return invalid(wholeOf(text), 'The name of the set is empty.');
    const length = byteLength(text);
    if (length <= longestName) return undefined;
    return invalid(wholeOf(text), `${shown(text)} has ${length} bytes; the name of a set has at most ${longestName}.`);
  },
  'set-directions': ({ max }, text) => {
    const items = split(wholeOf(text), ',');
    const fault = firstFault(items.slice(0, max), (item) =>
      // Three letters are all that the tool looks at.
      /^(?:src|dst)/.test(item.text)
        ? undefined
        : invalid(
            item,
            `${item.text === '' ? 'Here src or dst is missing' : `${shown(item.text)} is neither src nor dst`}: one for each dimension of the set.`,
          ),
    );
    return (
      fault ?? (items[max] && invalid(items[max], `At most ${max} of src and dst, as a set has no more dimensions.`))
    );
  },
};
