/** For each kind of value one that iptables takes, so that a line can be judged before its values are typed. */

import type { Family, Option, Value } from '../../modules/types';

type Kind = Value['kind'];
type Sampler<K extends Kind> = string | ((value: Extract<Value, { kind: K }>, family: Family) => string);

const byFamily = (ipv4: string, ipv6: string) => (_: Value, family: Family) => (family === 'ipv4' ? ipv4 : ipv6);
const firstWord = ({ words }: { words: readonly { word: string }[] }) => words[0]?.word ?? '';

const samples: { readonly [K in Kind]: Sampler<K> } = {
  integer: ({ min = 0, max = 1, kernelMin = 0, kernelMax = 1 }) =>
    String(Math.max(min, kernelMin, Math.min(1, max, kernelMax))),
  'integer-range': '1:2',
  'lenient-integer': ({ min }) => String(Math.max(1, min)),
  decimal: ({ min, max }) => String((min + max) / 2),
  rate: '5/minute',
  'packet-or-byte-rate': '5/minute',
  'packet-or-byte-burst': '5',
  bandwidth: '1mbit',
  duration: '250ms',
  mark: '0x1',
  'named-number': '0x1',
  tos: '0x10',
  'class-id': '1:1',
  zone: '1',
  'connection-label': '1',
  word: firstWord,
  words: firstWord,
  'log-level': 'info',
  'dscp-class': firstWord,
  'icmp-type': 'echo-request',
  'mobility-type': firstWord,
  'tcp-flags': ({ part }) => (part === 'mask' ? 'SYN,ACK' : 'SYN'),
  'tcp-options': firstWord,
  'sctp-chunks': firstWord,
  text: 'text',
  'hex-pattern': '|41|',
  'bpf-program': '1,6 0 0 1',
  'u32-tests': '0&0xFF=1',
  address: byFamily('192.0.2.1', '2001:db8::1'),
  'address-with-mask': byFamily('192.0.2.0/24', '2001:db8::/64'),
  'address-list': byFamily('192.0.2.1', '2001:db8::1'),
  'address-range': byFamily('192.0.2.1-192.0.2.9', '2001:db8::1-2001:db8::9'),
  'ipv6-addresses': '2001:db8::1',
  'prefix-length': byFamily('24', '64'),
  'nat-address': byFamily('192.0.2.1', '2001:db8::1'),
  'nat-ports': '8080',
  'mac-address': '02:00:00:00:00:01',
  interface: 'eth0',
  protocol: ({ only }) => only?.[0] ?? 'tcp',
  port: '80',
  'port-range': '80',
  'port-list': '80,443',
  'ipv6-header-options': '1:2',
  'ipv6-headers': firstWord,
  owner: '1000',
  'set-name': 'set',
  'set-directions': 'src',
  date: '2030-01-01',
  'time-of-day': '12:00',
  weekdays: 'Mo',
  'month-days': '1',
  chain: 'INPUT',
  'new-chain': 'NEW',
  'user-chain': 'CHAIN',
  'rule-number': '1',
  policy: 'ACCEPT',
  table: 'filter',
  target: 'ACCEPT',
  match: 'comment',
  counter: '0',
  seconds: '1',
  microseconds: '1',
  path: '/sbin/modprobe',
};

/** Options that take less than their kind of value promises. */
const particular: Readonly<Record<string, readonly string[]>> = {
  helper: ['ftp'],
  'rateest-ewmalog': ['500ms'],
};

/** A value that iptables takes as the option's value of this index. */
export function sampleValue(option: Option, index: number, family: Family): string {
  const given = particular[option.name]?.[index];
  if (given !== undefined) return given;
  const value = option.values![index]!;
  const sample = samples[value.kind] as Sampler<typeof value.kind>;
  return typeof sample === 'string' ? sample : (sample as (value: Value, family: Family) => string)(value, family);
}
