/** Reads the numbers of rule options as iptables does: ports, protocols, owners, marks. */

import { normalize, type Ranges } from './ranges';

/** Services that people write by name; the full list is a file of the host. */
const services: Readonly<Record<string, number>> = {
  'ftp-data': 20,
  ftp: 21,
  ssh: 22,
  telnet: 23,
  smtp: 25,
  domain: 53,
  tftp: 69,
  http: 80,
  kerberos: 88,
  pop3: 110,
  sunrpc: 111,
  ntp: 123,
  imap2: 143,
  snmp: 161,
  bgp: 179,
  ldap: 389,
  https: 443,
  submission: 587,
  ldaps: 636,
  imaps: 993,
  pop3s: 995,
  mysql: 3306,
  postgresql: 5432,
};

/** A port by number or by a well-known name; undefined for other names. */
export function parsePort(text: string): number | undefined {
  return parseNumber(text, 0xffff) ?? (Object.hasOwn(services, text) ? services[text] : undefined);
}

/** `P`, `P:Q`, `P:`, `:Q` or `:`; in either order, since an older iptables swaps the ends. */
export function parsePortRange(text: string): Ranges | undefined {
  const [first = '', second, ...others] = text.split(':');
  if (others.length > 0) return undefined;
  const low = first === '' ? 0 : parsePort(first);
  const high = second === undefined ? low : second === '' ? 0xffff : parsePort(second);
  if (low === undefined || high === undefined || (first === '' && second === undefined)) return undefined;
  return [low <= high ? { low, high } : { low: high, high: low }];
}

/** `80,443,8000:8100`. */
export function parsePortList(text: string): Ranges | undefined {
  return parseList(text, parsePortRange);
}

/** A user or group by number, `N-M`, or root. */
export function parseOwner(text: string): Ranges | undefined {
  if (text === 'root') return [{ low: 0, high: 0 }];
  const [first = '', second, ...others] = text.split('-');
  const low = parseNumber(first, 0xffffffff);
  const high = second === undefined ? low : parseNumber(second, 0xffffffff);
  if (low === undefined || high === undefined || others.length > 0 || low > high) return undefined;
  return [{ low, high }];
}

/** `value[/mask]`, 32 bits each. */
export function parseMark(text: string): { value: number; mask: number } | undefined {
  const [first = '', second, ...others] = text.split('/');
  const value = parseNumber(first, 0xffffffff);
  const mask = second === undefined ? 0xffffffff : parseNumber(second, 0xffffffff);
  return value === undefined || mask === undefined || others.length > 0 ? undefined : { value, mask };
}

/** The union of what the comma-separated items mean; undefined when one of them means nothing. */
export function parseList(text: string, parse: (item: string) => Ranges | undefined): Ranges | undefined {
  const items = text.split(',').map(parse);
  return items.includes(undefined) ? undefined : normalize(items.flatMap((item) => item!));
}

/** A whole number as C reads it: decimal, `0x` hexadecimal, or octal with a leading zero. */
export function parseNumber(text: string, max: number): number | undefined {
  let value = Number.NaN;
  if (/^0x[\da-f]{1,10}$/i.test(text)) value = Number.parseInt(text.slice(2), 16);
  else if (/^0[0-7]{1,14}$/.test(text)) value = Number.parseInt(text, 8);
  else if (/^(?:0|[1-9]\d{0,11})$/.test(text)) value = Number(text);
  return value <= max ? value : undefined;
}
