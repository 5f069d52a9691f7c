/** `iptables-lens trace`: where a dump sends packets, for people or as JSON. */

import { type Command, Option } from 'commander';
import { dependsOnMark, type TraceAnswer, type TraceStep, trace, unmarkedNote } from '../features/trace';
import { fieldWords, wordOfField } from '../packets/field-words';
import { askedPackets, type Question } from '../packets/question';
import { absentField, askedText, withProtocol } from '../packets/question-words';
import type { Direction } from '../packets/traverse';
import type { Ruleset } from '../ruleset/ruleset';
import { type Asked, readAsked } from './asked';
import { addQuestion, answer, type FamilyOptions, shownName } from './input';
import { answersText } from './trace-text';

/** One answer as `--json` prints it; the answers do not overlap and cover all packets that were asked about. */
export type JsonAnswer = Omit<TraceAnswer, 'path' | 'packets'> & { path: TraceStep[] };

/** How the option of each field is shown, and its value; the other names of the field are taken too. */
const shownOptions: Readonly<Record<keyof Question, readonly [name: string, value: string]>> = {
  protocol: ['proto', 'name'],
  port: ['dport', 'port'],
  sourcePort: ['sport', 'port'],
  destination: ['dst', 'address'],
  source: ['src', 'address'],
  incoming: ['iface', 'name'],
  leaving: ['oface', 'name'],
  uid: ['uid', 'number'],
  gid: ['gid', 'number'],
  mark: ['mark', 'value'],
  connmark: ['connmark', 'value'],
  state: ['state', 'states'],
  connectionDirection: ['ctdir', 'direction'],
  icmpType: ['icmp-type', 'type'],
  tcpFlags: ['tcp-flags', 'flags'],
  connectionStatus: ['ctstatus', 'status'],
  originalSource: ['ctorigsrc', 'address'],
  originalDestination: ['ctorigdst', 'address'],
  originalSourcePort: ['ctorigsrcport', 'port'],
  originalDestinationPort: ['ctorigdstport', 'port'],
  ttl: ['ttl', 'number'],
  tos: ['tos', 'value'],
  length: ['length', 'octets'],
  packetType: ['pkttype', 'type'],
  extensions: ['extensions', 'headers'],
  socket: ['socket', 'yes|no'],
  local: ['local', 'addresses'],
};

interface TraceOptions extends FamilyOptions {
  in?: boolean;
  out?: boolean;
  forward?: boolean;
  json?: boolean;
}

/** Adds the subcommand. Exit status 0: answered; 2: the file could not be read, or an argument is wrong. */
export function addTraceCommand(program: Command): void {
  const command = addQuestion(
    program,
    'trace',
    'tell where a dump sends packets; what is not said of a packet may be anything',
  )
    .addOption(new Option('--in', 'packets that come in to this host').conflicts(['out', 'forward']))
    .addOption(new Option('--out', 'packets that a process of this host sends').conflicts(['in', 'forward']))
    .addOption(new Option('--forward', 'packets that come in and go to another host').conflicts(['in', 'out']));
  for (const { field, names, meaning, value } of fieldWords) {
    const [shown, placeholder] = shownOptions[field];
    for (const name of names) {
      const option = new Option(`--${name} <${placeholder}>`, `${meaning}: ${value}`).argParser(collect);
      command.addOption(name === shown ? option : option.hideHelp());
    }
  }
  command
    .option('--json', 'print one JSON array of answers')
    .action((file: string, options: TraceOptions) => answer(command, () => run(file, options, questionOf(command))));
}

/** Of an option that is given twice neither value is lost. */
function collect(text: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, text];
}

function questionOf(command: Command): Question {
  const question: Question = {};
  for (const { field, names, value } of fieldWords) {
    const texts = names.flatMap((name) => (command.getOptionValue(attributeOf(name)) ?? []) as readonly string[]);
    const [text] = texts;
    if (texts.length > 1)
      throw new Error(`--${shownOptions[field][0]} is said twice (${texts.join(', ')}): it takes ${value}`);
    if (text !== undefined) question[field] = askedText(field, text);
  }
  return question;
}

/** The name under which commander keeps an option: `source-port` is `sourcePort`. */
function attributeOf(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

async function run(file: string, options: TraceOptions, question: Question): Promise<string> {
  const direction: Direction | undefined = options.in
    ? 'in'
    : options.out
      ? 'out'
      : options.forward
        ? 'forward'
        : undefined;
  const wrong = wrongQuestion(direction, question);
  if (!direction || wrong) throw new Error(wrong ?? 'one of --in, --out and --forward is needed');
  const asked = await readAsked(file, options);
  const { ruleset } = asked;
  const answers = trace(ruleset, direction, withProtocol(question, ruleset.document.family));
  if ('unreadable' in answers) {
    const { unreadable } = answers;
    throw new Error(
      `--${shownOptions[unreadable][0]}: '${question[unreadable]}' cannot be read: it takes ${wordOfField(unreadable).value}`,
    );
  }
  if (options.json)
    return `${JSON.stringify(
      answers.map((each) => jsonAnswer(each, asked)),
      null,
      2,
    )}\n`;
  if (answers.length === 0) return `no such packet goes this way${whyNone(direction, question, ruleset)}\n`;
  const note = dependsOnMark(ruleset, direction, question) ? `\nThese are ${unmarkedNote} (--mark).\n` : '';
  return answersText(answers, asked, shownName(file)) + note;
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
  const absent = absentField(question);
  if (absent) return `--${shownOptions[absent.field][0]}: ${absent.message}`;
  return undefined;
}

/** What would have to be asked otherwise, behind a colon; '' where no single change would do. */
function whyNone(direction: Direction, question: Question, { document: { family } }: Ruleset): string {
  const isAny = (asked: Question, way: Direction) => {
    const found = askedPackets(withProtocol(asked, family), way, family);
    return !('unreadable' in found) && found.packets.length > 0;
  };
  if (direction === 'in' && isAny(question, 'forward')) return ': they are for another host; ask with --forward';
  if (direction === 'forward' && isAny(question, 'in')) return ': they are for this host; ask with --in';
  const fields = Object.keys(question) as (keyof Question)[];
  const apart = fields.find((field) => {
    const { [field]: _, ...others } = question;
    return isAny(others, direction);
  });
  return apart ? `: there would be some without --${shownOptions[apart][0]}` : '';
}

/** Lines are those of the file. */
function jsonAnswer({ path, ...answer }: TraceAnswer, { lineTold }: Asked): JsonAnswer {
  const told = (line: number | null) => (line === null ? null : lineTold(line));
  const { condition, isExample, outcome, witness } = answer;
  const steps = path.map(({ hook: _, ...step }) => ({ ...step, line: told(step.line) }));
  const end = { ...outcome, line: told(outcome.line) };
  return { condition, path: steps, ...(isExample && { isExample }), outcome: end, witness };
}
