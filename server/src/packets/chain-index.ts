/** An index of long chains by the one destination that a rule asks for: chains of thousands of services are asked for one. */

import { formatAddress, readIpv6 } from '../modules/values/ip-address';
import type { RulesetDocument } from '../ruleset/document';
import type { Ruleset } from '../ruleset/ruleset';
import type { Family } from '../ruleset/tables';
import type { Line } from '../syntax/line';
import { parseAddress } from './addresses';
import { nowOf } from './fields';
import type { Flow } from './flow';
import { includesValue, normalize, type Ranges } from './ranges';

/** Shorter chains are gone through rule by rule. */
const minLength = 48;

/** More addresses than these are not looked up one by one. */
const maxLookups = 16;

interface ChainIndex {
  /** The rules that it is made of. */
  rules: readonly Line[];
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
export function candidates(ruleset: Ruleset, lines: readonly number[], flows: readonly Flow[]): Iterable<number> {
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

function positionsOf(rules: readonly Line[], { document }: Ruleset, lines: readonly number[]): number[] {
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

function indexOf({ document }: Ruleset, lines: readonly number[]): ChainIndex {
  const all = document.dump.lines;
  const first = all[lines[0]!]!;
  const old = known.get(first);
  const { edits } = document;
  if (old?.document === document && old.edits === edits) return old;
  const index = { rules: [], byDestination: new Map(), others: new Set<Line>(), ...old, document, edits };
  replaceRules(
    index,
    lines.map((line) => all[line]!),
  );
  known.set(first, index);
  return index;
}

/** Puts the rules between those that both begin and end with in the place of the old ones. */
function replaceRules(index: ChainIndex, rules: readonly Line[]): void {
  const old = index.rules;
  const most = Math.min(old.length, rules.length);
  let same = 0;
  while (same < most && old[same] === rules[same]) same++;
  let behind = 0;
  while (behind < most - same && old.at(-1 - behind) === rules.at(-1 - behind)) behind++;
  for (let i = same; i < old.length - behind; i++) removeRule(index, old[i]!);
  for (let i = same; i < rules.length - behind; i++) addRule(index, rules[i]!);
  index.rules = rules;
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
