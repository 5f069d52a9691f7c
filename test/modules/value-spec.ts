// Writes a value of an option in the words of the measured table, so that the two can be compared.

import type { Option, Value, Word } from '../../server/src/modules/types';

/** The columns `arg` and, as far as it is exact there, `spec`. */
export interface Spec {
  arg: string;
  spec?: string;
}

type Speller<K extends Value['kind']> = (value: Extract<Value, { kind: K }>) => Spec;

const spellers: { [K in Value['kind']]: Speller<K> } = {
  integer: (value) =>
    value.orInfinity ? { arg: 'uint32orinf' } : { arg: `uint${value.bits}`, spec: integerLimits(value) },
  'integer-range': (value) => ({ arg: `uint${value.bits}rc` }),
  'lenient-integer': () => ({ arg: 'atoi' }),
  decimal: (value) => ({ arg: 'double', spec: `${value.min}..${value.max}` }),
  rate: () => ({ arg: 'rate' }),
  'packet-or-byte-rate': () => ({ arg: 'hashrate' }),
  'packet-or-byte-burst': () => ({ arg: 'hashburst' }),
  bandwidth: () => ({ arg: 'optrate' }),
  duration: () => ({ arg: 'dtime' }),
  mark: () => ({ arg: 'markmask' }),
  'named-number': () => ({ arg: 'valmask' }),
  tos: () => ({ arg: 'tosmask' }),
  'class-id': () => ({ arg: 'hexpair' }),
  zone: () => ({ arg: 'zone' }),
  'connection-label': () => ({ arg: 'connlabel' }),
  word: (value) => ({ arg: 'enum', spec: `${matchings[value.matching]};${spellings(value.words)}` }),
  words: (value) => ({
    arg: 'enumlist',
    spec: `${matchings[value.matching]};sep=${value.separators};${value.emptyItems ? 'loose' : 'strict'};${spellings(value.words)}`,
  }),
  'log-level': () => ({ arg: 'sysloglevel' }),
  'dscp-class': (value) => ({ arg: 'dscpclass', spec: spellings(value.words) }),
  'icmp-type': (value) => ({ arg: 'icmptype', spec: spellings(value.words) }),
  'mobility-type': () => ({ arg: 'mhtype' }),
  'tcp-flags': () => ({ arg: 'tcpflags' }),
  'tcp-options': () => ({ arg: 'tcpoptlist' }),
  'sctp-chunks': () => ({ arg: 'sctpchunks' }),
  text: (value) => ({ arg: 'string', spec: textLimits(value) }),
  'hex-pattern': () => ({ arg: 'hexstring' }),
  'bpf-program': () => ({ arg: 'bpf' }),
  'u32-tests': () => ({ arg: 'u32' }),
  address: () => ({ arg: 'host' }),
  'address-with-mask': () => ({ arg: 'hostmask' }),
  'address-list': () => ({ arg: 'addrlist' }),
  'address-range': () => ({ arg: 'iprange' }),
  'ipv6-addresses': () => ({ arg: 'v6list' }),
  'prefix-length': () => ({ arg: 'plen' }),
  'nat-address': (value) => ({ arg: 'natto', spec: `family=F;base=${value.basePort ? 'yes' : 'no'}` }),
  'nat-ports': (value) => ({ arg: 'natports', spec: `base=${value.basePort ? 'yes' : 'no'}` }),
  'mac-address': () => ({ arg: 'ethermac' }),
  interface: () => ({ arg: 'ifname' }),
  protocol: () => ({ arg: 'protocol' }),
  port: () => ({ arg: 'gaiport' }),
  'port-range': (value) => ({ arg: value.numbers === 'c' ? 'portrange' : 'gaiportrange' }),
  'port-list': () => ({ arg: 'multiport' }),
  'ipv6-header-options': () => ({ arg: 'v6opts' }),
  'ipv6-headers': () => ({ arg: 'v6headers' }),
  owner: () => ({ arg: 'ownerid' }),
  'set-name': () => ({ arg: 'setspec' }),
  'set-directions': () => ({ arg: 'setspec' }),
  date: () => ({ arg: 'date' }),
  'time-of-day': () => ({ arg: 'daytime' }),
  weekdays: () => ({ arg: 'weekdays' }),
  'month-days': () => ({ arg: 'monthdays' }),
  chain: () => ({ arg: 'chain' }),
  'new-chain': () => ({ arg: 'newchain' }),
  'user-chain': () => ({ arg: 'userchain' }),
  'rule-number': () => ({ arg: 'chain' }),
  policy: () => ({ arg: 'chain' }),
  table: () => ({ arg: 'table' }),
  target: () => ({ arg: 'target' }),
  match: () => ({ arg: 'matchname' }),
  counter: () => ({ arg: 'counters' }),
  seconds: () => ({ arg: 'seconds' }),
  microseconds: () => ({ arg: 'useconds' }),
  path: () => ({ arg: 'path' }),
};

const matchings = { exact: 'cs', 'any-case': 'ci', beginning: 'prefix-ci' };

const limits: Readonly<Record<number, string>> = {
  8: '255',
  16: '65535',
  32: '4294967295',
  64: '18446744073709551615',
};

/** What the table says of the values of an option. */
export function specOf(option: Option): Spec {
  const values = option.values ?? [];
  const last = values.at(-1);
  if (last === undefined) return { arg: 'none' };
  const spec = spell(last);
  return option.optionalValues && spec.arg === 'uint32' ? { arg: 'optuint32' } : spec;
}

/** The words of a list in a form in which their order does not count. */
export function sortedWords(spec: string): string {
  const at = spec.lastIndexOf(';') + 1;
  return spec.slice(0, at) + spec.slice(at).split('|').sort().join('|');
}

function spell<K extends Value['kind']>(value: Extract<Value, { kind: K }>): Spec {
  return (spellers[value.kind as K] as Speller<K>)(value);
}

function integerLimits(value: Extract<Value, { kind: 'integer' }>): string {
  const min = value.kernelMin ?? value.min ?? 0;
  const max = value.kernelMax ?? value.max ?? limits[value.bits];
  const kernel = value.kernelMin !== undefined || value.kernelMax !== undefined;
  return `${min}..${max}${kernel ? ';kernel' : ''}`;
}

function textLimits(value: Extract<Value, { kind: 'text' }>): string {
  const max = value.tooLong === 'cut' ? `;trunc=${value.max}` : `${value.max}`;
  return `${value.min ?? 0}..${max}${value.fileName ? ';procname' : ''}${value.oneLine ? ';nonl' : ''}`;
}

function spellings(words: readonly Word[]): string {
  return words.flatMap((word) => [word.word, ...(word.aliases ?? [])]).join('|');
}
