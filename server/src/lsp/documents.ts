/** The documents that are open, dumps and scripts, and the grammar that scripts are read with. */

import { TextDocuments } from 'vscode-languageserver';
import type { ReadScript } from '../effect/read-effect';
import { createShellParser, type ShellGrammar, type ShellParser } from '../shell/parser';
import { changeDump, type OpenDump, openDump } from './open-dump';
import { changeScript, type OpenScript, openScript, readingOf, scriptFormOf } from './open-script';

/** The open documents of one kind. */
export interface Opened<T> {
  get(uri: string): T | undefined;
  all(): T[];
}

/** A script that has to do with iptables, and what reads it. */
export interface Readable {
  script: OpenScript;
  parser: ShellParser;
}

export interface OpenScripts extends Opened<OpenScript> {
  /**
   * The script as it is once the grammar is there, which is loaded for the first one that is read. Undefined for one that does not
   * mention iptables, and without a grammar.
   */
  readable(uri: string): Promise<Readable | undefined>;
  /** What such a script does. */
  read(uri: string): Promise<ReadScript | undefined>;
}

export interface OpenDocuments {
  all: TextDocuments<OpenDump | OpenScript>;
  dumps: Opened<OpenDump>;
  scripts: OpenScripts;
}

/** `loadGrammar` is called once at most; `failed` is told why it could not. */
export function createDocuments(
  loadGrammar: () => Promise<ShellGrammar>,
  failed: (reason: unknown) => void,
): OpenDocuments {
  const all = new TextDocuments<OpenDump | OpenScript>({
    create: (uri, language, version, text) => {
      const form = scriptFormOf(uri, language);
      return form ? openScript(uri, form, version, text) : openDump(uri, version, text);
    },
    update: (document, changes, version) =>
      document.kind === 'script' ? changeScript(document, changes, version) : changeDump(document, changes, version),
  });
  const dumps = only(all, (document) => (document.kind === 'dump' ? document : undefined));
  const scripts = only(all, (document) => (document.kind === 'script' ? document : undefined));
  let parser: Promise<ShellParser | undefined> | undefined;
  const load = async () => {
    try {
      return await createShellParser(await loadGrammar());
    } catch (error) {
      failed(error);
      return undefined;
    }
  };
  const readable = async (uri: string) => {
    if (!scripts.get(uri)?.mentionsIptables) return undefined;
    parser ??= load();
    const loaded = await parser;
    const script = scripts.get(uri);
    return loaded && script?.mentionsIptables ? { script, parser: loaded } : undefined;
  };
  const read = async (uri: string) => {
    const found = await readable(uri);
    return found && readingOf(found.script, found.parser);
  };
  return { all, dumps, scripts: { ...scripts, readable, read } };
}

function only<T, Kind>(documents: Opened<T>, asKind: (document: T) => Kind | undefined): Opened<Kind> {
  return {
    get(uri) {
      const document = documents.get(uri);
      return document && asKind(document);
    },
    all: () => documents.all().flatMap((document) => asKind(document) ?? []),
  };
}
