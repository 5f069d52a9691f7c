/** Offers for the value of an option: the words of its list, what is well known, and what lines nearby give to the same option. */

import { CompletionItemKind } from 'vscode-languageserver-types';
import { evidenceOf, speaksFor } from '../../knowledge/evidence';
import { knownMarks, zoneKnowledge } from '../../knowledge/marks';
import { ownerKnowledge } from '../../knowledge/owners';
import { knownPorts } from '../../knowledge/ports';
import type { Option, Value, Word } from '../../modules/types';
import type { Span } from '../../syntax/span';
import { wordDocumentation } from './documentation';
import {
  defaultWords,
  furtherProtocols,
  interfaces,
  policies,
  protocols,
  setDirections,
  tcpFlags,
  weekdays,
} from './known-words';
import { type Offer, ranks } from './offer';
import { protocolOf, type RulePlace } from './place';
import { valuesNearby } from './values-nearby';

/** What the option may be given at the place, in the order in which it is likely; none for free text. */
export function valueOffers(place: RulePlace, option: Option, index: number): Offer[] {
  const value = option.values![index]!;
  const span = itemAt(place, separatorsOf(value));
  const others = span === place.word ? [] : place.text.slice(place.word.start, place.word.end).split(/[,|]/);
  const item = place.text.slice(span.start, span.end);
  const offers = [...knownOffers(place, value, option), ...nearbyOffers(place, option, index)];
  const labels = new Set<string>();
  return offers
    .filter(({ label }) => label === item || !others.includes(label))
    .filter(({ label }) => !labels.has(label) && labels.add(label))
    .map((offer) => ({ ...offer, span }));
}

/** What separates the items of a value that can have several; '' where the word is one. */
function separatorsOf(value: Value): string {
  switch (value.kind) {
    case 'words':
      return value.separators;
    case 'tcp-flags':
    case 'tcp-options':
    case 'sctp-chunks':
    case 'ipv6-headers':
    case 'set-directions':
    case 'weekdays':
    case 'month-days':
    case 'port-list':
    case 'address-list':
      return ',';
    default:
      return '';
  }
}

/** The item of a list at the cursor, or the word. */
function itemAt({ text, word, typed }: RulePlace, separators: string): Span {
  let start = word.start + typed.length;
  let end = start;
  if (separators === '') return word;
  while (start > word.start && !separators.includes(text.charAt(start - 1))) start--;
  while (end < word.end && !separators.includes(text.charAt(end))) end++;
  return start === word.start && end === word.end ? word : { start, end };
}

function knownOffers(place: RulePlace, value: Value, option: Option): Offer[] {
  const words = knownWords(place, value);
  if (words) return words.flatMap((word) => wordOffers(place, word));
  switch (value.kind) {
    case 'rate':
      return rateOffers(place.typed);
    case 'port':
    case 'port-range':
    case 'port-list':
    case 'nat-ports':
      return portOffers(place);
    case 'mark':
      return markOffers(place);
    case 'owner':
      return numberOffers(place, ['1337', '0'], (id) => ownerKnowledge(value.of === 'user' ? 'uid' : 'gid', id));
    case 'zone':
      return numberOffers(place, option.name === 'zone' ? ['1', '2'] : [], (zone) => zoneKnowledge(Number(zone)));
    default:
      return [];
  }
}

/** The words that a value can be, with their meanings; undefined where they are no list. */
function knownWords({ family }: RulePlace, value: Value): readonly Word[] | undefined {
  if ('words' in value) return value.words;
  switch (value.kind) {
    case 'tcp-flags':
      return tcpFlags;
    case 'set-directions':
      return setDirections;
    case 'weekdays':
      return weekdays;
    case 'policy':
      return policies;
    case 'interface':
      return interfaces;
    case 'protocol':
      return value.only
        ? [...protocols[family], ...furtherProtocols].filter(({ word }) => value.only!.includes(word))
        : protocols[family];
    default:
      return undefined;
  }
}

/** Each word by its own name; by another one where that is what is being typed. */
function wordOffers({ text, word: { start, end } }: RulePlace, word: Word): Offer[] {
  const written = text.slice(start, end).toLowerCase();
  const aliases = (word.aliases ?? []).filter((alias) => written !== '' && alias.toLowerCase().startsWith(written));
  return [word.word, ...aliases].map((label) => ({
    label,
    kind: CompletionItemKind.EnumMember,
    description: word.meaning,
    documentation: wordDocumentation(word),
    rank: defaultWords.has(label) ? ranks.first : label === word.word ? ranks.likely : ranks.seldom,
  }));
}

/** The number typed, or one that is often used, with each unit. */
function rateOffers(typed: string): Offer[] {
  const number = /^\d{1,5}/.exec(typed)?.[0] ?? '5';
  return ['second', 'minute', 'hour', 'day'].map((unit) => ({
    label: `${number}/${unit}`,
    kind: CompletionItemKind.Value,
    description: `on average ${number} in a ${unit}`,
    rank: ranks.likely,
  }));
}

/** Ports of common services, and those of the systems whose chains the dump has before the others. */
function portOffers(place: RulePlace): Offer[] {
  const evidence = evidenceOf(place.ruleset);
  return knownPorts(protocolOf(place)).map(({ port, name, meaning, system }) => {
    const label = String(port);
    const present = speaksFor(evidence, system);
    const rank = !present ? ranks.other : system === 'common' ? ranks.usual : ranks.likely;
    const whose = system === 'common' ? name : `${name} (${system})`;
    const kind = CompletionItemKind.Value;
    return { label, filter: `${label} ${name}`, description: whose, documentation: meaning, kind, rank };
  });
}

function markOffers(place: RulePlace): Offer[] {
  const evidence = evidenceOf(place.ruleset);
  return knownMarks().map(({ text, name, meaning, system }) => ({
    label: text,
    filter: `${text} ${name}`,
    kind: CompletionItemKind.Value,
    description: `${name} (${system})`,
    documentation: meaning,
    rank: speaksFor(evidence, system) ? ranks.likely : ranks.other,
  }));
}

function numberOffers(
  place: RulePlace,
  numbers: readonly string[],
  know: (number: string) => { name: string; meaning: string; system: string } | undefined,
): Offer[] {
  return numbers.flatMap((label) => {
    const known = know(label);
    if (!known) return [];
    const rank = speaksFor(evidenceOf(place.ruleset), known.system) ? ranks.likely : ranks.other;
    const description = known.system === 'common' ? known.name : `${known.name} (${known.system})`;
    return [
      {
        label,
        filter: `${label} ${known.name}`,
        kind: CompletionItemKind.Value,
        description,
        documentation: known.meaning,
        rank,
      },
    ];
  });
}

function nearbyOffers(place: RulePlace, option: Option, index: number): Offer[] {
  return valuesNearby(place, option, index).map((label) => ({
    label,
    kind: CompletionItemKind.Value,
    description: 'used nearby',
    rank: ranks.likely,
  }));
}
