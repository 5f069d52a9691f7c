/** Where packets are expected to end, as comments write it: `drop`, `15006`, `forward 10.0.0.5:80`. */

import type { Family } from '../ruleset/tables';
import { highestAddress, parseNetwork } from './addresses';
import type { Answer } from './answers';
import { goalText, portText } from './goal-text';
import { parsePortRange } from './numbers';
import { type PacketSet, subtract } from './packet-set';
import { type Ranges, range, subtractRanges } from './ranges';

/** The words that name an end; the others are a goal, an address or a port. */
export const endNames = ['itself', 'drop', 'reject', 'forward', 'unknown'] as const;

export interface ExpectedEnd {
  kind: (typeof endNames)[number] | 'goal';
  /** Where the packets are sent in the end; undefined for anywhere. */
  address?: Ranges;
  port?: Ranges;
}

/** `15006`, `8000-8100`, `10.0.0.5`, `10.0.0.0/24:80`, `[2001:db8::1]:80`; undefined for anything else. */
export function readGoal(text: string, family: Family): Pick<ExpectedEnd, 'address' | 'port'> | undefined {
  if (/^\d{1,5}(?:[-:]\d{1,5})?$/.test(text)) return goalOf(undefined, text, family);
  const [, where, which] = goalForm[family].exec(text) ?? [];
  return where === undefined ? goalOf(text, undefined, family) : goalOf(where, which, family);
}

/** An address with a port. */
const goalForm: Record<Family, RegExp> = {
  ipv4: /^([\d./]+):(\d[\d:-]*)$/,
  ipv6: /^\[([^\]]+)\](?::(\d[\d:-]*))?$/,
};

function goalOf(where: string | undefined, which: string | undefined, family: Family): ReturnType<typeof readGoal> {
  const address = where === undefined ? undefined : parseNetwork(where, family);
  const port = which === undefined ? undefined : parsePortRange(which.replace('-', ':'));
  if ((where !== undefined && !address) || (which !== undefined && !port)) return undefined;
  return { ...(address && { address: [address] }), ...(port && { port }) };
}

/** The packets of an answer that do not end as expected. */
export function missing(answer: Answer, packets: PacketSet, expected: ExpectedEnd, family: Family): PacketSet {
  if (!isOfKind(answer, expected)) return packets;
  switch (expected.kind) {
    case 'itself':
      return isUnchanged(answer) ? [] : packets;
    case 'forward':
    case 'goal':
      return elsewhere(answer, packets, expected, family);
    default:
      return [];
  }
}

/** True for packets that end in the expected way, wherever they are sent. */
export function isOfKind({ end }: Answer, { kind, address }: ExpectedEnd): boolean {
  switch (kind) {
    case 'drop':
      return end.kind === 'dropped';
    case 'reject':
      return end.kind === 'rejected';
    case 'unknown':
      return end.kind === 'unknown';
    case 'forward':
      return end.kind === 'forwarded';
    case 'goal':
      if (!address) return end.kind === 'local';
  }
  return end.kind === 'local' || end.kind === 'sent' || end.kind === 'forwarded';
}

/** The packets that are not sent to the expected address and port. */
function elsewhere(answer: Answer, packets: PacketSet, { address, port }: ExpectedEnd, family: Family): PacketSet {
  if (isUnchanged(answer)) {
    const goal = [
      ['destination', address ?? range(family === 'ipv4' ? 0 : 0n, highestAddress[family])],
      ['destinationPort', port ?? range(0, 0xffff)],
    ] as const;
    return subtract(packets, [new Map(goal)]);
  }
  return lies(answer.address, address) && lies(answer.port, port) ? [] : packets;
}

function lies(values: Ranges | undefined, expected: Ranges | undefined): boolean {
  return !expected || (values !== undefined && subtractRanges(values, expected).length === 0);
}

/** True for packets that no rule has given another destination. */
export function isUnchanged({ end, rewrittenBy }: Answer): boolean {
  return rewrittenBy === undefined && !(end.kind === 'local' && end.listener);
}

/** How a comment would write the end of an answer; undefined where no few words say it. */
export function expectedText(answer: Answer, family: Family): string | undefined {
  const { end } = answer;
  switch (end.kind) {
    case 'dropped':
      return 'drop';
    case 'rejected':
      return 'reject';
    case 'unknown':
      return 'unknown';
    case 'local':
      return isUnchanged(answer) ? 'itself' : portText(answer.port);
    case 'sent':
    case 'forwarded':
      return isUnchanged(answer) ? 'itself' : goalWord(answer, family);
  }
}

function goalWord(answer: Answer, family: Family): string | undefined {
  const goal = goalText(answer, family).replace('–', '-');
  const name = answer.end.kind === 'forwarded' ? 'forward' : '';
  return readGoal(goal, family) ? [name, goal].filter(Boolean).join(' ') : name || undefined;
}
