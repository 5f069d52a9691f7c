/** Types and codes of ICMP as one number, 256 times the type plus the code. */

import { icmpTypes } from '../modules/matches/icmp';
import { icmp6Types } from '../modules/matches/icmp6';
import type { IcmpWord } from '../modules/types';
import { begunBy } from '../modules/values/find-word';
import type { Family } from '../ruleset/tables';
import { parseNumber } from './numbers';
import { type Ranges, range } from './ranges';

/** The type that the kernel takes for any (IPv4 only, net/netfilter/xt_tcpudp.c). */
const anyType = 255;

/** What `--icmp-type` and `--icmpv6-type` match: a name by its beginning, `type` or `type/code`; undefined for anything else. */
export function parseIcmpType(text: string, family: Family): Ranges | undefined {
  const [first = '', second, ...others] = text.split('/');
  if (others.length > 0) return undefined;
  const type = parseNumber(first, 255);
  if (type === undefined) return second === undefined ? namedType(text, family) : undefined;
  const code = second === undefined ? undefined : parseNumber(second, 255);
  if (second !== undefined && code === undefined) return undefined;
  return messages(type, code, family);
}

/** The name of a type, all codes of it; undefined where it has none. */
export function icmpTypeName(type: number, family: Family): string | undefined {
  return wordsOf(family).find((word) => word.type === type && word.code === undefined)?.word;
}

function namedType(text: string, family: Family): Ranges | undefined {
  const found = begunBy(wordsOf(family), text);
  return found.length === 1 ? messages(found[0]!.word.type, found[0]!.word.code, family) : undefined;
}

function messages(type: number, code: number | undefined, family: Family): Ranges {
  if (type === anyType && code === undefined && family === 'ipv4') return range(0, 0xffff);
  return code === undefined ? range(type << 8, (type << 8) | 255) : range((type << 8) | code);
}

function wordsOf(family: Family): readonly IcmpWord[] {
  return family === 'ipv4' ? icmpTypes : icmp6Types;
}
