/** Tests for ICMP messages in the words of the other family: `--icmp-type 8` of IPv4 is `--icmpv6-type 128` of IPv6. */

import { findMatch } from '../modules/index';
import { icmpTypes } from '../modules/matches/icmp';
import { icmp6Types } from '../modules/matches/icmp6';
import { protocolNumber } from '../modules/protocols';
import type { IcmpWord } from '../modules/types';
import { begunBy, spellingsOf } from '../modules/values/find-word';
import type { Rule, RulePart } from '../ruleset/rule';
import { type Family, otherFamily } from '../ruleset/tables';
import { type Change, type Fix, replace } from './finding';
import type { ProblemPlace } from './rule-check';
import { mends } from './rule-fixes';
import { ruleOn } from './rule-on-line';

interface IcmpForm {
  protocol: string;
  match: string;
  option: string;
  types: readonly IcmpWord[];
}

const forms: Readonly<Record<Family, IcmpForm>> = {
  ipv4: { protocol: 'icmp', match: 'icmp', option: '--icmp-type', types: icmpTypes },
  ipv6: { protocol: 'ipv6-icmp', match: 'icmp6', option: '--icmpv6-type', types: icmp6Types },
};

/** Messages with the same meaning under other names, IPv4 first. */
const counterparts: readonly (readonly [string, string])[] = [
  ['network-unreachable', 'no-route'],
  ['host-unreachable', 'address-unreachable'],
  ['fragmentation-needed', 'packet-too-big'],
  ['ip-header-bad', 'bad-header'],
];

/** The protocol, the match and the type in the words of the dump's family; none where the message has no counterpart in it. */
export function icmpFixes(place: ProblemPlace): Fix[] {
  if (!place.mayCompare) return [];
  const { index, line, ruleset } = place;
  const { family } = ruleset.document;
  const rule = ruleOn(line, family);
  const changes = rule.parts.map((part) => changesOf(part, rule, index, family));
  if (changes.includes(undefined)) return [];
  const all = changes.flatMap((each) => each!);
  const title = `Write ${all.map(({ text }) => text).join(' ')}`;
  return all.length > 0 && mends(place, all) ? [{ title, certain: false, changes: all }] : [];
}

/** Undefined for a type that cannot be said otherwise. */
function changesOf(part: RulePart, rule: Rule, index: number, family: Family): Change[] | undefined {
  const [own, other] = [forms[family], forms[otherFamily(family)]];
  const { name, option, values } = part;
  const [value] = values;
  if (option?.name === 'protocol' && value && protocolNumber(value.value) === protocolNumber(other.protocol))
    return [replace(index, { start: name.start, end: value.end }, `-p ${own.protocol}`)];
  if (option?.name === 'match' && value && isMatch(value.value, family))
    return [replace(index, { start: name.start, end: value.end }, `-m ${own.match}`)];
  if (option || name.value !== other.option) return [];
  const given = rule.words.find(({ start }) => start >= name.end);
  const type = given && translated(given.value, other.types, own.types, family);
  return type === undefined
    ? undefined
    : [replace(index, { start: name.start, end: given!.end }, `${own.option} ${type}`)];
}

/** True for the name of the match for ICMP that only the other family has. */
function isMatch(name: string, family: Family): boolean {
  const other = otherFamily(family);
  return findMatch(name, family) === undefined && findMatch(name, other) === findMatch(forms[other].match, other);
}

/** A number stays a number, a name a name; undefined where the other family has no such message. */
function translated(
  text: string,
  from: readonly IcmpWord[],
  to: readonly IcmpWord[],
  family: Family,
): string | undefined {
  const [, type, code] = /^(\d{1,3})(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const begun = begunBy(from, text);
  const word = type
    ? from.find((each) => each.type === Number(type) && each.code === (code === undefined ? undefined : Number(code)))
    : begun.length === 1
      ? begun[0]!.word
      : undefined;
  if (word === undefined) return undefined;
  const [there, here] = family === 'ipv6' ? [0, 1] : [1, 0];
  const name = counterparts.find((pair) => pair[there] === word.word)?.[here] ?? word.word;
  const found = to.find((each) => spellingsOf(each).includes(name));
  if (!found || !type) return found?.word;
  return found.code === undefined ? `${found.type}` : `${found.type}/${found.code}`;
}
