/** The command behind a code lens: a peek at the steps of a port's path, each step numbered where it stands. */

import {
  commands,
  type Disposable,
  type Location,
  Range,
  type TextEditor,
  TextEditorSelectionChangeKind,
  ThemeColor,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type * as protocol from '../../server/src/lsp/protocol';

/** Opens the peek where the lens stands. The peek lists steps by their place in the file, so their order is marked in the text. */
export async function showPath(client: BaseLanguageClient, path: protocol.ShowPathArguments): Promise<void> {
  const { asLocation } = client.protocol2CodeConverter;
  const origin = asLocation(path.origin);
  const steps = path.steps.map((step) => asLocation(step));
  const editor = window.visibleTextEditors.find(({ document }) => document.uri.toString() === origin.uri.toString());
  if (editor) numberSteps(editor, steps);
  await commands.executeCommand('editor.action.peekLocations', origin.uri, origin.range.start, steps, 'peek');
}

let clearMarks: Disposable | undefined;

/** Writes "step 2 of 5" behind each step's line, until the user moves the cursor, edits, or shows another path. */
function numberSteps(editor: TextEditor, steps: Location[]): void {
  clearMarks?.dispose();
  const style = window.createTextEditorDecorationType({
    after: { margin: '0 0 0 2em', color: new ThemeColor('editorCodeLens.foreground') },
  });
  editor.setDecorations(
    style,
    [...numbersByLine(steps)].map(([line, numbers]) => ({
      range: editor.document.validateRange(new Range(line, Number.MAX_SAFE_INTEGER, line, Number.MAX_SAFE_INTEGER)),
      renderOptions: { after: { contentText: `← step ${numbers.join(', ')} of ${steps.length}` } },
    })),
  );
  clearMarks = clearAfterNextMove(editor, style);
}

function numbersByLine(steps: Location[]): Map<number, number[]> {
  const numbers = new Map<number, number[]>();
  steps.forEach(({ range }, index) => {
    numbers.set(range.start.line, [...(numbers.get(range.start.line) ?? []), index + 1]);
  });
  return numbers;
}

function clearAfterNextMove(editor: TextEditor, style: Disposable): Disposable {
  const parts: Disposable[] = [style];
  const dispose = () => {
    for (const part of parts.splice(0)) part.dispose();
  };
  parts.push(
    window.onDidChangeTextEditorSelection(({ textEditor, kind }) => {
      if (textEditor === editor && isByHand(kind)) dispose();
    }),
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document === editor.document) dispose();
    }),
  );
  return { dispose };
}

function isByHand(kind: TextEditorSelectionChangeKind | undefined): boolean {
  return kind === TextEditorSelectionChangeKind.Mouse || kind === TextEditorSelectionChangeKind.Keyboard;
}
