/** The command "Trace a Packet…": asks for the packet, shows its path as a tree, marks the path in the editor. */

import { commands, Disposable, env, languages, type Memento, type Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type * as protocol from '../../../server/src/lsp/protocol';
import { language, scripts } from '../language';
import { quietTimer } from '../quiet-timer';
import { showLine } from '../show-line';
import { askQuestion } from './ask';
import { createMarks, type Marks } from './marks';
import { createPathView, type PathView } from './view';

const traceRequest: typeof protocol.traceRequest = 'iptablesLens/trace';
const traceQuestionRequest: typeof protocol.traceQuestionRequest = 'iptablesLens/traceQuestion';
const tracePacketCommand: typeof protocol.tracePacketCommand = 'iptablesLens.tracePacket';

/** Where the questions are kept that were asked before. */
const memoryKey = 'iptablesLens.questions';
const maxRemembered = 10;
const quietMilliseconds = 300;

/** What is asked: a dump, or one of the rulesets that a script builds. */
interface Asked {
  uri: Uri;
  ruleset: string | undefined;
}

/** What is shown now. */
interface Shown extends Asked {
  found: protocol.TraceFound;
  /** The number of the answer whose path is marked. */
  answer: number;
}

interface Tracer {
  client: BaseLanguageClient;
  memory: Memento;
  view: PathView;
  marks: Marks;
  shown: Shown | undefined;
}

/** Registers the command, the view, and what can be done with it. */
export function registerTrace(client: BaseLanguageClient, memory: Memento): Disposable {
  const marks = createMarks();
  const view = createPathView((node, answer) => showStep(tracer, node, answer));
  const tracer: Tracer = { client, memory, view, marks, shown: undefined };
  return Disposable.from(
    marks,
    view,
    followChanges(tracer),
    commands.registerCommand(tracePacketCommand, (place?: Partial<protocol.TracePacketArguments>) =>
      tracePacket(tracer, place),
    ),
    commands.registerCommand(
      'iptablesLens.changeTrace',
      () => tracer.shown && ask(tracer, tracer.shown, tracer.shown.found.question),
    ),
    commands.registerCommand('iptablesLens.copyTrace', () => copy(tracer)),
    commands.registerCommand('iptablesLens.clearTrace', () => clear(tracer)),
  );
}

/** For a lens its own line, else the line of the cursor; a menu hands over other things than places. */
async function tracePacket(tracer: Tracer, place?: Partial<protocol.TracePacketArguments>): Promise<void> {
  const editor = window.activeTextEditor;
  const isLens = place?.line !== undefined && place.uri !== undefined;
  if (!isLens && !(editor && languages.match([{ language }, ...scripts], editor.document))) return;
  const uri = isLens ? tracer.client.protocol2CodeConverter.asUri(place.uri!) : editor!.document.uri;
  const line = isLens ? place.line! : editor!.selection.active.line;
  const params: protocol.TraceQuestionParams = {
    uri: tracer.client.code2ProtocolConverter.asUri(uri),
    line,
    ...(isLens && place.ruleset !== undefined && { ruleset: place.ruleset }),
  };
  const suggested = await tracer.client.sendRequest<protocol.TraceQuestionResult>(traceQuestionRequest, params);
  if (editor?.document.languageId !== language && suggested.ruleset === undefined) {
    window.showInformationMessage('iptables Lens: nothing in this file builds rules.');
    return;
  }
  await ask(tracer, { uri, ruleset: suggested.ruleset }, suggested.question || remembered(tracer)[0] || 'in tcp ');
}

async function ask(tracer: Tracer, { uri, ruleset }: Asked, question: string): Promise<void> {
  const trace = (words: string) => request(tracer, { uri, ruleset }, words, false);
  const chosen = await askQuestion({ question, before: remembered(tracer), trace });
  const found = chosen && (await request(tracer, { uri, ruleset }, chosen, true));
  if (!found || 'message' in found) return;
  const others = remembered(tracer).filter((each) => each !== found.question);
  await tracer.memory.update(memoryKey, [found.question, ...others].slice(0, maxRemembered));
  await show(tracer, { uri, ruleset, found, answer: 0 }, true);
}

function remembered({ memory }: Tracer): string[] {
  return memory.get<string[]>(memoryKey, []);
}

function request(
  { client }: Tracer,
  { uri, ruleset }: Asked,
  question: string,
  explained: boolean,
): Promise<protocol.TraceResult | null> {
  const params: protocol.TraceParams = {
    uri: client.code2ProtocolConverter.asUri(uri),
    question,
    ...(ruleset !== undefined && { ruleset }),
    explained,
  };
  return client.sendRequest<protocol.TraceResult | null>(traceRequest, params);
}

async function show(tracer: Tracer, shown: Shown, focus: boolean): Promise<void> {
  tracer.shown = shown;
  const marked = shown.found.answers[shown.answer];
  if (marked) tracer.marks.show(shown.uri, marked);
  else tracer.marks.clear();
  await tracer.view.show(shown.found, focus);
}

/** Shows the line of a row, or the first one below it; the keyboard stays in the tree, so that the walk goes on. */
async function showStep({ shown, marks }: Tracer, node: protocol.TraceNode, answer: protocol.TraceNode): Promise<void> {
  if (!shown) return;
  shown.answer = Math.max(0, shown.found.answers.indexOf(answer));
  marks.show(shown.uri, answer);
  const line = firstLine(node);
  if (line === undefined) return;
  await showLine(shown.uri, line, true);
}

function firstLine({ line, children }: protocol.TraceNode): number | undefined {
  if (line !== undefined) return line;
  for (const child of children) {
    const found = firstLine(child);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The same question is asked again once the dump rests after an edit. */
function followChanges(tracer: Tracer): Disposable {
  const again = async () => {
    const { shown } = tracer;
    if (!shown) return;
    const found = await request(tracer, shown, shown.found.question, true);
    if (found && !('message' in found) && tracer.shown === shown) await show(tracer, { ...shown, found }, false);
  };
  const timer = quietTimer(again, quietMilliseconds);
  const listener = workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (contentChanges.length > 0 && document.uri.toString() === tracer.shown?.uri.toString()) timer.restart();
  });
  return Disposable.from(listener, timer);
}

async function copy({ shown }: Tracer): Promise<void> {
  if (!shown) return;
  await env.clipboard.writeText(shown.found.markdown);
  window.setStatusBarMessage('The packet path is in the clipboard.', 3000);
}

async function clear(tracer: Tracer): Promise<void> {
  tracer.shown = undefined;
  tracer.marks.clear();
  await tracer.view.clear();
}
