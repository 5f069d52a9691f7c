/** `iptables-lens trace`: where a dump sends packets, for people or as JSON. */

import { type Command, Option } from 'commander';
import { type TraceAnswer, type TraceStep, trace } from '../features/trace';
import type { Question } from '../packets/question';
import type { Direction } from '../packets/traverse';
import { readDocument } from '../ruleset/document';
import { buildRuleset, type Ruleset } from '../ruleset/ruleset';
import { type FamilyOptions, familyOf, readInput } from './input';
import { printable } from './printable';

/** One answer as `--json` prints it; the answers do not overlap and cover all packets that were asked about. */
export type JsonAnswer = Omit<TraceAnswer, 'path' | 'packets'> & { path: TraceStep[] };

/** An option for one field of the question. The first name is shown in the help, the others are taken too. */
interface FieldOption {
  field: keyof Question;
  names: readonly [string, ...string[]];
  value: string;
  meaning: string;
}

const fieldOptions: readonly FieldOption[] = [
  {
    field: 'protocol',
    names: ['proto', 'protocol'],
    value: 'name',
    meaning: 'tcp (which a port means unless told), udp, or another protocol by name or number',
  },
  {
    field: 'port',
    names: ['dport', 'port'],
    value: 'port',
    meaning: 'destination port, the name of a common service such as https, or a range such as 8000:8100',
  },
  { field: 'sourcePort', names: ['sport', 'source-port'], value: 'port', meaning: 'source port, in the same ways' },
  { field: 'destination', names: ['dst', 'destination'], value: 'address', meaning: 'destination address or network' },
  { field: 'source', names: ['src', 'source'], value: 'address', meaning: 'source address or network' },
  { field: 'incoming', names: ['iface'], value: 'name', meaning: 'interface that the packets come in by' },
  { field: 'leaving', names: ['oface'], value: 'name', meaning: 'interface that routing lets the packets leave by' },
  {
    field: 'uid',
    names: ['uid'],
    value: 'number',
    meaning: 'user of the sending process, a range such as 1000-1999, or root; no other names',
  },
  { field: 'gid', names: ['gid'], value: 'number', meaning: 'group of the sending process, in the same ways' },
  { field: 'mark', names: ['mark'], value: 'value', meaning: 'mark of the packets, with or without a mask' },
  { field: 'connmark', names: ['connmark'], value: 'value', meaning: 'mark of the connection, in the same ways' },
  {
    field: 'state',
    names: ['state'],
    value: 'states',
    meaning: 'states of connection tracking; NEW, the first packet of a connection, unless told',
  },
  { field: 'connectionDirection', names: ['ctdir'], value: 'direction', meaning: 'ORIGINAL, or REPLY for answers' },
  { field: 'icmpType', names: ['icmp-type'], value: 'type', meaning: 'type of an ICMP message, by name or number' },
  {
    field: 'tcpFlags',
    names: ['tcp-flags'],
    value: 'flags',
    meaning: 'flags of TCP: SYN, or SYN,ACK SYN as rules have it',
  },
  {
    field: 'local',
    names: ['local'],
    value: 'addresses',
    meaning:
      "this host's addresses, all of them, with commas between; with /prefix their broadcast addresses are known too",
  },
];

interface TraceOptions extends FamilyOptions {
  in?: boolean;
  out?: boolean;
  forward?: boolean;
  json?: boolean;
}

/** Adds the subcommand. Exit status 0: answered; 2: the file could not be read, or an argument is wrong. */
export function addTraceCommand(program: Command): void {
  const command = program
    .command('trace')
    .description('tell where a dump sends packets; what is not said of a packet may be anything')
    .argument('<file>', 'the dump; - is standard input')
    .addOption(new Option('--in', 'packets that come in to this host').conflicts(['out', 'forward']))
    .addOption(new Option('--out', 'packets that a process of this host sends').conflicts(['in', 'forward']))
    .addOption(new Option('--forward', 'packets that come in and go to another host').conflicts(['in', 'out']));
  for (const { names, value, meaning } of fieldOptions) {
    const [shown, ...others] = names;
    command.option(`--${shown} <${value}>`, meaning);
    for (const name of others) command.addOption(new Option(`--${name} <${value}>`, meaning).hideHelp());
  }
  command
    .addOption(new Option('--ipv4', 'take the file for iptables').conflicts('ipv6'))
    .option('--ipv6', 'take the file for ip6tables')
    .option('--json', 'print one JSON array of answers')
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'iptables-lens: ')) })
    .action((file: string, options: TraceOptions) => {
      const result = run(file, options, questionOf(command));
      if (result.error) command.error(`iptables-lens: ${printable(result.error)}`, { exitCode: 2 });
      process.stdout.write(result.output);
    });
}

