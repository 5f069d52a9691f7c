/** One packet in the words of an expectation. */

import type { Direction } from './traverse';
import type { Witness } from './witness';

/** `out tcp 80 from 10.0.0.1 to 10.0.0.2 iface lo uid 1337`: what `# expect:` takes, and behind it what the dump cannot decide, as `say` puts it. */
export function witnessWords(
  packet: Witness,
  direction: Direction,
  say: (options: string) => string | undefined = () => undefined,
): string {
  const { protocol, port, icmpType, source, destination, incoming, leaving, uid, gid, mark } = packet;
  const iface = direction === 'out' ? leaving : incoming;
  const words: (string | false | undefined)[] = [
    direction,
    protocol,
    port !== undefined && String(port),
    icmpType && `type ${icmpType}`,
    `from ${source}`,
    `to ${destination}`,
    iface && `iface ${iface}`,
    direction === 'forward' && leaving && `oface ${leaving}`,
    uid !== undefined && `uid ${uid}`,
    gid !== undefined && `gid ${gid}`,
    packet.state !== 'NEW' && `state ${packet.state}`,
    mark !== '0x0' && `mark ${mark}`,
    ...Object.entries(packet.besides ?? {}).map(([word, value]) => `${word} ${value}`),
  ];
  const undecided = Object.entries(packet.conditions ?? {}).map(
    ([text, holds]) => `${holds ? 'if' : 'unless'} ${say(text) ?? text}`,
  );
  return [words.filter(Boolean).join(' '), ...undecided].join(', ');
}
