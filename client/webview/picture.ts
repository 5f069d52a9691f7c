/** In the panel of a picture: shows it, moves and scales it, and tells the extension which box was chosen. */

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): View | undefined;
  setState(view: View): void;
};

/** The part of the picture that is seen, in its own units. */
interface View {
  x: number;
  y: number;
  width: number;
  height: number;
}

const api = acquireVsCodeApi();
const stage = document.getElementById('stage') as HTMLElement;
const steps = { zoom: 1.25, pan: 0.15 };
let view = api.getState();
let drawn = { width: 1, height: 1 };

addEventListener('message', ({ data }: MessageEvent<{ svg: string }>) => show(data.svg));
addEventListener('keydown', onKey);
addEventListener('resize', () => apply());
stage.addEventListener('click', ({ target }) => choose(boxOf(target)));
stage.addEventListener('focusin', ({ target }) => keepInSight(boxOf(target)));
stage.addEventListener('wheel', onWheel, { passive: false });
stage.addEventListener('pointerdown', onGrab);
for (const [id, act] of [
  ['nearer', () => zoom(1 / steps.zoom)],
  ['farther', () => zoom(steps.zoom)],
  ['whole', () => showAll()],
] as const)
  document.getElementById(id)?.addEventListener('click', act);
api.postMessage({ ready: true });

/** A new picture keeps the view and the box that has the focus. */
function show(svg: string): void {
  const focused = (document.activeElement as HTMLElement | null)?.dataset.box;
  stage.innerHTML = svg;
  const shown = stage.querySelector('svg');
  drawn = { width: Number(shown?.getAttribute('width')), height: Number(shown?.getAttribute('height')) };
  shown?.setAttribute('width', '100%');
  shown?.setAttribute('height', '100%');
  if (view) apply();
  else showAll();
  if (focused !== undefined) boxes()[Number(focused)]?.focus();
}

function boxes(): SVGGElement[] {
  return [...stage.querySelectorAll<SVGGElement>('[data-box]')];
}

function boxOf(target: EventTarget | null): SVGGElement | undefined {
  return (target as Element | null)?.closest<SVGGElement>('[data-box]') ?? undefined;
}

function choose(box: SVGGElement | undefined): void {
  if (box && !dragged) api.postMessage({ reveal: Number(box.dataset.box) });
}

/** The whole picture, but no larger than it was drawn. */
function showAll(): void {
  const scale = Math.max(drawn.width / stage.clientWidth, drawn.height / stage.clientHeight, 1);
  const [width, height] = [stage.clientWidth * scale, stage.clientHeight * scale];
  view = { x: (drawn.width - width) / 2, y: Math.min(0, (drawn.height - height) / 2), width, height };
  apply();
}

function apply(): void {
  const svg = stage.querySelector('svg');
  if (!svg || !view) return;
  view.height = (view.width * stage.clientHeight) / Math.max(1, stage.clientWidth);
  svg.setAttribute('viewBox', `${view.x} ${view.y} ${view.width} ${view.height}`);
  api.setState(view);
}

/** Scales about a point of the panel, its centre unless told. */
function zoom(factor: number, at = { x: stage.clientWidth / 2, y: stage.clientHeight / 2 }): void {
  if (!view) return;
  const width = Math.min(Math.max(view.width * factor, 80), 60_000);
  const [scale, before] = [width / stage.clientWidth, view.width / stage.clientWidth];
  view = { ...view, x: view.x + at.x * (before - scale), y: view.y + at.y * (before - scale), width };
  apply();
}

function pan(right: number, down: number): void {
  if (!view) return;
  view = { ...view, x: view.x + right, y: view.y + down };
  apply();
}

function onWheel(event: WheelEvent): void {
  event.preventDefault();
  if (!view) return;
  const scale = view.width / stage.clientWidth;
  if (event.ctrlKey || event.metaKey) zoom(1.0015 ** event.deltaY, { x: event.offsetX, y: event.offsetY });
  else pan(event.deltaX * scale, event.deltaY * scale);
}

let dragged = false;

function onGrab(start: PointerEvent): void {
  if (!view || start.button !== 0) return;
  const from = { ...view };
  const scale = view.width / stage.clientWidth;
  dragged = false;
  const move = (event: PointerEvent) => {
    const [x, y] = [event.clientX - start.clientX, event.clientY - start.clientY];
    dragged ||= Math.abs(x) + Math.abs(y) > 4;
    view = { ...from, x: from.x - x * scale, y: from.y - y * scale };
    if (dragged) apply();
  };
  const end = () => {
    removeEventListener('pointermove', move);
    removeEventListener('pointerup', end);
  };
  addEventListener('pointermove', move);
  addEventListener('pointerup', end);
}

function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const act = actions(event.key);
  if (!act) return;
  if (event.target instanceof HTMLButtonElement && (event.key === 'Enter' || event.key === ' ')) return;
  event.preventDefault();
  act();
}

function actions(key: string): (() => void) | undefined {
  dragged = false;
  switch (key) {
    case 'ArrowDown':
    case 'ArrowRight':
      return () => goTo(1);
    case 'ArrowUp':
    case 'ArrowLeft':
      return () => goTo(-1);
    case 'Home':
      return () => boxes()[0]?.focus();
    case 'End':
      return () => boxes().at(-1)?.focus();
    case 'Enter':
    case ' ':
      return () => choose(boxOf(document.activeElement));
    case '+':
    case '=':
      return () => zoom(1 / steps.zoom);
    case '-':
      return () => zoom(steps.zoom);
    case '0':
      return showAll;
    default:
      return undefined;
  }
}

/** To the next or the last box in the order in which packets come by. */
function goTo(by: number): void {
  const all = boxes();
  const now = boxOf(document.activeElement);
  const index = now ? all.indexOf(now) + by : 0;
  all[Math.min(Math.max(index, 0), all.length - 1)]?.focus();
}

/** Moves the view so that a box that got the focus by key can be seen. */
function keepInSight(box: SVGGElement | undefined): void {
  if (!box || !view) return;
  const [at, around] = [box.getBoundingClientRect(), stage.getBoundingClientRect()];
  const scale = view.width / stage.clientWidth;
  const past = (low: number, high: number, from: number, to: number) =>
    Math.min(0, low - from) || Math.max(0, high - to);
  const right = past(at.left, at.right, around.left + 8, around.right - 8);
  const down = past(at.top, at.bottom, around.top + 8, around.bottom - 8);
  if (right !== 0 || down !== 0) pan(right * scale, down * scale);
}
