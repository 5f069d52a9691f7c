/** The request behind "Which Packets Reach This?". */

import type { Connection } from 'vscode-languageserver';
import { packetsReaching, reachingText } from '../features/reaching';
import type { Opened } from './documents';
import { type OpenDump, rulesetOf } from './open-dump';
import { type WhichPacketsParams, type WhichPacketsResult, whichPacketsRequest } from './protocol';

/** Registers it; a document that is not open has nothing to tell. */
export function registerWhichPackets(connection: Connection, dumps: Opened<OpenDump>): void {
  connection.onRequest(whichPacketsRequest, ({ uri, line }: WhichPacketsParams): WhichPacketsResult | null => {
    const dump = dumps.get(uri);
    const answer = dump && packetsReaching(rulesetOf(dump), line);
    return answer ? { rule: dump.document.dump.lines[line]!.text.trim(), text: reachingText(answer) } : null;
  });
}
