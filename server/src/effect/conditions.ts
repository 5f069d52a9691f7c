/** What rules ask of packets, and whether one takes all that another could match. */

import { findTarget } from '../modules/index';
import { addressBits } from '../modules/values/ip-address';
import type { Family } from '../ruleset/tables';
import { oncePer } from '../syntax/once';
import type { Comparable } from './comparable';

/** What a rule asks for, and what it does. */
export interface Asked {
  /** The values that it surely asks for, by the names of their options; none where words may be any, a `!` in front of one too. */
  values: ReadonlyMap<string, string>;
  /** The keys of takers that ask for the very same of them. */
  own: readonly OwnKey[];
  /** What it does with packets. */
  verdict: string;
  /** Undefined where it may let packets go on that it matches. */
  taken: Taken | undefined;
}

interface OwnKey {
  name: string;
  key: string;
  /** Undefined for what is no address. */
  network: Network | undefined;
}

/** The packets that a rule takes: all that meet its conditions. */
export interface Taken {
  conditions: ReadonlyMap<string, string>;
  /** The condition by which it is found; undefined where none asks for one value or network. */
  key: string | undefined;
  /** The length of that network; undefined where it asks for none. */
  length: number | undefined;
}

/** Modules that say the same of a packet wherever in a chain they are asked: without limits, counters, or marks that rules set. */
const steadyModules: ReadonlySet<string> = new Set([
  'rule',
  'addrtype',
  'comment',
  'conntrack',
  'icmp',
  'icmp6',
  'iprange',
  'mac',
  'multiport',
  'owner',
  'pkttype',
  'state',
  'tcp',
  'udp',
]);

/** What a rule asks for: rules that are the same ask for the same. */
export const askedBy = oncePer((rule: Comparable): Asked => {
  const target = rule.fields.find(({ name }) => name === 'rule jump 0');
  const verdict = rule.fields.filter(({ name }) => isOfVerdict(name, target?.value));
  const values = valuesOf(rule);
  return {
    values,
    own: ownKeys(values),
    verdict: verdict.map(({ name, value }) => `${name} ${value}`).join('\n'),
    taken: rule.known && target ? takenBy(rule, target.value) : undefined,
  };
});

function valuesOf({ fields }: Comparable): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  if (fields.some(({ name }) => name.endsWith('?'))) return values;
  for (const { name, value, known } of fields) if (known) values.set(name, value);
  return values;
}

function takenBy({ fields }: Comparable, target: string): Taken | undefined {
  const end = (findTarget(target, 'ipv4') ?? findTarget(target, 'ipv6'))?.terminating;
  if (end !== 'yes' && end !== 'returns') return undefined;
  const conditions = new Map<string, string>();
  for (const { name, value } of fields) {
    if (isOfVerdict(name, target)) continue;
    const [owner = '', module = ''] = name.split(' ', 2);
    if (!steadyModules.has(owner === '-m' ? module : owner) || conditions.has(name)) return undefined;
    if (owner !== '-m' && owner !== 'comment') conditions.set(name, value);
  }
  const asked =
    [...keys].find(([name, isKey]) => isKey(conditions.get(name)))?.[0] ?? [...conditions.keys()].find(isExact);
  const value = asked && conditions.get(asked);
  return {
    conditions,
    key: asked && `${asked} ${value}`,
    length: asked && networks.has(asked) ? readNetwork(value!)?.length : undefined,
  };
}

/** True when each packet that has the values meets the conditions too. */
export function takesAllOf({ conditions }: Taken, values: ReadonlyMap<string, string>, family: Family): boolean {
  for (const [name, value] of conditions) {
    const own = values.get(name);
    if (own === undefined || (own !== value && !narrower.get(name)?.(own, value, family))) return false;
  }
  return true;
}

