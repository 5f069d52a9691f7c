/** Flows through the real kernel: real connections and datagrams between network namespaces, and what was observed of each. */

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { OracleBackend, OracleFamily } from '../oracle';

/** A cable of the host: its interface there, and the namespace at its far end, which answers for every address. */
export interface Link {
  name: string;
  far: string;
  /** The host's addresses, with their prefix length. */
  addresses: readonly string[];
  /** Those that the far end sends from by itself; flows from there may name any other. */
  farAddresses: readonly string[];
}

/** A port that all hosts listen on, for tcp and udp; on the host with the rules the socket is that user's. */
export interface Listener {
  port: number;
  uid: number;
  /** Takes packets for other addresses too, as TPROXY needs it. */
  transparent?: boolean;
}

/** What is sent: a connection, datagrams, or one packet. */
export interface Flow {
  /** `host` or the far end of a link. */
  from: string;
  /** A number for a protocol of which one packet without content is sent. */
  protocol: 'tcp' | 'udp' | 'icmp' | `${number}`;
  source: string;
  destination: string;
  sourcePort: number;
  /** Of tcp and udp. */
  port?: number;
  /** One TCP packet with these flags (letters of `FSRPAU`, in that order) instead of a connection. */
  flags?: string;
  /** Of icmp. */
  icmpType?: number;
  uid: number;
  gid: number;
  /** The socket's mark, SO_MARK. */
  mark: number;
  /** What a datagram contains. */
  payload?: string;
}

/** A packet as an interface of the host saw it: coming in before all rules, going out behind all rules. */
export interface SeenPacket {
  interface: string;
  direction: 'in' | 'out';
  protocol: string;
  source: string;
  destination: string;
  sourcePort?: number;
  port?: number;
  flags?: string;
  icmpType?: number;
  icmpCode?: number;
}

/**
 * `connection`: SYN, SYN and ACK, ACK, and no packet more. `first`: one packet, and what the kernel that it was for answered by itself
 * (an echo reply, an ICMP error, RST). `answer`: the datagram that the listener sent back. `next`: the second datagram.
 */
export interface Step {
  name: 'connection' | 'first' | 'answer' | 'next';
  /** Packets by `TABLE CHAIN NUMBER` and `TABLE CHAIN policy`, of those that counted any. */
  counted: Map<string, number>;
  packets: SeenPacket[];
}

/** A listener that was reached, and what it knows: addresses behind all rewriting, and SO_ORIGINAL_DST. */
export interface Reached {
  kind: 'reached';
  host: string;
  address: string;
  port: number;
  source: string;
  sourcePort: number;
  /** Of tcp only. */
  original?: { address: string; port: number };
  /** Whether the answer came back (tcp: the handshake was finished; udp: both ways, twice). */
  connected: boolean;
}

/** `answered`: an echo reply came. `refused`: by `reset` or `icmp TYPE/CODE`. `failed`: the kernel would not send it. */
export type Outcome =
  | Reached
  | { kind: 'answered' }
  | { kind: 'refused'; how: string; error?: string }
  | { kind: 'failed'; error: string }
  | { kind: 'dropped' };

export interface ObservedFlow {
  flow: Flow;
  steps: Step[];
  outcome: Outcome;
}

/** A network, the rules of its host, and the flows that are sent one after the other. */
export interface Job {
  family: OracleFamily;
  backend: OracleBackend;
  dump: string;
  links: readonly Link[];
  /** For ip(8), on the host. */
  commands: readonly string[];
  /** Of the host, by their names with dots. */
  sysctls: Readonly<Record<string, number>>;
  listeners: readonly Listener[];
  flows: readonly Flow[];
  /** Jobs that run at the same time have different numbers, and so different processors. */
  worker: number;
}

const program = fileURLToPath(new URL('observe.py', import.meta.url));

/** Runs the job; throws with the message of iptables-restore when the dump does not load. */
export async function observe(job: Job): Promise<ObservedFlow[]> {
  // -B: no compiled files beside the sources.
  const child = spawn('python3', ['-B', program], { stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  let messages = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    messages += text;
  });
  // Where the program ends before it has read all, its messages tell why.
  child.stdin.on('error', () => undefined).end(JSON.stringify(job));
  const observed: ObservedFlow[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    observed.push(observedFlow(job.flows[observed.length]!, JSON.parse(line)));
  }
  if ((await ended) !== 0) throw new Error(messages.trim());
  return observed;
}

interface Printed {
  steps: (Omit<Step, 'counted'> & { counted: Record<string, number> })[];
  outcome: Outcome;
}

function observedFlow(flow: Flow, { steps, outcome }: Printed): ObservedFlow {
  return { flow, outcome, steps: steps.map((step) => ({ ...step, counted: new Map(Object.entries(step.counted)) })) };
}
