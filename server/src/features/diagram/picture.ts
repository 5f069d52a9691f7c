/** A picture with all that a viewer needs: what the editor's panel shows, and what the command line writes. */

import type { Ruleset } from '../../ruleset/ruleset';
import { chainGraph, tableNamed } from './chains';
import { dataPlane } from './data-plane';
import type { Diagram } from './diagram';
import { type Layout, placeDiagram } from './layout';
import { diagramSvg } from './svg';

/** The chains of the named table, or with '' the data plane; undefined for a table that the dump does not have. */
export function diagramOf(ruleset: Ruleset, table: string): Diagram | undefined {
  if (table === '') return dataPlane(ruleset);
  const found = tableNamed(ruleset, table);
  return found && chainGraph(ruleset, found);
}

export interface Picture {
  title: string;
  /** Each box of it has `data-box`, its place among `boxes`. */
  svg: string;
  boxes: { title: string; lines: number[] }[];
}

/** The picture for a panel in which a box leads to its lines. */
export async function interactivePicture(diagram: Diagram, layout: Layout): Promise<Picture> {
  const placed = await placeDiagram(diagram, layout);
  return {
    title: diagram.title,
    svg: diagramSvg(placed, { interactive: true }),
    boxes: diagram.boxes.map(({ title, lines }) => ({ title, lines })),
  };
}

/** The picture as a file of its own. */
export async function standalonePicture(diagram: Diagram, layout: Layout): Promise<string> {
  return diagramSvg(await placeDiagram(diagram, layout), { interactive: false });
}
