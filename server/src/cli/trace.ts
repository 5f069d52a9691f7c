/** `iptables-lens trace`: where the nat table of a dump sends packets, for people or as JSON. */

import { type Command, Option } from 'commander';
import { otherTablesNote } from '../features/packet-other-tables';
import { branchLines, goesOn, outcomeText, pathText } from '../features/packet-path';
import { conditionWords } from '../features/packet-words';
import { type PortNames, portNames } from '../features/port-names';
import type { Hook } from '../packets/dimensions';
import { type Branch, evaluate, type Outcome, type Step } from '../packets/evaluate';
import type { Box } from '../packets/packet-set';
import { askedPackets, type Question } from '../packets/question';
import { readDocument } from '../ruleset/document';
import { buildRuleset, type Ruleset, type Table } from '../ruleset/ruleset';
import { type FamilyOptions, familyOf, readInput } from './input';
import { printable } from './printable';

interface TraceOptions extends FamilyOptions, Question {
  in?: boolean;
  out?: boolean;
  json?: boolean;
}

/** A rule on the way, or (rule null) the policy at its end. */
export interface JsonStep {
  table: string;
  chain: string;
  /** Number of the rule in its chain, from 1. */
  rule: number | null;
  /** From 1; null for a policy that the dump does not set. */
  line: number | null;
  /** What the rule does: `jump NAME`, `goto NAME`, `RETURN`, `REDIRECT 15006`, `policy ACCEPT`, or '' when it only counts. */
  effect: string;
}

/**
 * One answer as `--json` prints it; the answers do not overlap and cover all packets that were asked about. `condition` is
 * null when it is the only one. `kind`: `passed` = nat leaves the packet as it is, `redirect`, `dnat`, `dropped`, `unknown`,
 * or the name of another target in lower case. `address` and `port` are where the packet is sent instead, null where they
 * stay. `line` is that of the deciding rule or policy, from 1. `text` says it all in words.
 */
export interface JsonAnswer {
  condition: string | null;
  path: JsonStep[];
  outcome: { kind: string; address: string | null; port: string | null; line: number | null; text: string };
}

const fields: readonly (keyof Question)[] = [
  'protocol',
  'port',
  'sourcePort',
  'source',
  'destination',
  'interface',
  'uid',
  'gid',
  'mark',
];

/** Adds the subcommand. Exit status 0: answered; 2: the file could not be read, or an argument is wrong. */
export function addTraceCommand(program: Command): void {
  program
    .command('trace')
    .description('tell where the nat table of a dump sends packets; what is not said of a packet may be anything')
    .argument('<file>', 'the dump; - is standard input')
    .addOption(new Option('--in', 'packets that come in (PREROUTING)').conflicts('out'))
    .option('--out', 'packets that a process of this host sends (OUTPUT)')
    .option(
      '--port <port>',
      'destination port, the name of a common service such as https, or a range such as 8000:8100',
    )
    .option('--source-port <port>', 'source port, in the same ways')
    .option('--protocol <name>', 'tcp (which a port means unless told), udp, or another protocol by name or number')
    .option('--source <address>', 'source address or network')
    .option('--destination <address>', 'destination address or network')
    .option('--interface <name>', 'interface that the packets come in or leave by')
    .option('--uid <number>', 'user of the sending process, a range such as 1000-1999, or root; no other names')
    .option('--gid <number>', 'group of the sending process, in the same ways')
    .option('--mark <value>', 'mark of the packets, with or without a mask')
    .addOption(new Option('--ipv4', 'take the file for iptables').conflicts('ipv6'))
    .option('--ipv6', 'take the file for ip6tables')
    .option('--json', 'print one JSON array of answers')
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'iptables-lens: ')) })
    .action((file: string, options: TraceOptions, command: Command) => {
      const wrong = wrongOptions(options);
      const result = wrong ? { output: '', error: wrong } : trace(file, options);
      if (result.error) command.error(`iptables-lens: ${printable(result.error)}`, { exitCode: 2 });
      process.stdout.write(result.output);
    });
}

/** What is wrong with the options together; undefined when they make sense. */
function wrongOptions(options: TraceOptions): string | undefined {
  if (!options.in && !options.out) return 'one of --in and --out is needed';
  const hasOwner = options.uid !== undefined || options.gid !== undefined;
  return options.in && hasOwner
    ? '--uid and --gid go with --out: packets that come in have no user of this host'
    : undefined;
}

function trace(file: string, options: TraceOptions): { output: string; error?: string } {
  let input: ReturnType<typeof readInput>;
  try {
    input = readInput(file);
  } catch (error) {
    return { output: '', error: (error as Error).message };
  }
  const family = familyOf(input, options);
  const ruleset = buildRuleset(readDocument(input.text, family));
  const hook = options.in ? 'PREROUTING' : 'OUTPUT';
  const question = Object.fromEntries(fields.map((field) => [field, options[field]])) as Question;
  if (question.port !== undefined || question.sourcePort !== undefined) question.protocol ??= 'tcp';
  const asked = askedPackets(question, hook, 'nat', family);
  if ('unreadable' in asked) {
    const option = asked.unreadable === 'sourcePort' ? 'source-port' : asked.unreadable;
    return { output: '', error: `--${option}: '${question[asked.unreadable]}' cannot be read` };
  }
  const table = ruleset.tables.filter((each) => each.name === 'nat').at(-1);
  const name = file === '-' ? 'standard input' : file;
  if (!table)
    return {
      output: options.json ? '[]\n' : `${printable(name)} has no table nat, so it does not tell where packets go\n`,
    };
  const output = answer(ruleset, table, hook, asked.packets, name);
  return { output: options.json ? `${JSON.stringify(output.json, null, 2)}\n` : output.text };
}

