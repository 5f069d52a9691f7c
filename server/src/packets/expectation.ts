/** Reads a comment such as `# expect: in tcp 8080 from 10.0.0.1 -> 15006`: which packets, and where they have to end. */

import { mostSimilar } from '../modules/similar';
import { expectationStart, missingColon } from '../ruleset/expectation-line';
import type { Family } from '../ruleset/tables';
import { onceForSome } from '../syntax/once';
import type { Span } from '../syntax/span';
import { splitBlanks } from '../syntax/words';
import { type ExpectedEnd, endNames, readGoal } from './expected-end';
import {
  type AskedInWords,
  conclude,
  hasPorts,
  missingValue,
  noWords,
  type PacketWords,
  type Refused,
  readWord,
} from './question-words';

/** The packets that it speaks of, and where they have to go. */
export interface Expectation extends AskedInWords {
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

/** What may stand next: in front of the arrow, then behind it. */
export type Slot = 'direction' | 'protocol' | 'ports' | 'field' | 'value' | 'end' | 'goal' | 'or' | 'another end';

/** What was read up to some word. */
export interface Reading {
  slot: Slot;
  /** What the words in front of the arrow say. */
  packets: PacketWords;
  /** What they ask, once the arrow is read. */
  asked: AskedInWords | undefined;
  ends: ExpectedEnd[];
  packetSpan: Span | undefined;
  endSpan: Span;
  unread: Unread | undefined;
}

/** The expectation of a comment line, or why it is none; undefined for comments that do not begin with `# expect:`. */
export function readExpectation(text: string, family: Family): Expectation | Unread | undefined {
  return readers[family](text);
}

/** Several checks ask for the same lines, and again with each edit; a dump seldom has more. */
const maxRemembered = 500;
const readers = {
  ipv4: onceForSome((text: string) => readAnew(text, 'ipv4'), maxRemembered),
  ipv6: onceForSome((text: string) => readAnew(text, 'ipv6'), maxRemembered),
};

function readAnew(text: string, family: Family): Expectation | Unread | undefined {
  const from = expectationStart(text);
  if (from === undefined) return undefined;
  if (missingColon(text) === from) {
    const span = { start: from - 'expect'.length, end: from };
    return unread({ span, message: 'a colon is missing, so nothing is tested', meant: 'expect:' });
  }
  const reading = readWords(text, from, text.length, family);
  if (reading.unread) return reading.unread;
  const { asked, ends, packetSpan, endSpan } = reading;
  const missing = unfinished(reading);
  if (asked && packetSpan && missing === undefined) return { ...asked, ends, packetSpan, endSpan };
  const last = splitBlanks(text, from).at(-1) ?? { start: 0, end: from };
  return unread({ span: last, message: missing ?? goalMissing });
}

/** Reads the words between two columns, up to the first one that does not fit. */
export function readWords(text: string, from: number, until: number, family: Family): Reading {
  const reading: Reading = {
    slot: 'direction',
    packets: noWords(family),
    asked: undefined,
    ends: [],
    packetSpan: undefined,
    endSpan: { start: until, end: until },
    unread: undefined,
  };
  for (const span of splitBlanks(text.slice(0, until), from)) {
    const refused = readNext(reading, text.slice(span.start, span.end), span);
    if (!refused) continue;
    reading.unread = unread(refused);
    break;
  }
  return reading;
}

/** The refusal as a sentence. */
function unread({ span, message, meant }: Refused): Unread {
  return { span, message: `${message.charAt(0).toUpperCase()}${message.slice(1)}.`, meant };
}

function readNext(reading: Reading, word: string, span: Span): Refused | undefined {
  switch (reading.slot) {
    case 'end':
    case 'another end':
      return readEnd(reading, word, span);
    case 'goal':
      return word === 'or' ? readOr(reading, word, span) : readGoalWord(reading, word, span);
    case 'or':
      return readOr(reading, word, span);
    default:
      return arrows.includes(word) ? readArrow(reading, span) : readPacketWord(reading, word, span);
  }
}

const arrows = ['->', '→'];

function readArrow(reading: Reading, span: Span): Refused | undefined {
  const asked = conclude(reading.packets, span);
  if ('message' in asked) return asked;
  const { leaving } = reading.packets.places;
  if (leaving && asked.direction === 'in')
    return { span: leaving.name, message: 'the word oface goes with forward', meant: 'iface' };
  reading.asked = asked;
  reading.slot = 'end';
  return undefined;
}

function readPacketWord(reading: Reading, word: string, span: Span): Refused | undefined {
  const { packets, packetSpan } = reading;
  if (/^[-=~—–]+>$/.test(word)) return { span, message: `'${word}' means nothing here`, meant: '->' };
  const refused = readWord(packets, word, span, ['->']);
  if (refused) return refused;
  reading.packetSpan = { start: packetSpan?.start ?? span.start, end: span.end };
  reading.slot = packetSlot(packets);
  return undefined;
}

/** What is asked for next. Words may come in any order; these are offered. */
function packetSlot({ begun, direction, question }: PacketWords): Slot {
  if (begun) return 'value';
  if (!direction) return 'direction';
  const [first, ...others] = Object.keys(question);
  if (first === undefined) return 'protocol';
  return others.length === 0 && question.protocol !== undefined && hasPorts(question.protocol) ? 'ports' : 'field';
}

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
  const { ends, packets } = reading;
  const kind = endNames.find((name) => name === word);
  const goal = kind ? undefined : readGoal(word, packets.family);
  if (!kind && !goal) {
    const lower = word.toLowerCase();
    const meant = Object.hasOwn(otherNames, lower) ? otherNames[lower] : mostSimilar(word, endNames);
    return { span, message: `'${word}' is no end: write ${possibleEnds}`, meant };
  }
  ends.push({ kind: kind ?? 'goal', ...goal });
  reading.endSpan = { start: ends.length === 1 ? span.start : reading.endSpan.start, end: span.end };
  reading.slot = kind === 'forward' ? 'goal' : 'or';
  return undefined;
}

const possibleEnds = `${endNames.join(', ')}, a port, or an address with or without :port`;

function readGoalWord(reading: Reading, word: string, span: Span): Refused | undefined {
  const goal = readGoal(word, reading.packets.family);
  if (!goal) return { span, message: `'${word}' is no address, and no address:port` };
  Object.assign(reading.ends.at(-1)!, goal);
  reading.endSpan = { start: reading.endSpan.start, end: span.end };
  reading.slot = 'or';
  return undefined;
}

function readOr(reading: Reading, word: string, span: Span): Refused | undefined {
  if (word !== 'or') return { span, message: 'behind the end nothing else may stand, but or and another end' };
  reading.slot = 'another end';
  return undefined;
}

const goalMissing = 'say where these packets have to go: -> and an end';

/** What is missing at the end of the line. */
function unfinished({ slot, packets: { begun } }: Reading): string | undefined {
  const missing: Partial<Record<Slot, string>> = {
    direction: 'say which packets, and where they have to go: # expect: in tcp 8080 -> 15006',
    protocol: goalMissing,
    ports: goalMissing,
    field: goalMissing,
    value: begun && missingValue(begun.word),
    end: `behind -> comes ${possibleEnds}`,
    'another end': 'behind or comes another end',
  };
  return missing[slot];
}
