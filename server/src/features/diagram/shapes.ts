/** The outline of a box: each kind has its own, so that a picture can be read without colours. */

import type { BoxKind } from './diagram';
import type { Rectangle } from './layout';

/** The outline as SVG. */
export function outline(kind: BoxKind, at: Rectangle): string {
  return outlines[kind](at);
}

const outlines: Record<BoxKind, (at: Rectangle) => string> = {
  peer: (at) => rectangle(at, at.height / 2),
  application: (at) => rectangle(at, 3) + rectangle(inset(at, 3), 2),
  hook: ({ x, y, width, height }) => {
    const cut = 10;
    return polygon([
      [x + cut, y],
      [x + width - cut, y],
      [x + width, y + height / 2],
      [x + width - cut, y + height],
      [x + cut, y + height],
      [x, y + height / 2],
    ]);
  },
  chain: (at) => rectangle(at, 3),
  rewriting: (at) => rectangle(at, 0) + bar(at, 6) + bar(at, at.width - 6),
  listener: (at) => rectangle(at, 12),
  destination: (at) => rectangle(at, at.height / 2),
  dropped: ({ x, y, width, height }) => {
    const cut = 9;
    return polygon([
      [x + cut, y],
      [x + width - cut, y],
      [x + width, y + cut],
      [x + width, y + height - cut],
      [x + width - cut, y + height],
      [x + cut, y + height],
      [x, y + height - cut],
      [x, y + cut],
    ]);
  },
  unknown: (at) => rectangle(at, 3),
};

function rectangle({ x, y, width, height }: Rectangle, radius: number): string {
  return `<rect class="outline" x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="${round(Math.min(radius, 22))}"/>`;
}

function polygon(points: readonly (readonly [x: number, y: number])[]): string {
  return `<polygon class="outline" points="${points.map(([x, y]) => `${round(x)},${round(y)}`).join(' ')}"/>`;
}

function bar({ x, y, height }: Rectangle, at: number): string {
  return `<path class="bar" d="M${round(x + at)} ${round(y)}v${round(height)}"/>`;
}

function inset({ x, y, width, height }: Rectangle, by: number): Rectangle {
  return { x: x + by, y: y + by, width: width - 2 * by, height: height - 2 * by };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
