/** Shows a line of a document, in the editor that has it already, if there is one. */

import { Selection, TextEditorRevealType, type Uri, ViewColumn, window, workspace } from 'vscode';

/** Selects the line, or the last one of a document that has become shorter. `preserveFocus` leaves the keyboard where it is. */
export async function showLine(uri: Uri, line: number, preserveFocus: boolean): Promise<void> {
  const document = await workspace.openTextDocument(uri);
  const shown = window.visibleTextEditors.find((each) => each.document === document);
  const { range } = document.lineAt(Math.min(line, document.lineCount - 1));
  const editor =
    shown && preserveFocus
      ? shown
      : await window.showTextDocument(document, { viewColumn: shown?.viewColumn ?? ViewColumn.One, preserveFocus });
  editor.selection = new Selection(range.start, range.end);
  editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
}
