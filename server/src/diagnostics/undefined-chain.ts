/** Rules in, and jumps to, chains that do not exist at that point. */

import { typographicCharacters } from '../ruleset/rule';
import type { Chain, Mention, Ruleset, Table } from '../ruleset/ruleset';
import { hookNames, maxNameBytes } from '../ruleset/tables';
import { byteLength } from '../syntax/bytes';
import { type Check, knownTables } from './check';
import { type Fix, insertLines, type Related, replace } from './finding';
import { byState } from './refusal';
import { mostSimilar } from './similar';

export const undefinedChain: Check = {
  code: 'undefined-chain',
  severity: 'error',
  run(ruleset, report) {
    for (const table of knownTables(ruleset)) {
      for (const chain of table.chains) {
        if (chain.missing.length === 0 || isOthersFault(chain.name)) continue;
        const why = explain(table, chain);
        for (const mention of chain.missing) {
          report({
            line: mention.line,
            span: mention.span,
            message: table.fragment ? fragmentMessage(chain) : why.message,
            refusedBy: byState,
            severity: table.fragment ? 'warning' : 'error',
            fixes: fixes(ruleset, table, chain, mention, why.meant),
            related: why.related,
          });
        }
      }
    }
  },
};

/** Names that are wrong by themselves, which other checks say. */
function isOthersFault(name: string): boolean {
  return name === '' || byteLength(name) > maxNameBytes || typographicCharacters.test(name);
}

interface Explanation {
  message: string;
  /** The existing chain that was probably meant. */
  meant: string | undefined;
  related: Related[];
}

function fragmentMessage(chain: Chain): string {
  return `This input does not declare ${chain.name}. It declares no built-in chain, so it looks like a fragment for iptables-restore --noflush: then ${chain.name} has to be loaded already. If it is not,`;
}

function explain(table: Table, chain: Chain): Explanation {
  const at = chain.declared ?? chain.lost[0];
  if (at) {
    const how = chain.declared
      ? `only on line ${at.line + 1}`
      : `only behind another declaration on line ${at.line + 1}, where it does not count`;
    const message = `The chain ${chain.name} is declared ${how}. Declare it on a line of its own above its first use.`;
    return { message, meant: undefined, related: [{ line: at.line, span: at.span, message: 'Declared here.' }] };
  }
  const meant = mostSimilar(chain.name, existingNames(table));
  const hint = meant ? `Did you mean ${meant}?` : `Declare it below the header: \`:${chain.name} - [0:0]\`.`;
  return { message: `${table.name} has no chain ${chain.name}. ${elsewhere(chain)}${hint}`, meant, related: [] };
}

function elsewhere(chain: Chain): string {
  return hookNames.includes(chain.name) ? 'It is a built-in chain of other tables only. ' : '';
}

function* existingNames(table: Table): Generator<string> {
  for (const chain of table.chains) if (chain.builtIn || chain.declared) yield chain.name;
}

function fixes(ruleset: Ruleset, table: Table, chain: Chain, mention: Mention, meant: string | undefined): Fix[] {
  const found: Fix[] = [];
  if (meant) {
    found.push({ title: `Change to ${meant}`, certain: false, changes: [replace(mention.line, mention.span, meant)] });
  }
  if (!chain.declared && !hookNames.includes(chain.name)) found.push(declareFix(ruleset, table, chain, meant));
  return found;
}

/** Certain where rules fill the chain, so that it is not a misspelt one, and it would not stay hidden behind the fix of another line. */
function declareFix(ruleset: Ruleset, table: Table, chain: Chain, meant: string | undefined): Fix {
  const declared = table.lastDeclaration;
  const before = declared !== undefined && declared < (chain.firstUse ?? table.end) ? declared + 1 : table.header + 1;
  const needsEnd = ruleset.document.dump.lines[before - 1]!.ending === '';
  return {
    title: `Declare ${chain.name}`,
    certain: chain.rules > 0 && !meant && chain.lost.length === 0 && !table.fragment && !needsEnd,
    changes: [insertLines(before, `${needsEnd ? '\n' : ''}:${chain.name} - [0:0]\n`)],
  };
}
