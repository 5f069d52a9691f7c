/** The view "Packet Path": the tree of a trace, whose rows lead to their lines. */

import { commands, Disposable, EventEmitter, ThemeIcon, TreeItem, TreeItemCollapsibleState, window } from 'vscode';
import type { TraceFound, TraceNode } from '../../../server/src/lsp/protocol';

const viewId = 'iptablesLens.packetPath';
const maxAttempts = 40;
const waitMilliseconds = 50;

const stepCommand = 'iptablesLens.showStep';

/** The view; it is there while there is a trace to show. */
export interface PathView extends Disposable {
  /** Shows the answers; with `focus` somebody waits for them. */
  show(trace: TraceFound, focus: boolean): Promise<void>;
  clear(): Promise<void>;
}

/** Tells `onStep` of each row that is chosen and the answer that it belongs to. */
export function createPathView(onStep: (node: TraceNode, answer: TraceNode) => unknown): PathView {
  const changed = new EventEmitter<TraceNode | undefined>();
  const parents = new Map<TraceNode, TraceNode>();
  let traces = 0;
  let answers: TraceNode[] = [];
  const view = window.createTreeView<TraceNode>(viewId, {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (node) => node?.children ?? answers,
      getParent: (node) => parents.get(node),
      getTreeItem: (node) => ({ ...itemOf(node, node === answers[0]), id: `${traces} ${pathTo(node)}` }),
    },
  });
  const pathTo = (node: TraceNode): string => {
    const parent = parents.get(node);
    return parent ? `${pathTo(parent)} ${parent.children.indexOf(node)}` : `${answers.indexOf(node)}`;
  };
  const set = (nodes: TraceNode[], isOther: boolean) => {
    answers = nodes;
    if (isOther) traces++;
    parents.clear();
    for (const answer of answers) addParents(parents, answer);
    if (traces > 1) changed.fire(undefined);
  };
  const parts = Disposable.from(
    view,
    changed,
    commands.registerCommand(stepCommand, (node: TraceNode) => onStep(node, answerOf(parents, node))),
  );
  return {
    show: async ({ question, about, answers: nodes }, focus) => {
      set(nodes, focus);
      const asked = `${question}${about && ` (${about})`}`;
      view.message = nodes.length === 0 ? `${asked}: no such packet goes this way.` : asked;
      await commands.executeCommand('setContext', 'iptablesLens.hasTrace', true);
      if (focus) await focusOn(view);
    },
    clear: async () => {
      set([], true);
      await commands.executeCommand('setContext', 'iptablesLens.hasTrace', false);
    },
    dispose: () => parts.dispose(),
  };
}

/**
 * Not `view.reveal`: VS Code then reads the rows anew while it still reads them, and loses some. A view appears a moment after its
 * condition holds, and cannot be shown before.
 */
async function focusOn(view: { readonly visible: boolean }): Promise<void> {
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    await commands.executeCommand(`${viewId}.focus`);
    if (view.visible) return;
    await new Promise((resolve) => setTimeout(resolve, waitMilliseconds));
  }
}

function addParents(parents: Map<TraceNode, TraceNode>, node: TraceNode): void {
  for (const child of node.children) {
    parents.set(child, node);
    addParents(parents, child);
  }
}

function answerOf(parents: ReadonlyMap<TraceNode, TraceNode>, node: TraceNode): TraceNode {
  const parent = parents.get(node);
  return parent ? answerOf(parents, parent) : node;
}

/** Of several answers the first is open. */
function itemOf(node: TraceNode, isFirst: boolean): TreeItem {
  const isOpen = !node.closed && (node.kind !== 'answer' || isFirst);
  const { Collapsed, Expanded, None } = TreeItemCollapsibleState;
  const item = new TreeItem(node.label, node.children.length === 0 ? None : isOpen ? Expanded : Collapsed);
  const place = node.line === undefined ? '' : `line ${node.line + 1}`;
  item.description = node.description;
  item.tooltip = [node.tooltip ?? [node.label, node.description].filter(Boolean).join(' '), place]
    .filter(Boolean)
    .join('\n');
  item.iconPath = new ThemeIcon(node.outcome ? outcomeIcons[node.outcome] : icons[node.kind]);
  item.command = { title: 'Show the Line', command: stepCommand, arguments: [node] };
  item.accessibilityInformation = { label: [node.label, node.description, place].filter(Boolean).join(', ') };
  return item;
}

const icons: Record<TraceNode['kind'], string> = {
  answer: 'arrow-right',
  packet: 'mail',
  section: 'milestone',
  chain: 'list-ordered',
  rule: 'circle-small-filled',
  policy: 'shield',
  miss: 'close',
};

const outcomeIcons: Record<NonNullable<TraceNode['outcome']>, string> = {
  local: 'home',
  sent: 'arrow-right',
  forwarded: 'arrow-swap',
  dropped: 'circle-slash',
  rejected: 'error',
  unknown: 'question',
};
