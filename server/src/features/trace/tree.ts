/** A trace as a tree to walk: answers, under each the hooks with their tables, chains, rules and what these do. */

import { askedPackets } from '../../packets/question';
import { type AskedInWords, questionWords, readQuestionWords, type WrongWord } from '../../packets/question-words';
import { onePacket } from '../../packets/witness';
import type { Ruleset } from '../../ruleset/ruleset';
import { counted } from '../numbers';
import { conditionTeller } from '../sentence/condition-words';
import { dependsOnMark, type TraceAnswer, traceAsked, unmarkedNote } from '../trace';
import { type PassedRules, passedRules } from './mismatch';

/** One row of the tree. */
export interface TraceNode {
  kind: 'answer' | 'packet' | 'section' | 'chain' | 'rule' | 'policy' | 'miss';
  label: string;
  /** Said behind the label: a condition, what a rule does, what a packet has instead. */
  description: string;
  /** The whole line of a rule, or more words. */
  tooltip?: string;
  /** How an answer ends; only answers have it. */
  outcome?: TraceAnswer['outcome']['kind'];
  /** From 0. */
  line?: number;
  /** True for rows that are shown only when somebody wants to know. */
  closed?: true;
  children: TraceNode[];
}

/** A trace that was asked for in words. */
export interface TraceTree {
  /** The question as it is written. */
  question: string;
  answers: TraceNode[];
  /** Of which ruleset or packets the answers are, where that is not plain; '' for nothing to be said. */
  about: string;
}

/** Answers are only as many as somebody reads. */
const maxAnswers = 60;

/**
 * The answers to a question in words, or what is wrong with the words. With `explained` it is also said which rules their packets pass
 * without a match, and whether marks would change the answers: that takes half as long again.
 */
export function traceTree(ruleset: Ruleset, words: string, explained: boolean): TraceTree | WrongWord {
  const { family } = ruleset.document;
  const read = readQuestionWords(words, family);
  if ('message' in read) return read;
  const asked = askedPackets(read.question, read.direction, family);
  if ('unreadable' in asked) return { span: { start: 0, end: words.length }, message: 'the question cannot be read' };
  const answers = traceAsked(ruleset, read.direction, asked, maxAnswers);
  const passed = explained ? passedRules(ruleset, read.direction, asked.local) : () => [];
  return {
    question: questionWords(read),
    about: explained && dependsOnMark(ruleset, read.direction, read.question) ? unmarkedNote : '',
    answers: answers.map((answer) => answerNode(ruleset, read, answer, passed(onePacket(answer.packets, family)))),
  };
}

type Step = TraceAnswer['path'][number];

function answerNode(ruleset: Ruleset, asked: AskedInWords, answer: TraceAnswer, passed: PassedRules[]): TraceNode {
  const { outcome, condition, path } = answer;
  return {
    kind: 'answer',
    label: outcome.text,
    description: condition ?? '',
    ...(condition && { tooltip: `${outcome.text} ${condition}` }),
    outcome: outcome.kind,
    ...(outcome.line !== null && { line: outcome.line - 1 }),
    children: [packetNode(ruleset, answer, asked), ...sectionNodes(ruleset, path, passed)],
  };
}

