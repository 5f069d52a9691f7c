/** The title above a rule that names a port: the way of exactly the packets that the rule asks for. */

import { conditions, type Description, describe } from '../../packets/describe';
import type { Hook } from '../../packets/dimensions';
import type { Branch } from '../../packets/evaluate';
import { type Box, hull, type PacketSet, simplify } from '../../packets/packet-set';
import { hooksTo, packetsOfRule } from '../../packets/reach';
import type { Ruleset, Table } from '../../ruleset/ruleset';
import { otherTablesNote } from '../packet-other-tables';
import { branchLines, goesOn, outcomeText, type PortNames, portNames, stationsOf } from '../packet-path';
import { conditionWords } from '../packet-words';
import { endsText, joinAlternatives, type Way } from './alternatives';
import { allPackets, branchesOf, declarationLines, directionOf, phraseContext, type Title } from './context';

/** More ways than this are told by where they end. */
const maxWays = 4;
/** Longer words about ways are given up for shorter ones. */
const maxLength = 400;

/** Branches whose lines become steps. */
const maxSteps = 50;

/** Stand for the built-in chain and the direction until it is known whether two of them say the same. */
const [hookMark, directionMark] = ['\x01', '\x02'];

export function portTitle(ruleset: Ruleset, table: Table, line: number): Title {
  const hooks = hooksTo(ruleset, table, line);
  if (hooks.length === 0) return { title: 'not reached from any built-in chain', lines: [line] };
  const titles = hooks.map((hook) => ({ hook, ...hookTitle(ruleset, table, line, hook) }));
  const texts = [...new Set(titles.map(({ title }) => title))].map((title) => {
    const same = titles.filter((each) => each.title === title).map(({ hook }) => hook);
    const directions = [...new Set(same.map(directionOf))];
    return title.replaceAll(hookMark, same.join(' or ')).replaceAll(directionMark, directions.join(' or '));
  });
  return { title: texts.join(' | '), lines: titles.flatMap(({ lines }) => lines) };
}

function hookTitle(ruleset: Ruleset, table: Table, line: number, hook: Hook): Title {
  const all = allPackets(ruleset, table, hook);
  const asked = packetsOfRule(ruleset, line, all);
  if (asked.length === 0) return { title: `${directionMark}: this rule matches no packet`, lines: [line] };
  const branches = branchesOf(ruleset, table, hook, asked, 'all');
  const reached = branches.some(({ steps }) => steps.some((step) => step.line === line));
  const subject = describe(asked, all, phraseContext(ruleset, hook))?.map(subjectText).join(', ');
  const ways = waysText(branches, asked, ruleset, hook);
  return {
    title: `${subject ?? `its packets ${directionMark}`}: ${ways}${reached ? '' : ' · never gets to this rule'}${otherTablesNote(ruleset, table, hook)}`,
    lines: [...declarationLines(ruleset, table, hook), ...branches.slice(0, maxSteps).flatMap(branchLines)],
  };
}

function subjectText(part: Description): string {
  const what = [part.protocol, part.ports].filter(Boolean).join(' ') || 'all';
  return `${what} ${directionMark}${conditions(part)}`;
}

/** The ways with their chains; if that is too much, only where they end; if that is too, how many ends there are. */
function waysText(branches: readonly Branch[], asked: PacketSet, ruleset: Ruleset, hook: Hook): string {
  const names = portNames(ruleset);
  const kept = branches.every(({ outcome }) => goesOn(outcome)) ? suffix(hook) : '';
  for (const stations of [(branch: Branch) => stationsOf(hookMark, branch), () => [hookMark, '…']]) {
    const ways = joinAlternatives(groupWays(branches, names, stations));
    const text = ways.length <= maxWays ? waysWithConditions(ways, asked, ruleset, hook) : '';
    if (text && text.length <= maxLength) return text + kept;
  }
  const ends = new Set(branches.map(({ outcome }) => outcomeText(outcome, names)));
  return `${hookMark} → one of ${ends.size} ends, by many conditions${kept}`;
}

function suffix(hook: Hook): string {
  return hook === 'PREROUTING' || hook === 'OUTPUT' ? ' · not redirected' : ' · source unchanged';
}

function groupWays(branches: readonly Branch[], names: PortNames, stations: (branch: Branch) => string[]): Way[] {
  const ways = new Map<string, Way & { packets: Box[] }>();
  for (const branch of branches) {
    const way = { stations: stations(branch), ends: [outcomeText(branch.outcome, names)] };
    const key = [...way.stations, ...way.ends].join(' ');
    const known = ways.get(key);
    if (known) known.packets.push(...branch.packets);
    else ways.set(key, { ...way, packets: [...branch.packets] });
  }
  return [...ways.values()].map((way) => ({ ...way, packets: simplify(way.packets) }));
}

/** The way whose condition takes the most words becomes `otherwise`. */
function waysWithConditions(ways: readonly Way[], asked: PacketSet, ruleset: Ruleset, hook: Hook): string {
  const told = ways.map((way) => ({
    text: [...way.stations, endsText(way.ends)].join(' → '),
    words: ways.length === 1 ? '' : conditionWords(way.packets, hull(asked)!, phraseContext(ruleset, hook)),
  }));
  told.sort((a, b) => a.words.length - b.words.length);
  const last = told.pop()!;
  const others = told.map(({ text, words }) => text + words);
  return [...others, others.length > 0 ? `otherwise ${last.text}` : last.text].join('; ');
}
