/** What a value of an option means: ports, addresses, users, marks, words of a list. */

import { addressKnowledge } from '../../knowledge/addresses';
import { type MarkKnowledge, markKnowledge, zoneKnowledge } from '../../knowledge/marks';
import { ownerKnowledge } from '../../knowledge/owners';
import { protocolName, protocolNumber } from '../../modules/protocols';
import type { Value, Word } from '../../modules/types';
import { formatAddress, parseNetwork } from '../../packets/addresses';
import { parseMark, parseNumber } from '../../packets/numbers';
import type { RulePart } from '../../ruleset/rule';
import type { Span } from '../../syntax/span';
import type { Word as RuleWord } from '../../syntax/words';
import { blocks, code, title } from '../markdown';
import { grouped } from '../numbers';
import { type Evidence, evidenceOf, speaksFor } from './evidence';
import { optionLine, valueText, wordsOf } from './option';
import type { HoverText, RulePlace } from './place';
import { portText } from './port';
import { thisRule } from './this-rule';

/** The hover of a value, or of the item of a list at the column; undefined for a value of an unknown option. */
export function valueHover(place: RulePlace, part: RulePart, index: number, column: number): HoverText | undefined {
  const word = part.values[index]!;
  const value = part.option?.values?.[index];
  const item = value ? itemAt(place, value, word, column) : word;
  const text = item === word ? word.value : place.text.slice(item.start, item.end);
  const meaning = value && meaningOf(place, value, text);
  const full = meaning ? blocks(meaning, thisRule(place), optionLine(part)) : valueText(part, text);
  return full === undefined ? undefined : { start: item.start, end: item.end, text: full };
}

/** What separates the items of a value that can have several. */
function separatorsOf(value: Value, word: RuleWord): string {
  switch (value.kind) {
    case 'port-list':
    case 'address-list':
    case 'words':
    case 'tcp-flags':
      return ',|';
    case 'address-range':
      return '-';
    case 'nat-ports':
      return '/';
    case 'nat-address':
      return word.value.includes('[') ? '-[]' : word.value.split(':').length > 2 ? '-' : '-:';
    default:
      return '';
  }
}

/** The item of a list at the column, or the whole word. */
function itemAt(place: RulePlace, value: Value, word: RuleWord, column: number): Span {
  const separators = separatorsOf(value, word);
  if (separators === '' || word.quoted) return word;
  let start = Math.min(column, word.end);
  while (start > word.start && !separators.includes(place.text.charAt(start - 1))) start--;
  let end = start;
  while (end < word.end && !separators.includes(place.text.charAt(end))) end++;
  return start === word.start && end === word.end ? word : { start, end };
}

function meaningOf(place: RulePlace, value: Value, text: string): string | undefined {
  const evidence = evidenceOf(place.ruleset);
  switch (value.kind) {
    case 'port':
    case 'port-range':
    case 'port-list':
    case 'nat-ports':
      return portText(place, text);
    case 'nat-address':
      return /^:?\d{1,5}$/.test(text) ? portText(place, text.replace(':', '')) : addressText(place, evidence, text);
    case 'address':
    case 'address-with-mask':
    case 'address-list':
    case 'address-range':
      return addressText(place, evidence, text);
    case 'owner':
      return ownerText(evidence, value.of === 'user' ? 'uid' : 'gid', text);
    case 'mark':
      return markText(evidence, text);
    case 'zone':
      return zoneText(evidence, text);
    case 'interface':
      return interfaceText(text);
    case 'protocol':
      return protocolText(text);
    default:
      return wordText(value, text);
  }
}

/** `common` knowledge holds; that of a system whose chains are missing is only likely. */
function systemText(
  evidence: Evidence,
  text: string,
  known: { name: string; meaning: string; system: string },
  more = '',
): string {
  if (speaksFor(evidence, known.system)) return blocks(title(text, known.name), known.meaning, more);
  const doubt = `But no chain of this dump speaks for ${known.system}.`;
  return blocks(title(text, `possibly ${known.name} (${known.system})`), `${known.meaning} ${doubt}`, more);
}

function addressText(place: RulePlace, evidence: Evidence, text: string): string | undefined {
  const known = addressKnowledge(text);
  const size = networkSize(place, text);
  if (known) return systemText(evidence, text, known, size);
  return size ? blocks(title(text, 'network'), size) : undefined;
}

/** How many addresses a network has, and from where to where; '' for a single one. */
function networkSize(place: RulePlace, text: string): string {
  const { family } = place.ruleset.document;
  const network = parseNetwork(text, family);
  if (!network || network.low === network.high) return '';
  const size = BigInt(network.high) - BigInt(network.low) + 1n;
  const many = size > 2n ** 32n ? `2^${size.toString(2).length - 1}` : grouped(size);
  return `${many} addresses, ${code(formatAddress(network.low, family))} to ${code(formatAddress(network.high, family))}.`;
}

function ownerText(evidence: Evidence, kind: 'uid' | 'gid', text: string): string | undefined {
  const known = ownerKnowledge(kind, text === 'root' ? '0' : text);
  return known && systemText(evidence, `${kind} ${text}`, known);
}

function markText(evidence: Evidence, text: string): string | undefined {
  const mark = parseMark(text);
  if (!mark) return undefined;
  const known: MarkKnowledge | undefined = markKnowledge(mark.value, mark.mask);
  const number = `${code(hex(mark.value))} = ${mark.value}`;
  const bits = mark.mask === 0xffffffff ? '' : `; the mask ${code(hex(mark.mask))} names the bits that count`;
  return known
    ? systemText(evidence, text, known, `${number}${bits}.`)
    : blocks(title(text, 'mark'), `${number}${bits}.`);
}

function hex(value: number): string {
  return `0x${value.toString(16)}`;
}

function zoneText(evidence: Evidence, text: string): string | undefined {
  const zone = parseNumber(text, 0xffff);
  const known = zone === undefined ? undefined : zoneKnowledge(zone);
  return known && systemText(evidence, `zone ${text}`, known);
}

function interfaceText(text: string): string | undefined {
  if (text === 'lo')
    return blocks(title(text, 'loopback interface'), 'What this host sends to itself; it never leaves it.');
  if (text === '+') return blocks(title(text, 'any interface'));
  return text.endsWith('+')
    ? title(text, `every interface whose name begins with ${code(text.slice(0, -1))}`)
    : undefined;
}

function protocolText(text: string): string | undefined {
  const number = protocolNumber(text);
  if (number === undefined) return undefined;
  if (number === 0) return title(text, 'any protocol');
  return title(text, /^\d/.test(text) ? protocolName(number) : `protocol ${number}`);
}

/** The meaning of a word of a fixed list. */
function wordText(value: Value, text: string): string | undefined {
  const word = wordsOf(value).find((each) => isWord(value, each, text));
  return word && title(text, word.meaning);
}

function isWord(value: Value, { word, aliases = [] }: Word, text: string): boolean {
  const names = [word, ...aliases];
  const matching = 'matching' in value ? value.matching : 'any-case';
  if (matching === 'exact') return names.includes(text);
  const lower = text.toLowerCase();
  return names.some((name) =>
    matching === 'beginning' ? name.toLowerCase().startsWith(lower) : name.toLowerCase() === lower,
  );
}
