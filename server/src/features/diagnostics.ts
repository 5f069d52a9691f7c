/** Findings as diagnostics of the Language Server Protocol. */

import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver-types';
import type { Finding, Severity } from '../diagnostics/finding';
import { checks } from '../diagnostics/index';
import { locationOf, rangeOf } from './lsp-types';

const severities: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** As many as VS Code shows for one file; a damaged dump of a big node can have more. */
export const maxDiagnostics = 1000;

/**
 * The diagnostics of a document, the most severe ones when there are too many; then the last one says how many are left
 * out. `pagesUri` is the folder of the pages that explain each code; without it they carry no link.
 */
export function diagnostics(uri: string, findings: readonly Finding[], pagesUri?: string): Diagnostic[] {
  if (findings.length <= maxDiagnostics) return findings.map((finding) => toDiagnostic(uri, finding, pagesUri));
  const worst = [...findings].sort((a, b) => severities[a.severity] - severities[b.severity]);
  const shown = worst.slice(0, maxDiagnostics - 1).map((finding) => toDiagnostic(uri, finding, pagesUri));
  return [...shown, leftOut(findings.length - shown.length)];
}

/** One finding; the message names who refuses, the data has it as `refusedBy`, the link leads to its page. */
export function toDiagnostic(uri: string, finding: Finding, pagesUri?: string): Diagnostic {
  const diagnostic: Diagnostic = {
    range: rangeOf(finding.line, finding.span),
    severity: severities[finding.severity],
    code: finding.code,
    source: 'iptables Lens',
    message: finding.message,
    data: { refusedBy: finding.refusedBy },
  };
  if (pagesUri) diagnostic.codeDescription = { href: `${pagesUri}/${pageOf(finding.code)}` };
  const tags = tagsOf(finding);
  if (tags.length > 0) diagnostic.tags = tags;
  if (finding.related.length > 0) {
    diagnostic.relatedInformation = finding.related.map(({ line, span, message }) => ({
      location: locationOf(uri, line, span),
      message,
    }));
  }
  return diagnostic;
}

const codesOfDumps: ReadonlySet<string> = new Set(checks.map(({ code }) => code));

/** What only scripts can do wrong has its pages in a folder of their own. */
function pageOf(code: string): string {
  return codesOfDumps.has(code) ? `${code}.md` : `script/${code}.md`;
}

function tagsOf({ unnecessary, deprecated }: Finding): DiagnosticTag[] {
  return [...(unnecessary ? [DiagnosticTag.Unnecessary] : []), ...(deprecated ? [DiagnosticTag.Deprecated] : [])];
}

function leftOut(count: number): Diagnostic {
  return {
    range: rangeOf(0, { start: 0, end: 0 }),
    severity: DiagnosticSeverity.Information,
    source: 'iptables Lens',
    message: `${count} further findings are not shown; iptables-lens check on the command line lists all.`,
  };
}
