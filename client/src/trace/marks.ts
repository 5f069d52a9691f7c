/** Marks the rules of a packet's path in the editor: a border, the number of the step with what it does, the overview ruler. */

import {
  type DecorationOptions,
  Disposable,
  OverviewRulerLane,
  type TextDocument,
  ThemeColor,
  type Uri,
  window,
} from 'vscode';
import type { TraceNode } from '../../../server/src/lsp/protocol';

/** The marks of one path. */
export interface Marks extends Disposable {
  show(uri: Uri, answer: TraceNode): void;
  clear(): void;
}

const after = { margin: '0 0 0 2em', color: new ThemeColor('editorCodeLens.foreground') };

/** Marks in all editors that show the document, those that are opened later too. */
export function createMarks(): Marks {
  const step = window.createTextEditorDecorationType({
    isWholeLine: true,
    borderStyle: 'solid',
    borderWidth: '0 0 0 2px',
    borderColor: new ThemeColor('editorInfo.foreground'),
    overviewRulerColor: new ThemeColor('editorInfo.foreground'),
    overviewRulerLane: OverviewRulerLane.Left,
    after,
  });
  const miss = window.createTextEditorDecorationType({
    isWholeLine: true,
    borderStyle: 'dotted',
    borderWidth: '0 0 0 2px',
    borderColor: new ThemeColor('editorInfo.foreground'),
    after,
  });
  let shown: { uri: Uri; answer: TraceNode } | undefined;
  const draw = () => {
    for (const editor of window.visibleTextEditors) {
      const { document } = editor;
      const rows = shown && document.uri.toString() === shown.uri.toString() ? flat(shown.answer) : [];
      editor.setDecorations(step, lineMarks(document, stepWords(rows)));
      editor.setDecorations(miss, lineMarks(document, missWords(rows)));
    }
  };
  const parts = Disposable.from(step, miss, window.onDidChangeVisibleTextEditors(draw));
  const show = (next: typeof shown) => {
    shown = next;
    draw();
  };
  return {
    show: (uri, answer) => show({ uri, answer }),
    clear: () => show(undefined),
    dispose: () => parts.dispose(),
  };
}

/** The rows below an answer, in their order, without those that are closed. */
function flat({ children }: TraceNode): TraceNode[] {
  return children.flatMap((child) => [child, ...(child.closed ? [] : flat(child))]);
}

/** Words for each line; a packet may come by a line more than once. */
type Words = [line: number, text: string][];

function stepWords(rows: readonly TraceNode[]): Words {
  const steps = rows.filter(({ kind, line }) => line !== undefined && (kind === 'rule' || kind === 'policy'));
  return steps.map(({ line, label, description, kind }, i) => {
    const said = kind === 'policy' ? [label, description].filter(Boolean).join(' · ') : description;
    return [line!, `← ${i + 1}${said && ` · ${said.replace(/^→ /, '')}`}`];
  });
}

function missWords(rows: readonly TraceNode[]): Words {
  const misses = rows.filter(({ kind, line }) => kind === 'miss' && line !== undefined);
  return misses.map(({ line, description }) => [line!, `✗ ${description}`]);
}

function lineMarks(document: TextDocument, words: Words): DecorationOptions[] {
  const texts = new Map<number, string>();
  for (const [line, text] of words) texts.set(line, [texts.get(line), text].filter(Boolean).join('  '));
  return [...texts].flatMap(([line, contentText]) => {
    if (line >= document.lineCount) return [];
    return [{ range: document.lineAt(line).range, renderOptions: { after: { contentText } } }];
  });
}
