/** A trace as Markdown, to be pasted into a ticket or a chat. */

import { code } from '../markdown';
import type { TraceNode, TraceTree } from './tree';

/** The question, and a list of the answers with their paths. Text of the dump stands in code only. */
export function traceMarkdown({ question, answers, about }: TraceTree, file: string): string {
  const heading = `Where ${code(question)} goes in ${code(file)}${about && ` (${about})`}:`;
  if (answers.length === 0) return `${heading}\n\nNo such packet goes this way.\n`;
  return `${heading}\n\n${answers.map((answer) => answerLines(answer).join('\n')).join('\n\n')}\n`;
}

function answerLines({ label, description, children }: TraceNode): string[] {
  const condition = description && ` · ${code(description)}`;
  return [`**${code(label)}**${condition}`, '', ...children.flatMap((child) => nodeLines(child, ''))];
}

/** A row and all below it, but not what is closed on the screen. */
function nodeLines(node: TraceNode, indent: string): string[] {
  const below = node.closed ? [] : node.children.flatMap((child) => nodeLines(child, `${indent}  `));
  return [`${indent}- ${rowText(node)}`, ...below];
}

function rowText({ kind, label, description, tooltip, line }: TraceNode): string {
  const place = line === undefined ? '' : `line ${line + 1}: `;
  const said = description && ` ${code(description)}`;
  switch (kind) {
    case 'rule':
      return `${place}${code(tooltip ?? label)}${said}`;
    case 'miss':
      return `${place}${label}${said}`;
    case 'policy':
      return `${place}${code(label)}${said}`;
    default:
      return `${code(label)}${said}`;
  }
}
