/** The title above a built-in chain: what its rules rewrite, or decide otherwise than the policy, for which packets. */

import { portNames } from '../../knowledge/port-names';
import { describe } from '../../packets/describe';
import type { Hook } from '../../packets/dimensions';
import type { PortNames } from '../../packets/end-words';
import type { Branch } from '../../packets/evaluate';
import { interfaceNumber } from '../../packets/interfaces';
import { type Box, isSubset, simplify } from '../../packets/packet-set';
import { sentence } from '../../packets/packet-words';
import { range } from '../../packets/ranges';
import type { Chain, Ruleset, Table } from '../../ruleset/ruleset';
import { otherTablesNote } from '../packet-other-tables';
import { branchLines, destinationText, outcomeText } from '../packet-path';
import { endsText, joinAlternatives, type Way } from './alternatives';
import { allPackets, branchesOf, declarationLines, directionOf, phraseContext, type Title } from './context';
import { fitTitle, maxTitle } from './fit-title';

/** Sentences, and targets, beyond these numbers are only counted. */
const maxSentences = 4;
const maxTargets = 8;
/** Nobody walks through more ways than these. */
const maxWays = 50;
/** Longer sentences are not exact words any more but a riddle. */
const maxLength = maxTitle;

export function chainTitle(ruleset: Ruleset, table: Table, chain: Chain): Title {
  const hook = chain.name as Hook;
  const all = allPackets(ruleset, table, hook);
  const branches = branchesOf(ruleset, table, hook, [all], 'way');
  const telling = branches.filter((branch) => isTold(branch, table, branches));
  const groups = mainGroups(joinAlternatives(groupsOf(telling, portNames(ruleset))), hook, all);
  const told = groups.slice(0, maxTargets).flatMap((group) => sentencesOf(group, ruleset, hook, all));
  const shown = told.slice(0, maxSentences);
  const more = told.length - shown.length + Math.max(groups.length - maxTargets, 0);
  if (more > 0) shown.push(`${more} more`);
  const deciding = telling.slice(0, maxWays);
  const lines = [...declarationLines(ruleset, table, hook), ...deciding.flatMap(branchLines)];
  const policy = branches.find(({ outcome }) => outcome.kind === 'policy');
  const tail = endings(branches, shown.length > 0).map((text) => ` · ${text}`);
  const note = otherTablesNote(ruleset, table, hook);
  const alternatives = shown.length > 0 ? shown : [nothingChanges(table, hook)];
  return {
    title: fitTitle([{ alternatives, tail: tail.join('') + note }], '; '),
    lines: [...lines, ...(policy ? branchLines(policy) : [])],
  };
}

function nothingChanges(table: Table, hook: Hook): string {
  if (table.name !== 'nat') return 'no rule decides otherwise than the policy';
  const destination = hook === 'PREROUTING' || hook === 'OUTPUT';
  return `no rule changes where packets ${destination ? 'go' : 'come from'}`;
}

/** The policy, where it is the whole answer or drops packets, and what is unknown. */
function endings(branches: readonly Branch[], brief: boolean): string[] {
  const texts = branches.flatMap(({ outcome }) => {
    if (outcome.kind === 'verdict') return [];
    const plain = outcome.kind === 'policy' && outcome.policy.name === 'ACCEPT';
    return brief && plain ? [] : [outcomeText(outcome, () => '')];
  });
  return [...new Set(texts)];
}

/** What is rewritten, dropped or given away; outside nat also what is accepted where the policy drops, but not what both drop. */
function isTold({ outcome }: Branch, table: Table, branches: readonly Branch[]): boolean {
  if (outcome.kind !== 'verdict') return false;
  const policy = branches.find((each) => each.outcome.kind === 'policy')?.outcome;
  const drops = table.name !== 'nat' && policy?.kind === 'policy' && policy.policy.name === 'DROP';
  return outcome.verdict.kind !== (drops ? 'drop' : 'accept');
}

function groupsOf(branches: readonly Branch[], names: PortNames): Way[] {
  const groups = new Map<string, Box[]>();
  for (const { outcome, packets } of branches) {
    if (outcome.kind !== 'verdict') continue;
    const target = destinationText(outcome.verdict, names);
    const group = groups.get(target);
    if (group) group.push(...packets);
    else groups.set(target, [...packets]);
  }
  return [...groups].map(([target, packets]) => ({ stations: [], ends: [target], packets: simplify(packets) }));
}

/** What this host sends to itself over lo is a special case: left to the lens of the rule, unless there is nothing else. */
function mainGroups(groups: Way[], hook: Hook, all: Box): Way[] {
  if (hook !== 'OUTPUT') return groups;
  const overLo = new Map([...all, ['outInterface', range(interfaceNumber('lo')!)] as const]);
  const main = groups.filter(({ packets }) => !isSubset(packets, [overLo]));
  return main.length > 0 ? main : groups;
}

function sentencesOf(group: Way, ruleset: Ruleset, hook: Hook, all: Box): string[] {
  const target = endsText(group);
  const parts = describe(group.packets, all, phraseContext(ruleset, hook));
  if (!parts) return [`some ${directionOf(hook)} → ${target}`];
  const texts = parts.map((part) => {
    const { before, behind } = sentence(part, directionOf(hook));
    return `${before} → ${target}${behind}`;
  });
  return texts.every((text) => text.length <= maxLength) ? texts : [`some ${directionOf(hook)} → ${target}`];
}
