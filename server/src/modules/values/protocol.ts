// Protocols.

import { protocolNumber } from '../protocols';
import { readCNumber } from './c-number';
import { mayBeServiceName } from './host-names';
import { invalid, shown, wholeOf } from './part';
import type { ValueChecks } from './value-fault';

export const protocolChecks: ValueChecks<'protocol'> = {
  protocol: ({ only }, text) => {
    const part = wholeOf(text);
    const number = readCNumber(text);
    if (only)
      return isOneOf(only, text)
        ? undefined
        : invalid(part, `${shown(text)} cannot stand here: only ${only.join(', ')}.`);
    const listed = protocolsIn(text);
    if (listed.length > 1)
      return invalid(
        part,
        `A rule has one protocol, not ${listed.length}: write a rule for each of ${listed.join(', ')}.`,
      );
    if (number === undefined ? mayBeServiceName(text) : number <= 255) return undefined;
    return invalid(part, `${shown(text)} is no protocol: a name such as tcp, or a number from 0 to 255.`);
  },
};

/** The protocols of `tcp,udp` or `tcp/udp`, which no protocol is called; none where one of them is unknown. */
export function protocolsIn(text: string): string[] {
  const names = text.split(/[,/|]/, longestList + 1);
  const areKnown = names.length <= longestList && names.every((name) => protocolNumber(name) !== undefined);
  return areKnown ? names : [];
}

const longestList = 8;

/** Also by the other names that these protocols have in /etc/protocols, such as IPSEC-ESP. */
function isOneOf(names: readonly string[], text: string): boolean {
  const number = protocolNumber(text.replace(/^ipsec-/i, ''));
  return number !== undefined && names.some((name) => protocolNumber(name) === number);
}
