/** Blocks that may be left before their end, branches of which one way is gone, and what is known behind them. */

import type { Span } from '../syntax/span';
import type { Context, Frame, Output } from './context';
import { hasExitTrap, runExitTrap, withoutExitTrap } from './exit-trap';
import { allBindings, type Binding, changesSince, fork, join, type Shell } from './shell-state';
import { either, ofWays, type Status, undecided } from './status';
import type { Alternative, Branch, Command, Restore, Step } from './steps';
import { forget, refer, unknownArguments } from './variables';
import { identity, literal, type Piece, unknown } from './word';

type Run = (context: Context, shell: Shell) => void;
type RunToEnd = (context: Context, shell: Shell) => Status;

/** Runs what can be left, on a layer of its own; afterwards the shell knows what is the same on all ways out. */
export function inBlock(context: Context, shell: Shell, kind: Frame['kind'], span: Span, run: RunToEnd): Status {
  const layer = fork(shell);
  const frame = newFrame(context, shell, kind);
  const steps: Step[] = [];
  context.machine.work -= 4;
  const status = run({ ...context, frame, steps, given: undefined, depth: context.depth + 1 }, layer);
  place(context, frame, span, steps);
  const ways = layer.alive ? [layer.own, ...frame.left] : frame.left;
  join(shell, ways, span);
  shell.alive = ways.length > 0;
  shell.errexit = layer.errexit;
  if (kind !== 'function') {
    shell.args = layer.args;
    shell.references = layer.references;
  }
  return ofWays(layer.alive ? [...frame.statuses, status] : frame.statuses);
}

/** Runs what works on a copy of the shell: `( … )`, `$( … )`, a stage of a pipeline. */
export function inSubshell(context: Context, shell: Shell, span: Span, run: Run): void {
  const layer = fork(shell);
  withoutExitTrap(layer);
  const frame = newFrame(context, shell, 'subshell');
  const steps: Step[] = [];
  const inner = { ...context, frame, steps, depth: context.depth + 1 };
  run(inner, layer);
  if (layer.alive) runExitTrap(inner, layer, span);
  place(context, frame, span, steps);
  for (const [name, binding] of layer.own) if (name.startsWith('>')) shell.own.set(name, binding);
}

function newFrame({ machine, frame }: Context, base: Shell, kind: Frame['kind']): Frame {
  return { kind, id: ++machine.blocks, base, left: [], statuses: [], mayBeLeft: false, outer: frame };
}

/** A block that nothing leaves early is no more than its steps; one that only decides how to leave it is nothing. */
function place(context: Context, { id, left }: Frame, span: Span, steps: Step[]): void {
  if (left.length === 0) for (const step of steps) context.steps.push(step);
  else if (steps.some((step) => matters(step, new Set([id])))) context.steps.push({ kind: 'block', id, span, steps });
}

/** True for calls, and for what leaves other blocks than those. */
function matters(step: Step, blocks: ReadonlySet<number>): boolean {
  const isAny = (steps: readonly Step[], inside = blocks) => steps.some((each) => matters(each, inside));
  switch (step.kind) {
    case 'leave':
      return !blocks.has(step.block);
    case 'branch':
      return step.alternatives.some(({ steps }) => isAny(steps));
    case 'loop':
      return isAny(step.steps);
    case 'block':
      return isAny(step.steps, new Set([...blocks, step.id]));
    default:
      return true;
  }
}

/** Goes on behind the end of a frame. */
export function leave(context: Context, shell: Shell, target: Frame, span: Span, status = undecided): void {
  const { machine, steps } = context;
  if (target.kind !== 'script') {
    const changes = changesSince(shell, target.base);
    if (target.kind === 'function') withoutLocals(context, changes);
    machine.work -= changes.size;
    target.left.push(changes);
    target.statuses.push(wayOut(context, target, status));
    if (!context.certain) doubtFrames(context.frame, target);
  }
  const isEnd = target.kind === 'script' && status.ok !== false && isCertain(context);
  const cleansUp = target.kind === 'script' && hasExitTrap(shell);
  if (!isEnd) steps.push({ kind: 'leave', block: target.id, failed: status.ok === false, cleansUp, span });
  shell.alive = false;
}

