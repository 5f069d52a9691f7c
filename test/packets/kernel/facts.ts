// What rules ask that a dump cannot decide, but the packet sent can: its connection, its headers, how it came.

import { protocolNumber } from '../../../server/src/modules/protocols';
import { parseNetwork } from '../../../server/src/packets/addresses';
import { parsePortRange } from '../../../server/src/packets/numbers';
import type { Range, Value } from '../../../server/src/packets/ranges';
import type { Family } from '../../../server/src/ruleset/tables';
import { type Connection, type Tracked, translationOf } from './connections';
import { type Packet, protocols } from './packet';

/** A packet on its way. */
export interface Known {
  family: Family;
  before: Packet;
  after: Packet;
  tracked: Tracked;
  /** Undefined where the packet has none. */
  connection: Connection | undefined;
  fromOutside: boolean;
  toAll: boolean;
  /** The device that it comes in by has the destination. */
  isNear: boolean;
  /** The octet of TOS and DSCP behind all rules. */
  tos: number;
  /** The hops that a rule has given to it. */
  hopsSet: number | undefined;
}

/** Words of one match: options, each with its values. */
type Words = readonly { option: string; values: readonly string[]; inverted: boolean }[];

type Answer = boolean | undefined;

/** Whether a condition, in the words of its rule, holds; undefined where that depends on more than the packet. */
export function answerTo(condition: string, known: Known): Answer {
  const [text = '', later] = condition.split(' \0');
  if (text === 'if -f' || text.startsWith('if -m rt ')) return false;
  const found = /^if -m (\S+) (.*)$/.exec(text);
  const answer = found && answers[found[1]!];
  return answer ? answer(wordsOf(found[2]!), known, later !== undefined) : undefined;
}

function wordsOf(text: string): Words {
  return [...text.matchAll(/(! )?(--\S+)((?: (?!-|! )\S+)*)/g)].map(([, inversion, option, values]) => ({
    option: option!,
    values: values!.trim().split(' '),
    inverted: inversion !== undefined,
  }));
}

const answers: Readonly<Record<string, (words: Words, known: Known, changed: boolean) => Answer>> = {
  conntrack: (words, known) => all(words, (option, value) => ofConnection(option, value, known)),
  owner: (words, { before }) =>
    all(words, (option) =>
      option === '--socket-exists' ? !(before.refuses && before.protocol === protocols.tcp) : undefined,
    ),
  addrtype: ([kind], { isNear }) => kind?.option === '--dst-type' && isNear !== kind.inverted,
  pkttype: (words, { toAll, fromOutside }) => all(words, (_, value) => value === 'broadcast' && toAll && fromOutside),
  ttl: (words, known, changed) => all(words, (option, value) => hops(option, Number(value), known, changed)),
  hl: (words, known, changed) => all(words, (option, value) => hops(option, Number(value), known, changed)),
  dscp: (words, { tos }, changed) => all(words, (_, value) => Number(value) === (changed ? tos : 0) >> 2),
  tos: (words, { tos }, changed) => all(words, (_, value) => isMasked(changed ? tos : 0, value)),
  bpf: (words) => all(words, (_, value) => (value === '"1,6 0 0 65535"' ? true : undefined)),
  length: (words, { after }) => all(words, (_, value) => isWithin(lengthOf(after), parsePortRange(value)!)),
  tcpmss: (_, { before, fromOutside }) => before.isHandmade !== true && before.flags.includes('S') && fromOutside,
};

function all(words: Words, holds: (option: string, value: string) => Answer): Answer {
  const each = words.map(({ option, values, inverted }) => {
    const answer = holds(option, values.join(' '));
    return answer === undefined ? undefined : answer !== inverted;
  });
  return each.includes(false) ? false : each.includes(undefined) ? undefined : true;
}

/** Routers take one hop away before FORWARD; nothing else asks for exactly that many. */
function hops(option: string, wanted: number, { fromOutside, hopsSet }: Known, changed: boolean): Answer {
  const left = changed ? hopsSet : undefined;
  if (option.endsWith('-lt')) return (left ?? 63) < wanted;
  if (option.endsWith('-gt')) return (left ?? 64) > wanted;
  return left === undefined ? wanted !== 64 && wanted === 63 && fromOutside : left === wanted;
}

function isMasked(tos: number, text: string): boolean {
  const [value = 0, mask = 0xff] = text.split('/').map(Number);
  return (tos & mask) === value;
}

function lengthOf(packet: Packet): number {
  const payload = packet.protocol === protocols.udp ? (packet.payload ?? 1) : packet.about ? 28 : 0;
  return 28 + payload;
}

/** net/netfilter/xt_conntrack.c: without a connection only the state can be asked. */
function ofConnection(option: string, value: string, known: Known): Answer {
  const { connection, tracked, family, after, before } = known;
  if (option === '--ctstate') return hasState(value.split(','), known);
  if (!connection) return false;
  const { original, reply } =
    tracked.index === undefined && !before.refuses ? { original: before, reply: replyTo(after) } : connection;
  const inNetwork = (address: Value) => {
    const { low, high } = parseNetwork(value, family)!;
    return low <= address && address <= high;
  };
  const port = (number: number) => isWithin(number, parsePortRange(value)!);
  switch (option) {
    case '--ctproto':
      return original.protocol === (protocolNumber(value) ?? Number(value));
    case '--ctorigsrc':
      return inNetwork(original.source);
    case '--ctorigdst':
      return inNetwork(original.destination);
    case '--ctreplsrc':
      return inNetwork(reply.source);
    case '--ctorigsrcport':
      return port(original.sourcePort);
    case '--ctorigdstport':
      return port(original.port);
    case '--ctreplsrcport':
      return port(reply.sourcePort);
    case '--ctstatus':
      return value === 'CONFIRMED' ? tracked.index !== undefined : undefined;
    default:
      return undefined;
  }
}

function hasState(wanted: readonly string[], { tracked, connection }: Known): boolean {
  if (wanted.includes(tracked.state)) return true;
  if (!connection) return false;
  const { source, destination } = translationOf(connection, 'ORIGINAL');
  // A new connection gets another source only behind the rules that ask for it.
  const isKnown = tracked.index !== undefined;
  return (
    (wanted.includes('DNAT') && destination !== undefined) ||
    (wanted.includes('SNAT') && source !== undefined && isKnown)
  );
}

function replyTo(packet: Packet) {
  const { source, destination, sourcePort, port } = packet;
  return { source: destination, destination: source, sourcePort: port, port: sourcePort };
}

function isWithin(value: number, [range]: readonly Range[]): boolean {
  return range !== undefined && range.low <= value && value <= range.high;
}
