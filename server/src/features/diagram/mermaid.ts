/** A diagram as Mermaid text, for Markdown that shows such. */

import { type BoxKind, type Diagram, type DiagramArrow, kindWords } from './diagram';

/** A flowchart. Titles and labels stand in quotes, with all that could end them written as character codes. */
export function diagramMermaid({ title, boxes, arrows }: Diagram): string {
  const ids = new Map(boxes.map(({ id }, i) => [id, `box${i}`]));
  return [
    'flowchart TD',
    `  accTitle: ${plain(title)}`,
    ...boxes.map((box, i) => {
      const [open, close] = brackets[box.kind];
      const lines = [`${kindWords[box.kind]}`, box.title, ...box.notes].map(escapeMermaid);
      return `  box${i}${open}"${lines.join('<br/>')}"${close}`;
    }),
    ...arrows.map(({ from, to, label, style }) => {
      const link = links[style];
      return `  ${ids.get(from)} ${link}${label && `|"${escapeMermaid(label)}"|`} ${ids.get(to)}`;
    }),
    '',
  ].join('\n');
}

const brackets: Record<BoxKind, readonly [open: string, close: string]> = {
  peer: ['([', '])'],
  application: ['[[', ']]'],
  hook: ['{{', '}}'],
  chain: ['[', ']'],
  rewriting: ['[/', '/]'],
  listener: ['(', ')'],
  destination: ['([', '])'],
  dropped: ['>', ']'],
  unknown: ['[', ']'],
};

const links: Record<DiagramArrow['style'], string> = { plain: '-->', untouched: '-.->', goto: '==>' };

/** Text for a place in quotes: only letters, digits and a few harmless signs stay as they are. */
export function escapeMermaid(words: string): string {
  return words.replace(/[^\p{L}\p{N} .,:/+=_→–…×-]/gu, (character) => {
    const code = character.codePointAt(0)!;
    return code < 0x20 || (code >= 0x7f && code < 0xa0) ? '\ufffd' : `#${code};`;
  });
}

/** Mermaid reads what stands behind `accTitle:` up to the end of the line as it is. */
function plain(words: string): string {
  return words.replace(/[^\p{L}\p{N} .,:/+=_-]/gu, ' ');
}