/** How it ended there, and on which way of a call's branch; with further conditions on the way nobody notes any. */
function wayOut({ frame, given }: Context, target: Frame, { ok, test, negated }: Status): Status {
  const status = test ? { ok, test, ...(negated && { negated }) } : { ok };
  return given && given !== 'several' && frame === target ? { ...status, given } : status;
}

/** Behind a function its local variables are what they were before it. */
function withoutLocals({ locals }: Context, changes: Map<string, Binding>): void {
  for (const [name, binding] of locals) {
    if (binding) changes.set(name, binding);
    else changes.delete(name);
  }
}

/** Remembers what is noted of frames, input and output. Returns what takes back all that is noted later. */
export function remember({ frame, input, output, machine }: Context): () => void {
  const taken: (() => void)[] = [];
  for (let each: Frame | undefined = frame; each; each = each.outer) {
    const kept = each;
    const { mayBeLeft } = kept;
    taken.push(shortener(kept.left), shortener(kept.statuses), () => Object.assign(kept, { mayBeLeft }));
  }
  if (output) taken.push(shortener(output.pieces), shortener(output.parts));
  const lines = input?.lines && [...input.lines];
  taken.push(shortener(machine.unreached), shortener(machine.between), () => input && Object.assign(input, { lines }));
  return () => {
    for (const take of taken) take();
  };
}

function shortener(list: unknown[]): () => void {
  const { length } = list;
  return () => {
    list.length = length;
  };
}

/** What follows up to the end of the frame that may have been left is not certain any more. */
function doubtFrames(from: Frame, target: Frame): void {
  for (let frame: Frame | undefined = from; frame; frame = frame === target ? undefined : frame.outer)
    frame.mayBeLeft = true;
}

/** The nearest frame of a kind; undefined when one of those in `behind` stands before it. */
export function frameOf(
  { frame }: Context,
  kinds: readonly Frame['kind'][],
  behind: readonly Frame['kind'][] = [],
): Frame | undefined {
  for (let each: Frame | undefined = frame; each; each = each.outer) {
    if (kinds.includes(each.kind)) return each;
    if (behind.includes(each.kind)) return undefined;
  }
  return undefined;
}

/** True when what runs here runs whenever the script runs to its end. */
export function isCertain({ certain, frame }: Context): boolean {
  for (let each: Frame | undefined = frame; each; each = each.outer) if (each.mayBeLeft) return false;
  return certain;
}

/** One way of a branch: what it does, and when it is gone. */
export interface Way {
  when: Alternative['when'];
  run: Run | undefined;
}

/** Runs all ways, each on a layer of its own. Returns the layers, for what became of them. */
export function branch(
  context: Context,
  shell: Shell,
  span: Span,
  test: Command | Restore | undefined,
  ways: Way[],
): Shell[] {
  const made: Branch = { kind: 'branch', span, test, alternatives: [] };
  const outputs: Output[] = [];
  const layers = ways.map(({ when, run }) => {
    const layer = fork(shell);
    const steps: Step[] = [];
    const output = context.output && { ...context.output, pieces: [] };
    if (output) outputs.push(output);
    const given = when && test && !context.given ? { test, when } : 'several';
    run?.({ ...context, steps, output, given, certain: false, depth: context.depth + 1 }, layer);
    made.alternatives.push({ when, steps });
    context.machine.work -= layer.own.size;
    return layer;
  });
  if (made.alternatives.some(({ steps }) => steps.length > 0)) context.steps.push(made);
  joinOutputs(context, outputs, span);
  const alive = layers.filter((layer) => layer.alive);
  join(
    shell,
    alive.map((layer) => layer.own),
    span,
  );
  shell.alive = alive.length > 0;
  if (alive.some(({ args }) => argumentsText(args) !== argumentsText(alive[0]!.args)))
    shell.args = unknownArguments(span);
  else if (alive[0]) shell.args = alive[0].args;
  shell.errexit = alive.some(({ errexit }) => errexit);
  if (alive.some(({ references }) => references !== shell.references)) joinReferences(shell, alive, span);
  return layers;
}

