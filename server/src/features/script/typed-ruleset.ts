/** All that a script says to one family's tables, with the line that is being typed in its place. */

import { ownerOf } from '../../effect/attempt';
import type { ReadScript } from '../../effect/read-effect';
import { ownerKey } from '../../effect/tables';
import type { Transcript } from '../../effect/transcript';
import { readDocument } from '../../ruleset/document';
import { buildRuleset, type Ruleset } from '../../ruleset/ruleset';
import { builtInChains } from '../../ruleset/tables';
import type { MappedText } from '../../shell/mapped-text';
import type { Command } from '../../shell/steps';

/** The ruleset, and the index of the line. */
export function rulesetWith(
  script: ReadScript,
  call: Command,
  table: string,
  { text }: MappedText,
): { ruleset: Ruleset; index: number } {
  const transcript = transcriptOf(script, call);
  const own = transcript?.lines.findIndex((each) => each?.call === call) ?? -1;
  const lines = transcript?.ruleset.document.dump.lines.map((line) => line.text) ?? [];
  const commit = transcript?.ruleset.tables.find(({ name }) => name === table)?.commit;
  if (own < 0 && commit === undefined) lines.unshift(...headOf(table), 'COMMIT');
  const index = own >= 0 ? own : (commit ?? headOf(table).length);
  lines.splice(index, own >= 0 ? 1 : 0, text);
  return { ruleset: buildRuleset(readDocument(lines.join('\n'), call.program.family)), index };
}

function headOf(table: string): string[] {
  return [`*${table}`, ...builtInChains(table).map((chain) => `:${chain} ACCEPT [0:0]`)];
}

function transcriptOf({ transcripts }: ReadScript, call: Command): Transcript | undefined {
  const key = ownerKey(ownerOf(call));
  return transcripts.find(({ kind, lines }) => {
    const told = kind === 'command' ? lines.find((line) => line !== undefined) : undefined;
    return told && ownerKey(ownerOf(told.call)) === key;
  });
}
