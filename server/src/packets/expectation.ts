/** Reads a comment such as `# expect: in tcp 8080 from 10.0.0.1 -> 15006`: which packets, and where they have to end. */

import { protocolNames, protocolNumber } from '../modules/protocols';
import { mostSimilar } from '../modules/similar';
import { expectationStart } from '../ruleset/expectation-line';
import type { Family } from '../ruleset/tables';
import type { Span } from '../syntax/span';
import { splitBlanks } from '../syntax/words';
import { type ExpectedEnd, endNames, readGoal } from './expected-end';
import { parsePortRange } from './numbers';
import { askedPackets, type Question } from './question';
import type { Direction } from './traverse';

export interface Expectation {
  direction: Direction;
  /** The packets that it speaks of; one question for each item of a list of ports. */
  questions: Question[];
  /** The packets have to end in one of these. */
  ends: ExpectedEnd[];
  /** The words in front of the arrow, and those behind it. */
  packetSpan: Span;
  endSpan: Span;
}

/** What cannot be read, and the word that was meant, where there is one. */
export interface Unread {
  span: Span;
  message: string;
  meant: string | undefined;
}

/** What may stand next. */
export type Slot = 'direction' | 'protocol' | 'ports' | 'field' | 'value' | 'end' | 'goal' | 'or' | 'another end';

export const directions = ['in', 'out', 'forward'] as const;

/** The words that tell more of the packets; each takes a value. */
export const fieldWords = {
  from: { field: 'source', meaning: 'the source address or network' },
  to: { field: 'destination', meaning: 'the destination address or network' },
  iface: {
    field: 'incoming',
    meaning: 'the interface that they come in by; of packets that this host sends, leave by',
  },
  oface: { field: 'leaving', meaning: 'the interface that they leave by' },
  uid: { field: 'uid', meaning: 'the user of the process that sends them' },
  gid: { field: 'gid', meaning: 'the group of the process that sends them' },
  sport: { field: 'sourcePort', meaning: 'the source port' },
  state: { field: 'state', meaning: 'the state of connection tracking; NEW unless told' },
  mark: { field: 'mark', meaning: 'the mark of the packet' },
  connmark: { field: 'connmark', meaning: 'the mark of the connection' },
  type: { field: 'icmpType', meaning: 'the type of an ICMP message' },
  flags: { field: 'tcpFlags', meaning: 'the flags of TCP: SYN, or of some which are set: SYN,ACK/SYN' },
  local: { field: 'local', meaning: "this host's addresses, all of them, with commas between" },
} as const satisfies Record<string, { field: keyof Question; meaning: string }>;

export type FieldWord = keyof typeof fieldWords;

/** What was read up to some word. */
export interface Reading {
  family: Family;
  slot: Slot;
  direction: Direction | undefined;
  question: Question;
  ports: string[];
  ends: ExpectedEnd[];
  /** The word whose value comes next. */
  field: FieldWord | undefined;
  packetSpan: Span;
  endSpan: Span;
  unread: Unread | undefined;
}

/** The expectation of a comment line, or why it is none; undefined for comments that do not begin with `# expect:`. */
export function readExpectation(text: string, family: Family): Expectation | Unread | undefined {
  const from = expectationStart(text);
  if (from === undefined) return undefined;
  const reading = readWords(text, from, text.length, family);
  if (reading.unread) return reading.unread;
  const unread = unfinished(reading, text, from);
  if (unread) return unread;
  const { question, ports, ends, packetSpan, endSpan } = reading;
  if (question.sourcePort !== undefined || question.tcpFlags !== undefined) question.protocol ??= 'tcp';
  const questions = ports.length === 0 ? [question] : ports.map((port) => ({ ...question, port }));
  return { direction: reading.direction!, questions, ends, packetSpan, endSpan };
}

/** Reads the words between two columns, up to the first one that does not fit. */
export function readWords(text: string, from: number, until: number, family: Family): Reading {
  const reading: Reading = {
    family,
    slot: 'direction',
    direction: undefined,
    question: {},
    ports: [],
    ends: [],
    field: undefined,
    packetSpan: { start: from, end: from },
    endSpan: { start: until, end: until },
    unread: undefined,
  };
  for (const span of splitBlanks(text.slice(0, until), from)) {
    const refused = readWord(reading, text.slice(span.start, span.end), span);
    if (!refused) continue;
    reading.unread = { span, message: refused.message, meant: refused.meant };
    break;
  }
  return reading;
}

