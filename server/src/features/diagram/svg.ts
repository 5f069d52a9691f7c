/** A placed diagram as SVG. Everything from the dump is escaped; colours are the editor's where it has some. */

import { escapeMarkup } from '../markup';
import type { DiagramArrow } from './diagram';
import { type PlacedArrow, type PlacedBox, type PlacedDiagram, type Point, text } from './layout';
import { outline } from './shapes';
import { style } from './style';

export interface SvgOptions {
  /** True where a key or a click on a box does something; the page around it brings the style then, as its policy for content asks. */
  interactive: boolean;
}

/** The picture. In an interactive one each box has `data-box`, its place among the diagram's boxes. */
export function diagramSvg(placed: PlacedDiagram, { interactive }: SvgOptions): string {
  const { diagram, width, height, boxes, arrows } = placed;
  const [w, h] = [number(Math.max(width, 1)), number(Math.max(height, 1))];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${w} ${h}" width="${w}" height="${h}" role="${interactive ? 'graphics-document document' : 'img'}" aria-labelledby="diagram-title diagram-description">`,
    `<title id="diagram-title">${escapeMarkup(diagram.title)}</title>`,
    `<desc id="diagram-description">${escapeMarkup(interactive ? diagram.description : spoken(placed))}</desc>`,
    ...(interactive ? [] : [`<style>${style}</style>`]),
    arrowHeads,
    `<rect class="ground" width="${w}" height="${h}"/>`,
    '<g id="scene">',
    ...arrows.map(drawArrow),
    ...boxes.map((box, i) => drawBox(box, i, placed, interactive)),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

const heads: Record<DiagramArrow['style'], string> = { plain: 'head', untouched: 'head-open', goto: 'head' };

const arrowHeads = [
  '<defs>',
  '<marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path class="head" d="M0 0 10 5 0 10z"/></marker>',
  '<marker id="head-open" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path class="head-open" d="M1 1 9 5 1 9"/></marker>',
  '</defs>',
].join('');

function drawArrow({ arrow, points, label }: PlacedArrow): string {
  const path = points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${number(x)} ${number(y)}`).join('');
  const line = `<path class="arrow ${arrow.style}" d="${path}" marker-end="url(#${heads[arrow.style]})"/>`;
  if (!label) return `<g aria-hidden="true">${line}</g>`;
  const { x, y } = label.at;
  return `<g aria-hidden="true">${line}${textLines(label.lines, 'label', { x: x + 3, y }, text.smallLine)}</g>`;
}

function drawBox(placed: PlacedBox, index: number, all: PlacedDiagram, interactive: boolean): string {
  const { box, text: words } = placed;
  const centre = placed.x + placed.width / 2;
  const top = placed.y + (placed.height - textHeight(words)) / 2;
  const title = { x: centre, y: top + text.smallLine };
  const notes = { x: centre, y: title.y + words.title.length * text.line };
  const parts = [
    outline(box.kind, placed),
    textLines([words.kind], 'kind', { x: centre, y: top }, text.smallLine),
    textLines(words.title, 'name', title, text.line),
    textLines(words.notes, 'note', notes, text.smallLine),
  ].join('\n');
  if (!interactive) return `<g class="box ${box.kind}">${parts}</g>`;
  const label = escapeMarkup(boxWords(placed, all));
  return `<g class="box ${box.kind}" data-box="${index}" tabindex="0" role="button" aria-label="${label}">${parts}</g>`;
}

function textHeight({ title, notes }: PlacedBox['text']): number {
  return text.smallLine + title.length * text.line + notes.length * text.smallLine;
}

/** Lines under each other; `at` is the top of the first. */
function textLines(lines: readonly string[], name: string, at: Point, height: number): string {
  return lines
    .map(
      (line, i) =>
        `<text class="${name}" x="${number(at.x)}" y="${number(at.y + (i + 0.75) * height)}">${escapeMarkup(line)}</text>`,
    )
    .join('\n');
}

/** What a box says to those who do not see it, with where its packets go. */
function boxWords({ box, text: words }: PlacedBox, { diagram }: PlacedDiagram): string {
  const titles = new Map(diagram.boxes.map(({ id, title }) => [id, title]));
  const onward = diagram.arrows
    .filter(({ from }) => from === box.id)
    .map(({ to, label, style }) =>
      [titles.get(to), style === 'goto' && '(goto)', label && `(${label})`].filter(Boolean).join(' '),
    );
  const rules =
    box.lines.length === 0 ? [] : [`${box.lines.length} ${box.lines.length === 1 ? 'line' : 'lines'} of the dump`];
  const goesOn = onward.length === 0 ? [] : [`goes on to ${onward.join('; ')}`];
  return [`${words.kind}: ${box.title}`, ...box.notes, ...goesOn, ...rules].join('. ');
}

function spoken(placed: PlacedDiagram): string {
  return [placed.diagram.description, ...placed.boxes.map((box) => boxWords(box, placed))].join('\n');
}

function number(value: number): string {
  return String(Math.round(value * 10) / 10);
}
