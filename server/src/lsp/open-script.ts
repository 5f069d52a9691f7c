/** A script that is open in the client: its text, kept up to date, and what was worked out of it since the last edit. */

import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding } from '../diagnostics/finding';
import { diagnoseScript } from '../diagnostics/script/index';
import { effectReader, type ReadScript } from '../effect/read-effect';
import { mentionsIptables } from '../shell/mentions';
import type { ShellParser } from '../shell/parser';
import type { ScriptForm } from '../shell/read-script';
import { defaultSettings, type Settings } from './settings';

export interface OpenScript {
  kind: 'script';
  uri: string;
  version: number;
  form: ScriptForm;
  text: TextDocument;
  /** False when there is nothing in it to be read. */
  mentionsIptables: boolean;
  settings: Settings;
  /** Reads its versions. */
  read: ReturnType<typeof effectReader> | undefined;
  reading: ReadScript | undefined;
  findings: Finding[] | undefined;
}

/** Editors' names of languages, with how their files hold shell. */
const formsByLanguage: ReadonlyMap<string, ScriptForm> = new Map([
  ...['shellscript', 'sh', 'bash', 'dash', 'ash', 'ksh'].map((name) => [name, 'shell'] as const),
  ['dockerfile', 'dockerfile'],
  ...['systemd', 'systemd-unit-file', 'systemd-conf'].map((name) => [name, 'systemd'] as const),
]);

/** How the document holds shell; undefined for dumps. Editors have many names for the language of units, so these are known by their files. */
export function scriptFormOf(uri: string, language: string): ScriptForm | undefined {
  return formsByLanguage.get(language) ?? (/\.service$/.test(uri) ? 'systemd' : undefined);
}

export function openScript(uri: string, form: ScriptForm, version: number, text: string): OpenScript {
  return {
    kind: 'script',
    uri,
    version,
    form,
    text: TextDocument.create(uri, form, version, text),
    mentionsIptables: mentionsIptables(text),
    settings: defaultSettings,
    read: undefined,
    reading: undefined,
    findings: undefined,
  };
}

/** Applies the client's edits in their order, in place. */
export function changeScript(
  script: OpenScript,
  changes: TextDocumentContentChangeEvent[],
  version: number,
): OpenScript {
  script.text = TextDocument.update(script.text, changes, version);
  script.version = version;
  script.mentionsIptables = mentionsIptables(script.text.getText());
  script.reading = undefined;
  script.findings = undefined;
  return script;
}

/** Uses other settings from now on. */
export function applyScriptSettings(script: OpenScript, settings: Settings): void {
  if (script.settings === settings) return;
  script.settings = settings;
  script.findings = undefined;
}

export function readingOf(script: OpenScript, parser: ShellParser): ReadScript {
  script.read ??= effectReader(parser, script.form);
  script.reading ??= script.read(script.text.getText());
  return script.reading;
}

export function scriptFindingsOf(script: OpenScript, parser: ShellParser): Finding[] {
  const { severity, backend } = script.settings;
  script.findings ??= diagnoseScript(readingOf(script, parser), severity, backend);
  return script.findings;
}
