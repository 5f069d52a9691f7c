/** Keeps what statements did: where their letters, what stands around them, and all that they looked up are the same, they do the same again. */

import { startOf } from './aliases';
import { isCertain } from './blocks';
import type { Context, Frame, Machine } from './context';
import { areIdentical, isIdentical } from './identical';
import { newMachine, takeNotes } from './machine';
import { type Binding, fork, type Look, lookUp, recordLooks, type Shell } from './shell-state';
import type { Status } from './status';
import type { Step } from './steps';

/** What statements did, and of what that was the outcome. */
export interface KeptRun {
  around: Around;
  /** All that it looked up around it. */
  looks: readonly Look[];
  after: Options & Pick<Shell, 'alive'>;
  bound: ReadonlyMap<string, Binding>;
  steps: readonly Step[];
  status: Status;
  /** What it noted, and the work that it made. */
  machine: Machine;
  /** True when it did nothing else: no frame of others was left, nothing was written or made local. */
  isWhole: boolean;
}

/** What a shell knows besides what is bound. */
type Options = Pick<Shell, 'args' | 'errexit' | 'references'>;

/** What a run hangs on besides letters and what it looks up. */
interface Around extends Options {
  /** Of the statements that are run one behind the other. */
  list: ListAround;
  tested: boolean;
  isCertain: boolean;
}

/** What statements have around them that are run one behind the other. */
export type ListAround = Pick<
  Context,
  'dialect' | 'place' | 'certain' | 'spared' | 'failureEnds' | 'quiet' | 'readBy' | 'depth'
> & {
  frames: string;
  /** Where the letters begin that were read together, where that matters for aliases. */
  readFrom: number | undefined;
};

/** Does again what was done, where it is the same; undefined where it is not. */
export function repeated(
  kept: KeptRun | undefined,
  list: ListAround,
  context: Context,
  shell: Shell,
): KeptRun | undefined {
  if (!kept?.isWhole || !isSame(kept, list, context, shell)) return undefined;
  takeOver(kept, context, shell);
  return kept;
}

/** Runs statements, and notes what that does and hangs on. What stood in them before may be known from their `last` run. */
export function runKept(
  last: KeptRun | undefined,
  list: ListAround,
  context: Context,
  shell: Shell,
  run: (context: Context, shell: Shell) => Status,
): KeptRun {
  const { machine, tested } = context;
  const { parser, work, kept } = machine;
  const own = newMachine(parser, work, kept && { before: last?.machine.kept?.now, now: new Map() });
  own.blocks = machine.blocks;
  const { args, errexit, references } = shell;
  const around: Around = { list, tested, isCertain: isCertain(context), args, errexit, references };
  const outer = framesOf(context);
  const layer = fork(shell);
  const steps: Step[] = [];
  const { looks, hasAll, result: status } = recordLooks(shell, () => run({ ...context, machine: own, steps }, layer));
  own.work = machine.work - own.work;
  if (own.kept) own.kept.before = undefined;
  const isInside = framesOf(context).every((each, index) => each === outer[index]);
  const isWhole = isInside && own.complete && !hasAll && own.atExit.length === 0;
  const after = { args: layer.args, errexit: layer.errexit, references: layer.references, alive: layer.alive };
  const done = { around, looks, after, bound: layer.own, steps, status, machine: own, isWhole };
  takeOver(done, context, shell);
  return done;
}

function takeOver({ bound, after, steps, machine }: KeptRun, context: Context, shell: Shell): void {
  if (bound.size > 0) for (const [name, binding] of bound) shell.own.set(name, binding);
  shell.args = after.args;
  shell.errexit = after.errexit;
  shell.references = after.references;
  shell.alive = after.alive;
  for (let i = 0; i < steps.length; i++) context.steps.push(steps[i]!);
  takeNotes(context.machine, machine);
}

function isSame({ around, looks, machine }: KeptRun, list: ListAround, context: Context, shell: Shell): boolean {
  if (machine.work > context.machine.work || !isSameList(around.list, list)) return false;
  if (around.tested !== context.tested || around.errexit !== shell.errexit) return false;
  if (around.isCertain !== isCertain(context) || !areSameArguments(around.args, shell.args)) return false;
  if (!areSameReferences(around.references, shell.references)) return false;
  return looks.every(({ name, found }) => isIdentical(lookUp(shell, name), found));
}

function areSameArguments(a: Shell['args'], b: Shell['args']): boolean {
  return a === b || (a.length === b.length && a.every(({ pieces }, at) => areIdentical(pieces, b[at]!.pieces)));
}

function areSameReferences(a: Shell['references'], b: Shell['references']): boolean {
  return a === b || (a?.size === b?.size && [...(a ?? [])].every(([name, meant]) => b?.get(name) === meant));
}

function isSameList(a: ListAround, b: ListAround): boolean {
  return (
    a === b ||
    (a.frames === b.frames &&
      a.depth === b.depth &&
      a.readFrom === b.readFrom &&
      a.dialect === b.dialect &&
      a.place === b.place &&
      a.certain === b.certain &&
      a.spared === b.spared &&
      a.failureEnds === b.failureEnds &&
      a.quiet === b.quiet &&
      a.readBy === b.readBy)
  );
}

/** The same, of a context. */
export function listAround(context: Context): ListAround {
  const { dialect, place, certain, spared, failureEnds, quiet, readBy, depth, frame, aliases, source } = context;
  const readFrom = aliases ? startOf(source) : undefined;
  return { dialect, place, certain, spared, failureEnds, quiet, readBy, depth, frames: namesOfFrames(frame), readFrom };
}

function namesOfFrames(frame: Frame): string {
  let names = '';
  for (let each: Frame | undefined = frame; each; each = each.outer) names += `${each.kind} `;
  return names;
}

/** Numbers that change when a run leaves a frame around it, or makes a variable local. */
function framesOf({ frame, locals }: Context): unknown[] {
  const told: unknown[] = [locals.size];
  for (let each: Frame | undefined = frame; each; each = each.outer)
    told.push(each.left.length, each.statuses.length, each.mayBeLeft);
  return told;
}
