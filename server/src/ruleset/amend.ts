/** A ruleset after an edit in one rule: what the line added to its table is taken out, and what it says now put in. */

import type { DocumentChange } from './document';
import { type LineFacts, lineKinds } from './line-facts';
import { isTargetModule } from './names';
import { isOdd, type Ruleset, tableAt } from './ruleset';
import { isBuiltIn, type Numbers, type Table } from './table';

/** What a line that appends a rule adds to its table. */
interface Contribution {
  /** The number of the chain's name. */
  chain: number;
  /** The number of the name of the chain that it jumps to; -1 where it jumps to none. */
  jump: number;
  /** The places in which the rule is refused, as `place-bits.ts` has them. */
  forbidden: number;
}

/**
 * The ruleset as `buildRuleset` would make it anew after the change, in the room of the one before, which must not be used any
 * more; undefined, with nothing touched, where the change is more than a rule appended to chains that exist.
 */
export function amendRuleset(ruleset: Ruleset, change: DocumentChange): Ruleset | undefined {
  const { from: line, removed, inserted, before } = change;
  if (removed !== 1 || inserted !== 1) return undefined;
  const table = tableAt(ruleset, line);
  if (!table?.onlyAppends) return undefined;
  const old = contribution(table, before, 0, line);
  const now = contribution(table, ruleset.document.facts, line, line);
  if (!old || !now || losesFirstUse(table, old, now, line)) return undefined;
  const amended = exchange(table, old, now, line);
  const tables = ruleset.tables.map((each) => (each === table ? amended : each));
  return { ...ruleset, tables, oddLines: oddLinesWith(ruleset, line) };
}

/** What the line adds, its facts at `index`; undefined where it is no `-A`, or names a chain that does not exist above it. */
function contribution(table: Table, facts: LineFacts, index: number, line: number): Contribution | undefined {
  const summary = facts.summaries[index];
  if (!summary && facts.kinds[index] !== lineKinds.rule) return undefined;
  if (summary && (summary.command !== 'append' || summary.onlyFor !== undefined)) return undefined;
  const [chain, target] = [facts.chains[index]!, facts.targets[index]!];
  if (chain < 0 || !(isBuiltIn(table, chain) || isDeclaredAbove(table, chain, line))) return undefined;
  const forbidden = facts.forbidden[index]!;
  if (target < 0 || isOnlyTarget(table, target, summary?.goto === true)) return { chain, jump: -1, forbidden };
  return isBuiltIn(table, target) || !isDeclaredAbove(table, target, line)
    ? undefined
    : { chain, jump: target, forbidden };
}

function isDeclaredAbove({ facts }: Table, id: number, line: number): boolean {
  const declared = facts.declared[id]! | 0;
  return declared !== 0 && declared - 1 < line;
}

/** True for a target that no chain of the table hides. */
function isOnlyTarget({ facts }: Table, id: number, isGoto: boolean): boolean {
  const { names, family } = facts.document;
  return !isGoto && isTargetModule(names, id, family) && (facts.seen[id]! | 0) === 0;
}

/** True when a chain was first used by the line and is not any more: the whole table tells where it is used now. */
function losesFirstUse({ facts }: Table, old: Contribution, now: Contribution, line: number): boolean {
  const isLost = (id: number) => facts.firstUse[id] === line + 1 && id !== now.chain && id !== now.jump;
  return isLost(old.chain) || (old.jump >= 0 && isLost(old.jump));
}

function exchange(table: Table, old: Contribution, now: Contribution, line: number): Table {
  const { facts } = table;
  add(facts.rules, old.chain, -1);
  add(facts.rules, now.chain, 1);
  useFrom(table, now.chain, line);
  if (old.chain !== now.chain || (old.forbidden & ~now.forbidden) !== 0) refuseAnew(table, old.chain);
  facts.refused[now.chain] = facts.refused[now.chain]! | 0 | now.forbidden;
  if (old.jump >= 0) add(facts.jumps, old.jump, -1);
  if (now.jump >= 0) {
    add(facts.jumps, now.jump, 1);
    useFrom(table, now.jump, line);
  }
  if (old.jump < 0 && now.jump >= 0) addJumpLine(table, line);
  if (old.jump >= 0 && now.jump < 0) removeJumpLine(table, line);
  const leadsTheSameWay = old.jump === now.jump && (old.jump < 0 || old.chain === now.chain);
  return { ...table, reach: leadsTheSameWay ? table.reach : undefined };
}

function add(numbers: Numbers, id: number, difference: number): void {
  numbers[id] = (numbers[id]! | 0) + difference;
}

function useFrom({ facts }: Table, id: number, line: number): void {
  const first = facts.firstUse[id]! | 0;
  if (first === 0 || first > line + 1) facts.firstUse[id] = line + 1;
}

/** Where the rules of a chain are refused, asked of every line of the table. */
function refuseAnew({ facts, header, end }: Table, chain: number): void {
  const { chains, forbidden } = facts.document.facts;
  let refused = 0;
  for (let line = header; line < end; line++) if (chains[line] === chain) refused |= forbidden[line]!;
  facts.refused[chain] = refused;
}

function addJumpLine({ facts }: Table, line: number): void {
  const { jumpLines, jumpCount } = facts;
  const at = firstFrom(jumpLines, jumpCount, line);
  jumpLines[jumpCount] = line;
  jumpLines.copyWithin(at + 1, at, jumpCount);
  jumpLines[at] = line;
  facts.jumpCount++;
}

function removeJumpLine({ facts }: Table, line: number): void {
  const { jumpLines, jumpCount } = facts;
  const at = firstFrom(jumpLines, jumpCount, line);
  jumpLines.copyWithin(at, at + 1, jumpCount);
  facts.jumpCount--;
}

/** The lines with something out of the ordinary, in their order, with or without the one that changed. */
function oddLinesWith({ document, oddLines }: Ruleset, line: number): number[] {
  const at = firstFrom(oddLines, oddLines.length, line);
  const wasOdd = oddLines[at] === line;
  if (wasOdd === isOdd(document, line)) return oddLines;
  return wasOdd ? oddLines.toSpliced(at, 1) : oddLines.toSpliced(at, 0, line);
}

/** The index of the first of `count` ascending numbers that is not below a limit; `count` when all are. */
function firstFrom(numbers: Numbers, count: number, limit: number): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numbers[middle]! < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
