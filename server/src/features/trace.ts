/** Traces packets through all tables of a dump: where they end, by which path, under which condition. */

import { portNames } from '../knowledge/port-names';
import { type Answer, answersOf } from '../packets/answers';
import { anyBits } from '../packets/bits';
import type { Hook } from '../packets/dimensions';
import { decidingStep, endWords, lineOf, namedGoal } from '../packets/end-words';
import { addressText, portText } from '../packets/goal-text';
import { sourceText } from '../packets/new-source';
import { type Box, equalValues, hull, type PacketSet } from '../packets/packet-set';
import { conditionWords, entryContext, impossibleIn, manyConditions } from '../packets/packet-words';
import type { PhraseContext } from '../packets/phrases';
import { type Asked, askedPackets, type Question } from '../packets/question';
import { type Direction, traverse } from '../packets/traverse';
import { type Witness, witness } from '../packets/witness';
import type { Ruleset } from '../ruleset/ruleset';
import type { Family } from '../ruleset/tables';
import { onceFor, oncePer } from '../syntax/once';
import { conditionTeller } from './sentence/condition-words';
import { effectWords } from './trace/step-words';

/** A rule that packets match on their way, or (rule null) the policy of a built-in chain. */
export interface TraceStep {
  table: string;
  chain: string;
  /** Number of the rule in its chain, from 1. */
  rule: number | null;
  /** From 1; null for a policy that the dump does not set. */
  line: number | null;
  /** `jump NAME`, `goto NAME`, `RETURN`, `REDIRECT 15006`, `policy ACCEPT`, or '' for a rule that only counts. */
  effect: string;
  /** The condition under which packets of this answer come by here; left out when all of them do. */
  when?: string;
}

/** Where packets end. */
export interface TraceOutcome {
  kind: Answer['end']['kind'];
  /** Where the packets are sent in the end; null when that may be more than one address, or is not known. */
  address: string | null;
  /** A port, `P-Q` for a range that is picked from, or null. */
  port: number | string | null;
  /**
   * The new source of packets that leave this host: an address, with a port where it gets another one, `this host` for the address that
   * MASQUERADE gives, `several` where it may be more than one, or where only some get one; null where all keep theirs.
   */
  source: string | null;
  /** The rule or policy that decides, from 1; null when the dump has none. */
  line: number | null;
  text: string;
}

/** The hook that the packets pass: its tables, and the steps in them. */
export interface TraceAnswer {
  /** Which of the packets asked about this answer is for; null when it is the only one. */
  condition: string | null;
  path: (TraceStep & { hook: Hook })[];
  /** There where the packets take so many ways that the path is only that of the witness. */
  isExample?: true;
  outcome: TraceOutcome;
  /** One packet of the answer. */
  witness: Witness;
  /** All packets of the answer, as they are before the first table sees them. */
  packets: PacketSet;
}

/** The answers do not overlap and cover all packets that were asked about; none when no such packet goes that way. */
export function trace(ruleset: Ruleset, direction: Direction, question: Question): TraceAnswer[] | Unreadable {
  const asked = askedPackets(question, direction, ruleset.document.family);
  return 'unreadable' in asked ? asked : traceAsked(ruleset, direction, asked);
}

/** Said of answers that hold for packets without a mark only. */
export const unmarkedNote = 'packets without a mark; others may end otherwise';

/** A question is answered again with each letter of it: the rules are looked through once. */
const asksForMarks = oncePer(({ document }: Ruleset) =>
  document.dump.lines.some(({ text }) => text.includes('-m mark ')),
);

/** True where a question tells no mark, and packets with some mark end otherwise. */
export function dependsOnMark(ruleset: Ruleset, direction: Direction, question: Question): boolean {
  if (question.mark !== undefined || !asksForMarks(ruleset)) return false;
  const asked = askedPackets({ ...question, mark: '0/0' }, direction, ruleset.document.family);
  if ('unreadable' in asked) return false;
  const answers = answersOf(traverse(ruleset, direction, asked.packets, asked.local && { local: asked.local }));
  const isAnyMark = (box: Box) => equalValues('mark', box.get('mark')!, anyBits);
  return answers.length > 1 && answers.some(({ packets }) => !packets.every(isAnyMark));
}

/** A field of a question that cannot be read. */
export interface Unreadable {
  unreadable: keyof Question;
}

/** The first answers, no more than `most`. */
export function traceAsked(ruleset: Ruleset, direction: Direction, asked: Asked, most?: number): TraceAnswer[] {
  const { packets, local } = asked;
  if (packets.length === 0) return [];
  const answers = answersOf(traverse(ruleset, direction, packets, local && { local }));
  const context = entryContext(ruleset.document.family, direction, conditionTeller(ruleset));
  const words = wordsWithin(packets, context);
  const told = answers.slice(0, most).map((answer) => {
    const condition = answers.length > 1 ? namedGoal(words(answer.packets), answer, ruleset.document.family) : null;
    return { condition, ...traceAnswer(ruleset, answer, wordsWithin(answer.followed, context)) };
  });
  return told.length === answers.length ? withOtherwise(told) : told;
}

/** Where few words fail for one answer only, it is for what the others are not for. */
function withOtherwise(answers: TraceAnswer[]): TraceAnswer[] {
  const untold = answers.filter(({ condition }) => condition === manyConditions);
  if (untold.length !== 1) return answers;
  return answers.map((each) => (each === untold[0] ? { ...each, condition: 'in all other cases' } : each));
}

/** Tells parts of the packets, of which there are some, by what these do not all have in common. */
export function wordsWithin(packets: PacketSet, context: PhraseContext): (part: PacketSet) => string {
  const within = hull(packets)!;
  const impossible = impossibleIn(within, packets);
  return onceFor((part) => conditionWords(part, within, context, impossible).trim());
}

function traceAnswer(
  ruleset: Ruleset,
  answer: Answer,
  words: (part: PacketSet) => string,
): Omit<TraceAnswer, 'condition'> {
  const { family } = ruleset.document;
  const names = portNames(ruleset);
  const path = answer.path().map((step) => ({
    table: step.table,
    hook: step.hook,
    chain: step.chain,
    rule: 'step' in step.does ? step.does.step.number : null,
    line: lineNumber(lineOf(step)),
    effect: effectWords(step, names),
    ...(step.only && { when: words(step.only) }),
  }));
  const decider = decidingStep(answer);
  return {
    path,
    ...(answer.followed !== answer.packets && { isExample: true as const }),
    outcome: {
      ...endOf(answer, family),
      line: lineNumber(decider && lineOf(decider)),
      text: endWords(answer, family, names),
    },
    witness: witnessOf(answer, family),
    packets: answer.packets,
  };
}

/** How and where packets end, without words. */
export function endOf({ end, address, port, source }: Answer, family: Family): Omit<TraceOutcome, 'line' | 'text'> {
  const text = portText(port);
  return {
    kind: end.kind,
    address: addressText(address, family) ?? null,
    port: text === undefined ? null : /^\d+$/.test(text) ? Number(text) : text,
    source: sourceText(source, family) ?? null,
  };
}

function lineNumber(line: number | undefined): number | null {
  return line === undefined ? null : line + 1;
}

/** What is given to a socket of this host does not leave it. */
function witnessOf({ packets, end }: Answer, family: Family): Witness {
  const { leaving, ...others } = witness(packets, family)!;
  return end.kind === 'local' && others.incoming ? others : { ...others, ...(leaving && { leaving }) };
}
