/** Applies every fix that cannot be wrong, again and again until none is left. */

import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Backend } from '../diagnostics/backend';
import type { SeveritySettings } from '../diagnostics/check';
import type { Change, Finding, Fix } from '../diagnostics/finding';
import { diagnose } from '../diagnostics/index';
import { damagedTables, mendHeader } from '../diagnostics/mend-header';
import { readDocument } from '../ruleset/document';
import { buildRuleset, type FragmentMode, type Ruleset } from '../ruleset/ruleset';
import type { Family } from '../ruleset/tables';
import { editOf } from './lsp-types';

/** Damage that hides what the lines say: mended before anything else is looked at. */
const firstOfAll = [
  'escaped-newline',
  'markdown-fence',
  'log-prefix',
  'byte-order-mark',
  'carriage-return',
  'typographic-character',
  'html-entity',
  'stray-blank',
];

/** More rounds than any damage needs; it only stops fixes that would undo each other. */
const maxRounds = 20;

/** The text with all certain fixes done, the mends of damaged headers among them. Text that needs none comes back as it is. */
export function fixAll(
  text: string,
  family: Family,
  fragments: FragmentMode,
  settings: SeveritySettings = {},
  backend: Backend = 'both',
): string {
  let fixed = text;
  for (let round = 0; round < maxRounds; round++) {
    const ruleset = buildRuleset(readDocument(fixed, family), fragments);
    const changes = nextChanges(ruleset, diagnose(ruleset, settings, backend));
    if (changes.length === 0) break;
    const next = applyChanges(fixed, changes);
    if (next === fixed) break;
    fixed = next;
  }
  return fixed;
}

/** The text with non-overlapping changes applied. */
export function applyChanges(text: string, changes: readonly Change[]): string {
  return TextDocument.applyEdits(TextDocument.create('', '', 0, text), changes.map(editOf));
}

function nextChanges(ruleset: Ruleset, findings: Finding[]): Change[] {
  for (const code of firstOfAll) {
    const fix = certainFix(findings.find((finding) => finding.code === code));
    if (fix) return fix.changes;
  }
  const mends = damagedTables(ruleset, findings).flatMap((table) => mendHeader(ruleset, table) ?? []);
  if (mends.length > 0) return mends;
  return compatible(findings.flatMap((finding) => certainFix(finding) ?? []));
}

function certainFix(finding: Finding | undefined): Fix | undefined {
  return finding?.fixes.find((fix) => fix.certain);
}

/** As many fixes as fit together; the others have their turn in the next round. */
function compatible(fixes: Fix[]): Change[] {
  const taken = new Set<number>();
  const found: Change[] = [];
  for (const { changes } of fixes) {
    const lines = changes.flatMap(linesOf);
    if (lines.some((line) => taken.has(line))) continue;
    for (const line of lines) taken.add(line);
    for (const change of changes) found.push(change);
  }
  return found;
}

function linesOf({ start, end }: Change): number[] {
  return Array.from({ length: end.line - start.line + 1 }, (_, i) => start.line + i);
}
