// Dumps with a cursor in them, `<|>`, as the tests of features write them.
import { readDocument } from '../../server/src/ruleset/document';
import { buildRuleset, type Ruleset } from '../../server/src/ruleset/ruleset';
import type { Family } from '../../server/src/ruleset/tables';

export interface AtCursor {
  ruleset: Ruleset;
  line: number;
  column: number;
}

/** The ruleset of a text. */
export function rulesetOf(text: string, family: Family = 'ipv4'): Ruleset {
  return buildRuleset(readDocument(text, family));
}

/** The ruleset of a text without its cursor, and where the cursor stood. */
export function atCursor(marked: string, family: Family = 'ipv4'): AtCursor {
  const at = marked.indexOf('<|>');
  if (at < 0 || marked.indexOf('<|>', at + 1) >= 0) throw new Error(`not one cursor in: ${marked}`);
  const before = marked.slice(0, at).split('\n');
  const ruleset = rulesetOf(marked.slice(0, at) + marked.slice(at + 3), family);
  return { ruleset, line: before.length - 1, column: before.at(-1)!.length };
}

/** A dump of table nat or another with a cursor: declarations and rules, one a line. */
export function tableOf(name: string, ...lines: string[]): string {
  return [`*${name}`, ...lines, 'COMMIT', ''].join('\n');
}
