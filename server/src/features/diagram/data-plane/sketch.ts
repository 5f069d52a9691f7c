/** A picture of packets' ways while it is drawn: boxes by what they stand for, arrows with the packets that take them. */

import type { PacketSet } from '../../../packets/packet-set';
import type { Direction } from '../../../packets/traverse';
import type { BoxKind, DiagramArrow, DiagramBox } from '../diagram';

export interface SketchArrow {
  from: string;
  to: string;
  style: DiagramArrow['style'];
  /** The packets by the direction in which they were asked about. */
  packets: Map<Direction, PacketSet>;
  /** Words that stand instead of those for the packets. */
  label: string | undefined;
}

export interface Sketch {
  boxes: Map<string, DiagramBox>;
  arrows: Map<string, SketchArrow>;
}

export function emptySketch(): Sketch {
  return { boxes: new Map(), arrows: new Map() };
}

/** The box of that name, with these lines among its own. */
export function addBox(
  sketch: Sketch,
  id: string,
  kind: BoxKind,
  title: string,
  lines: readonly (number | undefined)[] = [],
): DiagramBox {
  let box = sketch.boxes.get(id);
  if (!box) {
    box = { id, kind, title, notes: [], lines: [] };
    sketch.boxes.set(id, box);
  }
  for (const line of lines) if (line !== undefined && !box.lines.includes(line)) box.lines.push(line);
  return box;
}

/** Lets packets, which no other way of their direction has, go from one box to another. */
export function addArrow(
  sketch: Sketch,
  [from, to]: readonly [from: string, to: string],
  direction: Direction,
  packets: PacketSet,
): SketchArrow {
  const arrow = arrowBetween(sketch, from, to);
  arrow.packets.set(direction, [...(arrow.packets.get(direction) ?? []), ...packets]);
  return arrow;
}

/** An arrow with words of its own. */
export function addNamedArrow(sketch: Sketch, from: string, to: string, label: string): SketchArrow {
  const arrow = arrowBetween(sketch, from, to);
  arrow.label = label;
  return arrow;
}

function arrowBetween(sketch: Sketch, from: string, to: string): SketchArrow {
  const key = JSON.stringify([from, to]);
  const known = sketch.arrows.get(key);
  if (known) return known;
  const arrow: SketchArrow = { from, to, style: 'plain', packets: new Map(), label: undefined };
  sketch.arrows.set(key, arrow);
  return arrow;
}