interface Refused {
  message: string;
  meant?: string | undefined;
}

function readWord(reading: Reading, word: string, span: Span): Refused | undefined {
  switch (reading.slot) {
    case 'direction':
      return readDirection(reading, word, span);
    case 'protocol':
    case 'ports':
    case 'field':
      return readPacketWord(reading, word, span);
    case 'value':
      return readValue(reading, word, span);
    case 'end':
    case 'another end':
      return readEnd(reading, word, span);
    case 'goal':
      if (word === 'or') return readOr(reading, word);
      return readGoalWord(reading, word, span);
    case 'or':
      return readOr(reading, word);
  }
}

function readDirection(reading: Reading, word: string, span: Span): Refused | undefined {
  const direction = directions.find((each) => each === word);
  if (!direction) return { message: 'The direction comes first: in, out or forward.', meant: meant(word, directions) };
  reading.direction = direction;
  reading.packetSpan = span;
  reading.slot = 'protocol';
  return undefined;
}

const arrows = ['->', '→'];

function readPacketWord(reading: Reading, word: string, span: Span): Refused | undefined {
  if (arrows.includes(word)) {
    reading.slot = 'end';
    return undefined;
  }
  reading.packetSpan = { start: reading.packetSpan.start, end: span.end };
  if (Object.hasOwn(fieldWords, word)) return beginField(reading, word as FieldWord);
  if (reading.slot === 'protocol' && protocolNumber(word) !== undefined && !/^\d/.test(word)) {
    reading.question.protocol = word;
    reading.slot = hasPorts(word) ? 'ports' : 'field';
    return undefined;
  }
  if (reading.slot !== 'field' && readPorts(reading, word)) return undefined;
  return unknownWord(reading, word);
}

function beginField(reading: Reading, word: FieldWord): Refused | undefined {
  const { direction, question } = reading;
  const field = fieldOf(word, direction);
  if (question[field] !== undefined) return { message: `${word} is said already.` };
  if (direction !== 'out' && (word === 'uid' || word === 'gid'))
    return {
      message: `${word} goes with out: packets that come in have no ${word === 'uid' ? 'user' : 'group'} of this host.`,
    };
  if (direction !== 'forward' && word === 'oface')
    return { message: 'oface goes with forward; write iface.', meant: 'iface' };
  reading.field = word;
  reading.slot = 'value';
  return undefined;
}

/** The field of a question that a word tells. */
export function fieldOf(word: FieldWord, direction: Direction | undefined): keyof Question {
  return word === 'iface' && direction === 'out' ? 'leaving' : fieldWords[word].field;
}

function readValue(reading: Reading, word: string, span: Span): Refused | undefined {
  const { direction, family, question } = reading;
  const field = fieldOf(reading.field!, direction);
  const value = field === 'sourcePort' ? word.replace('-', ':') : field === 'tcpFlags' ? word.replace('/', ' ') : word;
  const asked = askedPackets({ [field]: value }, direction!, family);
  if ('unreadable' in asked) return { message: `${word} is no ${valueNames[field] ?? field}.` };
  if (field === 'incoming' && word === 'lo')
    return { message: 'What comes in over lo was sent by this host: write out … iface lo.' };
  question[field] = value;
  reading.packetSpan = { start: reading.packetSpan.start, end: span.end };
  reading.slot = 'field';
  return undefined;
}

const valueNames: Partial<Record<keyof Question, string>> = {
  source: 'address of this family',
  destination: 'address of this family',
  incoming: 'interface',
  leaving: 'interface',
  uid: 'number of a user',
  gid: 'number of a group',
  sourcePort: 'port',
  state: 'state: NEW, ESTABLISHED, RELATED, INVALID or UNTRACKED',
  icmpType: 'type of ICMP',
  tcpFlags: 'list of flags such as SYN,ACK',
  local: 'list of addresses',
};

