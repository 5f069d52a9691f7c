/** Quick fixes at a place, the mend of a damaged header, and fix-all. */

import {
  type ChangeAnnotation,
  type CodeAction,
  CodeActionKind,
  type Range,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver-types';
import type { Change, Finding } from '../diagnostics/finding';
import { damagedTables, mendHeader } from '../diagnostics/mend-header';
import { type Ruleset, tableAt } from '../ruleset/ruleset';
import { dumpText } from '../syntax/dump';
import { toDiagnostic } from './diagnostics';
import { fixAll } from './fix-all';
import { editOf } from './lsp-types';

/** The kind of fix-all; editors can run it on save. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.iptablesLens`;

/** What a code action is asked about. */
export interface CodeActionQuestion {
  uri: string;
  range: Range;
  /** Kinds that are wanted; all when it is undefined. */
  only: readonly string[] | undefined;
}

/** The fixes of all findings in the range, the mend of the header first; and fix-all when it is asked for. */
export function codeActions(
  ruleset: Ruleset,
  findings: readonly Finding[],
  question: CodeActionQuestion,
): CodeAction[] {
  const { uri, range, only } = question;
  const actions: CodeAction[] = [];
  if (isWanted(CodeActionKind.QuickFix, only)) {
    const here = findings.filter((finding) => isIn(finding, range));
    actions.push(...mendActions(ruleset, findings, here, uri), ...quickFixes(findings, question));
  }
  if (only && isWanted(fixAllKind, only)) actions.push(...fixAllAction(ruleset, uri));
  return actions;
}

/** The fixes of all findings in the range, of a dump or a script. */
export function quickFixes(findings: readonly Finding[], { uri, range, only }: CodeActionQuestion): CodeAction[] {
  if (!isWanted(CodeActionKind.QuickFix, only)) return [];
  return findings.filter((finding) => isIn(finding, range)).flatMap((finding) => fixActions(finding, uri));
}

/** The edit of the command: every damaged header mended, to be confirmed by the user; undefined when none is damaged. */
export function mendHeadersEdit(
  ruleset: Ruleset,
  findings: readonly Finding[],
  uri: string,
  version: number,
): WorkspaceEdit | undefined {
  const changeAnnotations: Record<string, ChangeAnnotation> = {};
  const edits: (TextEdit & { annotationId: string })[] = [];
  for (const table of damagedTables(ruleset, findings)) {
    const changes = mendHeader(ruleset, table);
    if (!changes) continue;
    const id = `mend-${table.header}`;
    changeAnnotations[id] = {
      label: `Mend the header of *${table.name}`,
      description: 'Writes the chain declarations anew; rules stay as they are.',
      needsConfirmation: true,
    };
    edits.push(...changes.map((change) => ({ ...editOf(change), annotationId: id })));
  }
  if (edits.length === 0) return undefined;
  return { documentChanges: [{ textDocument: { uri, version }, edits }], changeAnnotations };
}

function isWanted(kind: string, only: readonly string[] | undefined): boolean {
  return !only || only.some((wanted) => kind === wanted || kind.startsWith(`${wanted}.`));
}

function isIn(finding: Finding, range: Range): boolean {
  if (finding.line < range.start.line || finding.line > range.end.line) return false;
  const startsBehind = finding.line === range.end.line && finding.span.start > range.end.character;
  const endsBefore = finding.line === range.start.line && finding.span.end < range.start.character;
  return !startsBehind && !endsBefore;
}

function mendActions(ruleset: Ruleset, all: readonly Finding[], here: Finding[], uri: string): CodeAction[] {
  const tables = damagedTables(ruleset, here).filter((table) => damagedTables(ruleset, all).includes(table));
  return tables.flatMap((table) => {
    const changes = mendHeader(ruleset, table);
    if (!changes) return [];
    const solved = here.filter((finding) => tableAt(ruleset, finding.line) === table);
    return [
      {
        title: `Mend the header of *${table.name}`,
        kind: CodeActionKind.QuickFix,
        isPreferred: true,
        diagnostics: solved.map((finding) => toDiagnostic(uri, finding)),
        edit: editFor(uri, changes),
      },
    ];
  });
}

function fixActions(finding: Finding, uri: string): CodeAction[] {
  return finding.fixes.map((fix) => ({
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    isPreferred: fix.certain,
    diagnostics: [toDiagnostic(uri, finding)],
    edit: editFor(uri, fix.changes),
  }));
}

function fixAllAction(ruleset: Ruleset, uri: string): CodeAction[] {
  const { dump, family } = ruleset.document;
  const text = dumpText(dump);
  const fixed = fixAll(text, family, ruleset.fragments);
  if (fixed === text) return [];
  return [
    {
      title: 'Fix everything that can be fixed for certain',
      kind: fixAllKind,
      edit: editFor(uri, [smallestChange(text, fixed)]),
    },
  ];
}

/** The whole lines between what both texts begin and end with. */
function smallestChange(before: string, after: string): Change {
  const [old, fresh] = [before.split('\n'), after.split('\n')];
  const shorter = Math.min(old.length, fresh.length);
  let start = 0;
  while (start < shorter - 1 && old[start] === fresh[start]) start++;
  let end = 0;
  while (end < shorter - start - 1 && old[old.length - 1 - end] === fresh[fresh.length - 1 - end]) end++;
  const lastOld = old.length - 1 - end;
  return {
    start: { line: start, column: 0 },
    end: { line: lastOld, column: old[lastOld]!.length },
    text: fresh.slice(start, fresh.length - end).join('\n'),
  };
}

function editFor(uri: string, changes: readonly Change[]): WorkspaceEdit {
  return { changes: { [uri]: changes.map(editOf) } };
}
