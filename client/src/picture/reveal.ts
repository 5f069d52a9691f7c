/** Shows the lines of the dump that a box of a picture stands for. */

import { type QuickPickItem, type Uri, window, workspace } from 'vscode';
import { showLine } from '../show-line';

interface LineItem extends QuickPickItem {
  line: number;
}

/** Goes to the line; asks which one when there are several, and shows each meanwhile. */
export async function revealLines(uri: Uri, title: string, lines: readonly number[]): Promise<void> {
  const [first] = lines;
  if (first === undefined) {
    window.setStatusBarMessage(`iptables Lens: no rule stands behind "${title}"`, 4000);
    return;
  }
  if (lines.length === 1) return showLine(uri, first, false);
  const document = await workspace.openTextDocument(uri);
  const items = lines
    .filter((line) => line < document.lineCount)
    .map((line): LineItem => ({ line, label: document.lineAt(line).text, description: `line ${line + 1}` }));
  const chosen = await window.showQuickPick(items, {
    title: `Rules behind "${title}"`,
    matchOnDescription: true,
    onDidSelectItem: (item) => showLine(uri, (item as LineItem).line, true),
  });
  if (chosen) await showLine(uri, chosen.line, false);
}
