/** What a rule asks of a packet, as boxes; a match that is not understood becomes an opaque condition in its own words. */

import { findMatch } from '../modules/index';
import { protocolNumber } from '../modules/protocols';
import type { Rule, RulePart } from '../ruleset/rule';
import type { Family } from '../ruleset/tables';
import { parseNetwork } from './addresses';
import type { Dimension } from './dimensions';
import { parseInterface } from './interfaces';
import { asksForHeader, extensionTest, hasHeaderOf } from './match-extensions';
import { matchModule } from './match-modules';
import { normalize, type Ranges, range } from './ranges';
import { always, and, opaque, type Test, testOf } from './tests';

/** Matches whose answer for one packet is the same at every rule that it meets; all others are asked anew each time. */
const steadyModules = new Set(
  (
    'addrtype ah bpf cgroup cluster connlabel conntrack cpu devgroup dst dscp ecn esp eui64 frag hbh helper hl icmp icmp6 ' +
    'iprange ipv6header ipvs length mac mh multiport osf owner physdev pkttype policy realm rpfilter rt sctp set socket state ' +
    'string tcp tcpmss time tos ttl u32 udp udplite dccp'
  ).split(' '),
);

/** Modules that match every packet of their protocol when they are given no options. */
const silentModules = new Set(['tcp', 'udp', 'udplite', 'sctp', 'dccp', 'icmp', 'icmp6', 'esp', 'comment']);

/** Faults of a line after which nobody can say what its rule would ask. */
const unreadable = new Set([
  'unknown-letter',
  'bare-word',
  'missing-value',
  'second-target',
  'double-inversion',
  'inversion-at-end',
  'words-behind-end',
  'text-behind-nul',
]);

/** The packets that a rule matches: disjoint boxes that give only the dimensions asked for. None: it never matches. */
export function matchOf(rule: Rule, family: Family): Test {
  const asked = [...(rule.problems.some(({ kind }) => unreadable.has(kind)) ? [unknownRule(rule)] : [])];
  const instances = new Map<number, RulePart[]>();
  for (const part of rule.parts) {
    if (!part.option) asked.push(opaque(partText(part), true));
    else if (!part.module) asked.push(...coreTests(part, family));
    else if (part.module.kind === 'match')
      instances.set(part.instance, [...(instances.get(part.instance) ?? []), part]);
  }
  for (const parts of instances.values()) asked.push(...moduleTests(parts, family));
  asked.push(...bareModules(rule, instances, family));
  return asked.reduce(and, always);
}

function unknownRule(rule: Rule): Test {
  return opaque(`this can be read: ${rule.words.map((word) => word.value).join(' ')}`, true);
}

/** The boxes of the parameters that iptables itself has. */
function coreTests(part: RulePart, family: Family): Test[] {
  const key = coreKeys[part.option!.name];
  if (part.option!.name === 'fragments') return [extensionTest('fragment', part.inversion !== undefined)];
  if (!key) return [];
  const value = part.values[0]?.value ?? '';
  const values = coreValues(key, value, family);
  if (values === 'any') return part.inversion ? [[]] : [];
  const list = key === 'source' || key === 'destination' ? value.includes(',') : false;
  if (!values || (list && part.inversion)) return [opaqueParts([part])];
  return [testOf(key, values, part.inversion !== undefined, family)];
}

const coreKeys: Readonly<Record<string, Dimension>> = {
  protocol: 'protocol',
  source: 'source',
  destination: 'destination',
  'in-interface': 'inInterface',
  'out-interface': 'outInterface',
};

function coreValues(key: Dimension, text: string, family: Family): Ranges | 'any' | undefined {
  if (key === 'protocol') {
    const number = protocolNumber(text);
    return number === undefined ? undefined : number === 0 ? 'any' : range(number);
  }
  if (key === 'inInterface' || key === 'outInterface') {
    if (text === '' || text === '+') return 'any';
    const names = parseInterface(text);
    return names && [names];
  }
  const networks = text.split(',').map((item) => parseNetwork(item, family));
  return networks.includes(undefined) ? undefined : normalize(networks.map((network) => network!));
}

function moduleTests(parts: RulePart[], family: Family): Test[] {
  const { understood, opaqueParts: rest } = matchModule(parts, family);
  return rest.length === 0
    ? understood
    : [...understood, and(hasHeaderOf(parts[0]!.module!.name, family), opaqueParts(rest))];
}

/** `-m socket` and the like: loaded without options, which is a test of its own for most. Unknown modules are here too. */
function bareModules(rule: Rule, instances: Map<number, RulePart[]>, family: Family): Test[] {
  const loads = rule.parts.filter((part) => !part.module && part.option?.name === 'match' && part.values[0]);
  const names = new Set(loads.map((part) => part.values[0]!.value));
  const tests: Test[] = [];
  for (const name of names) {
    const module = findMatch(name, family);
    if (module && silentModules.has(module.name)) continue;
    const loaded = loads.filter((part) => part.values[0]!.value === name).length;
    const used = [...instances.values()].filter((parts) => parts[0]!.module === module).length;
    if (module && used >= loaded) continue;
    const asksMore = !module || !asksForHeader(module.name, family);
    tests.push(asksMore ? opaque(`-m ${name}`, true, !steadyModules.has(name)) : hasHeaderOf(module.name, family));
  }
  return tests;
}

/** The options of one instance as a condition in the words of the rule; a single inverted option is the opposite of the plain one. */
function opaqueParts(parts: RulePart[]): Test {
  const [first] = parts;
  const name = first!.module?.name;
  const single = parts.length === 1 && first!.inversion !== undefined;
  const words = parts.map((part) => partText(part, single)).join(' ');
  const text = name ? `-m ${name} ${words}` : words;
  return opaque(text, !single, name !== undefined && !steadyModules.has(name));
}

function partText(part: RulePart, withoutInversion = false): string {
  const words = [part.name.value, ...part.values.map(({ value }) => (/[\s"]/.test(value) ? `"${value}"` : value))];
  return part.inversion && !withoutInversion ? `! ${words.join(' ')}` : words.join(' ');
}
