/** Two hosts, each a network namespace, joined by a cable: real connections through real rules. */

import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { OracleBackend } from './oracle';

/** A connection or datagram that is sent; the user and group are those of its socket. */
export interface Flow {
  protocol: 'tcp' | 'udp';
  destination: string;
  port: number;
  source?: string;
  uid: number;
  gid: number;
}

/** A port that both hosts listen on, and whose the socket is. */
export interface Listener {
  protocol: 'tcp' | 'udp';
  port: number;
  address: string;
  uid: number;
  gid: number;
}

/** One host. `send` answers `NAME PORT` of the listener that was reached, or the error. */
export interface Host {
  address: string;
  send(flow: Flow): Promise<string>;
  /** Runs a program in the host's network; returns what it prints, and throws when it fails. */
  run(command: string, args: readonly string[], input?: string): string;
}

/** The host with the rules, its peer, and the end of both. */
export interface Network {
  pod: Host;
  peer: Host;
  close(): void;
}

type Agent = ChildProcessByStdio<Writable, Readable, null>;

const agentFile = fileURLToPath(new URL('network-agent.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'iptables-lens-network-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

/** Starts both hosts, `pod` and `peer`, connects them by their eth0 and loads the dump on the first. */
export async function startNetwork(
  dump: string,
  backend: OracleBackend,
  listeners: readonly Listener[],
): Promise<Network> {
  const agents = [startAgent('pod'), startAgent('peer')] as const;
  const pod = hostOf(agents[0], '10.244.1.10');
  const peer = hostOf(agents[1], '10.244.1.1');
  const close = () => {
    for (const agent of agents) agent.kill('SIGKILL');
  };
  try {
    await Promise.all([pod, peer].map((host) => host.ask({})));
    pod.run('ip', ['link', 'add', 'eth0', 'type', 'veth', 'peer', 'name', 'eth0', 'netns', String(agents[1].pid)]);
    for (const host of [pod, peer]) {
      host.run('ip', ['address', 'add', `${host.address}/24`, 'dev', 'eth0']);
      for (const name of ['lo', 'eth0']) host.run('ip', ['link', 'set', name, 'up']);
    }
    pod.run('ip', ['route', 'add', 'default', 'via', peer.address]);
    // Only now: a socket that is bound to an address before lo is up answers from another one.
    for (const host of [pod, peer]) await host.ask({ listen: listeners });
    pod.run(`iptables-${backend}-restore`, [], dump);
    return { pod, peer, close };
  } catch (error) {
    close();
    throw error;
  }
}

interface AskedHost extends Host {
  ask(message: object): Promise<string>;
}

function startAgent(name: string): Agent {
  return spawn('unshare', ['-n', process.execPath, agentFile, name], { stdio: ['pipe', 'pipe', 'inherit'], cwd: '/' });
}

function hostOf(agent: Agent, address: string): AskedHost {
  const answers = createInterface({ input: agent.stdout })[Symbol.asyncIterator]();
  const ask = async (message: object) => {
    agent.stdin.write(`${JSON.stringify(message)}\n`);
    const answer = await answers.next();
    if (answer.done) throw new Error(`the host ${address} has ended`);
    return JSON.parse(answer.value) as string;
  };
  const run = (command: string, args: readonly string[], input = '') => {
    const inside = ['-t', String(agent.pid), '-n', command, ...args];
    const env = { ...process.env, XTABLES_LOCKFILE: join(folder, 'lock') };
    const { status, stdout, stderr } = spawnSync('nsenter', inside, { input, encoding: 'utf8', env });
    if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
    return stdout;
  };
  return { address, ask, run, send: (flow) => ask({ flow }) };
}
