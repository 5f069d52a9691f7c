/** Packets in one line of words: `in tcp 8080 from 10.0.0.1`, `out udp 53 uid 1337 iface lo`. */

import { protocolNames, protocolNumber } from '../modules/protocols';
import { mostSimilar } from '../modules/similar';
import type { Family } from '../ruleset/tables';
import type { Span } from '../syntax/span';
import { directionWords, type FieldWord, fieldNamed, fieldWords, wordOfField } from './field-words';
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

/** A word that was refused; the message is a phrase without a full stop. */
export interface Refused extends WrongWord {
  /** The word that was meant, where there is one. */
  meant?: string | undefined;
  /** The name and the value of the field, where the word is one of them. */
  field?: Span;
}

/** Where a field is told; a value that stands alone is its own name. */
interface Place {
  name: Span;
  value: Span;
}

/** What was read of packets up to some word. */
export interface PacketWords {
  family: Family;
  direction: Direction | undefined;
  /** As the words have it: `iface` is where packets come in by, whatever their direction. */
  question: Question;
  places: Partial<Record<keyof Question, Place>>;
  /** The field whose value comes next, and the word that named it. */
  begun: { word: FieldWord; span: Span } | undefined;
}

export function noWords(family: Family): PacketWords {
  return { family, direction: undefined, question: {}, places: {}, begun: undefined };
}