function questionOf(command: Command): Question {
  const question: Question = {};
  for (const { field, names } of fieldOptions) {
    for (const name of names) {
      const text = command.getOptionValue(attributeOf(name)) as string | undefined;
      if (text !== undefined) question[field] = text;
    }
  }
  if (question.port !== undefined || question.sourcePort !== undefined || question.tcpFlags !== undefined)
    question.protocol ??= 'tcp';
  return question;
}

/** The name under which commander keeps an option: `source-port` is `sourcePort`. */
function attributeOf(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

interface Result {
  output: string;
  error?: string;
}

function run(file: string, options: TraceOptions, question: Question): Result {
  const direction: Direction | undefined = options.in
    ? 'in'
    : options.out
      ? 'out'
      : options.forward
        ? 'forward'
        : undefined;
  const wrong = wrongQuestion(direction, question);
  if (!direction || wrong) return { output: '', error: wrong ?? 'one of --in, --out and --forward is needed' };
  let input: ReturnType<typeof readInput>;
  try {
    input = readInput(file);
  } catch (error) {
    return { output: '', error: (error as Error).message };
  }
  const ruleset = buildRuleset(readDocument(input.text, familyOf(input, options)));
  const answers = trace(ruleset, direction, question);
  if ('unreadable' in answers) {
    const { unreadable } = answers;
    return { output: '', error: `--${optionOf(unreadable)}: '${question[unreadable]}' cannot be read` };
  }
  if (options.json) return { output: `${JSON.stringify(answers.map(jsonAnswer), null, 2)}\n` };
  const name = file === '-' ? 'standard input' : file;
  if (answers.length === 0) return { output: 'no such packet goes this way\n' };
  return { output: answers.map((answer) => plainAnswer(answer, ruleset, name)).join('\n') };
}

function optionOf(field: keyof Question): string {
  return fieldOptions.find((each) => each.field === field)!.names[0];
}

/** What is wrong with the question as a whole; undefined when it makes sense. */
function wrongQuestion(direction: Direction | undefined, question: Question): string | undefined {
  const hasOwner = question.uid !== undefined || question.gid !== undefined;
  if (direction !== 'out' && hasOwner)
    return '--uid and --gid go with --out: packets that come in have no user of this host';
  if (direction === 'out' && question.incoming !== undefined)
    return '--iface goes with --in and --forward: what this host sends leaves by --oface';
  if (direction !== 'out' && question.incoming === 'lo')
    return '--iface lo: what comes in over lo was sent by this host; ask for it with --out --oface lo';
  return undefined;
}

function jsonAnswer({ path, ...answer }: TraceAnswer): JsonAnswer {
  const { condition, outcome, witness } = answer;
  return { condition, path: path.map(({ hook: _, ...step }) => step), outcome, witness };
}

/** The end and its condition, and under it each line with its place, by table and hook. */
function plainAnswer(answer: TraceAnswer, ruleset: Ruleset, file: string): string {
  const { lines } = ruleset.document.dump;
  const output = [answer.outcome.text + (answer.condition ? ` · ${answer.condition}` : '')];
  let section = '';
  for (const step of answer.path) {
    const title = `  ${step.table} ${step.hook}`;
    if (title !== section) output.push(title);
    section = title;
    const where = step.line === null ? `    ${step.effect}` : `    ${file}:${step.line}: ${lines[step.line - 1]!.text}`;
    output.push(where + (step.when ? `  (${step.when})` : ''));
  }
  return output.map((line) => `${printable(line)}\n`).join('');
}
