// Words of fixed lists.

import type { Value, Word } from '../types';
import type { ValueChecks } from './value-fault';

type Kinds =
  | 'word'
  | 'words'
  | 'log-level'
  | 'dscp-class'
  | 'icmp-type'
  | 'mobility-type'
  | 'tcp-flags'
  | 'tcp-options'
  | 'sctp-chunks';

export const wordChecks: ValueChecks<Kinds> = {
  word: () => undefined,
  words: () => undefined,
  'log-level': () => undefined,
  'dscp-class': () => undefined,
  'icmp-type': () => undefined,
  'mobility-type': () => undefined,
  'tcp-flags': () => undefined,
  'tcp-options': () => undefined,
  'sctp-chunks': () => undefined,
};

/** The listed words that a value names, with their places in its text. */
export function wordsIn(_value: Value, _text: string): { word: Word; start: number; end: number }[] {
  return [];
}
