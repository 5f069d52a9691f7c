// Names of interfaces.

import { byteLength } from '../../syntax/bytes';
import { doubtful, invalid, shown, wholeOf } from './part';
import type { ValueChecks } from './value-fault';

/** The longest name that the kernel gives an interface (IFNAMSIZ less the final zero). */
const longestName = 15;

export const interfaceChecks: ValueChecks<'interface'> = {
  interface: ({ empty }, text) => {
    const part = wholeOf(text);
    if (text === '') return empty ? undefined : invalid(part, 'The name of the interface is empty.');
    const length = byteLength(text);
    if (length > longestName)
      return invalid(part, `${shown(text)} has ${length} bytes; the name of an interface has at most ${longestName}.`);
    if (!/[\s/:]|^\.\.?$/.test(text)) return undefined;
    const why = text.includes(':')
      ? 'An alias such as eth0:1 is an address of eth0, no interface'
      : 'No interface can have this name';
    return doubtful('invalid-value', part, `${why}: the test never matches.`);
  },
};
