/** The words on arrows: which packets go that way, where there is a choice. */

import { simplify } from '../../../packets/packet-set';
import type { Direction } from '../../../packets/traverse';
import type { DiagramArrow } from '../diagram';
import { exactWords, roughWords } from './asked';
import type { Drawing } from './drawing';
import type { SketchArrow } from './sketch';

const whither: Record<Direction, string> = { in: 'to this host', forward: 'to other hosts', out: 'from this host' };

/** All arrows with their words. Where packets part, a way that takes too many words is the other one. */
export function labelledArrows(drawing: Drawing): DiagramArrow[] {
  const arrows = [...drawing.sketch.arrows.values()];
  const labels = new Map<SketchArrow, string>();
  for (const box of drawing.sketch.boxes.values()) {
    if (box.kind !== 'hook' && box.kind !== 'application' && box.kind !== 'peer') continue;
    const leaving = arrows.filter(({ from }) => from === box.id);
    if (leaving.length < 2) continue;
    const words = wordsByDirection(drawing, leaving);
    for (const arrow of leaving) labels.set(arrow, partingWords(arrow, words));
  }
  return arrows.map((arrow) => ({
    from: arrow.from,
    to: arrow.to,
    style: arrow.style,
    label: arrow.label ?? labels.get(arrow) ?? '',
  }));
}

type Words = ReadonlyMap<Direction, ReadonlyMap<SketchArrow, string>>;

/** For each direction the words for each arrow that its packets take; '' where they have no choice. */
function wordsByDirection(drawing: Drawing, leaving: readonly SketchArrow[]): Words {
  const directions = new Set(leaving.flatMap(({ packets }) => [...packets.keys()]));
  return new Map(
    [...directions].map((direction) => {
      const own = leaving.filter(({ packets }) => packets.has(direction));
      return [direction, own.length === 1 ? new Map([[own[0]!, '']]) : choiceWords(drawing, direction, own)];
    }),
  );
}

/** The words for one of the arrows that leave a box, for each direction in which packets take it. */
function partingWords(arrow: SketchArrow, words: Words): string {
  const own = [...arrow.packets.keys()].map((direction) => ({ direction, text: words.get(direction)!.get(arrow)! }));
  const [first] = own;
  if (!first) return '';
  if (own.length === 1) {
    const goal = words.size > 1 && beforeRouting.has(arrow.from) ? whither[first.direction] : '';
    return [first.text, goal].filter(Boolean).join(', ');
  }
  if (own.every(({ text }) => text === first.text)) return first.text;
  return own.map(({ direction, text }) => `${whither[direction]}: ${text || 'all'}`).join('; ');
}

/** Where packets to this host and others are still together. */
const beforeRouting = new Set(['client', 'PREROUTING']);

/** What tells packets of one direction apart that leave a box by several arrows. */
function choiceWords(
  drawing: Drawing,
  direction: Direction,
  arrows: readonly SketchArrow[],
): ReadonlyMap<SketchArrow, string> {
  const asked = drawing.asked.get(direction)!;
  const told = arrows.map((arrow) => {
    const packets = simplify(arrow.packets.get(direction)!);
    const rough = [roughWords(packets, asked), 'under conditions'].filter(Boolean).join(', ');
    return { arrow, exact: exactWords(packets, asked), rough };
  });
  const untold = told.filter(({ exact }) => exact === undefined);
  const rest = untold.find(({ arrow }) => isUsual(drawing, arrow)) ?? untold[0];
  return new Map(told.map((each) => [each.arrow, each.exact ?? (each === rest ? 'otherwise' : each.rough)]));
}

/** True for the way of packets that no rule singles out. */
function isUsual({ sketch }: Drawing, { to }: SketchArrow): boolean {
  const kind = sketch.boxes.get(to)?.kind;
  return kind !== 'rewriting' && kind !== 'dropped';
}
