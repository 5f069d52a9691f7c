/** Packet sets in words that hold exactly: a base, the ports it leaves out, and exceptions. */

import { chanceOfAll, chanceWords, isChance, isMet } from './chance';
import { coverSet, differences, growBox, maxBoxes } from './cover';
import { isCondition, type Key, seldomDimensions, type Values } from './dimensions';
import { hasHeaderOf } from './match-extensions';
import { type Box, equalValues, hull, type PacketSet, sharedKeys, subtractSome, withoutKeys } from './packet-set';
import { namingOf, orList, type PhraseContext, phrase, ports, protocols } from './phrases';
import { intersectRanges, type Ranges, range, subtractRanges } from './ranges';
import { withSameWords } from './same-words';

/** The words for one part of a set. Empty texts and lists: nothing to say, any value will do. */
export interface Description {
  protocol: string;
  ports: string;
  /** What has to hold besides: `to this host`, `uid 1337`. */
  only: string[];
  /** One of these has to hold besides. */
  either: string[];
  exceptPorts: string;
  /** What must not hold: any one of these takes a packet out. With `if` in front where it is a sentence. */
  unless: string[];
}

/** Sets of more boxes are not looked at for conditions of the same words. */
const mostCompared = 200;

/** More parts or exceptions than this are not put into words. */
const maxParts = 6;
const maxExceptions = 6;

/** More letters are not read to the end. */
const maxLength = 1200;

/**
 * The parts of a set, relative to the packets that are spoken of: what all of these have in common is not said, nor what follows
 * because some packets cannot be. Undefined when no few words are exact.
 */
export function describe(
  set: PacketSet,
  within: Box,
  context: PhraseContext,
  impossible: PacketSet = [],
): Description[] | undefined {
  if (set.length === 0) return [];
  if (set.length > mostCompared) return undefined;
  const joined = withSameWords(set);
  if (joined.length > maxBoxes) return undefined;
  const shared = sharedKeys(within, [...joined, ...impossible]);
  shared.delete('protocol');
  const only = (box: Box) => withoutKeys(box, shared);
  return describeWithin(joined.map(only), only(within), context, impossible.map(only));
}

function describeWithin(
  set: PacketSet,
  within: Box,
  context: PhraseContext,
  impossible: PacketSet,
): Description[] | undefined {
  const whole = hull(set)!;
  const asOne = describeWithExceptions(
    set,
    growBox(whole, [whole, ...impossible], within),
    within,
    context,
    impossible,
  );
  if (asOne && isPlain(asOne)) return [asOne];
  const asParts = describeParts(set, within, context, impossible);
  const shorter = !asOne || (asParts && textLength(asParts) < textLength([asOne])) ? asParts : [asOne];
  return shorter && textLength(shorter) <= maxLength ? shorter : undefined;
}

/** True for one exception at most, or one choice in its place. */
function isPlain({ only, either, exceptPorts, unless }: Description): boolean {
  const conditions = only.filter((each) => each.startsWith('if ')).length;
  return !exceptPorts && conditions + Math.min(either.length, 1) + unless.length < 2;
}

/** All the words of a description but protocol and ports: ` with uid 1337 on lo unless to 127.0.0.1`. */
export function conditions(description: Description): string {
  return restrictions(description) + exceptions(description);
}

/** ` with uid 1337 on lo`. */
export function restrictions({ only, either }: Description): string {
  return behindOthers(either.length > 0 ? [...only, `if ${orList(either)}`] : only);
}

/** ` except 22, 80`, ` unless port 22, uid 1337, or on lo`. */
export function exceptions(description: Description): string {
  const { exceptPorts, unless } = description;
  if (unless.length === 0) return exceptPorts && ` except ${exceptPorts}`;
  const items = excluded(description).map(withoutIf);
  const shown =
    items.length > 1 || / unless /.test(items[0]!)
      ? items.map((each) => (/ (?:and|if|unless|but) |^port.*,/.test(each) ? `(${each})` : each))
      : items;
  return ` unless ${shown.length === 2 && shown[0]!.includes(' or ') ? shown.join(', or ') : orList(shown)}`;
}

/** All exceptions, ports among them. */
function excluded({ exceptPorts, unless }: Pick<Description, 'exceptPorts' | 'unless'>): string[] {
  return exceptPorts ? [`port ${exceptPorts}`, ...unless] : unless;
}

/** All of a description as what has to hold and what must not: `on lo, not from 127.0.0.6, and (uid 7 or mark 0x1)`. */
export function conjunction(description: Description, subject: string): string {
  const { only, either } = description;
  const held = joinPhrases([subject, ...only].filter(Boolean));
  const sentences = description.unless.filter((each) => each.startsWith('if '));
  const others = excluded({ ...description, unless: description.unless.filter((each) => !each.startsWith('if ')) });
  const left = others.map((each) => (/ (?:and|if|unless) /.test(each) ? `not (${each})` : `not ${each}`));
  const isAlone = !held && left.length === 0;
  const choice = either.length > 0 && !isAlone ? `(${orList(either)})` : orList(either);
  const items = held ? [held, ...left, choice] : [choice, ...left];
  const all = andList(items.filter(Boolean)) || 'everything';
  return all + exceptions({ ...description, exceptPorts: '', unless: sentences });
}

