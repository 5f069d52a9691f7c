/** Questions about packets in one line of words: `in tcp 8080 from 10.0.0.1`, `out udp 53 uid 1337 iface lo`. */

import { protocolNames } from '../modules/protocols';
import { mostSimilar } from '../modules/similar';
import type { Family } from '../ruleset/tables';
import type { Span } from '../syntax/span';
import { parsePortRange } from './numbers';
import { askedPackets, type Question } from './question';
import type { Direction } from './traverse';

/** What the words ask. */
export interface AskedInWords {
  direction: Direction;
  question: Question;
}

/** The word that cannot be read, or at the end of the line the one that is missing, and what may stand there. */
export interface WrongWord {
  span: Span;
  message: string;
}

/** A word that names a field, its value following. */
interface FieldWord {
  field: keyof Question;
  /** The first is how the field is written, the others are taken too. */
  names: readonly [string, ...string[]];
  /** What its value may be. */
  value: string;
}

export const directionWords: readonly Direction[] = ['in', 'out', 'forward'];

/** Every word that names a field, in the order in which a question is written. */
export const fieldWords: readonly FieldWord[] = [
  { field: 'protocol', names: ['proto', 'protocol'], value: 'tcp, udp, icmp or another protocol' },
  { field: 'port', names: ['port', 'dport'], value: 'a port, or a range such as 8000:8100' },
  { field: 'sourcePort', names: ['sport'], value: 'a port, or a range such as 8000:8100' },
  { field: 'icmpType', names: ['type', 'icmp-type'], value: 'a type of ICMP such as echo-request' },
  { field: 'tcpFlags', names: ['flags', 'tcp-flags'], value: 'flags such as SYN or SYN,ACK/SYN' },
  { field: 'source', names: ['from', 'src'], value: 'an address or a network' },
  { field: 'destination', names: ['to', 'dst'], value: 'an address or a network' },
  { field: 'uid', names: ['uid'], value: 'the number of a user, N-M, or root' },
  { field: 'gid', names: ['gid'], value: 'the number of a group, N-M, or root' },
  { field: 'incoming', names: ['iface'], value: 'an interface such as eth0' },
  { field: 'leaving', names: ['oface'], value: 'an interface such as eth0' },
  { field: 'mark', names: ['mark'], value: 'a number, or number/mask' },
  { field: 'connmark', names: ['connmark'], value: 'a number, or number/mask' },
  { field: 'state', names: ['state', 'ctstate'], value: 'NEW, ESTABLISHED, RELATED, INVALID or UNTRACKED' },
  { field: 'connectionDirection', names: ['ctdir'], value: 'ORIGINAL or REPLY' },
  { field: 'local', names: ['local'], value: "this host's addresses, with commas between" },
];

const wordOf = new Map(fieldWords.flatMap((each) => each.names.map((name) => [name, each] as const)));

interface Reader {
  family: Family;
  words: { text: string; span: Span }[];
  next: number;
  end: number;
  direction: Direction | undefined;
  question: Question;
  spans: Partial<Record<keyof Question, Span>>;
}

/**
 * Reads one line of words in any order: a direction, a protocol by its name, a port by its number or name, and other fields by
 * their word with the value behind. A port alone is one of tcp; `iface` of what this host sends is where it leaves.
 */
export function readQuestionWords(text: string, family: Family): AskedInWords | WrongWord {
  const words = [...text.matchAll(/\S+/g)].map((match) => ({
    text: match[0],
    span: { start: match.index, end: match.index + match[0].length },
  }));
  const reader: Reader = { family, words, next: 0, end: text.length, direction: undefined, question: {}, spans: {} };
  while (reader.next < words.length) {
    const wrong = readWord(reader);
    if (wrong) return wrong;
  }
  return conclude(reader);
}

/** The line of words that asks this. */
export function questionWords({ direction, question }: AskedInWords): string {
  const sends = direction === 'out' && question.incoming === undefined;
  const fields = fieldWords.flatMap(({ field, names: [name] }) => {
    const value = question[field]?.trim().replace(/\s+/g, field === 'tcpFlags' ? '/' : '');
    if (!value) return [];
    if (field === 'protocol' && protocolNames.includes(value)) return [value];
    if (field === 'port') return [value];
    return [`${field === 'leaving' && sends ? 'iface' : name} ${value}`];
  });
  return [direction, ...fields].join(' ');
}

function readWord(reader: Reader): WrongWord | undefined {
  const { text, span } = reader.words[reader.next++]!;
  const lower = text.toLowerCase();
  const direction = directionWords.find((each) => each === lower);
  if (direction) {
    if (reader.direction) return { span, message: `one direction is enough: ${reader.direction} or ${direction}` };
    reader.direction = direction;
    return undefined;
  }
  const known = wordOf.get(lower);
  if (known) return readValue(reader, known, span);
  if (protocolNames.includes(lower)) return set(reader, 'protocol', lower, span);
  const port = text.replace('-', ':');
  if (parsePortRange(port)) return set(reader, 'port', port, span);
  return { span, message: unknownWord(text) };
}

function unknownWord(text: string): string {
  const similar = mostSimilar(text, [...directionWords, ...protocolNames, ...wordOf.keys()]);
  const words = `a direction (in, out, forward), a protocol, a port, or one of ${fieldWords.map(({ names }) => names[0]).join(', ')}`;
  return `'${text}' means nothing here: ${similar ? `did you mean ${similar}?` : words}`;
}

function readValue(reader: Reader, { field, names, value }: FieldWord, name: Span): WrongWord | undefined {
  const word = reader.words[reader.next++];
  if (!word) return { span: name, message: `behind ${names[0]} comes ${value}` };
  return set(reader, field, valueText(field, word.text), { start: name.start, end: word.span.end }, word.span);
}

function valueText(field: keyof Question, text: string): string {
  if (field === 'tcpFlags') return text.replace('/', ' ');
  return field === 'port' || field === 'sourcePort' ? text.replace('-', ':') : text;
}

function set(reader: Reader, field: keyof Question, value: string, span: Span, word = span): WrongWord | undefined {
  const { names, value: expected } = fieldWords.find((each) => each.field === field)!;
  if (reader.question[field] !== undefined) return { span, message: `${names[0]} is said twice` };
  if ('unreadable' in askedPackets({ [field]: value }, 'in', reader.family))
    return { span: word, message: `'${value}' cannot be read: behind ${names[0]} comes ${expected}` };
  reader.question[field] = value;
  reader.spans[field] = span;
  return undefined;
}

function conclude(reader: Reader): AskedInWords | WrongWord {
  const { direction, question, spans, end } = reader;
  if (!direction) return { span: { start: end, end }, message: 'a direction is missing: in, out or forward' };
  const owner = spans.uid ?? spans.gid;
  if (direction !== 'out' && owner)
    return { span: owner, message: 'what comes in has no user of this host: uid and gid go with out' };
  if (direction === 'out' && question.incoming !== undefined) {
    if (question.leaving !== undefined) return { span: spans.incoming!, message: 'what this host sends has one iface' };
    question.leaving = question.incoming;
    delete question.incoming;
  }
  if (question.incoming === 'lo')
    return {
      span: spans.incoming!,
      message: 'what comes in over lo was sent by this host: ask for it with out iface lo',
    };
  if (question.port !== undefined || question.sourcePort !== undefined || question.tcpFlags !== undefined)
    question.protocol ??= 'tcp';
  if (question.icmpType !== undefined) question.protocol ??= reader.family === 'ipv6' ? 'ipv6-icmp' : 'icmp';
  return { direction, question };
}
