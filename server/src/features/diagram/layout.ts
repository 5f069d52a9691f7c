/** Sizes and places: the diagram as a graph for the layout library, and what that makes of it. */

import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api';
import { type Diagram, type DiagramArrow, type DiagramBox, kindWords } from './diagram';

export interface Point {
  x: number;
  y: number;
}

export interface Rectangle extends Point {
  width: number;
  height: number;
}

/** Puts a graph's nodes in their places. */
export type Layout = (graph: ElkNode) => Promise<ElkNode>;

export interface PlacedBox extends Rectangle {
  box: DiagramBox;
  /** The kind, title and notes, broken into lines. */
  text: BoxText;
}

export interface BoxText {
  kind: string;
  title: string[];
  notes: string[];
}

export interface PlacedArrow {
  arrow: DiagramArrow;
  points: Point[];
  label: { lines: string[]; at: Rectangle } | undefined;
}

export interface PlacedDiagram {
  diagram: Diagram;
  width: number;
  height: number;
  boxes: PlacedBox[];
  arrows: PlacedArrow[];
}

/** Sizes of the text, in pixels; the font is one in which all characters are as wide. */
export const text = { size: 12, character: 7.3, line: 16, small: 11, smallCharacter: 6.7, smallLine: 14 };
const padding = { x: 14, y: 9 };
const widest = { title: 30, note: 40, label: 30 };
const mostLabelLines = 5;

const layoutOptions: Record<string, string> = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.edgeLabels.inline': 'false',
  'elk.padding': '[top=16,left=16,bottom=16,right=16]',
  'elk.spacing.nodeNode': '28',
  'elk.spacing.edgeNode': '16',
  'elk.spacing.edgeEdge': '12',
  'elk.spacing.edgeLabel': '4',
  'elk.layered.spacing.nodeNodeBetweenLayers': '34',
  'elk.layered.spacing.edgeNodeBetweenLayers': '14',
  'elk.layered.considerModelOrder.strategy': 'PREFER_EDGES',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.cycleBreaking.strategy': 'DEPTH_FIRST',
};

/** Places a diagram's boxes and arrows with the library. */
export async function placeDiagram(diagram: Diagram, layout: Layout): Promise<PlacedDiagram> {
  const texts = diagram.boxes.map(boxText);
  const graph = await layout({
    id: 'diagram',
    layoutOptions,
    children: texts.map((each, i) => ({ id: `box${i}`, ...sizeOf(each) })),
    edges: edgesOf(diagram),
  });
  const boxes = diagram.boxes.map((box, i) => ({ box, text: texts[i]!, ...rectangle(graph.children![i]!) }));
  const arrows = diagram.arrows.map((arrow, i) => placeArrow(arrow, graph.edges![i]!));
  return { diagram, width: graph.width ?? 0, height: graph.height ?? 0, boxes, arrows };
}

function edgesOf({ boxes, arrows }: Diagram): ElkExtendedEdge[] {
  const ids = new Map(boxes.map(({ id }, i) => [id, `box${i}`]));
  return arrows.map(({ from, to, label }, i) => ({
    id: `arrow${i}`,
    sources: [ids.get(from)!],
    targets: [ids.get(to)!],
    ...(label && { labels: [{ text: label, ...labelSize(label) }] }),
  }));
}

function placeArrow(arrow: DiagramArrow, { sections = [], labels = [] }: ElkExtendedEdge): PlacedArrow {
  const points = sections.flatMap(({ startPoint, bendPoints = [], endPoint }) => [startPoint, ...bendPoints, endPoint]);
  const [label] = labels;
  return { arrow, points, label: label && { lines: labelLines(arrow.label), at: rectangle(label) } };
}

function rectangle({ x = 0, y = 0, width = 0, height = 0 }: Partial<Rectangle>): Rectangle {
  return { x, y, width, height };
}

function boxText({ kind, title, notes }: DiagramBox): BoxText {
  return {
    kind: kindWords[kind],
    title: wrap(title, widest.title),
    notes: notes.flatMap((note) => wrap(note, widest.note)),
  };
}

function sizeOf({ kind, title, notes }: BoxText): { width: number; height: number } {
  const widths = [
    kind.length * text.smallCharacter,
    ...title.map((line) => lengthOf(line) * text.character),
    ...notes.map((line) => lengthOf(line) * text.smallCharacter),
  ];
  const height = text.smallLine + title.length * text.line + notes.length * text.smallLine;
  return { width: Math.ceil(Math.max(96, ...widths) + 2 * padding.x), height: height + 2 * padding.y };
}

function labelSize(label: string): { width: number; height: number } {
  const lines = labelLines(label);
  const width = Math.max(...lines.map((line) => lengthOf(line) * text.smallCharacter));
  return { width: Math.ceil(width) + 6, height: lines.length * text.smallLine };
}

function labelLines(label: string): string[] {
  const lines = wrap(label, widest.label);
  return lines.length <= mostLabelLines
    ? lines
    : [...lines.slice(0, mostLabelLines - 1), `${lines[mostLabelLines - 1]} …`];
}

/** Characters that stand for themselves; those of other scripts may be twice as wide. */
function lengthOf(line: string): number {
  let length = 0;
  for (const character of line) length += character.codePointAt(0)! > 0x2fff ? 2 : 1;
  return length;
}

/** Lines of at most so many characters, broken at blanks where there are any. */
export function wrap(words: string, most: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words.split(' ')) {
    let rest = word;
    if (line && line.length + 1 + rest.length <= most) {
      line += ` ${rest}`;
      continue;
    }
    if (line) lines.push(line);
    for (; rest.length > most; rest = rest.slice(most)) lines.push(rest.slice(0, most));
    line = rest;
  }
  return line || lines.length === 0 ? [...lines, line] : lines;
}