/** A name that does not stand for the same on all ways is not known, and nothing that it may stand for. */
function joinReferences(shell: Shell, layers: readonly Shell[], span: Span): void {
  const all = layers.map(({ references }) => references);
  for (const name of new Set(all.flatMap((each) => [...(each?.keys() ?? [])]))) {
    const meant = all.map((each) => each?.get(name));
    const isSame = meant.every((each) => each === meant[0]);
    refer(shell, name, isSame ? meant[0] : undefined);
    if (!isSame) for (const each of [name, ...meant]) if (each !== undefined) forget(shell, each, span);
  }
}

/** Goes one of several ways, nobody knows which. */
export function oneOf<Way>(
  context: Context,
  shell: Shell,
  span: Span,
  ways: readonly Way[],
  run: (way: Way, context: Context, shell: Shell) => Status,
): Status {
  const statuses: Status[] = [];
  const runs = ways.map((way) => ({
    when: undefined,
    run: (each: Context, layer: Shell) => void statuses.push(run(way, each, layer)),
  }));
  const layers = branch(context, shell, span, undefined, runs);
  return eitherOf(statuses, layers);
}

/** How it ended on those of several ways that come to the end. */
export function eitherOf(statuses: readonly Status[], layers: readonly Shell[]): Status {
  const reached = statuses.filter((_, index) => layers[index]!.alive);
  return reached.length === 0 ? undecided : reached.reduce(either);
}

/** What is written on each way is written; what differs is not known. */
function joinOutputs({ output }: Context, [first, ...others]: readonly Output[], span: Span): void {
  if (!output || !first) return;
  const text = identity(first.pieces);
  const isSame = others.every(({ pieces }) => identity(pieces) === text);
  if (isSame) output.pieces.push(...first.pieces);
  else if ([first, ...others].every(({ pieces }) => isLines(pieces))) pushUnknown(output, span);
  else output.pieces.push(unknown('$(…)', span, true));
}

function isLines(pieces: readonly Piece[]): boolean {
  const last = pieces.at(-1);
  return last === undefined || last.many || (last.text?.endsWith('\n') ?? false);
}

/** What is not known at the start of a line is taken for whole lines. */
function pushUnknown({ pieces }: Output, span: Span): void {
  const isAtStart = pieces.length > 0 && isLines(pieces);
  pieces.push(unknown('$(…)', span, true), ...(isAtStart ? [literal('\n', span, false)] : []));
}

/** Writes for those who want to know; what may be left out is not known. */
export function writeOutput({ output, frame }: Context, pieces: readonly Piece[], span: Span): void {
  if (!output) return;
  let inner: Frame | undefined = frame;
  while (inner && inner !== output.frame && !inner.mayBeLeft) inner = inner.outer;
  const mayBeLeftOut = inner !== undefined && inner !== output.frame;
  output.parts.push(pieces);
  if (mayBeLeftOut && isLines(pieces)) pushUnknown(output, span);
  else output.pieces.push(...(mayBeLeftOut ? [unknown('$(…)', span, true)] : pieces));
}

/** What a program writes is not known; it ends its lines. */
export function writeUnknown(context: Context, span: Span): void {
  const { output } = context;
  if (!output) return;
  pushUnknown(output, span);
  output.parts.push([unknown('$(…)', span, true)]);
}

/** Where to write to for somebody who wants to know it. */
export function newOutput({ frame }: Context): Output {
  return { pieces: [], parts: [], frame };
}

function argumentsText(args: Shell['args']): string {
  return args.map(({ pieces }) => identity(pieces)).join('\0\0');
}

/** Runs what is never reached, for the calls that stand there; what is told apart by `what` no more than once. */
export function runUnreached(context: Context, shell: Shell, span: Span, run: Run, what?: object): void {
  const { machine } = context;
  if (machine.work < 0 || (what && machine.ranInVain.has(what))) return;
  if (what) machine.ranInVain.add(what);
  const frame: Frame = {
    kind: 'subshell',
    id: ++machine.blocks,
    base: shell,
    left: [],
    statuses: [],
    mayBeLeft: true,
    outer: undefined,
  };
  const steps: Step[] = [];
  const layer = fork(shell);
  layer.alive = true;
  run({ ...context, frame, steps, certain: false, unreached: true, output: undefined }, layer);
  if (steps.length > 0) machine.unreached.push({ kind: 'block', id: frame.id, span, steps });
}

/** All names that are bound now. */
export function boundNames(shell: Shell): string[] {
  return [...allBindings(shell).keys()];
}
