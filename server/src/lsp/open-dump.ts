/** A dump that is open in the client: its lines, kept up to date, and what was worked out of them since the last edit. */

import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import type { Finding } from '../diagnostics/finding';
import { diagnose } from '../diagnostics/index';
import type { TokenSnapshot } from '../features/semantic-tokens';
import { conditionTeller } from '../features/sentence/condition-words';
import { amendRuleset } from '../ruleset/amend';
import { editDocument, type RulesetDocument, readDocument, withFamily } from '../ruleset/document';
import { type DetectedFamily, detectFamily } from '../ruleset/family';
import { buildRuleset, type Ruleset } from '../ruleset/ruleset';
import type { Family } from '../ruleset/tables';
import { type LineChange, parseDump } from '../syntax/dump';
import { defaultSettings, type Settings } from './settings';

export interface OpenDump {
  kind: 'dump';
  uri: string;
  version: number;
  document: RulesetDocument;
  detected: DetectedFamily;
  /** The family that the user chose; null when it is found out. */
  chosen: Family | null;
  settings: Settings;
  ruleset: Ruleset | undefined;
  /** The ruleset before the last edit, whose room the next one takes. */
  outdated: Ruleset | undefined;
  findings: Finding[] | undefined;
  /** The semantic tokens that were told last, and the name of that result. */
  tokens: { id: string; snapshot: TokenSnapshot } | undefined;
}

/** Lines at the top in which an edit may change the comment that tells the family. */
const topLines = 5;

export function openDump(uri: string, version: number, text: string): OpenDump {
  const detected = detectFamily(decodeURIComponent(uri), parseDump(text.slice(0, 100_000)));
  const document = readDocument(text, detected.family);
  return {
    kind: 'dump',
    uri,
    version,
    document,
    detected,
    chosen: null,
    settings: defaultSettings,
    ruleset: undefined,
    outdated: undefined,
    findings: undefined,
    tokens: undefined,
  };
}

/** Applies the client's edits in their order, in place. */
export function changeDump(dump: OpenDump, changes: TextDocumentContentChangeEvent[], version: number): OpenDump {
  let top = false;
  for (const change of changes) {
    if ('range' in change) {
      const { start, end } = change.range;
      const edited = editDocument(
        dump.document,
        { line: start.line, column: start.character },
        { line: end.line, column: end.character },
        change.text,
      );
      if (!edited.saysTheSame || isMentioned(dump, edited) || dependsOnTexts(dump)) {
        const amended = dump.ruleset && amendRuleset(dump.ruleset, edited);
        forgetResults(dump);
        dump.ruleset = amended;
      }
      top ||= start.line < topLines;
    } else {
      dump.document = readDocument(change.text, dump.document.family);
      forgetResults(dump);
      top = true;
    }
  }
  dump.version = version;
  if (top || dump.detected.decidedBy === 'default') updateFamily(dump);
  return dump;
}

/** True when a finding speaks of lines that were edited: its columns may have moved. */
function isMentioned({ findings }: OpenDump, { from, inserted }: LineChange): boolean {
  const isEdited = ({ line }: { line: number }) => from <= line && line < from + inserted;
  return findings?.some((finding) => isEdited(finding) || finding.related.some(isEdited)) ?? true;
}

/** True when findings depend on the texts of rules, which an edit changes even where it changes no name. */
function dependsOnTexts({ ruleset }: OpenDump): boolean {
  return (
    ruleset !== undefined && (ruleset.expectations.length > 0 || ruleset.tables.some((table) => table.deletesByText))
  );
}

/** Takes the dump for a family, or (null) for the one that it seems to be. */
export function chooseFamily(dump: OpenDump, family: Family | null): void {
  dump.chosen = family;
  updateFamily(dump);
}

/** Uses other settings from now on. */
export function applySettings(dump: OpenDump, settings: Settings): void {
  if (dump.settings === settings) return;
  dump.settings = settings;
  forgetResults(dump);
}

export function rulesetOf(dump: OpenDump): Ruleset {
  dump.ruleset ??= buildRuleset(dump.document, dump.settings.fragments, dump.outdated);
  return dump.ruleset;
}

export function findingsOf(dump: OpenDump): Finding[] {
  if (dump.findings) return dump.findings;
  const [ruleset, { severity, backend }] = [rulesetOf(dump), dump.settings];
  dump.findings = diagnose(ruleset, severity, backend, 'dump', conditionTeller(ruleset));
  return dump.findings;
}

function updateFamily(dump: OpenDump): void {
  dump.detected = detectFamily(decodeURIComponent(dump.uri), dump.document.dump);
  const family = dump.chosen ?? dump.detected.family;
  if (family === dump.document.family) return;
  dump.document = withFamily(dump.document, family);
  forgetResults(dump);
}

function forgetResults(dump: OpenDump): void {
  dump.outdated = dump.ruleset ?? dump.outdated;
  dump.ruleset = undefined;
  dump.findings = undefined;
}
