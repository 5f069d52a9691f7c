/** Sends the diagnostics of documents to the client. */

import type { Connection } from 'vscode-languageserver';
import type { Finding } from '../diagnostics/finding';
import { diagnostics } from '../features/diagnostics';
import type { OpenDocuments } from './documents';
import { applySettings, findingsOf, rulesetOf } from './open-dump';
import { applyScriptSettings, scriptFindingsOf } from './open-script';
import type { Settings } from './settings';
import { warmUp } from './warm-up';
import { warmUpForScript } from './warm-up-for-script';

export interface Publisher {
  /**
   * Publishes a document's diagnostics as soon as the messages that wait already are read, so that a burst of edits is
   * judged once. While the first ones are looked at, the other features get ready.
   */
  publish(uri: string): void;
  /** Takes back what was said of a document that was closed. */
  forget(uri: string): void;
}

/** `pages` is the folder of the pages that explain each code. */
export function createPublisher(
  connection: Connection,
  { dumps, scripts }: OpenDocuments,
  settingsOf: (uri: string) => Promise<Settings>,
  pages: () => string | undefined,
): Publisher {
  const waiting = new Set<string>();
  /** Scripts of which something was said: of others nothing has to be taken back. */
  const spokenOf = new Set<string>();
  let warm = false;
  let warmForScripts = false;

  const send = (uri: string, version: number, findings: readonly Finding[]) =>
    connection.sendDiagnostics({ uri, version, diagnostics: diagnostics(uri, findings, pages()) });

  async function publishDump(uri: string, settings: Settings): Promise<void> {
    const dump = dumps.get(uri);
    if (!dump) return;
    applySettings(dump, settings);
    await send(uri, dump.version, findingsOf(dump));
    if (warm) return;
    warm = true;
    await warmUp(() => {
      const open = dumps.get(uri);
      return open && rulesetOf(open);
    });
  }

  async function publishScript(uri: string, settings: Settings): Promise<void> {
    const readable = await scripts.readable(uri);
    const script = scripts.get(uri);
    if (!script || (!readable && !spokenOf.has(uri))) return;
    spokenOf.add(uri);
    applyScriptSettings(script, settings);
    await send(uri, script.version, readable ? scriptFindingsOf(script, readable.parser) : []);
    if (!readable || warmForScripts) return;
    warmForScripts = true;
    await warmUpForScript(script.text.getText(), script.form, readable.parser);
  }

  const hasNothingToSay = (uri: string) => scripts.get(uri)?.mentionsIptables === false && !spokenOf.has(uri);

  const publish = async (uri: string) => {
    const settings = hasNothingToSay(uri) ? undefined : await settingsOf(uri);
    waiting.delete(uri);
    if (settings) await (dumps.get(uri) ? publishDump : publishScript)(uri, settings);
  };
  return {
    publish(uri) {
      if (waiting.has(uri)) return;
      waiting.add(uri);
      setTimeout(publish, 0, uri);
    },
    forget(uri) {
      spokenOf.delete(uri);
      connection.sendDiagnostics({ uri, diagnostics: [] });
    },
  };
}