/** `a`, `a and b`, `a, b, and c`. */
function andList(items: readonly string[]): string {
  return items.length < 3 ? items.join(' and ') : `${items.slice(0, -1).join(', ')}, and ${items.at(-1)}`;
}

function describeParts(
  set: PacketSet,
  within: Box,
  context: PhraseContext,
  impossible: PacketSet,
): Description[] | undefined {
  const boxes = coverSet(set, within, impossible);
  if (!boxes || boxes.length > maxParts) return undefined;
  return boxes.map((box) => describeBox(box, within, context));
}

/** The hull of the set, with all that the set leaves out of it as exceptions. */
function describeWithExceptions(
  set: PacketSet,
  whole: Box,
  within: Box,
  context: PhraseContext,
  impossible: PacketSet,
): Description | undefined {
  const base = describeBox(whole, within, context);
  const others = subtractSome([whole], [...set, ...impossible]);
  const missing = others && coverSet(others, whole, impossible);
  if (!missing || missing.length > maxExceptions) return undefined;
  for (const box of missing) {
    const keys = toldKeys(box, whole);
    const choice = missing.length === 1 ? choicesOf(keys, box, whole, context) : undefined;
    if (keys.length === 1 && keys[0] === 'destinationPort') addPorts(base, box.get('destinationPort') as Ranges);
    else if (choice) base.either.push(...choice);
    else base.unless.push(exceptionText(keys, box, whole, context));
  }
  return base;
}

/** The dimensions in which the box is smaller; that it has a header goes without saying where a condition asks what is in that. */
function toldKeys(box: Box, within: Box): Key[] {
  const keys = differences(box, within);
  const isImplied = keys.some((key) => {
    const [, module] = /^if -m (\S+)/.exec(key) ?? [];
    const header = module && isMet(box.get(key)!) ? hasHeaderOf(module, 'ipv6')[0]?.get('extensions') : undefined;
    return header && equalValues('extensions', header, box.get('extensions') ?? []);
  });
  return isImplied ? keys.filter((key) => key !== 'extensions') : keys;
}

/** What one exception asks for, in the order of a sentence. */
function exceptionText(keys: readonly Key[], box: Box, within: Box, context: PhraseContext): string {
  const others = sortKeys(keys).filter((key) => !isChance(key));
  const isDenied = (key: Key) => isCondition(key) && !isMet(box.get(key)!);
  const sentences = others.filter(isDenied).map((key) => withoutIf(phrase(key, range(1), context)));
  const phrases = others.filter((key) => !isDenied(key)).map((key) => signedPhrase(key, box, within, context));
  const text = joinPhrases([...phrases, ...chances(keys, box)]);
  if (sentences.length > 0)
    return text ? `${text} unless ${orList(sentences)}` : `if none of these holds: ${sentences.join('; ')}`;
  return phrases.every((each) => each.startsWith('if ')) && phrases.length > 0 ? `if ${text}` : text;
}

/** `from 10.0.0.1`, `mark 0x1` for what would be `unless not from 10.0.0.1 and not mark 0x1`; undefined where that is no shorter. */
function choicesOf(keys: readonly Key[], box: Box, within: Box, context: PhraseContext): string[] | undefined {
  if (keys.some((key) => isChance(key) || (isCondition(key) && isMet(box.get(key)!)))) return undefined;
  const namings = sortKeys(keys).map((key) => ({ key, ...namingOf(key, box.get(key)!, within.get(key)) }));
  const left = namings.filter(({ inverted }) => inverted).length;
  if (left === 0 || namings.length < 2 || left < namings.length - left) return undefined;
  return namings.map(({ key, values, inverted }) => {
    const text = withoutIf(phrase(key, values, context));
    return inverted ? text : denied(text);
  });
}

/** All conditions of chance among these of the box, as one. */
function chances(keys: readonly Key[], box: Box): string[] {
  const chance = chanceOfAll(keys, box);
  return chance === undefined ? [] : [chanceWords(chance)];
}

/** `on lo from 127.0.0.6`, `port 53 with uid 1337 and in the set a by source`, `not port 53 and on lo`. */
function joinPhrases(phrases: readonly string[]): string {
  if (phrases.some((each) => each.startsWith('not '))) return phrases.map(withoutIf).join(' and ');
  const [first = '', ...others] = ifLast(phrases);
  return withoutIf(first) + behindOthers(others, true);
}

function withoutIf(text: string): string {
  return text.replace(/^if /, '');
}