/** The keys of takers that may take the rule's packets; `lengths` are those of the networks that takers ask for. */
export function keysFor({ own }: Asked, lengths: ReadonlySet<number>, family: Family): string[] {
  const found: string[] = [];
  for (const { name, key, network } of own) {
    found.push(key);
    if (!network) continue;
    for (const length of lengths)
      if (length < network.length) found.push(`${name} ${startOf(network.address, length, family)}/${length}`);
  }
  return found;
}

function ownKeys(values: ReadonlyMap<string, string>): OwnKey[] {
  return [...values].flatMap(([name, value]) => {
    if (!keys.has(name) && !isExact(name)) return [];
    return [{ name, key: `${name} ${value}`, network: networks.has(name) ? readNetwork(value) : undefined }];
  });
}

/** True for conditions that only the very same value meets, and that not most rules have. */
function isExact(name: string): boolean {
  return !narrower.has(name) && !name.startsWith('-m ') && !name.startsWith('rule ');
}

function isOfVerdict(name: string, target: string | undefined): boolean {
  return name === 'rule jump 0' || name.startsWith(`${target} `) || name === `-m ${target}`;
}

const networks: ReadonlySet<string> = new Set(['rule source 0', 'rule destination 0']);
const ports = ['tcp dport 0', 'udp dport 0', 'tcp sport 0', 'udp sport 0'];
const interfaces = ['rule in-interface 0', 'rule out-interface 0'];

/** By which conditions takers are found, those first that fewest have in common, and which of their values are one value or network. */
const keys: ReadonlyMap<string, (value: string | undefined) => boolean> = new Map([
  ...[...networks].map((name) => [name, (value?: string) => readNetwork(value ?? '') !== undefined] as const),
  ...ports.map((name) => [name, (value?: string) => /^\d+$/.test(value ?? '')] as const),
  ...interfaces.map((name) => [name, (value?: string) => value !== undefined && !value.endsWith('+')] as const),
]);

/** Whether one value allows only what another does, for options where that can be told. */
const narrower: ReadonlyMap<string, (own: string, other: string, family: Family) => boolean> = new Map([
  ...[...networks].map((name) => [name, isInNetwork] as const),
  ...ports.map((name) => [name, isInRange] as const),
  ...interfaces.map((name) => [name, isOfInterfaces] as const),
  ...['conntrack ctstate 0', 'state state 0'].map((name) => [name, areAmong] as const),
]);

function isInNetwork(own: string, other: string, family: Family): boolean {
  const [a, b] = [readNetwork(own), readNetwork(other)];
  return (
    a !== undefined && b !== undefined && b.length <= a.length && startOf(a.address, b.length, family) === b.address
  );
}

/** Ports by number: those with names hang on the machine. */
function isInRange(own: string, other: string): boolean {
  const [a, b] = [readPorts(own), readPorts(other)];
  return a !== undefined && b !== undefined && b.first <= a.first && a.last <= b.last;
}

function readPorts(text: string): { first: number; last: number } | undefined {
  const [, first, colon, last] = /^(\d*)(:?)(\d*)$/.exec(text) ?? [];
  if (first === undefined || (first === '' && !colon)) return undefined;
  return { first: Number(first), last: colon ? Number(last || 65535) : Number(first) };
}

/** `eth+` is all interfaces whose names begin so. */
function isOfInterfaces(own: string, other: string): boolean {
  return other.endsWith('+') && own.startsWith(other.slice(0, -1));
}

function areAmong(own: string, others: string): boolean {
  const all = others.split(',');
  return own.split(',').every((each) => all.includes(each));
}

/** An address and the length of its prefix. */
interface Network {
  address: bigint;
  length: number;
}

/** Reads a network as rules are compared by it; undefined for names and masks with holes. */
function readNetwork(value: string): Network | undefined {
  const [, address, length] = /^(\d+)\/(\d+)$/.exec(value) ?? [];
  return address === undefined ? undefined : { address: BigInt(address), length: Number(length) };
}

function startOf(address: bigint, length: number, family: Family): bigint {
  const rest = BigInt(addressBits(family) - length);
  return (address >> rest) << rest;
}
