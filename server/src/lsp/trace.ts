/** The requests behind "Trace a Packet…": which question a line suggests, and the answers to a question. */

import type { Connection } from 'vscode-languageserver';
import { scriptQuestion, scriptTrace } from '../features/script/trace';
import { traceMarkdown } from '../features/trace/markdown';
import { suggestedQuestion } from '../features/trace/prefill';
import { traceTree } from '../features/trace/tree';
import type { OpenDocuments } from './documents';
import { rulesetOf } from './open-dump';
import {
  type TraceParams,
  type TraceQuestionParams,
  type TraceQuestionResult,
  type TraceResult,
  traceQuestionRequest,
  traceRequest,
} from './protocol';

/** Registers both; a document that is not open has nothing to tell. */
export function registerTrace(connection: Connection, { dumps, scripts }: OpenDocuments): void {
  const suggest = async ({ uri, line, ruleset }: TraceQuestionParams): Promise<TraceQuestionResult> => {
    const dump = dumps.get(uri);
    if (dump) return { question: suggestedQuestion(rulesetOf(dump), line) };
    const script = await scripts.read(uri);
    return (script && scriptQuestion(script, line, ruleset)) ?? { question: '' };
  };
  const trace = async ({ uri, question, ruleset, explained = false }: TraceParams) => {
    const dump = dumps.get(uri);
    if (dump) return traceTree(rulesetOf(dump), question, explained);
    const script = await scripts.read(uri);
    return script && ruleset !== undefined ? scriptTrace(script, question, ruleset, explained) : undefined;
  };
  connection.onRequest(traceQuestionRequest, suggest);
  connection.onRequest(traceRequest, async (params: TraceParams): Promise<TraceResult | null> => {
    const tree = await trace(params);
    if (!tree || 'message' in tree) return tree ? { message: tree.message } : null;
    return { ...tree, markdown: traceMarkdown(tree, fileName(params.uri)) };
  });
}

function fileName(uri: string): string {
  return decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
}
