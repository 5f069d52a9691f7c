/** The ports of a dump: for packets that come in, go through and are sent by each user, where every port goes. */

import { portNames } from '../knowledge/port-names';
import { type Answer, answersOf } from '../packets/answers';
import { dimensionOf, isLater, type Key } from '../packets/dimensions';
import { decidingStep, endWords, lineOf, namedGoal } from '../packets/end-words';
import { isUnchanged } from '../packets/expected-end';
import { type Box, intersect, type PacketSet, simplify, withoutKeys } from '../packets/packet-set';
import { entryContext } from '../packets/packet-words';
import { includesValue, normalize, type Ranges } from '../packets/ranges';
import { type Direction, traverse } from '../packets/traverse';
import type { Ruleset } from '../ruleset/ruleset';
import { askedSections, type Section, sectionsOf } from './ports/sections';
import { conditionTeller } from './sentence/condition-words';
import { endOf, type TraceOutcome, wordsWithin } from './trace';

/** Ports from first to last. */
export interface PortRange {
  from: number;
  to: number;
}

/** Ports that end alike. */
export interface PortRow {
  /** `22, 80, 8000-8100`; `all` for every port. */
  ports: string;
  /** The same, from first to last. */
  ranges: PortRange[];
  outcome: string;
  /** As a trace tells it; packets that no rule gives another destination have no address and no port there. */
  end: Omit<TraceOutcome, 'line' | 'text'>;
  /** Which of the packets to these ports; null for all of them. */
  condition: string | null;
  /** The rule or policy that decides, from 1; null when the dump has none. */
  line: number | null;
}

/** The rows of packets of one kind; together they are all ports. */
export interface PortSection {
  direction: Direction;
  /** `tcp, to other hosts, from root or other users`. */
  title: string;
  protocol: 'tcp' | 'udp';
  rows: PortRow[];
}

export interface PortTable {
  sections: PortSection[];
  /** What the sections leave out, in sentences; empty for nothing. */
  notes: string[];
}

/**
 * The whole table. Each direction is traced once, with all packets that it speaks of. Addresses that rules name one by one, as those
 * of services, are not taken for this host's own.
 */
export function portsOf(ruleset: Ruleset): PortTable {
  const sections: PortSection[] = [];
  const leftOut = new Map<string, Direction[]>();
  for (const direction of ['in', 'out', 'forward'] as const) {
    const asked = askedSections(ruleset, direction);
    if (asked.leftOut) leftOut.set(asked.leftOut, [...(leftOut.get(asked.leftOut) ?? []), direction]);
    const answers = answersOf(traverse(ruleset, direction, asked.packets));
    const found = sectionsOf(direction, asked.packets, answers);
    sections.push(
      ...joinAlike(
        found.map((each) => [each, rowsOf(ruleset, direction, each, answers)] as const),
        direction,
      ),
    );
  }
  return { sections, notes: [...leftOut].map(([addresses, directions]) => noteOf(addresses, directions)) };
}

function noteOf(addresses: string, directions: readonly Direction[]): string {
  return `Left out (${directions.join(', ')}): packets to ${addresses}. Rules name these addresses one by one; trace a packet to them.`;
}

/** Sections of the same rows become one: what the dump does not tell apart stands once. */
function joinAlike(sections: readonly (readonly [Section, PortRow[]])[], direction: Direction): PortSection[] {
  const joined = new Map<string, { sections: Section[]; rows: PortRow[] }>();
  for (const [section, rows] of sections) {
    if (rows.length === 0) continue;
    const key = [section.protocol, section.where, JSON.stringify(rows)].join(' ');
    const known = joined.get(key);
    if (known) known.sections.push(section);
    else joined.set(key, { sections: [section], rows });
  }
  const owners = new Set(sections.map(([{ owner }]) => owner)).size;
  return [...joined.values()].map(({ sections: alike, rows }) => {
    const [{ protocol, where }] = alike as [Section];
    const who = owners === 1 || alike.length === owners ? '' : alike.map(({ owner }) => owner).join(', ');
    return { direction, protocol, title: [protocol, where, who].filter(Boolean).join(', '), rows };
  });
}

/** Packets of one answer that differ in nothing but their ports. */
interface Group {
  answer: Answer;
  packets: PacketSet;
  ports: Ranges;
  alone: boolean;
}

