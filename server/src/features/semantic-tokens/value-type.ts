/** The types of tokens that values of options are. */

import type { Value } from '../../modules/types';
import type { Word } from '../../syntax/words';
import type { TokenType } from './legend';

type ValueType = Extract<TokenType, 'number' | 'enumMember' | 'string' | 'variable'>;

/** What each kind of value mostly is; numbers and words may stand for each other. */
const types: Record<Value['kind'], ValueType> = {
  integer: 'number',
  'integer-range': 'number',
  'lenient-integer': 'number',
  decimal: 'number',
  rate: 'number',
  'packet-or-byte-rate': 'number',
  'packet-or-byte-burst': 'number',
  bandwidth: 'number',
  duration: 'number',
  mark: 'number',
  'named-number': 'number',
  tos: 'number',
  'class-id': 'number',
  zone: 'number',
  'connection-label': 'number',
  word: 'enumMember',
  words: 'enumMember',
  'log-level': 'enumMember',
  'dscp-class': 'enumMember',
  'icmp-type': 'enumMember',
  'mobility-type': 'enumMember',
  'tcp-flags': 'enumMember',
  'tcp-options': 'enumMember',
  'sctp-chunks': 'enumMember',
  text: 'string',
  'hex-pattern': 'string',
  'bpf-program': 'string',
  'u32-tests': 'string',
  address: 'number',
  'address-with-mask': 'number',
  'address-list': 'number',
  'address-range': 'number',
  'ipv6-addresses': 'number',
  'prefix-length': 'number',
  'nat-address': 'number',
  'nat-ports': 'number',
  'mac-address': 'number',
  interface: 'variable',
  protocol: 'enumMember',
  port: 'number',
  'port-range': 'number',
  'port-list': 'number',
  'ipv6-header-options': 'number',
  'ipv6-headers': 'enumMember',
  owner: 'variable',
  'set-name': 'variable',
  'set-directions': 'enumMember',
  date: 'number',
  'time-of-day': 'number',
  weekdays: 'enumMember',
  'month-days': 'number',
  chain: 'variable',
  'new-chain': 'variable',
  'user-chain': 'variable',
  'rule-number': 'number',
  policy: 'enumMember',
  table: 'variable',
  target: 'variable',
  match: 'variable',
  counter: 'number',
  seconds: 'number',
  microseconds: 'number',
  path: 'string',
};

/** Tells the items of a value with their types: those of a list one by one, the separators left out. */
export function eachItem(
  kind: Value['kind'],
  word: Word,
  tell: (start: number, end: number, type: TokenType) => void,
): void {
  const type = types[kind];
  const isList = (type === 'number' || type === 'enumMember') && !word.quoted;
  const { value, start } = word;
  if (!isList) tell(start, word.end, kind === 'owner' ? itemType(type, value) : type);
  for (let from = 0; isList && from < value.length; ) {
    let end = from;
    while (end < value.length && !isSeparator(value.charCodeAt(end))) end++;
    if (end > from) tell(start + from, start + end, itemType(type, value.slice(from, end)));
    from = end + 1;
  }
}

const number = /^(?:[\d.:[\]+-]|[\da-f]+:)/i;

function itemType(type: ValueType, item: string): ValueType {
  if (number.test(item)) return 'number';
  return type === 'number' ? 'enumMember' : type;
}

function isSeparator(code: number): boolean {
  return code === 44 /* , */ || code === 124 /* | */;
}
