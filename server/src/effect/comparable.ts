/** Whether two rules are the same, as `-C` and `-D` compare them: by what was parsed, not by how it was written. */

import { protocolNumber } from '../modules/protocols';
import type { Value } from '../modules/types';
import { readCNumber } from '../modules/values/c-number';
import { addressBits, maskOf, prefixLengthOf, readIpv4, readIpv4Mask, readIpv6 } from '../modules/values/ip-address';
import type { Rule, RulePart } from '../ruleset/rule';
import type { Family } from '../ruleset/tables';
import type { MappedText } from '../shell/mapped-text';
import { identity } from '../shell/word';
import type { Word } from '../syntax/words';
import { cut, hasUnknown } from './mapped-line';
import { bareWords, isOfRule } from './rule-words';

interface Field {
  /** Whose option it is, inverted or not. */
  name: string;
  value: string;
  known: boolean;
  kind: Value['kind'] | undefined;
}

/** A rule for comparisons. */
export interface Comparable {
  fields: readonly Field[];
  /** The names of all fields. */
  shape: string;
  /** Those that rules have in common when they are the same, however they are written. */
  frame: string;
  /** Two rules with the same key are the same, as far as the values that are not known are the same. */
  key: string;
  /** True when all of it is known. */
  known: boolean;
  /** True when rules with the same fields and another key are surely others. */
  decisive: boolean;
}

/** What is compared of rules that differ in values only. */
export interface Outline {
  fields: readonly Pick<Field, 'name' | 'kind'>[];
  /** The word that holds the value of each field; undefined where there is none. */
  words: readonly (Word | undefined)[];
  shape: string;
  frame: string;
}

/** The fields of a rule in the order in which they are compared. */
export function outlineOf(rule: Rule): Outline {
  const { parts, instances } = rule;
  const own = parts.filter(isOfRule);
  const fields = own
    .filter(({ module, option }) => !module && option?.name !== 'match')
    .flatMap((part) => placesOf(part, 'rule'))
    .sort(byName);
  for (const word of bareWords(rule)) fields.push({ name: `rule ${loose}`, kind: undefined, word });
  const order = instances.map(({ module }, index) => ({ module, index }));
  order.sort((a, b) => Number(a.module.kind === 'target') - Number(b.module.kind === 'target'));
  for (const { module, index } of order) {
    const given = own.filter((part) => part.module && part.instance === index);
    fields.push({ name: `-m ${module.name}`, kind: undefined, word: undefined });
    fields.push(...given.flatMap((part) => placesOf(part, module.name)).sort(byName));
  }
  return { fields, words: fields.map(({ word }) => word), ...shapeOf(fields) };
}

/** What is compared of a rule line that has these words in the place of those of the outline. */
export function comparable(line: MappedText, outline: Outline, words: Outline['words'], family: Family): Comparable {
  const fields: Field[] = [];
  for (const [index, place] of outline.fields.entries()) {
    const field = fieldOf(line, place, words[index], family);
    if (field.value !== anything) fields.push(field);
  }
  const { shape, frame } = fields.length === words.length ? outline : shapeOf(fields);
  const known = fields.every((field) => field.known);
  const key = fields.map(({ name, value }) => `${name} ${value}`).join('\n');
  return { fields, shape, frame, key, known, decisive: known && fields.every(isDecisive) };
}

function shapeOf(fields: readonly Pick<Field, 'name'>[]): Pick<Comparable, 'shape' | 'frame'> {
  return {
    shape: one(fields.map(({ name }) => name).join('\n')),
    frame: one(fields.flatMap(({ name }) => (hasDefaults(name) ? [] : [name])).join('\n')),
  };
}

/**
 * Whether two rules are the same; undefined when that hangs on something that is not known here. With `fixed`, values that
 * are not known are the same wherever they have the same origin.
 */
export function isSame(a: Comparable, b: Comparable, fixed = false): boolean | undefined {
  if (a === b || a.key === b.key) return a.known || fixed ? true : undefined;
  if (a.shape !== b.shape) return hasLoose(a) || hasLoose(b) || !differInFrame(a, b) ? undefined : false;
  if (a.decisive && b.decisive) return false;
  let same: boolean | undefined = true;
  for (let i = 0; i < a.fields.length; i++) {
    const equal = sameField(a.fields[i]!, b.fields[i]!);
    if (equal === false) return false;
    if (equal === undefined) same = undefined;
  }
  return same;
}

/** True when rules that are written differently surely are: in a field that stands in every form of them. */
function differInFrame(a: Comparable, b: Comparable): boolean {
  if (a.frame !== b.frame) return true;
  const others = b.fields.filter(({ name }) => !hasDefaults(name));
  return a.fields
    .filter(({ name }) => !hasDefaults(name))
    .some((field, index) => sameField(field, others[index]!) === false);
}

const mostShapes = 5_000;
const shapes = new Map<string, string>();

/** The same string for each string of these letters: then they are compared without looking at the letters. */
function one(shape: string): string {
  const found = shapes.get(shape);
  if (found !== undefined) return found;
  if (shapes.size >= mostShapes) shapes.clear();
  shapes.set(shape, shape);
  return shape;
}

const anything = '\0any';
const loose = '?';

function byName(a: FieldPlace, b: FieldPlace): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

