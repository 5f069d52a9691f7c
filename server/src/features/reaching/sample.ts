/** Some packets out of all: a few to what thousands of rules name one by one, and those to what few or none name. */

import { highestAddress, parseAddress } from '../../packets/addresses';
import type { Key, Values } from '../../packets/dimensions';
import type { PacketSet } from '../../packets/packet-set';
import { normalize, type Ranges, range, subtractRanges, type Value } from '../../packets/ranges';
import { oncePer } from '../../ruleset/once';
import type { Ruleset } from '../../ruleset/ruleset';

/** Of a block in which more values are named, only so many are taken. */
const mostInBlock = 3;

/** How many values are one block: 2 to the power of this. */
const blockBits = { port: 10, ipv4: 24, ipv6: 112 };

const named = { destination: / -d ([\da-f.:]+)(?:\/(?:32|128))? /, port: / --dport (\d+)(?: |$)/ };

/** The sample of a ruleset, as packets before the first table. */
export const sampleOf = oncePer(({ document: { dump, family } }: Ruleset): PacketSet => {
  const [destinations, ports] = [new Set<string>(), new Set<string>()];
  for (const { kind, text } of dump.lines) {
    if (kind !== 'rule') continue;
    const [, destination] = named.destination.exec(text) ?? [];
    const [, port] = named.port.exec(text) ?? [];
    if (destination !== undefined) destinations.add(destination);
    if (port !== undefined) ports.add(port);
  }
  const addresses = [...destinations].flatMap((each) => parseAddress(each, family) ?? []);
  const values: [Key, Values][] = [
    ['destination', fewOf(addresses, range(family === 'ipv4' ? 0 : 0n, highestAddress[family]), blockBits[family])],
    ['destinationPort', fewOf([...ports].map(Number), range(0, 0xffff), blockBits.port)],
  ];
  return [new Map(values)];
});

/** All values, but in blocks with many named ones only some of these. */
function fewOf(values: readonly Value[], all: Ranges, bits: number): Ranges {
  const blocks = new Map<bigint, Value[]>();
  for (const value of values) {
    const block = BigInt(value) >> BigInt(bits);
    blocks.set(block, [...(blocks.get(block) ?? []), value].slice(0, mostInBlock + 1));
  }
  const crowded = [...blocks].filter(([, members]) => members.length > mostInBlock);
  const isBig = typeof all[0]!.low === 'bigint';
  const whole = crowded.map(([block]) => {
    const [low, high] = [block << BigInt(bits), ((block + 1n) << BigInt(bits)) - 1n];
    return isBig ? { low, high } : { low: Number(low), high: Number(high) };
  });
  const left = subtractRanges(all, normalize(whole));
  return normalize([
    ...left,
    ...crowded.flatMap(([, members]) => members.slice(0, mostInBlock).flatMap((each) => range(each))),
  ]);
}
