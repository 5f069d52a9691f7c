/** An index of long chains by the one destination that a rule asks for: chains of thousands of services are asked for one. */

import { readIpv4, readIpv6 } from '../modules/values/ip-address';
import type { Ruleset } from '../ruleset/ruleset';
import { nowOf } from './fields';
import type { Flow } from './flow';
import { includesValue, type Ranges, type Value } from './ranges';

/** Shorter chains are gone through rule by rule. */
const minLength = 48;

interface ChainIndex {
  /** Positions of the rules for one destination, rising. */
  byDestination: ReadonlyMap<Value, readonly number[]>;
  /** Positions of all other rules, rising. */
  others: readonly number[];
}

const known = new WeakMap<readonly number[], ChainIndex>();

/** The form that iptables-save gives a rule for one destination; no quote can stand before that. */
const oneDestination = /^(?:\[\d+:\d+\] )?-A [^\s"]+ (?:-s [^\s"]+ )?-d ([\da-f.:]+)\/(?:32|128) /;

/** Positions in a chain's rules, rising, of all rules that can match some of the packets; others may be among them. */
export function candidates(ruleset: Ruleset, lines: readonly number[], flows: readonly Flow[]): Iterable<number> {
  if (lines.length < minLength) return lines.keys();
  const index = indexOf(ruleset, lines);
  if (index.byDestination.size === 0) return lines.keys();
  const asked = flows.flatMap(destinationsOf);
  if (asked.includes(undefined)) return lines.keys();
  const found: number[][] = [];
  for (const [address, positions] of index.byDestination) {
    if (asked.some((ranges) => includesValue(ranges!, address))) found.push(positions as number[]);
  }
  return found.length === 0 ? index.others : [...index.others, ...found.flat()].sort((a, b) => a - b);
}

/** Where the packets of a flow go; undefined when that cannot be told. */
function destinationsOf({ packets, fields }: Flow): (Ranges | undefined)[] {
  const now = nowOf(fields, 'destination');
  if (now.kind === 'value') return [now.values as Ranges];
  if (now.kind !== 'key') return [undefined];
  return packets.map((box) => box.get(now.key) as Ranges | undefined);
}

function indexOf({ document }: Ruleset, lines: readonly number[]): ChainIndex {
  const made = known.get(lines);
  if (made) return made;
  const byDestination = new Map<Value, number[]>();
  const others: number[] = [];
  for (const [position, line] of lines.entries()) {
    const text = oneDestination.exec(document.dump.lines[line]!.text)?.[1];
    const address = text === undefined ? undefined : document.family === 'ipv4' ? readIpv4(text) : readIpv6(text);
    if (address === undefined) others.push(position);
    else {
      const positions = byDestination.get(address);
      if (positions) positions.push(position);
      else byDestination.set(address, [position]);
    }
  }
  const index = { byDestination, others };
  known.set(lines, index);
  return index;
}