/** Reads a line of words, in any order, as `readWord` has them. */
export function readQuestionWords(text: string, family: Family): AskedInWords | WrongWord {
  const words = noWords(family);
  for (const match of text.matchAll(/\S+/g)) {
    const refused = readWord(words, match[0], { start: match.index, end: match.index + match[0].length });
    if (!refused) continue;
    const { field, span, message, meant } = refused;
    return { span: field ?? span, message: meant ? `${message}: did you mean ${meant}?` : message };
  }
  return conclude(words, { start: text.length, end: text.length });
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

/**
 * Reads one more word: a direction, a protocol by its name, ports by their numbers or names, the name of another field, or the
 * value behind such a name. `listed` is what else may stand there.
 */
export function readWord(
  words: PacketWords,
  text: string,
  span: Span,
  listed: readonly string[] = [],
): Refused | undefined {
  const { begun } = words;
  if (begun) return set(words, begun.word, text, { name: begun.span, value: span });
  const lower = text.toLowerCase();
  const direction = directionWords.find((each) => each === lower);
  if (direction) return setDirection(words, direction, span);
  const named = fieldNamed(lower);
  if (named) return begin(words, named, span);
  if (isProtocol(lower)) return set(words, wordOfField('protocol'), lower, { name: span, value: span });
  if (text.split(',', 2).every((item) => parsePortRange(portText(item))))
    return set(words, wordOfField('port'), text, { name: span, value: span });
  if (/^\d/.test(text)) return { span, message: `'${text}' is no port` };
  return unknownWord(words, text, span, listed);
}

function isProtocol(text: string): boolean {
  return !/^\d/.test(text) && protocolNumber(text) !== undefined;
}

function setDirection(words: PacketWords, direction: Direction, span: Span): Refused | undefined {
  if (words.direction) return { span, message: `one direction is enough: ${words.direction} or ${direction}` };
  words.direction = direction;
  return contradiction(words);
}

function begin(words: PacketWords, word: FieldWord, span: Span): Refused | undefined {
  if (words.question[word.field] !== undefined) return { span, message: `the word ${word.names[0]} is said twice` };
  words.begun = { word, span };
  return undefined;
}

function set(words: PacketWords, word: FieldWord, text: string, place: Place): Refused | undefined {
  const { field, names } = word;
  const value = askedText(field, text);
  words.begun = undefined;
  if (words.question[field] !== undefined) return { span: place.value, message: `the word ${names[0]} is said twice` };
  if ('unreadable' in askedPackets({ [field]: value }, 'in', words.family))
    return { span: place.value, message: `'${text}' cannot be read: ${missingValue(word)}` };
  words.question[field] = value;
  words.places[field] = place;
  return contradiction(words);
}

/** The value of a field as a question has it: in a line of words it has no blanks, and ranges of ports may have `-`. */
export function askedText(field: keyof Question, text: string): string {
  if (field === 'tcpFlags') return text.replace('/', ' ');
  return field === 'port' || field === 'sourcePort' ? text.split(',').map(portText).join(',') : text;
}

/** Names of services may have a `-` of their own. */
function portText(text: string): string {
  return parsePortRange(text) ? text : text.replace(/(?<=\w)-|-(?=\w)/, ':');
}

function unknownWord(words: PacketWords, text: string, span: Span, listed: readonly string[]): Refused {
  const fields = fieldWords.filter(({ seldom }) => !seldom).map(({ names }) => names[0]);
  const candidates = [
    ...(words.direction ? [] : directionWords),
    ...(words.question.protocol === undefined ? protocolNames : []),
    ...fieldWords.flatMap(({ names }) => names),
  ];
  const meant = mostSimilar(text, candidates);
  if (meant) return { span, message: `'${text}' means nothing here`, meant };
  const direction = words.direction ? '' : `a direction (in, out or forward), `;
  const others = [...fields, ...listed].join(', ');
  return { span, message: `'${text}' means nothing here: ${direction}a protocol, a port, or one of ${others}` };
}

/** What cannot be said of the same packets. */
function contradiction({ direction, question, places }: PacketWords): Refused | undefined {
  const { incoming } = places;
  const owner = places.uid ?? places.gid;
  const arrives = direction === 'in' || direction === 'forward';
  if (arrives && owner)
    return refused(owner, 'name', 'what comes in has no user of this host: uid and gid go with out');
  if (arrives && incoming && question.incoming === 'lo')
    return refused(incoming, 'value', 'what comes in over lo was sent by this host: ask for it with out iface lo');
  if (direction === 'out' && incoming && places.leaving)
    return refused(incoming, 'name', 'what this host sends has one iface');
  const absent = absentField(question);
  return absent && refused(places[absent.field]!, 'value', absent.message);
}

/** A field of the question that packets of its protocol do not have; undefined where there is none. */
export function absentField(question: Question): { field: keyof Question; message: string } | undefined {
  const { protocol } = question;
  const number = protocolNumber(protocol ?? '');
  if (number === undefined) return undefined;
  for (const { fields, protocols, what } of fieldsOfProtocols) {
    const field = fields.find((each) => question[each] !== undefined);
    if (field && !protocols.includes(number)) return { field, message: `packets of ${protocol} have no ${what}` };
  }
  return undefined;
}

function refused(place: Place, word: keyof Place, message: string): Refused {
  return { span: place[word], field: { start: place.name.start, end: place.value.end }, message };
}

/** Fields that packets of some protocols have, by their numbers; 0 is any protocol. */
const withPorts: readonly number[] = [0, 6, 17, 33, 132, 136];
const fieldsOfProtocols: readonly {
  fields: readonly (keyof Question)[];
  protocols: readonly number[];
  what: string;
}[] = [
  { fields: ['port', 'sourcePort'], protocols: withPorts, what: 'ports' },
  { fields: ['icmpType'], protocols: [0, 1, 58], what: 'ICMP type' },
  { fields: ['tcpFlags'], protocols: [0, 6], what: 'TCP flags' },
];

/** True for protocols with ports, and for all protocols together. */
export function hasPorts(protocol: string): boolean {
  return withPorts.includes(protocolNumber(protocol) ?? -1);
}

/** What all the words ask, or what is missing, at its place `here`. Of packets that this host sends `iface` is where they leave. */
export function conclude(words: PacketWords, here: Span): AskedInWords | WrongWord {
  const { direction, begun, family } = words;
  if (begun) return { span: begun.span, message: missingValue(begun.word) };
  if (!direction) return { span: here, message: 'a direction is missing: in, out or forward' };
  const { incoming, ...others } = words.question;
  const sent = direction === 'out' && incoming !== undefined;
  return { direction, question: withProtocol(sent ? { ...others, leaving: incoming } : words.question, family) };
}

/** Says what has to stand behind the name of a field. */
export function missingValue({ names: [name], value }: FieldWord): string {
  return `behind ${name} comes ${value}`;
}

/** The question with the protocol that its other fields imply where it tells none. */
export function withProtocol(question: Question, family: Family): Question {
  const { port, sourcePort, tcpFlags, icmpType } = question;
  if ((port ?? sourcePort ?? tcpFlags) !== undefined) return { protocol: 'tcp', ...question };
  return icmpType === undefined ? question : { protocol: family === 'ipv6' ? 'ipv6-icmp' : 'icmp', ...question };
}
