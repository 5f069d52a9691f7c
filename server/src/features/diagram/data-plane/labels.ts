/** The words on arrows: which packets go that way, where there is a choice. */

import { simplify } from '../../../packets/packet-set';
import type { Direction } from '../../../packets/traverse';
import type { DiagramArrow } from '../diagram';
import { exactWords, roughWords } from './asked';
import type { Drawing } from './drawing';
import type { SketchArrow } from './sketch';

const whither: Record<Direction, string> = { in: 'to this host', forward: 'to other hosts', out: 'from this host' };

/** All arrows with their words. Where packets part at a hook, a way that takes too many words is the other one. */
export function labelledArrows(drawing: Drawing): DiagramArrow[] {
  const arrows = [...drawing.sketch.arrows.values()];
  const labels = new Map<SketchArrow, string>();
  for (const box of drawing.sketch.boxes.values()) {
    if (box.kind !== 'hook') continue;
    const leaving = arrows.filter(({ from }) => from === box.id);
    if (leaving.length > 1) for (const [arrow, label] of partingWords(drawing, leaving)) labels.set(arrow, label);
  }
  return arrows.map((arrow) => ({
    from: arrow.from,
    to: arrow.to,
    style: arrow.style,
    label: arrow.label ?? labels.get(arrow) ?? '',
  }));
}

function partingWords(drawing: Drawing, leaving: readonly SketchArrow[]): [SketchArrow, string][] {
  const directions = new Set(leaving.flatMap(({ packets }) => [...packets.keys()]));
  const labels: [SketchArrow, string][] = [];
  for (const direction of directions) {
    const own = leaving.filter(({ packets }) => packets.keys().next().value === direction);
    const isParting = directions.size > 1 && leaving[0]?.from === 'PREROUTING';
    const suffix = (arrow: SketchArrow) => (isParting && arrow.packets.size === 1 ? whither[direction] : '');
    const isOnly = leaving.filter(({ packets }) => packets.has(direction)).length === 1;
    if (isOnly) labels.push(...own.map((arrow): [SketchArrow, string] => [arrow, suffix(arrow)]));
    else labels.push(...choiceWords(drawing, direction, own, suffix));
  }
  return labels;
}

function choiceWords(
  drawing: Drawing,
  direction: Direction,
  arrows: readonly SketchArrow[],
  suffix: (arrow: SketchArrow) => string,
): [SketchArrow, string][] {
  const asked = drawing.asked.get(direction)!;
  const told = arrows.map((arrow) => {
    const packets = simplify(arrow.packets.get(direction)!);
    const rough = [roughWords(packets, asked), 'under conditions'].filter(Boolean).join(', ');
    return { arrow, exact: exactWords(packets, asked), rough };
  });
  const untold = told.filter(({ exact }) => exact === undefined);
  const rest = untold.find(({ arrow }) => isUsual(drawing, arrow)) ?? untold[0];
  return told.map((each) => {
    const text = each.exact ?? (each === rest ? 'otherwise' : each.rough);
    return [each.arrow, [text, suffix(each.arrow)].filter(Boolean).join(', ')];
  });
}

/** True for the way of packets that no rule singles out. */
function isUsual({ sketch }: Drawing, { to }: SketchArrow): boolean {
  const kind = sketch.boxes.get(to)?.kind;
  return kind !== 'rewriting' && kind !== 'dropped';
}
