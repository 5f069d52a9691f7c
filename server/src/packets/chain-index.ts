/** An index of long chains by the one destination that a rule asks for: chains of thousands of services are asked for one. */

import { formatAddress, readIpv6 } from '../modules/values/ip-address';
import type { Ruleset } from '../ruleset/ruleset';
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
  /** The one destination of each, as iptables-save writes it; undefined for other rules. */
  destinations: readonly (string | undefined)[];
  /** Position of the last rule for one destination. */
  byDestination: ReadonlyMap<string, number>;
  /** Position of the rule before for the same destination, or -1. */
  before: Int32Array;
  /** Positions of all other rules, rising. */
  others: readonly number[];
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
  const found = [...positionsOf(index, asked, ruleset)];
  return found.length === 0 ? index.others : [...index.others, ...found].sort((a, b) => a - b);
}

function* positionsOf(index: ChainIndex, asked: Ranges, { document }: Ruleset): Iterable<number> {
  const isFew = asked.length <= maxLookups && asked.every(({ low, high }) => low === high);
  if (isFew) {
    for (const { low } of asked) yield* upwards(index, index.byDestination.get(formatAddress(low, document.family)));
    return;
  }
  for (const [text, last] of index.byDestination) {
    if (includesValue(asked, parseAddress(text, document.family)!)) yield* upwards(index, last);
  }
}

function* upwards({ before }: ChainIndex, last = -1): Iterable<number> {
  for (let position = last; position >= 0; position = before[position]!) yield position;
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
  let same = 0;
  if (old) {
    const until = Math.min(lines.length, old.rules.length);
    while (same < until && all[lines[same]!] === old.rules[same]) same++;
    if (same === lines.length && same === old.rules.length) return old;
  }
  const rules = lines.map((line) => all[line]!);
  const index = makeIndex(rules, destinationsIn(rules, same, old));
  known.set(first, index);
  return index;
}

/** Reads the rules behind the first ones, which are the `same` as in the old index, up to those that both end with. */
function destinationsIn(rules: readonly Line[], same: number, old: ChainIndex | undefined): (string | undefined)[] {
  if (!old) return rules.map(({ text }) => destinationIn(text));
  const shift = old.rules.length - rules.length;
  let end = rules.length;
  while (end > same && end + shift > same && rules[end - 1] === old.rules[end + shift - 1]) end--;
  return [
    ...old.destinations.slice(0, same),
    ...rules.slice(same, end).map(({ text }) => destinationIn(text)),
    ...old.destinations.slice(end + shift),
  ];
}

function makeIndex(rules: readonly Line[], destinations: readonly (string | undefined)[]): ChainIndex {
  const byDestination = new Map<string, number>();
  const before = new Int32Array(rules.length);
  const others: number[] = [];
  for (const [position, address] of destinations.entries()) {
    if (address === undefined) others.push(position);
    else {
      before[position] = byDestination.get(address) ?? -1;
      byDestination.set(address, position);
    }
  }
  return { rules, destinations, byDestination, before, others };
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