/** The packet for which it is said which words of a rule did not match. */
function packetNode(
  ruleset: Ruleset,
  { witness, outcome, isExample }: TraceAnswer,
  { direction }: AskedInWords,
): TraceNode {
  const { conditions = {}, ...packet } = witness;
  const leaves = direction !== 'in' || outcome.kind === 'forwarded';
  const at = (address: string, port: number | undefined) =>
    port === undefined ? address : `${address.includes(':') ? `[${address}]` : address}:${port}`;
  const told = {
    type: packet.icmpType,
    uid: direction === 'out' ? packet.uid : undefined,
    gid: direction === 'out' ? packet.gid : undefined,
    'in by': packet.incoming,
    'out by': leaves ? packet.leaving : undefined,
    mark: packet.mark === '0x0' ? undefined : packet.mark,
    connmark: packet.connmark === '0x0' ? undefined : packet.connmark,
    state: packet.state === 'NEW' ? undefined : packet.state,
  };
  const words = Object.entries(told).flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`]));
  const say = conditionTeller(ruleset);
  const unknown = Object.entries(conditions).map(([text, holds]) => `${holds ? 'if' : 'if not'} ${say(text) ?? text}`);
  const from = at(packet.source, packet.sourcePort);
  return {
    kind: 'packet',
    label: `for example ${packet.protocol} ${from} → ${at(packet.destination, packet.port)}`,
    description: [...words, ...unknown, ...(isExample ? ['one of many ways'] : [])].join(', '),
    tooltip: isExample
      ? 'The packet whose way this is: others have many others'
      : 'The packet of which is said what it does not match',
    children: [],
  };
}

/** Hooks with their tables in the packet's order; the rules of a built-in chain stand under its hook. */
function sectionNodes(ruleset: Ruleset, path: readonly Step[], passed: readonly PassedRules[]): TraceNode[] {
  const sections: TraceNode[] = [];
  let [place, chain, rows]: [string, string, TraceNode[]] = ['', '', []];
  for (const [i, step] of path.entries()) {
    if (place !== `${step.hook} ${step.table}`) {
      const section = groupNode('section', step.hook, step.table);
      sections.push(section);
      [place, chain, rows] = [`${step.hook} ${step.table}`, step.hook, section.children];
    }
    if (chain !== step.chain) {
      const section = sections.at(-1)!;
      rows = step.chain === step.hook ? section.children : addChain(section, step.chain);
      chain = step.chain;
    }
    rows.push(...missNodes(ruleset, passed, step, step.chain, step.rule ?? undefined));
    rows.push(stepNode(ruleset, step));
    const entered = enteredChain(step);
    if (entered !== undefined && path[i + 1]?.chain !== entered) {
      const missed = missNodes(ruleset, passed, step, entered, undefined);
      if (missed.length > 0) addChain(sections.at(-1)!, entered, 'no rule decides').push(...missed);
      chain = '';
    }
  }
  return sections;
}

function groupNode(kind: 'section' | 'chain', label: string, description: string): TraceNode {
  return { kind, label, description, children: [] };
}

function addChain({ children }: TraceNode, name: string, description = ''): TraceNode[] {
  const chain = groupNode('chain', name, description);
  children.push(chain);
  return chain.children;
}

/** The chain that a step goes to. */
function enteredChain({ effect }: Step): string | undefined {
  return /^(?:jump|goto) (.+)$/.exec(effect)?.[1];
}

function stepNode(ruleset: Ruleset, { rule, line, effect, when }: Step): TraceNode {
  const text = line === null ? undefined : ruleset.document.dump.lines[line - 1]!.text;
  return {
    kind: rule === null ? 'policy' : 'rule',
    label: rule === null ? effect : `${rule}: ${ruleWords(text ?? '')}`,
    description: [rule === null ? '' : effect && `→ ${effect}`, when].filter(Boolean).join(' · '),
    ...(text !== undefined && { tooltip: text }),
    ...(line !== null && { line: line - 1 }),
    children: [],
  };
}

/** What a rule says behind the name of its chain. */
function ruleWords(text: string): string {
  return text.replace(/^\s*(?:\[\d+:\d+\]\s+)?-[AI]\s+\S+\s*/, '');
}

/** The rules of a chain in front of a rule, or at the end of the chain, that the example does not match; the last one first. */
function missNodes(
  ruleset: Ruleset,
  passed: readonly PassedRules[],
  { hook, table }: Step,
  chain: string,
  before: number | undefined,
): TraceNode[] {
  const stretch = passed.find(
    (each) => each.hook === hook && each.table === table && each.chain === chain && each.before === before,
  );
  const [last, ...others] = (stretch?.last ?? []).map(({ line, rule, reason }): TraceNode => {
    const tooltip = ruleset.document.dump.lines[line]!.text;
    return { kind: 'miss', label: `not rule ${rule}`, description: reason, tooltip, line, children: [] };
  });
  if (!stretch || !last) return [];
  const left = stretch.count - stretch.last.length;
  if (left > 0)
    others.push({ kind: 'miss', label: `nor ${counted(left, 'rule')} before`, description: '', children: [] });
  return [{ ...last, ...(others.length > 0 && { closed: true as const }), children: others }];
}
