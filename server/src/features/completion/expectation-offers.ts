/** Offers in comments `# expect: …`: each word that may stand next, the ends that the dump really has first. */

import { CompletionItemKind } from 'vscode-languageserver-types';
import { checkExpectation } from '../../packets/check-expectation';
import {
  connectionDirections,
  connectionStatuses,
  extensionHeaders,
  packetTypes,
  seldomDimensions,
} from '../../packets/dimensions';
import { type Reading, readWords, type Slot } from '../../packets/expectation';
import { endNames, expectedText } from '../../packets/expected-end';
import { directionWords, fieldWords, wordOfField } from '../../packets/field-words';
import type { Question } from '../../packets/question';
import { hasPorts, type PacketWords } from '../../packets/question-words';
import type { Direction } from '../../packets/traverse';
import { expectationStart } from '../../ruleset/expectation-line';
import type { Ruleset } from '../../ruleset/ruleset';
import type { Span } from '../../syntax/span';
import { type Offer, ranks } from './offer';

/** The word at a column of a comment, and what may take its place; undefined for comments that are no expectation and will be none. */
export function expectationOffers(
  ruleset: Ruleset,
  text: string,
  column: number,
): { word: Span; offers: Offer[] } | undefined {
  const from = expectationStart(text);
  if (from === undefined || column < from) return beginning(text, column);
  const word = { start: wordStart(text, from, column), end: wordEnd(text, column) };
  const reading = readWords(text, from, word.start, ruleset.document.family);
  if (reading.unread) return { word, offers: [] };
  const offers = offersAt(ruleset, reading, text.slice(word.start, column));
  return { word, offers: text[word.start - 1] === ':' ? offers.map(withBlank) : offers };
}

const whole = '# expect: ';