function rowsOf(ruleset: Ruleset, direction: Direction, section: Section, answers: readonly Answer[]): PortRow[] {
  if (section.packets.length === 0) return [];
  const { family } = ruleset.document;
  const context = entryContext(family, direction, conditionTeller(ruleset));
  const words = wordsWithin(section.packets, context);
  const rows = new Map<string, { row: PortRow; ports: Ranges }>();
  for (const { answer, packets, ports, alone } of groupsOf(section, answers)) {
    const row: PortRow = {
      ports: '',
      ranges: [],
      outcome: outcomeOf(ruleset, answer),
      end: { ...endOf(answer, family), ...(isAtItsPort(answer) && { address: null, port: null }) },
      condition: alone ? null : namedGoal(words(packets), answer, family),
      line: lineNumberOf(answer),
    };
    const key = JSON.stringify(row);
    const known = rows.get(key);
    rows.set(key, { row, ports: normalize([...(known?.ports ?? []), ...ports]) });
  }
  return [...rows.values()]
    .sort((a, b) => countOf(a.ports) - countOf(b.ports) || firstOf(a.ports) - firstOf(b.ports))
    .map(({ row, ports }) => ({
      ...row,
      ports: portsText(ports),
      ranges: ports.map(({ low, high }) => ({ from: Number(low), to: Number(high) })),
    }));
}

/** The section's packets by answer and, within an answer, by all that is told of them but their port. */
function groupsOf({ box }: Section, answers: readonly Answer[]): Group[] {
  const parts = answers.flatMap((answer) =>
    intersect(withoutEndpoints(answer), [box]).map((packets) => ({
      answer,
      packets,
      ports: packets.get('destinationPort') as Ranges,
    })),
  );
  const groups = new Map<string, Group>();
  const numbers = new Map(answers.map((answer, index) => [answer, index]));
  for (const segment of segmentsOf(parts.map(({ ports }) => ports))) {
    const here = parts.filter(({ ports }) => includesValue(ports, segment.low));
    const alone = here.every(({ answer }) => answer === here[0]!.answer);
    for (const answer of new Set(here.map((each) => each.answer))) {
      const boxes = here.filter((each) => each.answer === answer).map(({ packets }) => withoutPort(packets));
      const key = `${numbers.get(answer)} ${alone || boxes.map(boxKey).sort().join(' ')}`;
      const known = groups.get(key);
      if (known) known.ports = [...known.ports, segment];
      else groups.set(key, { answer, packets: boxes, ports: [segment], alone });
    }
  }
  return [...groups.values()].map((group) => ({ ...group, ports: normalize(group.ports) }));
}

/** Which of many endpoints a packet gets is not told: they are no reason to tell packets apart. */
function withoutEndpoints({ packets, rewrittenBy }: Answer): PacketSet {
  if (rewrittenBy !== 'several') return packets;
  return simplify(packets.map((box) => withoutKeys(box, new Set([...box.keys()].filter(isEndpoint)))));
}

function isEndpoint(key: Key): boolean {
  const dimension = isLater(key) ? dimensionOf(key) : undefined;
  return dimension === 'destination' || dimension === 'destinationPort';
}

/** The ports cut wherever one of the sets begins or ends. */
function segmentsOf(sets: readonly Ranges[]): { low: number; high: number }[] {
  const cuts = new Set<number>();
  for (const set of sets) {
    for (const { low, high } of set) cuts.add(Number(low)).add(Number(high) + 1);
  }
  const sorted = [...cuts].sort((a, b) => a - b);
  return sorted.slice(0, -1).map((low, index) => ({ low, high: sorted[index + 1]! - 1 }));
}

const allPorts: Ranges = [{ low: 0, high: 0xffff }];

function withoutPort(box: Box): Box {
  return new Map([...box, ['destinationPort', allPorts]]);
}

function boxKey(box: Box): string {
  return JSON.stringify(
    [...box].sort(([a], [b]) => (a < b ? -1 : 1)),
    (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
  );
}

/** True for packets that end at the ports of their row, or get to none. */
function isAtItsPort(answer: Answer): boolean {
  return isUnchanged(answer) || 'line' in answer.end;
}

function outcomeOf(ruleset: Ruleset, answer: Answer): string {
  if (answer.end.kind === 'local' && isUnchanged(answer)) return 'itself';
  return endWords(answer, ruleset.document.family, portNames(ruleset));
}

function lineNumberOf(answer: Answer): number | null {
  const step = decidingStep(answer);
  const line = step && lineOf(step);
  return line === undefined ? null : line + 1;
}

/** More ranges are not named one by one. */
const maxRanges = 64;

function portsText(ports: Ranges): string {
  const words = ports.map(({ low, high }) => (low === high ? `${low}` : `${low}-${high}`));
  if (words.length === 1 && words[0] === '0-65535') return 'all';
  const more = words.length > maxRanges ? ` and ${words.length - maxRanges} more` : '';
  return words.slice(0, maxRanges).join(', ') + more;
}

/** Rows of few ports come first. */
function countOf(ports: Ranges): number {
  return ports.reduce((sum, { low, high }) => sum + Number(high) - Number(low) + 1, 0);
}

function firstOf([first]: Ranges): number {
  return Number(first?.low);
}
