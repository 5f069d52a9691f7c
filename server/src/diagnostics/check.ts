/** How a check is written, and how all of them are run. */

import type { RefusedBy } from '../modules/refused-by';
import type { Ruleset, Table } from '../ruleset/ruleset';
import { isTable } from '../ruleset/tables';
import { type Backend, judgedBy } from './backend';
import type { Finding, Fix, Related, Severity } from './finding';
import { type Form, type Judge, refusalSentence } from './refusal';

/** One kind of diagnostic. The code is also the name of its file and of its page. */
export interface Check {
  code: string;
  /** The severity of its findings, where one does not say otherwise. */
  severity: Severity;
  /** Looks at a whole ruleset. Must not throw, and must not go through all lines: see `Ruleset.oddLines`. */
  run(ruleset: Ruleset, report: Report, say?: SayCondition): void;
}

/** Puts the options of a condition that a dump cannot decide into words behind `if`; undefined where there are none. */
export type SayCondition = (options: string) => string | undefined;

/** What a check says of one finding; what is left out is nobody, none, or the check's own. */
export interface Reported {
  line: number;
  span: { start: number; end: number };
  message: string;
  refusedBy?: RefusedBy;
  severity?: Severity;
  fixes?: Fix[];
  related?: Related[];
  unnecessary?: boolean;
  deprecated?: boolean;
  dependsOnHost?: boolean;
  /** True when a backend that does not refuse it loads something else than the text says: worth telling to its users too. */
  misread?: true;
}

/** A finding of which it is known who refuses it. */
type Judged = Reported & { refusedBy: RefusedBy };

export type Report = (reported: Reported) => void;

/** Severities that the user chose for single codes; `off` drops the code. */
export type SeveritySettings = Readonly<Record<string, Severity | 'off'>>;

/** Runs the checks; the findings come in the order of the text. What only another backend than `backend` refuses is left out. */
export function runChecks(
  ruleset: Ruleset,
  checks: readonly Check[],
  settings: SeveritySettings = {},
  backend: Backend = 'both',
  form: Form = 'dump',
  say?: SayCondition,
): Finding[] {
  const findings: Finding[] = [];
  const judge: Judge = { family: ruleset.document.family, backend, form };
  for (const check of checks) {
    const chosen = Object.hasOwn(settings, check.code) ? settings[check.code] : undefined;
    if (chosen === 'off') continue;
    const report: Report = (reported) => {
      const refusedBy = judgedBy(reported.refusedBy ?? {}, backend) ?? (reported.misread && {});
      if (refusedBy) findings.push(finding(check, { ...reported, refusedBy }, chosen, judge));
    };
    check.run(ruleset, report, say);
  }
  return findings.sort((a, b) => a.line - b.line || a.span.start - b.span.start);
}

/** The tables that iptables knows: in others, nothing can be said about chains. */
export function knownTables(ruleset: Ruleset): Table[] {
  return ruleset.tables.filter((table) => isTable(table.name));
}

function finding(check: Check, reported: Judged, chosen: Severity | undefined, judge: Judge): Finding {
  const { refusedBy } = reported;
  const own = reported.severity ?? check.severity;
  const sentence = refusalSentence(refusedBy, own, judge);
  return {
    code: check.code,
    severity: chosen ?? own,
    line: reported.line,
    span: { start: reported.span.start, end: reported.span.end },
    message: sentence ? `${reported.message} ${sentence}` : reported.message,
    refusedBy,
    dependsOnHost: reported.dependsOnHost ?? false,
    fixes: reported.fixes ?? [],
    related: reported.related ?? [],
    unnecessary: reported.unnecessary ?? false,
    deprecated: reported.deprecated ?? false,
  };
}