/** The comment itself, where it is begun with `#` and some of its letters. */
function beginning(text: string, column: number): ReturnType<typeof expectationOffers> {
  const begun = /^#\s?[a-z]{0,6}$/i.exec(text.slice(0, column));
  if (!begun || !whole.startsWith(text.trimEnd().replace(/^#(?=\S)/, '# '))) return undefined;
  const offer: Offer = {
    label: whole.trim(),
    insert: [[whole]],
    kind: CompletionItemKind.Snippet,
    description: 'where packets have to go',
    documentation: 'A test of this dump, as `# expect: in tcp 8080 -> 15006`. iptables skips it.',
    rank: ranks.usual,
  };
  return { word: { start: 0, end: text.length }, offers: [offer] };
}

function withBlank(offer: Offer): Offer {
  return { ...offer, insert: [[' ', ...(offer.insert?.[0] ?? [offer.label])]] };
}

function wordStart(text: string, from: number, column: number): number {
  let start = column;
  while (start > from && !/\s/.test(text[start - 1]!)) start--;
  return start;
}

function wordEnd(text: string, column: number): number {
  let end = column;
  while (end < text.length && !/\s/.test(text[end]!)) end++;
  return end;
}

function offersAt(ruleset: Ruleset, reading: Reading, typed: string): Offer[] {
  const { packets } = reading;
  const offers: Record<Slot, () => Offer[]> = {
    direction: () => directionWords.map((each) => plain(each, directionMeanings[each], ranks.likely)),
    protocol: () => [...protocolOffers, ...fieldOffers(packets), arrow],
    ports: () => [...portOffers(ruleset, packets, typed), arrow, ...fieldOffers(packets)],
    field: () => [arrow, ...fieldOffers(packets)],
    value: () => valueOffers(ruleset, packets),
    end: () => endOffers(ruleset, reading),
    'another end': () => endOffers(ruleset, reading),
    goal: () => [],
    or: () => [],
  };
  return offers[reading.slot]();
}

const directionMeanings: Record<Direction, string> = {
  in: 'packets that come in to this host',
  out: 'packets that a process of this host sends',
  forward: 'packets that go through this host',
};

function plain(label: string, description: string, rank: number): Offer {
  return { label, description, rank, kind: CompletionItemKind.Keyword };
}

const protocolOffers = ['tcp', 'udp', 'icmp'].map((name) => plain(name, 'protocol', ranks.likely));
const arrow = plain('->', 'where they have to end', ranks.likely);

/** What is seldom said comes last. */
const seldom: ReadonlySet<string> = new Set<string>(['sourcePort', 'icmpType', 'tcpFlags', ...seldomDimensions]);

function fieldOffers({ direction, question }: PacketWords): Offer[] {
  return fieldWords
    .filter(({ field }) => question[field] === undefined && fits(field, direction, question))
    .map(({ field, names: [name] }) => {
      const told = field === 'incoming' && direction === 'out' ? 'leaving' : field;
      return plain(name, wordOfField(told).meaning, seldom.has(field) ? ranks.other : ranks.usual);
    });
}

/** Protocols and destination ports need no word in front. */
function fits(field: keyof Question, direction: Direction | undefined, { protocol }: Question): boolean {
  if (field === 'protocol' || field === 'port') return false;
  if (field === 'sourcePort') return protocol === undefined || hasPorts(protocol);
  if (field === 'uid' || field === 'gid' || field === 'socket') return direction === 'out';
  return field !== 'leaving' || direction === 'forward';
}

/** Lines of rules that are looked at for values. */
const maxLines = 5000;
const maxValues = 40;

/** The ports that the dump names for the protocol. */
function portOffers(ruleset: Ruleset, { question }: PacketWords, typed: string): Offer[] {
  const option = /(?:--dports?|--ctorigdstport) ([\d:,]+)/;
  const ports = named(ruleset, (text) =>
    text.includes(`-p ${question.protocol}`) ? option.exec(text)?.[1]?.split(',') : [],
  );
  if (/^\d+$/.test(typed)) ports.add(typed);
  return [...ports].map((port) => plain(port, 'a port that this dump names', ranks.first));
}

const valueOptions: Partial<Record<keyof Question, RegExp>> = {
  uid: /--uid-owner (\S+)/,
  gid: /--gid-owner (\S+)/,
  source: /-s (\S+?)(?:\/32|\/128)? /,
  destination: /-d (\S+?)(?:\/32|\/128)? /,
  incoming: /-[io] (\S+)/,
  leaving: /-o (\S+)/,
  sourcePort: /--sport (\S+)/,
  mark: /--mark (\S+)/,
  ttl: /--(?:ttl|hl)(?:-eq)? (\S+)/,
  tos: /--tos (\S+)/,
  length: /--length (\S+)/,
  originalDestination: /--ctorigdst (\S+)/,
  originalDestinationPort: /--ctorigdstport (\S+)/,
};

const valueWords: Partial<Record<keyof Question, readonly string[]>> = {
  state: ['NEW', 'ESTABLISHED', 'RELATED', 'INVALID', 'UNTRACKED'],
  connectionDirection: connectionDirections,
  connectionStatus: [...Object.keys(connectionStatuses), 'NONE'],
  packetType: packetTypes,
  extensions: ['none', ...Object.keys(extensionHeaders)],
  socket: ['yes', 'no'],
};

function valueOffers(ruleset: Ruleset, { begun, direction }: PacketWords): Offer[] {
  const { field } = begun!.word;
  const option = valueOptions[field];
  const values = option ? named(ruleset, (text) => [option.exec(text)?.[1] ?? '']) : new Set(valueWords[field]);
  if (field === 'uid' || field === 'gid') values.add('0').add('1000');
  if (direction !== 'out') values.delete('lo');
  return [...values].map((value) => plain(value, '', ranks.first));
}

function named({ document }: Ruleset, read: (text: string) => readonly string[] | undefined): Set<string> {
  const values = new Set<string>();
  for (const { kind, text } of document.dump.lines.slice(0, maxLines)) {
    if (kind !== 'rule') continue;
    for (const value of read(text) ?? []) if (value && values.size < maxValues) values.add(value);
  }
  return values;
}

/** Where the packets really go, then all other ends. */
function endOffers(ruleset: Ruleset, { asked, ends }: Reading): Offer[] {
  const { answers } = checkExpectation(ruleset, { ...asked!, ends: [] });
  const texts = [...new Set(answers.map((answer) => expectedText(answer, ruleset.document.family)))];
  const known = texts.flatMap((text) => (text === undefined ? [] : [text]));
  const all = known.length === texts.length && known.length > 1 && ends.length === 0 ? [known.join(' or ')] : [];
  const right = [...all, ...known].map((text) =>
    plain(text, texts.length === 1 || all[0] === text ? 'what happens now' : 'happens to some', ranks.first),
  );
  const others = endNames.filter((name) => !known.includes(name)).map((name) => plain(name, '', ranks.other));
  return [...right, ...others];
}
