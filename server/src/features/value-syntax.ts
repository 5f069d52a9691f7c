/** What a value looks like, in a few letters: for signatures and placeholders. */

import type { Value } from '../modules/types';

type Kind = Value['kind'];

const syntax: { readonly [K in Kind]: string } = {
  integer: 'number',
  'integer-range': 'number[:number]',
  'lenient-integer': 'number',
  decimal: 'fraction',
  rate: 'number[/second|/minute|/hour|/day]',
  'packet-or-byte-rate': 'number[/second|/minute|/hour|/day]',
  'packet-or-byte-burst': 'number',
  bandwidth: 'bandwidth',
  duration: 'time[s|ms|us]',
  mark: 'value[/mask]',
  'named-number': 'value[/mask]',
  tos: 'value[/mask]',
  'class-id': 'major:minor',
  zone: 'zone',
  'connection-label': 'label',
  word: 'word',
  words: 'word[,word…]',
  'log-level': 'level',
  'dscp-class': 'class',
  'icmp-type': 'type[/code]',
  'mobility-type': 'type[:type]',
  'tcp-flags': 'flag[,flag…]',
  'tcp-options': 'option[,option…]',
  'sctp-chunks': 'chunk[,chunk…]',
  text: 'text',
  'hex-pattern': 'pattern',
  'bpf-program': 'program',
  'u32-tests': 'tests',
  address: 'address',
  'address-with-mask': 'address[/mask]',
  'address-list': 'address[/mask][,…]',
  'address-range': 'address[-address]',
  'ipv6-addresses': 'address[,address…]',
  'prefix-length': 'prefix',
  'nat-address': '[address[-address]][:port[-port]]',
  'nat-ports': 'port[-port]',
  'mac-address': 'mac',
  interface: 'interface',
  protocol: 'protocol',
  port: 'port',
  'port-range': 'port[:port]',
  'port-list': 'port[,port|,port:port…]',
  'ipv6-header-options': 'type[:length][,…]',
  'ipv6-headers': 'header[,header…]',
  owner: 'owner',
  'set-name': 'set',
  'set-directions': 'src|dst[,…]',
  date: 'date',
  'time-of-day': 'hh:mm[:ss]',
  weekdays: 'day[,day…]',
  'month-days': 'day[,day…]',
  chain: 'chain',
  'new-chain': 'chain',
  'user-chain': 'chain',
  'rule-number': 'number',
  policy: 'policy',
  table: 'table',
  target: 'target',
  match: 'match',
  counter: 'count',
  seconds: 'seconds',
  microseconds: 'microseconds',
  path: 'path',
};

/** More than this many words are not told one by one. */
const mostWords = 4;

/** The form of a value as a signature writes it: `port[:port]`, `in|out`. */
export function valueSyntax(value: Value): string {
  switch (value.kind) {
    case 'word':
      return value.words.length <= mostWords ? value.words.map(({ word }) => word).join('|') : syntax.word;
    case 'nat-address':
    case 'nat-ports':
      return value.basePort ? `${syntax[value.kind]}[/base]` : syntax[value.kind];
    case 'tcp-flags':
      return value.part === 'mask' ? 'mask' : 'set';
    case 'owner':
      return `${value.of}[-${value.of}]`;
    case 'counter':
      return value.counts;
    case 'sctp-chunks':
      return 'chunk[:flags][,…]';
    default:
      return syntax[value.kind];
  }
}

/** One word for a value, to stand where it is to be typed: `port`. */
export function valueName(value: Value): string {
  const [name] = /^[a-z]+/.exec(value.kind === 'word' ? 'word' : valueSyntax(value).replace(/^\[/, '')) ?? ['value'];
  return name;
}