function answer(
  ruleset: Ruleset,
  table: Table,
  hook: Hook,
  asked: Box | undefined,
  name: string,
): { json: JsonAnswer[]; text: string } {
  if (!asked) return { json: [], text: `no such packet passes nat ${hook}\n` };
  const names = portNames(ruleset);
  const note = otherTablesNote(ruleset, table, hook);
  const branches = evaluate(ruleset, table, hook, [asked], { detail: 'all' });
  const answers = branches.map((branch) => {
    const words =
      branches.length === 1 ? '' : conditionWords(branch.packets, asked, { family: ruleset.document.family, hook });
    return { branch, words: words.trim() };
  });
  return {
    json: answers.map(({ branch, words }) => {
      const json = jsonAnswer(branch, words, table, hook, names);
      return { ...json, outcome: { ...json.outcome, text: json.outcome.text + note } };
    }),
    text: answers
      .map(({ branch, words }) => plainAnswer(branch, (words && ` · ${words}`) + note, ruleset, hook, name, names))
      .join('\n'),
  };
}

/** The way, its condition and what else is to be said, and under it each line with its place. */
function plainAnswer(
  branch: Branch,
  remarks: string,
  ruleset: Ruleset,
  hook: Hook,
  file: string,
  names: PortNames,
): string {
  const { lines } = ruleset.document.dump;
  const steps = branchLines(branch).map((line) => `  ${file}:${line + 1}: ${lines[line]!.text}`);
  return [`${pathText(hook, branch, names)}${remarks}`, ...steps].map((line) => `${printable(line)}\n`).join('');
}

function jsonAnswer(branch: Branch, words: string, table: Table, hook: Hook, names: PortNames): JsonAnswer {
  const steps = branch.steps.map((step) => jsonStep(step, table, names));
  const { outcome } = branch;
  if (outcome.kind === 'policy') {
    const line = lineNumber(outcome.policy.line);
    steps.push({ table: table.name, chain: hook, rule: null, line, effect: outcomeText(outcome, names) });
  }
  return { condition: words || null, path: steps, outcome: jsonOutcome(outcome, names) };
}

function jsonStep(step: Step, table: Table, names: PortNames): JsonStep {
  return {
    table: table.name,
    chain: step.chain,
    rule: step.number,
    line: step.line + 1,
    effect: effectOf(step, names),
  };
}

function effectOf({ action, line }: Step, names: PortNames): string {
  switch (action.kind) {
    case 'jump':
    case 'goto':
      return `${action.kind} ${action.chain}`;
    case 'return':
      return 'RETURN';
    case 'continue':
      return action.name;
    case 'end':
      return outcomeText({ kind: 'verdict', verdict: action.verdict, line }, names);
    case 'unknown':
      return outcomeText({ kind: 'unknown', reason: action.reason, line }, names);
    case 'none':
      return '';
  }
}

function jsonOutcome(outcome: Outcome, names: PortNames): JsonAnswer['outcome'] {
  const line = lineNumber(outcome.kind === 'policy' ? outcome.policy.line : outcome.line);
  return { kind: kindOf(outcome), ...goalOf(outcome), line, text: outcomeText(outcome, names) };
}

function kindOf(outcome: Outcome): string {
  if (goesOn(outcome)) return 'passed';
  if (outcome.kind === 'unknown') return 'unknown';
  if (outcome.kind === 'policy') return outcome.policy.name === 'DROP' ? 'dropped' : 'unknown';
  const { verdict } = outcome;
  if (verdict.kind === 'drop') return 'dropped';
  return verdict.kind === 'target' ? verdict.name.toLowerCase() : verdict.kind;
}

/** `10.0.0.1:80`, `[2001:db8::1]:80`, `10.0.0.1` or a port alone. */
function goalOf(outcome: Outcome): { address: string | null; port: string | null } {
  if (outcome.kind !== 'verdict') return { address: null, port: null };
  const { verdict } = outcome;
  if ('ports' in verdict) return { address: null, port: verdict.ports ?? null };
  if (!('to' in verdict)) return { address: null, port: null };
  if (/^\d+$/.test(verdict.to)) return { address: null, port: verdict.to };
  const match = /^(?:\[([^\]]+)\]|([^:]*))(?::([\d/-]+))?$/.exec(verdict.to);
  return { address: match?.[1] ?? match?.[2] ?? verdict.to, port: match?.[3] ?? null };
}

function lineNumber(line: number | undefined): number | null {
  return line === undefined ? null : line + 1;
}
