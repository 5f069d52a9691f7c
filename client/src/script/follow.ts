/** Script and preview side by side: the cursor in one marks, and brings into view, what belongs to it in the other. */

import {
  Disposable,
  DocumentLink,
  languages,
  OverviewRulerLane,
  Range,
  type TextEditor,
  TextEditorRevealType,
  ThemeColor,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type * as protocol from '../../../server/src/lsp/protocol';
import type { Rules } from './rules';
import { rulesOf, scheme } from './rules-uri';

const revealLineCommand: typeof protocol.revealLineCommand = 'iptablesLens.revealLine';

/** Follows the cursor, and links each rule to the line that made it. */
export function followRules(client: BaseLanguageClient, rules: Rules): Disposable {
  const mark = window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new ThemeColor('editor.wordHighlightBackground'),
    overviewRulerColor: new ThemeColor('editorOverviewRuler.wordHighlightForeground'),
    overviewRulerLane: OverviewRulerLane.Center,
  });
  const follow = (editor: TextEditor) => {
    editor.setDecorations(mark, []);
    for (const other of window.visibleTextEditors) {
      const lines = linesFor(rules, editor, other);
      if (lines) show(other, lines);
    }
  };
  const show = (editor: TextEditor, lines: readonly number[]) => {
    const ranges = lines.map((line) => editor.document.validateRange(new Range(line, 0, line, 0)));
    editor.setDecorations(mark, ranges);
    const [first] = ranges;
    if (first) editor.revealRange(first, TextEditorRevealType.InCenterIfOutsideViewport);
  };
  const followActive = () => {
    if (window.activeTextEditor) follow(window.activeTextEditor);
  };
  const links = languages.registerDocumentLinkProvider(
    { scheme },
    {
      provideDocumentLinks(document) {
        const { uri, lineCount } = document;
        const { script } = rulesOf(uri)!;
        return rules.linesOf(uri).flatMap((made, line) => {
          const text = line < lineCount ? document.lineAt(line).text : '#';
          if (made === null || text.startsWith('#')) return [];
          const link = new DocumentLink(firstWord(line, text), lineLink(client, script, made));
          link.tooltip = `Go to line ${made + 1} of the script`;
          return link;
        });
      },
    },
  );
  return Disposable.from(
    mark,
    links,
    window.onDidChangeTextEditorSelection(({ textEditor }) => follow(textEditor)),
    window.onDidChangeVisibleTextEditors(followActive),
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document.uri.scheme === scheme) followActive();
    }),
  );
}

/** The lines of the other editor that belong to those selected in this one; undefined when the two have nothing to do with each other. */
function linesFor(rules: Rules, { document, selections }: TextEditor, other: TextEditor): number[] | undefined {
  const isSelected = (line: number) => selections.some(({ start, end }) => start.line <= line && line <= end.line);
  const preview = other.document.uri;
  if (rulesOf(preview)?.script.toString() === document.uri.toString()) {
    return rules.linesOf(preview).flatMap((made, line) => (made !== null && isSelected(made) ? [line] : []));
  }
  if (rulesOf(document.uri)?.script.toString() !== other.document.uri.toString()) return undefined;
  const made = rules.linesOf(document.uri).filter((_, line) => isSelected(line));
  return [...new Set(made.filter((line) => line !== null))];
}

/** `-A`, or the chain of a declaration. */
function firstWord(line: number, text: string): Range {
  return new Range(line, 0, line, /^\S*/.exec(text)![0].length);
}

function lineLink(client: BaseLanguageClient, script: Uri, line: number): Uri {
  const place: protocol.RevealLineArguments = { uri: client.code2ProtocolConverter.asUri(script), line };
  return Uri.parse(`command:${revealLineCommand}?${encodeURIComponent(JSON.stringify([place]))}`);
}
