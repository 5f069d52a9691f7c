/** A picture before it is laid out: boxes in the order in which packets meet them, arrows between them, all as text. */

/** What a box stands for; each kind has a shape of its own. */
export type BoxKind =
  | 'peer'
  | 'application'
  | 'hook'
  | 'chain'
  | 'rewriting'
  | 'listener'
  | 'destination'
  | 'dropped'
  | 'unknown';

export interface DiagramBox {
  id: string;
  kind: BoxKind;
  title: string;
  /** More about it, one short line each. */
  notes: string[];
  /** The lines of the dump that it stands for, from 0, in the packet's order. */
  lines: number[];
}

export interface DiagramArrow {
  from: string;
  to: string;
  /** Which packets; '' where that goes without saying. */
  label: string;
  /** Rewritten or decided on the way, left as it was, or a goto, after which packets do not come back. */
  style: 'plain' | 'untouched' | 'goto';
}

export interface Diagram {
  title: string;
  /** What the picture shows, for those who cannot see it. */
  description: string;
  boxes: DiagramBox[];
  arrows: DiagramArrow[];
}

/** The words for a kind, which stand in every box, so that nothing depends on shapes alone. */
export const kindWords: Readonly<Record<BoxKind, string>> = {
  peer: 'peer',
  application: 'this host',
  hook: 'netfilter hook',
  chain: 'chain',
  rewriting: 'netfilter',
  listener: 'listener',
  destination: 'destination',
  dropped: 'end',
  unknown: 'not known',
};

/** The diagram as lines of text: `Client -> [tcp :8080] -> PREROUTING`, and what else the boxes say. */
export function diagramText({ boxes, arrows }: Diagram): string {
  const titles = new Map(boxes.map(({ id, title }) => [id, title]));
  return [
    ...arrows.map(({ from, to, label }) => {
      return [titles.get(from), label && `[${label}]`, titles.get(to)].filter(Boolean).join(' -> ');
    }),
    ...boxes.flatMap(({ title, notes }) => notes.map((note) => `${title}: ${note}`)),
  ].join('\n');
}

/** The boxes that arrows touch, each behind one that leads to it. */
export function inFlowOrder(boxes: readonly DiagramBox[], arrows: readonly DiagramArrow[]): DiagramBox[] {
  const touched = new Set(arrows.flatMap(({ from, to }) => [from, to]));
  const entered = new Set(arrows.map(({ to }) => to));
  const order = new Set(boxes.filter(({ id }) => touched.has(id) && !entered.has(id)).map(({ id }) => id));
  const follow = () => {
    for (const id of order) for (const { from, to } of arrows) if (from === id) order.add(to);
  };
  follow();
  for (const { id } of boxes) {
    if (!touched.has(id)) continue;
    order.add(id);
    follow();
  }
  const byId = new Map(boxes.map((box) => [box.id, box]));
  return [...order].map((id) => byId.get(id)!);
}