/** Numbers and lists, ranges with `:` or `-`; of names those that everybody knows. */
function readPorts(reading: Reading, word: string): boolean {
  const items = word.split(',').map((item) => (/^\d+-\d+$/.test(item) ? item.replace('-', ':') : item));
  if (items.length > maxPorts || !items.every((item) => parsePortRange(item))) return false;
  reading.ports = items;
  reading.question.protocol ??= 'tcp';
  reading.slot = 'field';
  return true;
}

const maxPorts = 64;

function unknownWord({ slot, question }: Reading, word: string): Refused {
  const fields = Object.keys(fieldWords);
  if (slot === 'protocol') {
    const names = [...fields, ...protocolNames];
    return { message: `${word} is no protocol, no port, and none of ${listed}.`, meant: meant(word, [...names, '->']) };
  }
  if (slot === 'ports')
    return { message: `${word} is no port, and none of ${listed}.`, meant: meant(word, [...fields, '->']) };
  if (/^\d/.test(word) && question.protocol && !hasPorts(question.protocol))
    return { message: `${question.protocol} has no ports.` };
  return { message: `Behind this only ${listed} may stand.`, meant: meant(word, [...fields, '->']) };
}

const listed = `${Object.keys(fieldWords).join(', ')} or ->`;

/** Words that people write for ends, and what is meant. */
const otherNames: Readonly<Record<string, string>> = {
  accept: 'itself',
  accepted: 'itself',
  allow: 'itself',
  pass: 'itself',
  return: 'itself',
  self: 'itself',
  sent: 'itself',
  delivered: 'itself',
  deny: 'drop',
  block: 'drop',
  dropped: 'drop',
  rejected: 'reject',
  refused: 'reject',
  forwarded: 'forward',
  dnat: 'forward',
};

function readEnd(reading: Reading, word: string, span: Span): Refused | undefined {
  const { ends, family } = reading;
  const kind = endNames.find((name) => name === word);
  const goal = kind ? undefined : readGoal(word, family);
  if (!kind && !goal) {
    return {
      message: `${word} is no end: write ${endNames.join(', ')}, a port, or an address with or without :port.`,
      meant: (Object.hasOwn(otherNames, word.toLowerCase()) && otherNames[word.toLowerCase()]) || meant(word, endNames),
    };
  }
  ends.push({ kind: kind ?? 'goal', ...goal });
  reading.endSpan = { start: ends.length === 1 ? span.start : reading.endSpan.start, end: span.end };
  reading.slot = kind === 'forward' ? 'goal' : 'or';
  return undefined;
}

function readGoalWord(reading: Reading, word: string, span: Span): Refused | undefined {
  const goal = readGoal(word, reading.family);
  if (!goal) return { message: `${word} is no address, and no address:port.` };
  Object.assign(reading.ends.at(-1)!, goal);
  reading.endSpan = { start: reading.endSpan.start, end: span.end };
  reading.slot = 'or';
  return undefined;
}

function readOr(reading: Reading, word: string): Refused | undefined {
  if (word !== 'or') return { message: 'Behind the end nothing else may stand, but or and another end.' };
  reading.slot = 'another end';
  return undefined;
}

/** What is missing at the end of the line. */
function unfinished({ slot, field }: Reading, text: string, from: number): Unread | undefined {
  const missing: Partial<Record<Slot, string>> = {
    direction: 'Say which packets, and where they have to go: # expect: in tcp 8080 -> 15006.',
    protocol: 'Say where these packets have to go: -> and an end.',
    ports: 'Say where these packets have to go: -> and an end.',
    field: 'Say where these packets have to go: -> and an end.',
    value: `${field} needs a value behind it.`,
    end: `Behind -> comes ${endNames.join(', ')}, a port, or an address with or without :port.`,
    'another end': 'Behind or comes another end.',
  };
  const message = missing[slot];
  const last = splitBlanks(text, from).at(-1) ?? { start: 0, end: from };
  return message === undefined ? undefined : { span: last, message, meant: undefined };
}

function hasPorts(protocol: string): boolean {
  return [6, 17, 33, 132, 136].includes(protocolNumber(protocol) ?? -1);
}

function meant(word: string, names: readonly string[]): string | undefined {
  if (/^[-=~—–]+>$|^=>$/.test(word)) return names.includes('->') ? '->' : undefined;
  return mostSimilar(
    word,
    names.filter((name) => name !== '->'),
  );
}
