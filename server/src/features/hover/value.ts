/** What a value of an option means: in words, and what is known of it in this dump. */

import { addressKnowledge } from '../../knowledge/addresses';
import { type Evidence, evidenceOf, speaksFor } from '../../knowledge/evidence';
import { markKnowledge, zoneKnowledge } from '../../knowledge/marks';
import { ownerKnowledge } from '../../knowledge/owners';
import type { Value } from '../../modules/types';
import { readCNumber } from '../../modules/values/c-number';
import { parseMark } from '../../packets/numbers';
import type { RulePart } from '../../ruleset/rule';
import type { Span } from '../../syntax/span';
import type { Word as RuleWord } from '../../syntax/words';
import { blocks, title } from '../markdown';
import { hostDependence } from '../values/host';
import { optionValueMeaning, valueMeaning } from '../values/index';
import type { ValueContext, ValueMeaning } from '../values/meaning';
import { flagMeaning } from '../values/tcp-flags';
import { unitOf } from '../values/units';
import { manualLink } from './conditions';
import { valueContext } from './context';
import { allowedLine, optionLine } from './option';
import type { HoverText, RulePlace } from './place';
import { portText } from './port';
import { thisRule } from './this-rule';

/** The hover of a value, or of the item of a list at the column; undefined for a value of an unknown option. */
export function valueHover(place: RulePlace, part: RulePart, index: number, column: number): HoverText | undefined {
  const { option, module } = part;
  const value = option?.values?.[index];
  if (!option || !value) return undefined;
  const word = part.values[index]!;
  const item = itemAt(place, value, word, column);
  const text = item === word ? word.value : place.text.slice(item.start, item.end);
  const context = { ...valueContext(place), unit: unitOf(module?.name, option.name) };
  const family = context.family;
  const markdown = blocks(
    meaningText(place, part, index, item === word ? undefined : text, context),
    thisRule(place),
    item === word ? '' : togetherText(part, index, context),
    optionLine(part),
    allowedLine(option, family),
    hostDependence(value, text, family),
    manualLink(module ? 'modules' : 'iptables'),
  );
  return { start: item.start, end: item.end, text: markdown };
}

/** What separates the items of a value that can have several. */
function separatorsOf(value: Value, word: RuleWord): string {
  switch (value.kind) {
    case 'port-list':
    case 'address-list':
    case 'words':
    case 'tcp-flags':
      return ',|';
    case 'ipv6-addresses':
    case 'ipv6-headers':
    case 'sctp-chunks':
    case 'tcp-options':
    case 'weekdays':
      return ',';
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

/** The title and what is known: of the item, or of the whole value where none is given. */
function meaningText(
  place: RulePlace,
  part: RulePart,
  index: number,
  item: string | undefined,
  context: ValueContext,
): string {
  const value = part.option!.values![index]!;
  const text = item ?? part.values[index]!.value;
  const found = item === undefined ? wholeMeaning(part, index, context) : itemMeaning(value, item, context);
  const more = (found?.more ?? []).join(' ');
  const known = knownText(place, value, text, more);
  if (known !== undefined) return known;
  const same = [text, `port ${text}`, context.quote(text)];
  const says = found && (found.is ?? (same.includes(found.phrase) ? undefined : found.phrase));
  return blocks(title(text, says ?? `value of ${context.quote(`--${part.option!.name}`)}`), more);
}

function wholeMeaning({ option, module, values }: RulePart, index: number, context: ValueContext) {
  return optionValueMeaning(
    option!,
    module,
    values.map(({ value }) => value),
    index,
    context,
  );
}

function itemMeaning(value: Value, item: string, context: ValueContext): ValueMeaning | undefined {
  if (value.kind !== 'tcp-flags') return valueMeaning(value, item, context);
  const phrase = flagMeaning(item);
  return phrase === undefined ? undefined : { phrase };
}

/** The whole list in a sentence. */
function togetherText(part: RulePart, index: number, context: ValueContext): string {
  const whole = wholeMeaning(part, index, context);
  return whole ? `**Together:** ${whole.is ?? whole.phrase}.` : '';
}

/** What knowledge of hosts, clusters and meshes says; undefined where it says nothing. */
function knownText(place: RulePlace, value: Value, text: string, more: string): string | undefined {
  const evidence = evidenceOf(place.ruleset);
  switch (value.kind) {
    case 'port':
    case 'port-range':
    case 'port-list':
    case 'nat-ports':
      return portText(place, text);
    case 'nat-address':
      return /^:?\d{1,5}$/.test(text)
        ? portText(place, text.replace(':', ''))
        : known(evidence, text, addressKnowledge(text), more);
    case 'address':
    case 'address-with-mask':
    case 'address-list':
    case 'address-range':
      return known(evidence, text, addressKnowledge(text), more);
    case 'owner':
      return ownerText(evidence, value.of === 'user' ? 'uid' : 'gid', text, more);
    case 'mark': {
      const mark = parseMark(text);
      return known(evidence, text, mark && markKnowledge(mark.value, mark.mask), more);
    }
    case 'zone': {
      const zone = readCNumber(text);
      return known(evidence, `zone ${text}`, typeof zone === 'number' ? zoneKnowledge(zone) : undefined, more);
    }
    default:
      return undefined;
  }
}

function ownerText(evidence: Evidence, kind: 'uid' | 'gid', text: string, more: string): string | undefined {
  return known(evidence, `${kind} ${text}`, ownerKnowledge(kind, text === 'root' ? '0' : text), more);
}

/** `common` knowledge holds; that of a system whose chains are missing is only likely. */
function known(
  evidence: Evidence,
  text: string,
  knowledge: { name: string; meaning: string; system: string } | undefined,
  more: string,
): string | undefined {
  if (!knowledge) return undefined;
  const { name, meaning, system } = knowledge;
  if (speaksFor(evidence, system)) return blocks(title(text, name), meaning, more);
  const doubt = `But no chain here speaks for ${system}.`;
  return blocks(title(text, `possibly ${name} (${system})`), `${meaning} ${doubt}`, more);
}
