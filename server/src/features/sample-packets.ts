/** Some packets out of all: a few to what thousands of rules name one by one, and those to what few or none name. */

import { highestAddress, parseAddress } from '../packets/addresses';
import type { Key, Values } from '../packets/dimensions';
import type { PacketSet } from '../packets/packet-set';
import { normalize, type Ranges, range, subtractRanges, type Value } from '../packets/ranges';
import type { Ruleset } from '../ruleset/ruleset';
import { oncePer } from '../syntax/once';

/** Of a block in which more values are named for the same target, only so many are taken. */
const mostInBlock = 3;

/** How many values are one block: 2 to the power of this. */
const blockBits = { port: 10, ipv4: 24, ipv6: 112 };

const named = { destination: / -d ([\da-f.:]+)(?:\/(?:32|128))? /, port: / --dport (\d+)(?: |$)/ };

/** Rules that name a value and jump to a chain are all alike; those that decide are told apart by what they do. */
const decision = / -[jg] (ACCEPT|DROP|REJECT|RETURN|DNAT|REDIRECT|TPROXY)(?: |$)/;

/** The sample of a ruleset, as packets before the first table. */
export const sampleOf = oncePer(({ document: { dump, family } }: Ruleset): PacketSet => {
  const destinations = new Map<string, string>();
  const ports = new Map<string, string>();
  for (const { kind, text } of dump.lines) {
    if (kind !== 'rule') continue;
    const [, does = ''] = decision.exec(text) ?? [];
    const [, destination] = named.destination.exec(text) ?? [];
    const [, port] = named.port.exec(text) ?? [];
    if (destination !== undefined) destinations.set(destination, does || (destinations.get(destination) ?? ''));
    if (port !== undefined) ports.set(port, does || (ports.get(port) ?? ''));
  }
  const addresses = [...destinations].map(([text, does]) => ({ value: parseAddress(text, family) ?? 0, does }));
  const numbers = [...ports].map(([text, does]) => ({ value: Number(text), does }));
  const values: [Key, Values][] = [
    ['destination', fewOf(addresses, range(family === 'ipv4' ? 0 : 0n, highestAddress[family]), blockBits[family])],
    ['destinationPort', fewOf(numbers, range(0, 0xffff), blockBits.port)],
  ];
  return [new Map(values)];
});

interface Named {
  value: Value;
  /** The target of a rule that names it, or ''. */
  does: string;
}

/** All values, but in blocks with many named ones only some of these, of each target. */
function fewOf(values: readonly Named[], all: Ranges, bits: number): Ranges {
  const blocks = new Map<bigint, { does: string; members: Value[] }[]>();
  for (const { value, does } of values) {
    const block = BigInt(value) >> BigInt(bits);
    const groups = blocks.get(block) ?? [];
    blocks.set(block, groups);
    const group = groups.find((each) => each.does === does);
    if (!group) groups.push({ does, members: [value] });
    else if (group.members.length <= mostInBlock) group.members.push(value);
  }
  const crowded = [...blocks].filter(([, groups]) => groups.some(({ members }) => members.length > mostInBlock));
  const isBig = typeof all[0]!.low === 'bigint';
  const whole = crowded.map(([block]) => {
    const [low, high] = [block << BigInt(bits), ((block + 1n) << BigInt(bits)) - 1n];
    return isBig ? { low, high } : { low: Number(low), high: Number(high) };
  });
  const few = crowded.flatMap(([, groups]) => groups.flatMap(({ members }) => members.slice(0, mostInBlock)));
  return normalize([...subtractRanges(all, normalize(whole)), ...few.flatMap((each) => range(each))]);
}
