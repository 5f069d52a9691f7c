/** What the lines of a table, gone through in their order, tell of its chains. */

import { lineKinds } from './line-facts';
import { familyBits } from './names';
import { isBuiltIn, type Mention, see, type Table } from './table';
import { hookNames } from './tables';

/** Notes a declaration or `-N`; false when the chain exists already, which the caller tells with `declareAgain`. */
export function declareChain(table: Table, id: number, line: number): boolean {
  const { declared } = table.facts;
  see(table.facts, id);
  if ((declared[id]! | 0) !== 0) return false;
  declared[id] = line + 1;
  return true;
}

/** Notes a further declaration of a chain that exists. */
export function declareAgain(table: Table, id: number, mention: Mention): void {
  see(table.facts, id);
  add(table.facts.again, id, mention);
}

/** Notes a declaration that iptables-restore does not see. */
export function loseChain(table: Table, id: number, mention: Mention): void {
  see(table.facts, id);
  add(table.facts.lost, id, mention);
}

/** Notes a command on a chain; false when the chain does not exist yet, which the caller tells with `missChain`. */
export function useChain(table: Table, id: number, line: number): boolean {
  const { facts } = table;
  see(facts, id);
  if ((facts.firstUse[id]! | 0) === 0) facts.firstUse[id] = line + 1;
  return (facts.declared[id]! | 0) !== 0 || isBuiltIn(table, id);
}

/** Notes a place that needs a chain before it exists. */
export function missChain(table: Table, id: number, mention: Mention): void {
  add(table.facts.missing, id, mention);
}

/**
 * Goes through the plain declarations and ordinary rules that follow each other from a line on, in a table with room for every
 * name: what the functions below do for one line, in one loop for tens of thousands. Stops at a line that has more to tell or is
 * of another kind; returns that line.
 */
export function readOrdinaryLines(table: Table, from: number): number {
  const { facts } = table;
  const { seen, ids, declared, firstUse, rules, jumps, jumpLines, refused, filled, document } = facts;
  const { kinds, chains, targets, forbidden, length } = document.facts;
  const { targetBits } = document.names;
  const bit = familyBits[document.family];
  const { rule, declaration, idle } = lineKinds;
  const firstOwn = hookNames.length;
  if (!(rules instanceof Int32Array)) return from;
  let { count, jumpCount, filledCount } = facts;
  let lastDeclaration = -1;
  let i = from;
  for (; i < length; i++) {
    const kind = kinds[i]!;
    const chain = chains[i]!;
    if (kind === rule) {
      const target = targets[i]!;
      if (declared[chain] === 0 && !isBuiltIn(table, chain)) break;
      if (target >= firstOwn && declared[target] !== 0) {
        jumpLines[jumpCount++] = i;
        if (jumps[target]!++ === 0 && firstUse[target] === 0) firstUse[target] = i + 1;
      } else if (target >= 0 && ((targetBits[target]! & bit) === 0 || seen[target] !== 0)) break;
      if (rules[chain]!++ === 0) {
        filled[filledCount++] = chain;
        if (firstUse[chain] === 0) firstUse[chain] = i + 1;
      }
      if (forbidden[i] !== 0) refused[chain]! |= forbidden[i]!;
    } else if (kind === declaration) {
      if (declared[chain] !== 0) break;
      declared[chain] = i + 1;
      lastDeclaration = i;
      if (seen[chain] === 0) {
        seen[chain] = 1;
        ids[count++] = chain;
      }
    } else if (kind !== idle) break;
  }
  facts.count = count;
  facts.jumpCount = jumpCount;
  facts.filledCount = filledCount;
  if (lastDeclaration >= 0) table.lastDeclaration = lastDeclaration;
  return i;
}

/** Counts a rule that is added to a chain. */
export function addRule(table: Table, id: number): void {
  const { facts } = table;
  const count = facts.rules[id]! | 0;
  if (count === 0) facts.filled[facts.filledCount++] = id;
  facts.rules[id] = count + 1;
}

/** Notes the places in which a rule of a chain is refused. */
export function refuseRule(table: Table, id: number, line: number): void {
  const { refused, document } = table.facts;
  refused[id] = refused[id]! | 0 | document.facts.forbidden[line]!;
}

/** Empties all chains. */
export function flushAll(table: Table): void {
  const { facts } = table;
  for (let i = 0; i < facts.filledCount; i++) facts.rules[facts.filled[i]!] = 0;
  facts.filledCount = 0;
}

/**
 * Counts a jump, unless it is to a target (`isTarget`) that no chain of the table hides. False when the caller has to note it:
 * the chain is built-in, or does not exist.
 */
export function jumpTo(table: Table, id: number, line: number, isTarget: boolean): boolean {
  const { facts } = table;
  if (isTarget && (facts.seen[id]! | 0) === 0) return true;
  facts.jumps[id] = (facts.jumps[id]! | 0) + 1;
  facts.jumpLines[facts.jumpCount++] = line;
  const known = useChain(table, id, line);
  return isBuiltIn(table, id) ? false : known || isTarget;
}

function add(mentions: Map<number, Mention[]>, id: number, mention: Mention): void {
  const known = mentions.get(id);
  if (known) known.push(mention);
  else mentions.set(id, [mention]);
}
