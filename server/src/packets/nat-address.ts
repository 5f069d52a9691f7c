/** Reads the addresses and ports that the targets of nat write into a packet. */

import type { Family } from '../ruleset/tables';
import { parseAddress } from './addresses';
import { type Range, type Ranges, range } from './ranges';

/** What `--to-destination` and `--to-source` give: a part that is left out stays as it is. */
export interface NatGoal {
  addresses?: Ranges;
  ports?: Ranges;
}

/** `A`, `A-B`, `A:P`, `A:P-Q`, `:P`, `[v6]:P`, with `/base` behind a range of ports; undefined for anything else. */
export function parseNatGoal(text: string, family: Family): NatGoal | undefined {
  const { address, port } = halvesOf(text, family);
  const addresses = address === '' ? undefined : rangeOf(address, (each) => parseAddress(each, family));
  const ports = port === undefined ? undefined : parseNatPorts(port);
  if ((address !== '' && !addresses) || (port !== undefined && !ports)) return undefined;
  return { ...(addresses && { addresses }), ...(ports && { ports }) };
}

/** `P`, `P-Q` or `P-Q/base`; undefined for anything else. */
export function parseNatPorts(text: string): Ranges | undefined {
  const [ports = ''] = text.split('/');
  return rangeOf(ports, (each) => (/^\d{1,5}$/.test(each) && Number(each) <= 0xffff ? Number(each) : undefined));
}

/** True when the set holds a single value. */
export function isSingle(ranges: Ranges): boolean {
  return ranges.length === 1 && ranges[0]!.low === ranges[0]!.high;
}

function halvesOf(text: string, family: Family): { address: string; port: string | undefined } {
  if (family === 'ipv4') {
    const [address = '', ...others] = text.split(':');
    return { address, port: others.length > 0 ? others.join(':') : undefined };
  }
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(text);
  if (bracketed) return { address: bracketed[1]!, port: bracketed[2] };
  return text.startsWith(':') && !text.startsWith('::')
    ? { address: '', port: text.slice(1) }
    : { address: text, port: undefined };
}

function rangeOf(text: string, parse: (each: string) => Range['low'] | undefined): Ranges | undefined {
  const [first = '', second, ...others] = text.split('-');
  const low = parse(first);
  const high = second === undefined ? low : parse(second);
  if (low === undefined || high === undefined || others.length > 0) return undefined;
  return low <= high ? range(low, high) : undefined;
}
