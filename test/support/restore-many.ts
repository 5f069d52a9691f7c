/** Asks the real iptables about many small dumps: a few long-lived shells, each in a network namespace of its own, restore one file after the other. */

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { commandsFor } from './host-objects';
import type { OracleBackend, OracleFamily } from './oracle';

/** A whole dump of one table, from its header to COMMIT with its line end. */
export interface SmallDump {
  family: OracleFamily;
  text: string;
}

/** One rule, and the chain it is put into; a chain that is not built in is declared, and called from `from` if that is given. */
export interface RuleInChain {
  family: OracleFamily;
  table: string;
  chain: string;
  /** What follows `-A CHAIN `, or a whole line when it begins with `-A `. */
  line: string;
  from?: string;
}

/** What iptables-restore said of one dump. */
export interface Answer {
  refused: boolean;
  /** Its standard error with line numbers counted within the dump; '' when it said nothing. */
  message: string;
  /** The line it blamed, from 1 within the dump; undefined when it named none. */
  line: number | undefined;
}

export interface ManyOptions {
  /** Arguments of iptables-restore, for instance `--test` or `-c`. */
  args?: readonly string[];
  /** How many shells work at the same time. */
  shells?: number;
  /** Sets of ipset that there have to be beside those of `setNames`. */
  sets?: readonly string[];
}

const builtInChains = new Set(['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING']);

/** The longest input handed over at once, in dumps; a refusal halves the next one and a success doubles it. */
const longestBatch = 256;
/** How many dumps a namespace sees before a fresh one takes its place. */
const perNamespace = 500;

/** Whether each dump loads, in the order given; the dumps of one family and table share namespaces. */
export async function restoreMany(
  dumps: readonly SmallDump[],
  backend: OracleBackend,
  { args = [], shells = 10, sets = [] }: ManyOptions = {},
): Promise<Answer[]> {
  const answers: Answer[] = Array(dumps.length);
  const shares = sharesOf(dumps);
  const folder = mkdtempSync(join(tmpdir(), 'iptables-lens-many-'));
  const work = async (worker: number) => {
    for (let share = shares.pop(); share !== undefined; share = shares.pop()) {
      await restoreShare(dumps, share, `${folder}/${worker}`, { backend, args, sets }, answers);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(shells, shares.length) }, (_, worker) => work(worker)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return answers;
}

/** The dump made of one rule; its own line is the last but one. */
export function dumpOf({ family, table, chain, line, from }: RuleInChain): SmallDump {
  const rule = line.startsWith('-A ') ? line : `-A ${chain} ${line}`;
  const declaration = builtInChains.has(chain) ? '' : `:${chain} - [0:0]\n`;
  const jump = from === undefined ? '' : `-A ${from} -j ${chain}\n`;
  return { family, text: `*${table}\n${declaration}${jump}${rule}\nCOMMIT\n` };
}

/** The table that a dump begins with. */
function tableOf(text: string): string {
  return text.slice(1, text.indexOf('\n'));
}

/** Indexes of dumps that one namespace sees. */
function sharesOf(dumps: readonly SmallDump[]): number[][] {
  const groups = new Map<string, number[]>();
  for (const [index, { family, text }] of dumps.entries()) {
    const key = `${family} ${tableOf(text)}`;
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(index);
  }
  return [...groups.values()].flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / perNamespace) }, (_, share) =>
      group.slice(share * perNamespace, (share + 1) * perNamespace),
    ),
  );
}

async function restoreShare(
  dumps: readonly SmallDump[],
  share: readonly number[],
  path: string,
  { backend, args, sets }: { backend: OracleBackend; args: readonly string[]; sets: readonly string[] },
  answers: Answer[],
): Promise<void> {
  const { family, text } = dumps[share[0]!]!;
  const tool = `${family === 'ipv6' ? 'ip6tables' : 'iptables'}-${backend}-restore`;
  const shell = openShell([tool, ...args].join(' '), commandsFor(family, tableOf(text), sets), path);
  let size = 8;
  for (let at = 0; at < share.length; ) {
    const batch = share.slice(at, at + size);
    const texts = batch.map((index) => dumps[index]!.text);
    const { status, message } = await shell.restore(texts.join(''));
    const refused = status === 0 ? undefined : blamed(texts, message);
    if (status !== 0 && refused === undefined && batch.length > 1) {
      size = 1;
      continue;
    }
    const loaded = status === 0 ? batch.length : (refused?.dump ?? 0);
    for (const index of batch.slice(0, loaded)) answers[index] = { refused: false, message: '', line: undefined };
    if (status !== 0)
      answers[batch[loaded]!] = { refused: true, message: refused?.message ?? message, line: refused?.line };
    at += loaded + (status === 0 ? 0 : 1);
    size = status === 0 ? Math.min(size * 2, longestBatch) : Math.max(1, size >> 1);
  }
  shell.close();
}

/** Which of the dumps a message speaks of, and the message with its line numbers counted there. */
function blamed(
  texts: readonly string[],
  message: string,
): { dump: number; line: number; message: string } | undefined {
  const named = /\bline:? (\d+)/.exec(message);
  if (named === null) return undefined;
  let before = 0;
  for (const [dump, text] of texts.entries()) {
    const lines = text.split('\n').length - 1;
    const line = Number(named[1]) - before;
    if (line <= lines) {
      const relative = message.replace(/\b(line:? )(\d+)/g, (_, word: string, number) => `${word}${number - before}`);
      return { dump, line, message: relative };
    }
    before += lines;
  }
  return undefined;
}

interface Shell {
  restore(text: string): Promise<{ status: number; message: string }>;
  close(): void;
}

/** A shell in a network namespace of its own; once prepared it runs the command on the file each time it reads a line, and answers with the status. */
function openShell(command: string, preparations: readonly string[], path: string): Shell {
  const prepared = preparations.map((each) => `${each} >/dev/null 2>&1; `).join('');
  const loop = `${prepared}while read -r _; do ${command} <${path}.in >/dev/null 2>${path}.err; echo $?; done`;
  const child: ChildProcessWithoutNullStreams = spawn('unshare', ['-n', 'sh', '-c', loop], {
    env: { ...process.env, XTABLES_LOCKFILE: `${path}.lock` },
  });
  const statuses = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async restore(text) {
      writeFileSync(`${path}.in`, text);
      child.stdin.write('\n');
      const status = await statuses.next();
      if (status.done) throw new Error(`the shell of ${command} has ended`);
      return { status: Number(status.value), message: readFileSync(`${path}.err`, 'latin1') };
    },
    close: () => child.stdin.end(),
  };
}
