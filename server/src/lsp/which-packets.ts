/** The request behind "Which Packets Reach This?". */

import type { Connection, TextDocuments } from 'vscode-languageserver';
import { packetsReaching, reachingText } from '../features/reaching';
import { type OpenDump, rulesetOf } from './open-dump';
import { type WhichPacketsParams, type WhichPacketsResult, whichPacketsRequest } from './protocol';

/** Registers it; a document that is not open has nothing to tell. */
export function registerWhichPackets(connection: Connection, dumps: TextDocuments<OpenDump>): void {
  connection.onRequest(whichPacketsRequest, ({ uri, line }: WhichPacketsParams): WhichPacketsResult | null => {
    const dump = dumps.get(uri);
    const answer = dump && packetsReaching(rulesetOf(dump), line);
    return answer ? { rule: dump.document.dump.lines[line]!.text.trim(), text: reachingText(answer) } : null;
  });
}
