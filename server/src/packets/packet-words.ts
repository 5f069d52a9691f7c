/** Packets in the words of a sentence, for code lenses and the command line. */

import type { Family } from '../ruleset/tables';
import { conditions, conjunction, type Description, describe, exceptions, restrictions } from './describe';
import type { Hook } from './dimensions';
import { type Box, type PacketSet, subtractSome } from './packet-set';
import type { PhraseContext } from './phrases';
import type { Ranges } from './ranges';
import type { Direction } from './traverse';

/** `tcp 8080 on lo unless uid 1337`, `port 53 from 10.0.0.1`: packets on their own, without a direction. */
export function packetsText(description: Description): string {
  const subject = subjectText(description);
  const rest = conditions(description);
  if (subject) return subject + rest;
  return description.only.length > 0 ? rest.trimStart() : `everything${rest}`;
}

/** `tcp`, `tcp 8080`, `port 8080`, ''. */
function subjectText({ protocol, ports }: Description): string {
  return [protocol, ports && !protocol ? `port ${ports}` : ports].filter(Boolean).join(' ');
}

/** The words of a sentence about packets, before and behind what happens to them. */
export function sentence(description: Description, direction: string): { before: string; behind: string } {
  const ports = description.ports && ` ${description.ports}`;
  return {
    before: `${description.protocol || 'all'} ${direction}${ports}${restrictions(description)}`,
    behind: exceptions(description),
  };
}

/** The condition of packets that no few words tell. */
export const manyConditions = 'if one of many conditions holds';

/** ` if to this host`, ` unless uid 1337`, ` if on lo and (uid 7 or mark 0x1)`, ` if on lo or (not uid 7 and not to 127.0.0.1)`. */
export function conditionWords(
  packets: PacketSet,
  within: Box,
  context: PhraseContext,
  impossible: PacketSet = [],
): string {
  const parts = describe(packets, within, context, impossible);
  if (!parts) return ` ${manyConditions}`;
  const [only, ...others] = parts;
  const subject = (part: Description) => subjectText({ ...part, protocol: isOneProtocol(within) ? '' : part.protocol });
  if (!only || others.length > 0)
    return ` if ${parts.map((part) => bracketed(conjunction(part, subject(part)))).join(' or ')}`;
  if (only.either.length > 0) return ` if ${conjunction(only, subject(only))}`;
  if (!subject(only) && only.only.some(isShare)) return ` only${conditions(only)}`;
  const held = conjunction({ ...only, exceptPorts: '', unless: [] }, subject(only));
  return (held === 'everything' ? '' : ` if ${held}`) + exceptions(only);
}

/** True for words of chance and turns, behind which nobody says `if`. */
function isShare(words: string): boolean {
  return /^by (?:chance|turns) /.test(words);
}

/** What the box holds besides the packets, of which words need not tell anything; nothing where it falls into too many pieces. */
export function impossibleIn(within: Box, packets: PacketSet): PacketSet {
  return subtractSome([within], packets) ?? [];
}

/** What is more than one plain condition stands in brackets, so that it is clear what an exception belongs to. */
function bracketed(text: string): string {
  return text.split(' ').length > 2 ? `(${text})` : text;
}

function isOneProtocol(within: Box): boolean {
  const values = within.get('protocol') as Ranges;
  return values.length === 1 && values[0]!.low === values[0]!.high;
}

/** Words for packets are those of the hook where they enter. */
export function entryContext(
  family: Family,
  direction: Direction,
  sayCondition?: PhraseContext['sayCondition'],
): PhraseContext {
  return { family, hook: entryHook[direction], ...(sayCondition && { sayCondition }) };
}

const entryHook: Record<Direction, Hook> = { in: 'PREROUTING', forward: 'FORWARD', out: 'OUTPUT' };
