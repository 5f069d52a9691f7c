/** The title above a rule that names a port: the way of exactly the packets that the rule asks for. */

import { portNames } from '../../knowledge/port-names';
import { conditions, type Description, describe } from '../../packets/describe';
import { type Hook, states } from '../../packets/dimensions';
import type { PortNames } from '../../packets/end-words';
import type { Branch } from '../../packets/evaluate';
import { type Box, hull, type PacketSet, simplify, withValues } from '../../packets/packet-set';
import { conditionWords } from '../../packets/packet-words';
import { range } from '../../packets/ranges';
import { hooksTo, packetsOfRule } from '../../packets/reach';
import { chainOfRule } from '../../ruleset/document';
import type { Ruleset, Table } from '../../ruleset/ruleset';
import { otherTablesNote } from '../packet-other-tables';
import { branchLines, goesOn, outcomeText, stationsOf } from '../packet-path';
import { endsText, joinAlternatives, type Way } from './alternatives';
import { allPackets, branchesOf, declarationLines, directionOf, groupBy, phraseContext, type Title } from './context';
import { fitTitle, type Piece } from './fit-title';

/** More ways than this are told by where they end. */
const maxWays = 4;
/** A longer first way is given up for shorter words; the names of chains and directions are not counted yet. */
const maxLength = 160;
const maxSubject = 100;

/** Branches whose lines become steps. */
const maxSteps = 50;

/** Stand for the built-in chain and the direction until it is known whether two of them say the same. */
const [hookMark, directionMark] = ['\x01', '\x02'];

export function portTitle(ruleset: Ruleset, table: Table, line: number): Title {
  const hooks = hooksTo(ruleset, table, line);
  if (hooks.length === 0) return { title: 'not reached from any built-in chain', lines: [line] };
  const titles = hooks.map((hook) => ({ hook, ...hookTitle(ruleset, table, line, hook) }));
  const alike = groupBy(titles, ({ piece }) => [...piece.alternatives, piece.tail].join('; '));
  const pieces = alike.map((same) => {
    const directions = [...new Set(same.map(({ hook }) => directionOf(hook)))].join(' or ');
    const hooksText = same.map(({ hook }) => hook).join(' or ');
    const filled = (text: string) => text.replaceAll(hookMark, hooksText).replaceAll(directionMark, directions);
    const { alternatives, tail } = same[0]!.piece;
    return { alternatives: alternatives.map(filled), tail: filled(tail) };
  });
  return { title: fitTitle(pieces, ' | '), lines: titles.flatMap(({ lines }) => lines) };
}

function hookTitle(ruleset: Ruleset, table: Table, line: number, hook: Hook): { piece: Piece; lines: number[] } {
  const [all, asked] = askedPackets(ruleset, table, line, hook);
  if (asked.length === 0) {
    return { piece: { alternatives: [`${directionMark}: this rule matches no packet`], tail: '' }, lines: [line] };
  }
  const branches = branchesOf(ruleset, table, hook, asked, 'all');
  const reached = branches.some(({ steps }) => steps.some((step) => step.line === line));
  const words = describe(asked, all, phraseContext(ruleset, hook))?.map(subjectText).join(', ');
  const subject = words && words.length <= maxSubject ? words : `its packets ${directionMark}`;
  const isNat = table.name === 'nat';
  const kept = isNat && branches.every(({ outcome }) => goesOn(outcome)) ? suffix(hook) : '';
  const lost = reached ? '' : ' · never gets to this rule';
  return {
    piece: {
      alternatives: waysText(`${subject}: `, branches, asked, ruleset, hook, isNat ? byChains : byRules(ruleset, line)),
      tail: kept + lost + otherTablesNote(ruleset, table, hook),
    },
    lines: [...declarationLines(ruleset, table, hook), ...branches.slice(0, maxSteps).flatMap(branchLines)],
  };
}

