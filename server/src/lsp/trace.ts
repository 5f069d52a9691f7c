/** The requests behind "Trace a Packet…": which question a line suggests, and the answers to a question. */

import type { Connection } from 'vscode-languageserver';
import { traceMarkdown } from '../features/trace/markdown';
import { suggestedQuestion } from '../features/trace/prefill';
import { traceTree } from '../features/trace/tree';
import type { Opened } from './documents';
import { type OpenDump, rulesetOf } from './open-dump';
import {
  type TraceParams,
  type TraceQuestionParams,
  type TraceResult,
  traceQuestionRequest,
  traceRequest,
} from './protocol';

/** Registers both; a document that is not open has nothing to tell. */
export function registerTrace(connection: Connection, dumps: Opened<OpenDump>): void {
  connection.onRequest(traceQuestionRequest, ({ uri, line }: TraceQuestionParams): string => {
    const dump = dumps.get(uri);
    return dump ? suggestedQuestion(rulesetOf(dump), line) : '';
  });
  connection.onRequest(traceRequest, ({ uri, question }: TraceParams): TraceResult | null => {
    const dump = dumps.get(uri);
    const tree = dump && traceTree(rulesetOf(dump), question);
    if (!tree || 'message' in tree) return tree ? { message: tree.message } : null;
    return { ...tree, markdown: traceMarkdown(tree, fileName(uri)) };
  });
}

function fileName(uri: string): string {
  return decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
}
