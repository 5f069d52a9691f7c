/** What an option takes as its value, in a sentence for each kind. */

import type { Bits, IcmpWord, Value, Word } from '../../modules/types';
import type { ValueKind, ValueOf } from '../../modules/values/value-fault';
import type { Family } from '../../ruleset/tables';
import { grouped } from '../numbers';
import { icmpNumber } from './numbers';

type Allowed<Kind extends ValueKind> = string | ((value: ValueOf<Kind>, family: Family) => string);

const flagNames = '`FIN`, `SYN`, `RST`, `PSH`, `ACK`, `URG`, `ALL` or `NONE`';
const onHost = 'which depends on the host';

/** Markdown; nothing in it comes out of a dump. */
const allowed: { readonly [Kind in ValueKind]: Allowed<Kind> } = {
  integer: integerText,
  'integer-range': ({ bits, bothEnds }) =>
    bothEnds
      ? `a range \`A:B\` of numbers, 0 to ${largest(bits)}`
      : `a number or a range \`A:B\`, 0 to ${largest(bits)}; an end may be left out`,
  'lenient-integer': ({ min }) => `a whole number from ${min}`,
  decimal: ({ min, max }) => `a number from ${min} to ${max}, with a point`,
  rate: ({ max }) => `N/second, /minute, /hour or /day, by its beginning (\`5/min\`); at most ${grouped(max)} a second`,
  'packet-or-byte-rate': ({ max }) =>
    `packets as N/second, /minute, /hour or /day (\`5/min\`), at most ${grouped(max)} a second; or bytes as \`512kb/s\` or \`2mb/s\``,
  'packet-or-byte-burst': ({ max }) =>
    `a number of packets up to ${grouped(max)}, or of bytes with \`k\` or \`m\` behind it`,
  bandwidth: 'a bandwidth with its unit: `8mbit`, `500kbps`; `bit` counts bits a second, `bps` bytes a second',
  duration: 'a time with its unit `s`, `ms` or `us`; without one, microseconds',
  mark: 'a number of 32 bits with an optional mask, `0x1/0xff`',
  'named-number': ({ namesIn }) => `a number with an optional mask, or a name from \`${namesIn}\`, ${onHost}`,
  tos: ({ words }) => `a number from 0 to 255 with an optional mask, or a name: ${wordList(words)}`,
  'class-id': 'major and minor number in hexadecimal, `1:10`',
  zone: "a number from 0 to 65535, or `mark` for the packet's mark",
  'connection-label': `a number from 0 to 127, or a name from \`/etc/xtables/connlabel.conf\`, ${onHost}`,
  word: ({ words, matching }, family) => `one of ${wordList(words, family)}${matchingText(matching)}`,
  words: ({ words, matching }, family) =>
    `one or several of ${wordList(words, family)}, separated by commas${matchingText(matching)}`,
  'log-level': ({ words }) => `a number from 0 to 7, or a name: ${numberedList(words)}`,
  'dscp-class': ({ words }) => `a class: ${wordList(words)}`,
  'icmp-type': ({ words }) => `a type as number, \`type/code\`, or a name by its beginning: ${icmpList(words)}`,
  'mobility-type': ({ words }) => `a type or a range of types, by number or name: ${numberedList(words)}`,
  'tcp-flags': ({ part }) =>
    part === 'mask'
      ? `the flags to look at, separated by commas: ${flagNames}`
      : `those of them that have to be set, all others being clear: ${flagNames}`,
  'tcp-options': ({ words }) => `TCP options separated by commas, by number (2 to 255) or name: ${numberedList(words)}`,
  'sctp-chunks': ({ words }) =>
    `\`ALL\`, \`NONE\`, or chunk types separated by commas: ${wordList(words)}; flags behind a colon`,
  text: textText,
  'hex-pattern': ({ max }) => `text up to ${max} bytes, with bytes in hexadecimal between bars: \`GET |0d 0a|\``,
  'bpf-program': ({ maxInstructions }) =>
    `a BPF program in numbers, \`N,code jt jf k,…\`, of at most ${maxInstructions} instructions`,
  'u32-tests': ({ max }) => `\`location & mask = value\` and the like, at most ${max} joined by \`&&\``,
  address: (_, family) =>
    `an address such as \`${sampleAddress(family)}\`; a host name is looked up when the rule is loaded, so it depends on the host`,
  'address-with-mask': ({ maxPrefix }, family) =>
    maxPrefix === undefined
      ? `an address with an optional mask, such as \`${sampleNetwork(family)}\``
      : `a prefix such as \`2001:db8::/48\`, at most /${maxPrefix} long`,
  'address-list': (_, family) =>
    `an address with an optional mask, such as \`${sampleNetwork(family)}\`, or several separated by commas; host names depend on the host`,
  'address-range': (_, family) => `an address, or a range from first to last: \`${sampleRange(family)}\``,
  'ipv6-addresses': ({ max }) => `up to ${max} IPv6 addresses, separated by commas`,
  'prefix-length': (_, family) =>
    `a prefix length from 0 to ${family === 'ipv4' ? '32, or a mask such as `255.255.255.0`' : 128}`,
  'nat-address': ({ basePort }, family) =>
    `an address or a range of addresses, ports behind a colon: \`${sampleNat(family)}\`${basePort ? '; `/port` behind a range of ports shifts it' : ''}`,
  'nat-ports': ({ basePort }) =>
    `a port or a range \`8000-8010\`${basePort ? '; `/port` behind it shifts it' : ''}; service names depend on the host`,
  'mac-address': 'six bytes in hexadecimal, `00:16:3e:12:34:56`',
  interface:
    'the name of an interface, up to 15 bytes; `eth+` stands for every name that begins with `eth`. Which ones exist depends on the host',
  protocol: ({ only }) =>
    only
      ? `one of ${only.map((name) => `\`${name}\``).join(', ')}`
      : 'a protocol as number (0–255) or name (`tcp`, `udp`, `icmp` …, `all`); rarer names come from `/etc/protocols` and depend on the host',
  port: 'a port, 0–65535, or a service name, which depends on the host',
  'port-range':
    'a port, 0–65535, or a service name, which depends on the host; or a range `8000:8100`, an end of which may be left out',
  'port-list': ({ slots }) =>
    `up to ${slots} ports (0–65535 or service names, which depend on the host) separated by commas; a range \`8000:8100\` counts twice`,
  'ipv6-header-options': ({ max }) =>
    `up to ${max} option types separated by commas, each with an optional length: \`5:4\``,
  'ipv6-headers': ({ words }) => `headers separated by commas, by number or name: ${wordList(words)}`,
  owner: ({ of }) => `a ${of} by number, a range of numbers \`1000-1999\`, or a name, which depends on the host`,
  'set-name': 'the name of an ipset; it has to exist on the host when the rule is loaded',
  'set-directions': ({ max }) => `\`src\` or \`dst\` for each dimension of the set, up to ${max} separated by commas`,
  date: '`YYYY-MM-DDThh:mm:ss`, from the right as little of it as you like; 1970 to 2038',
  'time-of-day': '`hh:mm` or `hh:mm:ss`, 00:00 to 23:59:59',
  weekdays: 'days separated by commas: `Mon`, `Tue` … by their first two letters, or 1 (Monday) to 7',
  'month-days': 'days of the month, 1 to 31, separated by commas',
  chain: 'the name of a chain',
  'new-chain': 'a name of up to 28 bytes that no chain or target has',
  'user-chain': 'the name of a user-defined chain of this table',
  'rule-number': 'the number of a rule in the chain, from 1',
  policy: '`ACCEPT` or `DROP`',
  table: '`filter`, `nat`, `mangle`, `raw` or `security`',
  target: 'a target such as `ACCEPT`, or the name of a user-defined chain of this table',
  match: 'the name of a match module; others than those of iptables depend on the host',
  counter: ({ counts }) => `a number of ${counts}`,
  seconds: 'a number of seconds',
  microseconds: 'a number of microseconds',
  path: 'the path of a program',
};