/** A field and where its value stands. */
interface FieldPlace extends Pick<Field, 'name' | 'kind'> {
  word: Word | undefined;
}

function placesOf({ name, option, values, inversion }: RulePart, owner: string): FieldPlace[] {
  if (!option) return [{ name: `${owner} ${loose}`, kind: undefined, word: name }];
  const not = inversion && option.inversion !== 'ignored' ? '! ' : '';
  if (values.length === 0) return [{ name: `${owner} ${not}${option.name}`, kind: undefined, word: undefined }];
  return values.map((word, index) => {
    return { name: `${owner} ${not}${option.name} ${index}`, kind: option.values?.[index]?.kind, word };
  });
}

function fieldOf(
  line: MappedText,
  { name, kind }: Outline['fields'][number],
  word: Word | undefined,
  family: Family,
): Field {
  if (!word) return { name, value: '', known: true, kind };
  const known = !name.endsWith(loose) && !hasUnknown(line, word);
  return { name, value: known ? canonical(kind, word.value, family) : identityOf(line, word), known, kind };
}

function identityOf(line: MappedText, { start, end }: Word): string {
  return line.known ? line.text.slice(start, end) : identity(cut(line, start, end));
}

/** Words that no option takes may be any options. */
function hasLoose({ fields }: Comparable): boolean {
  return fields.some(({ name, known }) => !known && name.endsWith(loose));
}

/** Match modules of which an option that is not given is not there; others, and targets, have values for it. */
const plainModules: ReadonlySet<string> = new Set([
  'rule',
  '-m',
  'addrtype',
  'comment',
  'connmark',
  'conntrack',
  'iprange',
  'mac',
  'mark',
  'multiport',
  'owner',
  'set',
  'state',
  'tcp',
  'udp',
]);

/** True for fields that may be missing in the very same rule: `--log-level 4`, and `--syn` for `--tcp-flags`. */
function hasDefaults(name: string): boolean {
  return !plainModules.has(name.slice(0, name.indexOf(' '))) || /^tcp (?:! )?(?:syn|tcp-flags)/.test(name);
}

/** Kinds of which two different texts in canonical form are different values. */
const plainKinds: ReadonlySet<Value['kind'] | undefined> = new Set<Value['kind']>([
  'word',
  'words',
  'text',
  'interface',
  'chain',
  'user-chain',
  'target',
  'set-name',
  'set-directions',
  'tcp-flags',
]);

/** Kinds of which that is so as long as no name stands for a number. */
const numericKinds: ReadonlySet<Value['kind'] | undefined> = new Set<Value['kind']>([
  'integer',
  'integer-range',
  'address',
  'address-with-mask',
  'address-list',
  'address-range',
  'protocol',
  'port',
  'port-range',
  'port-list',
  'nat-address',
  'nat-ports',
  'owner',
  'mac-address',
]);

function isDecisive({ kind, value }: Field): boolean {
  return value === '' || plainKinds.has(kind) || (numericKinds.has(kind) && isNumeric(value));
}

function sameField(a: Field, b: Field): boolean | undefined {
  if (!a.known || !b.known) return undefined;
  if (a.value === b.value) return true;
  if (plainKinds.has(a.kind)) return false;
  return numericKinds.has(a.kind) && isNumeric(a.value) === isNumeric(b.value) ? false : undefined;
}

function isNumeric(value: string): boolean {
  return /^[\d./:,\-xa-f]*$/i.test(value) && /\d/.test(value);
}

/** A value as one of the ways to write it. */
function canonical(kind: Value['kind'] | undefined, text: string, family: Family): string {
  switch (kind) {
    case 'protocol': {
      const number = protocolNumber(text.toLowerCase());
      return number === 0 || text.toLowerCase() === 'all' ? anything : String(number ?? text.toLowerCase());
    }
    case 'address-list':
    case 'address':
    case 'address-with-mask':
      return network(text, family) ?? text;
    case 'words':
    case 'tcp-flags':
      return text.toUpperCase().split(',').sort().join(',');
    case 'word':
      return text.toLowerCase();
    case 'integer':
    case 'port':
      return String(readCNumber(text) ?? text);
    case 'port-list':
      return withPlainNumbers(text);
    case 'port-range':
    case 'integer-range':
      return withPlainNumbers(text).replace(/^(\d+)[:-]\1$/, '$1');
    default:
      return text;
  }
}

function withPlainNumbers(text: string): string {
  return text.replace(/[^,:-]+/g, (item) => String(readCNumber(item) ?? item));
}

/** Address and length of the prefix; undefined for host names and masks with holes. */
function network(text: string, family: Family): string | undefined {
  const [host = '', mask] = text.split('/', 2);
  const address = family === 'ipv4' ? readIpv4(host) : readIpv6(host);
  const length = mask === undefined ? addressBits(family) : prefixLength(mask, family);
  if (address === undefined || length === undefined) return undefined;
  if (length === 0) return anything;
  return `${BigInt(address) & maskOf(length, family)}/${length}`;
}

function prefixLength(text: string, family: Family): number | undefined {
  if (/^\d{1,3}$/.test(text)) return Number(text) <= addressBits(family) ? Number(text) : undefined;
  const mask = family === 'ipv4' ? readIpv4Mask(text) : readIpv6(text);
  return mask === undefined ? undefined : prefixLengthOf(BigInt(mask), family);
}
