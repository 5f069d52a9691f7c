/** Whether two rules are the same, as `-C` and `-D` compare them: by what was parsed, not by how it was written. */

import { protocolNumber } from '../modules/protocols';
import type { Value } from '../modules/types';
import { readCNumber } from '../modules/values/c-number';
import { addressBits, maskOf, prefixLengthOf, readIpv4, readIpv4Mask, readIpv6 } from '../modules/values/ip-address';
import type { Rule, RulePart } from '../ruleset/rule';
import type { Family } from '../ruleset/tables';
import type { MappedText } from '../shell/mapped-text';
import { identity } from '../shell/word';
import { cut, hasUnknown } from './mapped-line';

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
  /** The names of all fields: rules whose fields differ are not the same. */
  shape: string;
  /** Two rules with the same key are the same, as far as the values that are not known are the same. */
  key: string;
  /** True when all of it is known. */
  known: boolean;
}

/** What is compared of a rule line. */
export function comparable(line: MappedText, rule: Rule, family: Family): Comparable {
  const parts = rule.parts.filter(({ option }) => !option || !('rule' in option));
  const fields = parts
    .filter((part) => !part.module && part.option?.name !== 'match')
    .flatMap((part) => fieldsOf(line, part, 'rule', family))
    .filter(({ value }) => value !== anything)
    .sort(byName);
  rule.instances.forEach(({ module }, index) => {
    const own = parts.filter((part) => part.module && part.instance === index);
    fields.push({ name: `-m ${module.name}`, value: '', known: true, kind: undefined });
    fields.push(...own.flatMap((part) => fieldsOf(line, part, module.name, family)).sort(byName));
  });
  return {
    fields,
    shape: fields.map(({ name }) => name).join('\n'),
    key: fields.map(({ name, value }) => `${name} ${value}`).join('\n'),
    known: fields.every(({ known }) => known),
  };
}

/**
 * Whether two rules are the same; undefined when that hangs on something that is not known here. With `fixed`, values that
 * are not known are the same wherever they have the same origin.
 */
export function isSame(a: Comparable, b: Comparable, fixed = false): boolean | undefined {
  if (a.key === b.key) return a.known || fixed ? true : undefined;
  if (a.shape !== b.shape) return isReordered(a, b) || hasLoose(a) || hasLoose(b) ? undefined : false;
  let same: boolean | undefined = true;
  for (const [index, field] of a.fields.entries()) {
    const equal = sameField(field, b.fields[index]!);
    if (equal === false) return false;
    if (equal === undefined) same = undefined;
  }
  return same;
}

const anything = '\0any';
const loose = '?';

function byName(a: Field, b: Field): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

function fieldsOf(line: MappedText, { name, option, values, inversion }: RulePart, owner: string, family: Family) {
  if (!option) return [{ name: `${owner} ${loose}`, value: identityOf(line, name), known: false, kind: undefined }];
  const not = inversion && option.inversion !== 'ignored' ? '! ' : '';
  if (values.length === 0) return [{ name: `${owner} ${not}${option.name}`, value: '', known: true, kind: undefined }];
  return values.map((word, index): Field => {
    const known = !hasUnknown(line, word);
    const kind = option.values?.[index]?.kind;
    const value = known ? canonical(kind, word.value, family) : identityOf(line, word);
    return { name: `${owner} ${not}${option.name} ${index}`, value, known, kind };
  });
}

function identityOf(line: MappedText, { start, end }: { start: number; end: number }): string {
  return identity(cut(line, start, end));
}

/** Words that no option takes may be any options. */
function hasLoose({ fields }: Comparable): boolean {
  return fields.some(({ name, known }) => !known && name.endsWith(loose));
}

function isReordered(a: Comparable, b: Comparable): boolean {
  return a.fields.length === b.fields.length && sorted(a.shape) === sorted(b.shape);
}

function sorted(shape: string): string {
  return shape.split('\n').sort().join('\n');
}

/** Kinds of which two different texts in canonical form are different values, as long as no name stands for a number. */
const plainKinds: ReadonlySet<string> = new Set<Value['kind']>([
  'integer',
  'integer-range',
  'word',
  'words',
  'text',
  'address',
  'address-with-mask',
  'address-list',
  'address-range',
  'interface',
  'protocol',
  'port',
  'port-range',
  'port-list',
  'nat-address',
  'nat-ports',
  'set-name',
  'set-directions',
  'owner',
  'chain',
  'user-chain',
  'target',
  'mac-address',
  'tcp-flags',
]);

function sameField(a: Field, b: Field): boolean | undefined {
  if (!a.known || !b.known) return undefined;
  if (a.value === b.value) return true;
  if (!a.kind || !plainKinds.has(a.kind)) return undefined;
  if (['word', 'words', 'text', 'interface', 'chain', 'user-chain', 'target', 'set-name'].includes(a.kind))
    return false;
  return isNumeric(a.value) === isNumeric(b.value) ? false : undefined;
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
    case 'port-range':
    case 'port-list':
    case 'integer-range':
      return text.replace(/[^,:-]+/g, (item) => String(readCNumber(item) ?? item));
    default:
      return text;
  }
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
