/** What `-m conntrack` and `-m connbytes` ask for: states, and what connection tracking notes of a connection (net/netfilter/xt_conntrack.c). */

import { protocolNumber } from '../modules/protocols';
import type { RulePart } from '../ruleset/rule';
import type { Family } from '../ruleset/tables';
import { parseNetwork } from './addresses';
import { anyBits, type Bits, subtractBits } from './bits';
import { connectionDirections, connectionStatuses, type Key, states, type Values } from './dimensions';
import { parsePortRange } from './numbers';
import { dimension, type ModuleMatch, type Reader } from './option-readers';
import { normalize, type Ranges, range, subtractRanges } from './ranges';
import { always, and, opaque, type Test } from './tests';

/** Packets of a connection, and those of none, of which nothing but the state can be asked. */
const tracked = normalize(['NEW', 'ESTABLISHED', 'RELATED'].flatMap((state) => range(states.indexOf(state))));
const isNew = range(states.indexOf('NEW'));
const alone = subtractRanges(range(0, states.length - 1), tracked);

/** What one instance of the module asks for. Where the state is asked for, packets of no connection have to fit that alone. */
export function matchConnection(parts: readonly RulePart[], family: Family): ModuleMatch {
  const result: ModuleMatch = { understood: [], opaqueParts: [] };
  const noted: Test[] = [];
  for (const part of parts) {
    const name = part.option!.name;
    const test = name === 'ctstate' ? stateTest(part) : noteReaders[name]?.(part, family, parts);
    if (!test) result.opaqueParts.push(part);
    else if (name === 'ctstate') result.understood.push(test);
    else noted.push(test);
  }
  if (noted.length === 0) return result;
  const withConnection = and(noted.reduce(and), [boxOf(['state', tracked])]);
  const isStateAsked = parts.some(({ option }) => option!.name === 'ctstate');
  result.understood.push(isStateAsked ? [boxOf(['state', alone]), ...withConnection] : withConnection);
  return result;
}

/**
 * Whether a connection has carried so much; of packets of none nothing is counted. Any number holds once the connection is counted,
 * which those opened before the first such rule are not (net/netfilter/xt_connbytes.c).
 */
export function matchCarried(parts: readonly RulePart[]): ModuleMatch {
  const range = parts.find(({ option }) => option!.name === 'connbytes');
  if (!range || !/^0*:?(?:18446744073709551615)?$/.test(range.values[0]?.value ?? ''))
    return { understood: [[boxOf(['state', tracked])]], opaqueParts: [...parts] };
  if (range.inversion) return { understood: [[]], opaqueParts: [] };
  const known = and([boxOf(['state', subtractRanges(tracked, isNew)])], opaque('the connection is counted', true));
  return { understood: [[boxOf(['state', isNew]), ...known]], opaqueParts: [] };
}

function boxOf(...values: [Key, Values][]) {
  return new Map<Key, Values>(values);
}

const words = [...states, 'SNAT', 'DNAT'];

/** States, and SNAT and DNAT, which are noted of connections in any of them. */
function stateTest({ values: [value], inversion }: RulePart): Test | undefined {
  const named = wordsOf(value?.value ?? '', words);
  if (!named) return undefined;
  const wanted = normalize(
    named.filter((word) => states.includes(word)).flatMap((word) => range(states.indexOf(word))),
  );
  const status = statusBits(named.filter((word) => !states.includes(word)));
  const others = subtractRanges(range(0, states.length - 1), wanted);
  const translated = subtractRanges(tracked, wanted);
  if (status === 0 || translated.length === 0) return stateIn(inversion ? others : wanted);
  const isOtherwise: [Key, Values] = ['connectionStatus', inversion ? noneOf(status) : someOf(status)];
  const rest = stateIn(inversion ? subtractRanges(others, tracked) : wanted);
  return [...rest, boxOf(['state', translated], isOtherwise)];
}

function stateIn(values: Ranges): Test {
  return values.length === 0 ? [] : [boxOf(['state', values])];
}

/** Words of a list by their beginning in any case, as iptables takes them. */
function wordsOf(text: string, all: readonly string[]): string[] | undefined {
  const found = text
    .split(',')
    .map((item) => (item ? all.find((word) => word.startsWith(item.toUpperCase())) : undefined));
  return found.includes(undefined) ? undefined : found.map((word) => word!);
}

function statusBits(names: readonly string[]): number {
  return names.reduce((sum, name) => sum | (connectionStatuses[name] ?? 0), 0);
}

function noneOf(mask: number): Bits {
  return [{ value: 0, mask }];
}

function someOf(mask: number): Bits {
  return subtractBits(anyBits, noneOf(mask));
}

/** What is noted in general; NONE is no bit, which no connection has. */
const statusTest: Reader = ({ values: [value], inversion }) => {
  const named = wordsOf(value?.value ?? '', ['NONE', ...Object.keys(connectionStatuses)]);
  if (!named) return undefined;
  const mask = statusBits(named);
  if (mask === 0) return inversion ? always : [];
  return [boxOf(['connectionStatus', inversion ? noneOf(mask) : someOf(mask)])];
};

const network = (text: string, family: Family) => {
  const addresses = parseNetwork(text, family);
  return addresses && [addresses];
};

const direction = (text: string) => {
  const index = connectionDirections.indexOf(text.toUpperCase());
  return index < 0 ? undefined : range(index);
};

const protocol = (text: string) => {
  const number = protocolNumber(text);
  return number === undefined ? undefined : range(number);
};

const noteReaders: Readonly<Record<string, Reader>> = {
  ctdir: dimension('connectionDirection', direction),
  ctstatus: statusTest,
  ctproto: dimension('originalProtocol', protocol),
  ctorigsrc: dimension('originalSource', network),
  ctorigdst: dimension('originalDestination', network),
  ctorigsrcport: dimension('originalSourcePort', parsePortRange),
  ctorigdstport: dimension('originalDestinationPort', parsePortRange),
  ctreplsrc: dimension('replySource', network),
  ctrepldst: dimension('replyDestination', network),
  ctreplsrcport: dimension('replySourcePort', parsePortRange),
  ctrepldstport: dimension('replyDestinationPort', parsePortRange),
};
