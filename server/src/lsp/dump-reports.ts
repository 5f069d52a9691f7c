/** What the client asks about a dump as a whole: its ports, and the tests that stand in it as comments. */

import type { Connection } from 'vscode-languageserver';
import { dumpTests } from '../features/expectations';
import { locationOf } from '../features/lsp-types';
import { portsOf } from '../features/ports';
import { portsHtml } from '../features/ports/html';
import type { Opened } from './documents';
import { type OpenDump, rulesetOf } from './open-dump';
import {
  type ExpectationResult,
  type ExpectationsParams,
  expectationsRequest,
  type PortsParams,
  type PortsResult,
  portsRequest,
  type RevealLineArguments,
  revealLineCommand,
} from './protocol';

/** Answers the requests; null for documents that are not open. */
export function registerDumpReports(connection: Connection, dumps: Opened<OpenDump>): void {
  connection.onRequest(portsRequest, ({ uri }: PortsParams): PortsResult | null => {
    const dump = dumps.get(uri);
    return dump ? { html: portsHtml(portsOf(rulesetOf(dump)), (line) => lineLink(uri, line)) } : null;
  });
  connection.onRequest(expectationsRequest, ({ uri, lines, check }: ExpectationsParams): ExpectationResult[] | null => {
    const dump = dumps.get(uri);
    if (!dump) return null;
    const checked = !check ? new Set<number>() : lines ? new Set(lines) : 'all';
    return dumpTests(rulesetOf(dump), checked).map(({ line, span, title, failure }) => ({
      location: locationOf(uri, line, span),
      title,
      failure: failure
        ? {
            message: failure.message,
            related: failure.related.map((each) => ({
              location: locationOf(uri, each.line, each.span),
              message: each.message,
            })),
          }
        : null,
    }));
  });
}

/** A link that runs the client's command; `line` counts from 1. */
function lineLink(uri: string, line: number): string {
  const place: RevealLineArguments = { uri, line: line - 1 };
  return `command:${revealLineCommand}?${encodeURIComponent(JSON.stringify([place]))}`;
}
