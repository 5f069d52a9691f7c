/** Goes through the declarations of a table that are worth a look. */

import type { Chain, Ruleset, Table } from '../ruleset/ruleset';
import { declarationName, findChain } from '../ruleset/ruleset';
import type { Declaration } from '../syntax/declaration';
import type { DeclarationLine } from '../syntax/line';
import { spanText } from '../syntax/span';

/** A declaration that iptables-restore reads: the first one of its line. */
export interface Declared {
  line: number;
  text: string;
  declaration: Declaration;
  /** The further ones on the line, which it ignores. */
  joined: Declaration[];
  /** undefined when the declaration has no name. */
  chain: Chain | undefined;
  /** '' when the text has none. */
  policy: string;
}

/** The declarations that are not of the ordinary form `:NAME - [0:0]`, those of built-in chains included. */
export function* oddDeclarations(ruleset: Ruleset, table: Table): Generator<Declared> {
  for (const index of table.oddDeclarations) {
    const line = ruleset.document.dump.lines[index] as DeclarationLine;
    const [declaration, ...joined] = line.declarations;
    if (!declaration) continue;
    yield {
      line: index,
      text: line.text,
      declaration,
      joined,
      chain: findChain(ruleset, table, declarationName(line, declaration)),
      policy: declaration.policy ? spanText(line.text, declaration.policy) : '',
    };
  }
}
