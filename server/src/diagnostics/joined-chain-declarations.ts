/** Several chain declarations on one line, of which iptables-restore reads the first only. */

import { findChain, type Ruleset, type Table } from '../ruleset/ruleset';
import { type Declaration, readCounters } from '../syntax/declaration';
import { spanText } from '../syntax/span';
import { type Check, knownTables } from './check';
import { type Declared, oddDeclarations } from './declarations';
import { type Fix, replace } from './finding';

export const joinedChainDeclarations: Check = {
  code: 'joined-chain-declarations',
  severity: 'error',
  run(ruleset, report) {
    for (const table of knownTables(ruleset)) {
      for (const declared of oddDeclarations(ruleset, table)) {
        const { joined } = declared;
        if (joined.length === 0) continue;
        const names = [...new Set(joined.map((each) => nameOf(declared, each)))];
        report({
          line: declared.line,
          span: { start: joined[0]!.start, end: joined.at(-1)!.end },
          message: `Only the first declaration of a line counts: iptables-restore ignores ${list(names)} here. Give each chain a line of its own.`,
          fixes: [splitFix(ruleset, table, declared)],
        });
      }
    }
  },
};

function nameOf(declared: Declared, declaration: Declaration): string {
  return declaration.name ? spanText(declared.text, declaration.name) : ':';
}

/** So many names are told, the others counted. */
const maxNames = 5;

function list(names: string[]): string {
  const more = names.length - maxNames;
  const told = more > 0 ? [...names.slice(0, maxNames), `${more} more`] : names;
  return told.length === 1 ? told[0]! : `${told.slice(0, -1).join(', ')} and ${told.at(-1)}`;
}

/** Each chain that is not declared elsewhere gets its line; what is damaged is left to the mend of the whole header. */
function splitFix(ruleset: Ruleset, table: Table, declared: Declared): Fix {
  const seen = new Set<string>();
  const kept = declared.joined.filter((each) => {
    const name = nameOf(declared, each);
    const elsewhere = findChain(ruleset, table, name)?.declared !== undefined || seen.has(name);
    seen.add(name);
    return !elsewhere;
  });
  const behind = declared.joined[0]!.start;
  const end = declared.joined.at(-1)!.end;
  const lines = kept.map((each) => `\n${declared.text.slice(each.start, each.end)}`);
  const before = declared.text.slice(0, behind).trimEnd().length;
  return {
    title: kept.length > 0 ? 'Give each chain a line of its own' : 'Delete the ignored declarations',
    certain: kept.every((each) => isWhole(declared.text, each)),
    changes: [replace(declared.line, { start: before, end }, lines.join(''))],
  };
}

function isWhole(text: string, declaration: Declaration): boolean {
  const { policy, counters, rest } = declaration;
  if (!policy || spanText(text, policy) !== '-' || rest) return false;
  return counters === undefined || readCounters(spanText(text, counters))?.closed === true;
}
