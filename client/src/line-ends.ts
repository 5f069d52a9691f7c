/** Line ends of a document: VS Code puts those that it has into every text of an edit, and changes them by an edit of their own. */

import { CodeAction, type Command, EndOfLine, type TextDocument, TextEdit, WorkspaceEdit } from 'vscode';

const code = 'carriage-return';

/** What the server offers, with such an edit where it changes the line ends. */
export function withLineEnds(action: Command | CodeAction, { uri }: TextDocument): Command | CodeAction {
  if (!(action instanceof CodeAction) || !action.edit || !action.diagnostics?.some(isOfLineEnds)) return action;
  action.edit = new WorkspaceEdit();
  action.edit.set(uri, [TextEdit.setEndOfLine(EndOfLine.LF)]);
  return action;
}

function isOfLineEnds(diagnostic: { code?: string | number | { value: string | number } }): boolean {
  const value = typeof diagnostic.code === 'object' ? diagnostic.code.value : diagnostic.code;
  return value === code;
}
