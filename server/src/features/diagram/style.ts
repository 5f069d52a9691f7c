/** How a picture looks: the editor's colours, and for a picture on its own those of a light or a dark page. */

import { text } from './layout';

const colours: readonly [name: string, editor: string, light: string, dark: string][] = [
  ['ground', '--vscode-editor-background', '#ffffff', '#1e1e1e'],
  ['ink', '--vscode-editor-foreground', '#1f1f1f', '#d4d4d4'],
  ['line', '--vscode-editor-foreground', '#3b3b3b', '#b0b0b0'],
  ['hook', '--vscode-charts-blue', '#0451a5', '#4daafc'],
  ['turn', '--vscode-charts-purple', '#652d90', '#c586c0'],
  ['proxy', '--vscode-charts-green', '#2c6b1f', '#89d185'],
  ['drop', '--vscode-charts-red', '#b01011', '#f48771'],
  ['focus', '--vscode-focusBorder', '#005fb8', '#0078d4'],
];

function variables(place: 2 | 3): string {
  return colours.map((each) => `--diagram-${each[0]}:var(${each[1]},${each[place]})`).join(';');
}

/** The style sheet of every picture. */
export const style = [
  `svg{${variables(2)};font-family:var(--vscode-editor-font-family,ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace)}`,
  `@media (prefers-color-scheme:dark){svg{${variables(3)}}}`,
  '.ground{fill:var(--diagram-ground)}',
  `text{fill:var(--diagram-ink);font-size:${text.small}px;white-space:pre}`,
  `.kind,.name,.note{text-anchor:middle}.name{font-size:${text.size}px;font-weight:600}.kind{font-style:italic}`,
  '.label{paint-order:stroke;stroke:var(--diagram-ground);stroke-width:4px;stroke-linejoin:round}',
  '.outline{fill:var(--diagram-ground);stroke:var(--diagram-line);stroke-width:1.5}',
  '.bar{stroke:var(--diagram-turn);stroke-width:1.5}',
  '.hook .outline{stroke:var(--diagram-hook)}',
  '.rewriting .outline{stroke:var(--diagram-turn)}',
  '.listener .outline{stroke:var(--diagram-proxy);stroke-width:2.5}',
  '.application .outline{stroke-width:2}',
  '.dropped .outline{stroke:var(--diagram-drop);stroke-width:2.5}',
  '.unknown .outline{stroke-dasharray:2 4}',
  '.destination .outline{stroke-dasharray:7 3}',
  '.arrow{fill:none;stroke:var(--diagram-line);stroke-width:1.4}.untouched{stroke-dasharray:6 4}.goto{stroke-dasharray:2 3}',
  '.head{fill:var(--diagram-line)}.head-open{fill:none;stroke:var(--diagram-line);stroke-width:1.6}',
  '[data-box]{cursor:pointer;outline:none}[data-box]:focus .outline,[data-box]:hover .outline{stroke:var(--diagram-focus);stroke-width:4}',
].join('');