/** The phrases each with a blank in front; of several with `if`, those behind the first have `and`. */
function behindOthers(phrases: readonly string[], hasIf = false): string {
  const first = hasIf ? -1 : ifLast(phrases).findIndex((each) => each.startsWith('if '));
  return ifLast(phrases)
    .map((each, i) => withWord(each.startsWith('if ') && i !== first ? each.replace(/^if/, 'and') : each))
    .join('');
}

/** What begins with `if` stands behind the rest; `arriving on eth0 and leaving on eth1` is one. */
function ifLast(phrases: readonly string[]): string[] {
  const isIf = (each: string) => each.startsWith('if ');
  const ordered = [...phrases.filter((each) => !isIf(each)), ...phrases.filter(isIf)];
  const arriving = ordered.findIndex((each) => each.startsWith('arriving on '));
  if (arriving < 0 || !ordered[arriving + 1]?.startsWith('leaving on ')) return ordered;
  return ordered.toSpliced(arriving, 2, `${ordered[arriving]} and ${ordered[arriving + 1]}`);
}

function withWord(text: string): string {
  return /^(?:[ug]id|mark|connmark|state|flags|type|ttl|tos|length|(?:no )?extension|connection status) /.test(text)
    ? ` with ${text}`
    : ` ${text}`;
}

function addPorts(base: Description, ranges: Ranges): void {
  base.exceptPorts = base.exceptPorts ? `${base.exceptPorts}, ${ports(ranges)}` : ports(ranges);
}

function describeBox(box: Box, within: Box, context: PhraseContext): Description {
  const result: Description = { protocol: '', ports: '', only: [], either: [], exceptPorts: '', unless: [] };
  const excluded = new Map<Key, Values>();
  const keys = sortKeys(toldKeys(box, within));
  for (const key of keys) {
    if (isChance(key)) continue;
    const values = box.get(key)!;
    const naming = namingOf(key, values, within.get(key));
    if (key === 'protocol' && !naming.inverted) result.protocol = protocols(values as Ranges);
    else if (key === 'destinationPort') {
      if (naming.inverted) result.exceptPorts = ports(naming.values as Ranges);
      else result.ports = ports(values as Ranges);
    } else if (naming.inverted) excluded.set(key, naming.values);
    else result.only.push(phrase(key, naming.values, context));
  }
  if (!result.protocol && !excluded.has('protocol')) result.protocol = knownProtocol(box);
  result.only.push(...chances(keys, box));
  result.unless = exclusions(excluded, context);
  return result;
}

/** The protocol is said even where all packets that are spoken of have it. */
function knownProtocol(box: Box): string {
  const values = (box.get('protocol') ?? []) as Ranges;
  return values.length > 0 && values.length < 3 && values.every(({ low, high }) => low === high)
    ? protocols(values)
    : '';
}

/** One exception a dimension; a user and a group of the same number are one. */
function exclusions(excluded: ReadonlyMap<Key, Values>, context: PhraseContext): string[] {
  const uid = (excluded.get('uid') ?? []) as Ranges;
  const gid = (excluded.get('gid') ?? []) as Ranges;
  const both = intersectRanges(uid, gid);
  const phrases = both.length > 0 ? [phrase('uid', both, context).replace('uid', 'uid/gid')] : [];
  for (const [key, values] of excluded) {
    const left = key === 'uid' || key === 'gid' ? subtractRanges(values as Ranges, both) : values;
    if (left.length > 0) phrases.push(phrase(key, left, context));
  }
  return phrases;
}

function signedPhrase(key: Key, box: Box, within: Box, context: PhraseContext): string {
  const naming = namingOf(key, box.get(key)!, within.get(key));
  const text = phrase(key, naming.values, context);
  return naming.inverted ? denied(withoutIf(text)) : text;
}

/** `not on lo`; a new destination that is not this host is another one. */
function denied(text: string): string {
  const [, start, other] = /^(the new destination is )(this|another) host$/.exec(text) ?? [];
  return start ? `${start}${other === 'this' ? 'another' : 'this'} host` : `not ${text}`;
}

const sentenceOrder: readonly Key[] = [
  'protocol',
  'destinationPort',
  'sourcePort',
  'uid',
  'gid',
  'inInterface',
  'outInterface',
  'destinationType',
  'destination',
  'sourceType',
  'source',
  'mark',
  'connmark',
  'state',
  'connectionDirection',
  'icmpType',
  'tcpFlags',
  ...seldomDimensions,
];

function sortKeys(keys: readonly Key[]): Key[] {
  const place = (key: Key) => {
    const index = sentenceOrder.indexOf(key);
    return index < 0 ? sentenceOrder.length : index;
  };
  return [...keys].sort((a, b) => place(a) - place(b));
}

/** Words to compare by; an exception in the negative is hard to read and counts more. */
function textLength(parts: readonly Description[]): number {
  const words = parts.map((part) => part.protocol + part.ports + conditions(part)).join(', or ');
  return words.length + 40 * (words.split(/\bnot /).length - 1);
}