/** What a value may look like, in words, as Markdown without a full stop. */
export function allowedText(value: Value, family: Family): string {
  const text = allowed[value.kind] as Allowed<ValueKind>;
  return typeof text === 'string' ? text : (text as (value: Value, family: Family) => string)(value, family);
}

function integerText(value: ValueOf<'integer'>): string {
  const max = value.kernelMax ?? value.max;
  const infinity = value.orInfinity ? ', or `inf`' : '';
  return `a whole number from ${value.kernelMin ?? value.min ?? 0} to ${max === undefined ? largest(value.bits) : max}${infinity}`;
}

/** Largest numbers of a width are written plainly where they are short. */
function largest(bits: Bits): string {
  return bits === 64 ? '2^64-1' : String(2 ** bits - 1);
}

function textText({ min, max, tooLong, fileName, oneLine, hostObject }: ValueOf<'text'>): string {
  const size = min ? `${min} to ${max} bytes` : `up to ${max} bytes`;
  const parts = [
    `text of ${size}${tooLong === 'cut' ? ', longer text is cut' : ''}`,
    fileName && 'it becomes a file name, so no slash',
    oneLine && 'without a line break',
    hostObject && `${hostObject} has to exist, which depends on the host`,
  ];
  return parts.filter(Boolean).join('; ');
}

const most = 24;

function wordList(words: readonly Word[], family?: Family): string {
  const known = words.filter(({ families }) => !families || !family || families.includes(family));
  return listed(known.map(({ word }) => `\`${word}\``));
}

function numberedList(words: readonly Word[]): string {
  const sorted = [...words].sort((a, b) => (a.number ?? 0) - (b.number ?? 0));
  return listed(sorted.map(({ word, number }) => `\`${word}\` (${number})`));
}

function icmpList(words: readonly IcmpWord[]): string {
  return listed(words.filter(({ code }) => code === undefined).map((word) => `\`${word.word}\` (${icmpNumber(word)})`));
}

function listed(items: readonly string[]): string {
  const others = items.length - most;
  return others > 0 ? `${items.slice(0, most).join(', ')} and ${others} more` : items.join(', ');
}

function matchingText(matching: 'exact' | 'any-case' | 'beginning'): string {
  if (matching === 'exact') return '';
  return matching === 'any-case' ? '; capitals do not matter' : '; a beginning is enough, capitals do not matter';
}

function sampleAddress(family: Family): string {
  return family === 'ipv4' ? '192.0.2.1' : '2001:db8::1';
}

function sampleNetwork(family: Family): string {
  return family === 'ipv4' ? '192.0.2.0/24' : '2001:db8::/64';
}

function sampleRange(family: Family): string {
  return family === 'ipv4' ? '192.0.2.10-192.0.2.99' : '2001:db8::10-2001:db8::99';
}

function sampleNat(family: Family): string {
  return family === 'ipv4' ? '192.0.2.1:8080' : '[2001:db8::1]:8080';
}
