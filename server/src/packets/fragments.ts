/**
 * Fragments of IPv4 behind the first, which have no header of their protocol. The host puts them together before INPUT, and
 * before any table as soon as a rule needs connection tracking (net/ipv4/ip_input.c, nf_defrag_ipv4.c).
 */

import { type Rule, readRule } from '../ruleset/rule';
import type { Ruleset } from '../ruleset/ruleset';
import type { Dimension } from './dimensions';
import { type Fields, type Now, withFields, wordOf } from './fields';
import { extensionTest } from './match-extensions';
import { type Box, intersect } from './packet-set';
import type { Test } from './tests';

export const laterFragments: Test = extensionTest('fragment', false);
const otherPackets: Test = extensionTest('fragment', true);

/** True for a question about later fragments that asks for something of a header which they do not have. */
export function asksForNoHeader(asked: Box): boolean {
  const isOfLater = asked.has('extensions') && intersect([asked], otherPackets).length === 0;
  return isOfLater && ofProtocol.some((key) => asked.has(key));
}

/** True where a question or a rule speaks of fragments; nobody else means them. */
export function isOfFragments(box: Box): boolean {
  return box.has('extensions');
}

const ofProtocol = ['sourcePort', 'destinationPort', 'tcpFlags', 'icmpType'] as const satisfies readonly Dimension[];
const nothing: Now = { kind: 'nothing' };
const noFragment: Now = { kind: 'value', values: wordOf(0) };

/** No test holds of what a later fragment does not have. */
export function asFragment(fields: Fields): Fields {
  return withFields(
    fields,
    ofProtocol.map((key) => [key, nothing]),
  );
}

/** True for the fields of a later fragment. */
export function isFragment(fields: Fields): boolean {
  return fields.now.get('destinationPort') === nothing;
}

/** The whole packet, with the header of its protocol. */
export function reassembled(fields: Fields): Fields {
  const header = ofProtocol
    .filter((key) => fields.now.get(key) === nothing)
    .map((key) => [key, { kind: 'key', key }] as const);
  return withFields(fields, [...header, ['extensions', noFragment]]);
}

const trackingMatches = new Set(
  'conntrack state connmark connbytes connlabel connlimit helper cluster socket'.split(' '),
);
const trackingTargets = new Set(
  'SNAT DNAT MASQUERADE REDIRECT NETMAP CT CONNMARK CONNSECMARK SYNPROXY TPROXY'.split(' '),
);

/** True when a rule makes the kernel track connections; CT does not when it only says not to. */
export function needsTracking({ document }: Ruleset): boolean {
  return document.dump.lines.some(
    (line) => line.kind === 'rule' && mayTrack.test(line.text) && tracks(readRule(line, document.family)),
  );
}

const mayTrack = new RegExp([...trackingMatches, ...trackingTargets].join('|'));

function tracks({ parts, words }: Rule): boolean {
  const isAlone = words.some(({ value }) => value === '--notrack');
  return parts.some(({ option, values: [value] }) => {
    if (!value) return false;
    if (option?.name === 'match') return trackingMatches.has(value.value);
    return option?.name === 'jump' && trackingTargets.has(value.value) && !isAlone;
  });
}
