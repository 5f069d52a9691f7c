// What a ruleset names: ports, addresses, users and marks, with their neighbours and some that it does not know.

import type { Listener } from '../../support/kernel/observe';
import type { Ruleset } from './rulesets';

/** Nobody listens on it. */
const closedPort = 9;
const usualPorts = [22, 53, 80, 443, 8080];
const nobody = [4242, 4242] as const;
/** Ports from here on are the senders'. */
export const firstSourcePort = 40_000;

export interface Vocabulary {
  ports: readonly number[];
  sourcePorts: readonly number[];
  addresses: readonly string[];
  owners: readonly (readonly [uid: number, gid: number])[];
  marks: readonly number[];
  payloads: readonly string[];
}

/** What the dump names, each with what comes just before and behind it. */
export function vocabularyOf({ dump, owners, marks, addresses, payloads, family }: Ruleset): Vocabulary {
  const rules = dump
    .split('\n')
    .filter((line) => line.startsWith('-A'))
    .join('\n')
    .replace(/"[^"]*"/g, '""');
  const named = numbersAfter(rules, /--(?:dport|dports|ports|to-ports|on-port|ctorigdstport) ([\d:,-]+)/g);
  const targets = [...rules.matchAll(/--to-destination \S*?[.\]\d]+:(\d+)/g)].map((found) => Number(found[1]));
  const around = [...named, ...targets].flatMap((port) => [port, port - 1, port + 1]);
  const written = family === 'ipv6' ? /(?<=[ [])[0-9a-f]{0,4}:[0-9a-f:]+/g : /\d+\.\d+\.\d+\.\d+/g;
  const unicast = [...rules.matchAll(written)].flatMap(([address]) => inside(address)).filter(isUnicast);
  return {
    ports: distinct([...around, ...usualPorts, closedPort]).filter((port) => port > 0 && port < firstSourcePort),
    sourcePorts: distinct(numbersAfter(rules, /--sports? ([\d:,]+)/g)).filter((port) => port < firstSourcePort),
    addresses: distinct([...addresses, ...unicast]),
    owners: [[0, 0], nobody, ...owners],
    marks: [0, ...marks],
    payloads,
  };
}

function numbersAfter(text: string, option: RegExp): number[] {
  return [...text.matchAll(option)].flatMap((found) => found[1]!.split(/[:,-]/).map(Number));
}

/** The address itself, or for a network one within and one just behind it. */
export function inside(address: string): string[] {
  if (address.endsWith('::')) return [`${address}5`];
  const network = /^(\d+\.\d+)\.(\d+)\.0$/.exec(address);
  return network ? [`${network[1]}.${network[2]}.5`, `${network[1]}.${Number(network[2]) + 1}.5`] : [address];
}

/** Also left out: link-local addresses, which mean nothing without their interface. */
export function isUnicast(address: string): boolean {
  return !/^(?:0|22[4-9]|23\d|24\d|25\d)\.|^f[ef]|^::$|^::ffff/.test(address);
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

/** Ports are open on all hosts except for those just behind one that the ruleset names. */
export function listenersFor(ruleset: Ruleset): Listener[] {
  const given = new Map(ruleset.listeners.map((listener) => [listener.port, listener]));
  const { ports } = vocabularyOf(ruleset);
  const open = ports.filter((port) => port !== closedPort && (given.has(port) || !isBehind(port, ports)));
  return distinct([...open, ...given.keys()]).map((port) => given.get(port) ?? { port, uid: 0 });
}

function isBehind(port: number, ports: readonly number[]): boolean {
  return ports.includes(port - 1) && !ports.includes(port + 1) && !usualPorts.includes(port);
}
