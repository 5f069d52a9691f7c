/** Rules in tables, chains or hooks where the kernel refuses them. */

import { ruleAt } from '../ruleset/document';
import { directBit, hookBits, tableBit } from '../ruleset/place-bits';
import { reachOf } from '../ruleset/reach';
import type { PlaceLimit } from '../ruleset/rule-problem';
import type { Ruleset, Table } from '../ruleset/ruleset';
import { hookNames } from '../ruleset/tables';
import { oncePer } from '../syntax/once';
import { knownTables } from './check';
import { limitsOn } from './rule-on-line';

/** One word of a rule that is refused where the rule stands. */
export interface Misplaced {
  table: Table;
  line: number;
  limit: PlaceLimit;
  /** The chain of the rule. */
  chain: string;
  /** False where the table itself is not allowed. */
  isInTable: boolean;
  /** The hooks that lead to the chain and are not allowed. */
  hooks: string[];
}

/** All words that are refused where they stand, in the order of the text. Looks at no rule that may stand anywhere. */
export const misplacedWords: (ruleset: Ruleset) => readonly Misplaced[] = oncePer((ruleset) =>
  knownTables(ruleset).flatMap((table) => misplacedIn(ruleset, table)),
);

function misplacedIn(ruleset: Ruleset, table: Table): Misplaced[] {
  const { hooks } = reachOf(table);
  const { ids, count, refused } = table.facts;
  const ofTable = tableBit(table.name);
  const placeOf = (chain: number) =>
    ofTable | hookBits(hooks[chain] ?? 0) | (chain < hookNames.length ? directBit(chain) : 0);
  for (let i = 0; i < count; i++) {
    const chain = ids[i]!;
    const places = refused[chain]! | 0;
    if (places !== 0 && (places & placeOf(chain)) !== 0) return misplacedLines(ruleset, table, placeOf);
  }
  return [];
}

/** Goes through the lines of a table of which one at least stands where it is refused. */
function misplacedLines(ruleset: Ruleset, table: Table, placeOf: (chain: number) => number): Misplaced[] {
  const { forbidden, chains } = ruleset.document.facts;
  const { hooks } = reachOf(table);
  const found: Misplaced[] = [];
  for (let line = table.header + 1; line < table.end; line++) {
    const chain = chains[line]!;
    if (chain < 0 || (forbidden[line]! & placeOf(chain)) === 0) continue;
    found.push(...misplacedOn(ruleset, table, line, hooks[chain] ?? 0));
  }
  return found;
}

function misplacedOn(ruleset: Ruleset, table: Table, line: number, reached: number): Misplaced[] {
  const { document } = ruleset;
  const text = document.dump.lines[line]!;
  if (text.kind !== 'rule') return [];
  const chain = document.names.texts[ruleAt(document, line)!.chain]!;
  return limitsOn(text, document.family).flatMap((each) => {
    const limit = asSeenFrom(chain, each);
    const hooks = refusedHooks(limit, limit.direct ? 1 << hookNames.indexOf(chain) : reached);
    const isInTable = !limit.tables || (limit.tables as readonly string[]).includes(table.name);
    return isInTable && hooks.length === 0 ? [] : [{ table, line, limit, chain, isInTable, hooks }];
  });
}

/** nf_tables does not look at every hook from the chains that it leads to. */
function asSeenFrom(chain: string, limit: PlaceLimit): PlaceLimit {
  if (!limit.nftOnlyInside || !limit.hooks || hookNames.includes(chain)) return limit;
  const { nft: _, ...refusedBy } = limit.refusedBy;
  return { ...limit, refusedBy };
}

function refusedHooks({ hooks }: PlaceLimit, reached: number): string[] {
  if (!hooks) return [];
  return hookNames.filter((name, i) => (reached & (1 << i)) !== 0 && !(hooks as readonly string[]).includes(name));
}
