/** An index of long chains by the one destination that a rule asks for: chains of thousands of services are asked for one. */

import { formatAddress, readIpv6 } from '../modules/values/ip-address';
import type { RulesetDocument } from '../ruleset/document';
import type { Ruleset } from '../ruleset/ruleset';
import type { Family } from '../ruleset/tables';
import { replaceLines } from '../syntax/dump';
import type { Line } from '../syntax/line';
import { parseAddress } from './addresses';
import { nowOf } from './fields';
import type { Flow } from './flow';
import { includesValue, normalize, type Ranges } from './ranges';
import type { RuleLines } from './table-rules';

/** Shorter chains are gone through rule by rule. */
const minLength = 48;

/** More addresses than these are not looked up one by one. */
const maxLookups = 16;

interface ChainIndex {
  /** The rules that it is made of. */
  rules: Line[];
  /** Whose rules they are, and how many edits it had seen then. */
  document: RulesetDocument;
  edits: number;
  /** Rules for one destination, as iptables-save writes it. */
  byDestination: Map<string, Line[]>;
  /** All other rules. */
  others: Set<Line>;
}

/** By the first rule of the chain: lines stay what they are, so that an index outlives edits elsewhere in the dump. */
const known = new WeakMap<Line, ChainIndex>();

/** The form that iptables-save gives a rule for one destination; no quote can stand before that. */
const oneDestination =
  /^(?:\[\d+:\d+\] )?-A [^\s"]+ (?:-s [^\s"]+ )?-d (?:((?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3})\/32|([\da-f:.]+)\/128) /;

/** Positions in a chain's rules, rising, of all rules that can match some of the packets; others may be among them. */
export function candidates(ruleset: Ruleset, lines: RuleLines, flows: readonly Flow[]): Iterable<number> {
  if (lines.length < minLength) return lines.keys();
  const asked = destinationsOf(flows);
  const index = asked && indexOf(ruleset, lines);
  if (!index || index.byDestination.size === 0) return lines.keys();
  return positionsOf([...index.others, ...rulesFor(index, asked, ruleset.document.family)], ruleset, lines);
}

function* rulesFor({ byDestination }: ChainIndex, asked: Ranges, family: Family): Iterable<Line> {
  const isFew = asked.length <= maxLookups && asked.every(({ low, high }) => low === high);
  if (isFew) {
    for (const { low } of asked) yield* byDestination.get(formatAddress(low, family)) ?? [];
    return;
  }
  for (const [text, rules] of byDestination) if (includesValue(asked, parseAddress(text, family)!)) yield* rules;
}

/** Fewer rules are compared one by one. */
const fewRules = 8;

function positionsOf(rules: readonly Line[], { document }: Ruleset, lines: RuleLines): number[] {
  const all = document.dump.lines;
  const wanted = rules.length > fewRules ? new Set(rules) : undefined;
  const positions: number[] = [];
  for (let i = 0; i < lines.length && positions.length < rules.length; i++) {
    const rule = all[lines[i]!]!;
    if (wanted ? wanted.has(rule) : rules.includes(rule)) positions.push(i);
  }
  return positions;
}

/** Where the packets go; undefined when that cannot be told. */
function destinationsOf(flows: readonly Flow[]): Ranges | undefined {
  const asked: Ranges[] = [];
  for (const { packets, fields } of flows) {
    const now = nowOf(fields, 'destination');
    if (now.kind === 'value') asked.push(now.values as Ranges);
    else if (now.kind !== 'key') return undefined;
    else for (const box of packets) asked.push((box.get(now.key) ?? []) as Ranges);
    if (asked.at(-1)?.length === 0) return undefined;
  }
  return normalize(asked.flat());
}

function indexOf({ document }: Ruleset, lines: RuleLines): ChainIndex {
  const all = document.dump.lines;
  const first = all[lines[0]!]!;
  const old = known.get(first);
  const { edits } = document;
  if (old?.document === document && old.edits === edits) return old;
  const index = old ?? { rules: [], byDestination: new Map(), others: new Set<Line>(), document, edits };
  Object.assign(index, { document, edits });
  replaceRules(index, lines, all);
  known.set(first, index);
  return index;
}

/** Puts the rules between those that both begin and end with in the place of the old ones. */
function replaceRules(index: ChainIndex, lines: RuleLines, all: readonly Line[]): void {
  const { rules } = index;
  const most = Math.min(rules.length, lines.length);
  let same = 0;
  while (same < most && rules[same] === all[lines[same]!]) same++;
  let behind = 0;
  while (behind < most - same && rules.at(-1 - behind) === all[lines.at(-1 - behind)!]) behind++;
  const removed = rules.length - behind - same;
  for (let i = same; i < same + removed; i++) removeRule(index, rules[i]!);
  const added = Array.from(lines.slice(same, lines.length - behind), (line) => all[line]!);
  for (const rule of added) addRule(index, rule);
  replaceLines(rules, same, removed, added);
}

function addRule({ byDestination, others }: ChainIndex, rule: Line): void {
  const destination = destinationIn(rule.text);
  if (destination === undefined) {
    others.add(rule);
    return;
  }
  const alike = byDestination.get(destination);
  if (alike) alike.push(rule);
  else byDestination.set(destination, [rule]);
}

function removeRule({ byDestination, others }: ChainIndex, rule: Line): void {
  const destination = destinationIn(rule.text);
  if (destination === undefined) {
    others.delete(rule);
    return;
  }
  const left = byDestination.get(destination)!.filter((each) => each !== rule);
  if (left.length > 0) byDestination.set(destination, left);
  else byDestination.delete(destination);
}

const tooLargeOctet = /(?:^|\.)(?:25[6-9]|2[6-9]\d|[3-9]\d\d)(?:\.|$)/;

/** The one destination that a rule asks for; undefined for others. An address of IPv6 can be written in more than one way. */
function destinationIn(text: string): string | undefined {
  const found = oneDestination.exec(text);
  if (!found) return undefined;
  if (found[1]) return tooLargeOctet.test(found[1]) ? undefined : found[1];
  const address = readIpv6(found[2]!);
  return address === undefined ? undefined : formatAddress(address, 'ipv6');
}