/** Outside nat, which sees nothing else, those that open a connection, unless the rule asks for others only. */
function askedPackets(ruleset: Ruleset, table: Table, line: number, hook: Hook): [all: Box, asked: PacketSet] {
  const all = allPackets(ruleset, table, hook);
  const opening = table.name === 'nat' ? all : withValues(all, 'state', range(states.indexOf('NEW')));
  const asked = packetsOfRule(ruleset, line, opening);
  return asked.length > 0 ? [opening, asked] : [all, packetsOfRule(ruleset, line, all)];
}

function subjectText(part: Description): string {
  const what = [part.protocol, part.ports].filter(Boolean).join(' ') || 'all';
  return `${what} ${directionMark}${conditions(part)}`;
}

/** The ways with their chains; if that is too much, only where they end; if that is too, how many ends there are. */
function waysText(
  subject: string,
  branches: readonly Branch[],
  asked: PacketSet,
  ruleset: Ruleset,
  hook: Hook,
  styles: readonly Style[],
): string[] {
  const names = portNames(ruleset);
  for (const style of styles) {
    const ways = joinAlternatives(groupWays(branches, names, style));
    if (ways.length > maxWays) continue;
    const [first, ...others] = waysWithConditions(ways, asked, ruleset, hook);
    if (subject.length + first.length <= maxLength) return [subject + first, ...others];
  }
  const ends = new Set(branches.map(({ outcome }) => outcomeText(outcome, names)));
  return [`${subject}${hookMark} → one of ${ends.size} ends, by many conditions`];
}

function suffix(hook: Hook): string {
  return hook === 'PREROUTING' || hook === 'OUTPUT' ? ' · not redirected' : ' · source unchanged';
}

/** What is said of a branch: where it passes, and how it ends. */
type Style = (branch: Branch, names: PortNames) => Pick<Way, 'stations' | 'ends'>;

const endOnly = ({ outcome }: Branch, names: PortNames) => [outcomeText(outcome, names)];

/** In nat the chains tell most: they have names that say what they are for. */
const byChains: readonly Style[] = [
  (branch, names) => ({ stations: stationsOf(hookMark, branch), ends: endOnly(branch, names) }),
  (branch, names) => ({ stations: [hookMark, '…'], ends: endOnly(branch, names) }),
];

/** Elsewhere it is the rule that decides: `ACCEPT by rule 4`, with its chain where that is not the one of the line. */
function byRules({ document }: Ruleset, line: number): readonly Style[] {
  const own = document.names.texts[chainOfRule(document, line)];
  return [
    (branch, names) => {
      const last = branch.steps.at(-1);
      const isRule = branch.outcome.kind === 'verdict' && last;
      const place = isRule ? ` by rule ${last.number}${last.chain === own ? '' : ` of ${last.chain}`}` : '';
      return { stations: [], ends: endOnly(branch, names).map((text) => text + place) };
    },
    (branch, names) => ({ stations: [], ends: endOnly(branch, names) }),
  ];
}

function groupWays(branches: readonly Branch[], names: PortNames, style: Style): Way[] {
  const ways = new Map<string, Way & { packets: Box[] }>();
  for (const branch of branches) {
    const way = style(branch, names);
    const key = [...way.stations, ...way.ends].join(' ');
    const known = ways.get(key);
    if (known) known.packets.push(...branch.packets);
    else ways.set(key, { ...way, packets: [...branch.packets] });
  }
  return [...ways.values()].map((way) => ({ ...way, packets: simplify(way.packets) }));
}

/** The way whose condition takes the most words becomes `otherwise`. */
function waysWithConditions(
  ways: readonly Way[],
  asked: PacketSet,
  ruleset: Ruleset,
  hook: Hook,
): [first: string, ...others: string[]] {
  const within = hull(asked)!;
  const told = ways.map((way) => ({
    text: [...way.stations, endsText(way)].join(' → '),
    words: ways.length === 1 ? '' : conditionWords(way.packets, within, phraseContext(ruleset, hook)),
  }));
  told.sort((a, b) => a.words.length - b.words.length);
  const last = told.pop()!;
  const [first, ...others] = told.map(({ text, words }) => text + words);
  return first === undefined ? [last.text] : [first, ...others, `otherwise ${last.text}`];
}
