/** Keeps what statements did: where their letters, what stands around them, and all that they looked up are the same, they do the same again. */

import { isCertain } from './blocks';
import type { Context, Frame, Kept, KeptStatement, Machine } from './context';
import { areIdentical, isIdentical } from './identical';
import type { ShellParser } from './parser';
import { run } from './run';
import { type Binding, fork, type Looks, lookUp, type Shell } from './shell-state';
import type { Source } from './source';
import type { Status } from './status';
import type { Step } from './steps';
import type { Statement } from './tree';

/** What statements did, and of what that was the outcome. */
export interface KeptRun {
  around: Around;
  /** All that it looked up around it. */
  looks: readonly Look[];
  after: Pick<Shell, 'args' | 'errexit' | 'alive'>;
  bound: ReadonlyMap<string, Binding>;
  steps: readonly Step[];
  status: Status;
  /** What it noted, and the work that it made. */
  machine: Machine;
  /** True when it did nothing else: no frame of others was left, nothing was written or made local. */
  isWhole: boolean;
}

interface Look {
  name: string;
  found: Binding | undefined;
}

/** What a run hangs on besides letters and what it looks up. */
interface Around {
  /** Of the statements that are run one behind the other. */
  list: ListAround;
  tested: boolean;
  isCertain: boolean;
  args: Shell['args'];
  errexit: boolean;
}

/** What statements have around them that are run one behind the other. */
export type ListAround = Pick<
  Context,
  'dialect' | 'place' | 'certain' | 'failureEnds' | 'quiet' | 'readBy' | 'depth'
> & {
  frames: string;
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
  const { machine } = context;
  const own = newMachine(
    machine.parser,
    machine.work,
    machine.kept && { before: last?.machine.kept?.now, now: new Map() },
  );
  own.blocks = machine.blocks;
  const around = {
    list,
    tested: context.tested,
    isCertain: isCertain(context),
    args: shell.args,
    errexit: shell.errexit,
  };
  const outer = framesOf(context);
  const others = shell.looks;
  const looks: Looks = { found: new Map(), all: false };
  shell.looks = looks;
  const layer = fork(shell);
  const steps: Step[] = [];
  const status = run({ ...context, machine: own, steps }, layer);
  shell.looks = others;
  const looked = [...looks.found].map(([name, found]): Look => ({ name, found }));
  if (others) {
    for (const { name, found } of looked) others.found.set(name, found);
    others.all ||= looks.all;
  }
  const { args, errexit, alive } = layer;
  own.work = machine.work - own.work;
  if (own.kept) own.kept.before = undefined;
  const isWhole =
    own.complete &&
    !looks.all &&
    own.atExit.length === 0 &&
    framesOf(context).every((each, index) => each === outer[index]);
  const done = {
    around,
    looks: looked,
    after: { args, errexit, alive },
    bound: layer.own,
    steps,
    status,
    machine: own,
    isWhole,
  };
  takeOver(done, context, shell);
  return done;
}

function takeOver({ bound, after, steps, machine }: KeptRun, context: Context, shell: Shell): void {
  if (bound.size > 0) for (const [name, binding] of bound) shell.own.set(name, binding);
  shell.args = after.args;
  shell.errexit = after.errexit;
  shell.alive = after.alive;
  for (let i = 0; i < steps.length; i++) context.steps.push(steps[i]!);
  note(context.machine, machine);
}

function isSame({ around, looks, machine }: KeptRun, list: ListAround, context: Context, shell: Shell): boolean {
  if (machine.work > context.machine.work || !isSameList(around.list, list)) return false;
  if (around.tested !== context.tested || around.errexit !== shell.errexit) return false;
  if (around.isCertain !== isCertain(context) || !areSameArguments(around.args, shell.args)) return false;
  return looks.every(({ name, found }) => isIdentical(lookUp(shell, name), found));
}

function areSameArguments(a: Shell['args'], b: Shell['args']): boolean {
  return a === b || (a.length === b.length && a.every(({ pieces }, at) => areIdentical(pieces, b[at]!.pieces)));
}

function isSameList(a: ListAround, b: ListAround): boolean {
  return (
    a === b ||
    (a.frames === b.frames &&
      a.depth === b.depth &&
      a.dialect === b.dialect &&
      a.place === b.place &&
      a.certain === b.certain &&
      a.failureEnds === b.failureEnds &&
      a.quiet === b.quiet &&
      a.readBy === b.readBy)
  );
}

/** The same, of a context. */
export function listAround({ dialect, place, certain, failureEnds, quiet, readBy, depth, frame }: Context): ListAround {
  return { dialect, place, certain, failureEnds, quiet, readBy, depth, frames: namesOfFrames(frame) };
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

/** A machine that noted nothing yet. */
export function newMachine(parser: ShellParser, work: number, kept: Kept | undefined): Machine {
  return {
    parser,
    work,
    blocks: 0,
    defined: new Map(),
    called: new Set(),
    ranInVain: new Set(),
    unreached: [],
    between: [],
    meanwhile: [],
    atExit: [],
    complete: true,
    kept,
  };
}

/** Takes over what another machine noted. */
function note(machine: Machine, own: Machine): void {
  machine.work -= own.work;
  machine.blocks = Math.max(machine.blocks, own.blocks);
  machine.complete &&= own.complete;
  // Most runs define nothing, and call no function: an iterator for each would be most of what an edit leaves for the collector.
  if (own.defined.size > 0)
    for (const [statement, context] of own.defined) machine.defined.set(statement, { ...context, machine });
  if (own.called.size > 0) for (const statement of own.called) machine.called.add(statement);
  machine.unreached.push(...own.unreached);
  machine.between.push(...own.between);
  if (own.atExit.length > 0) machine.atExit = own.atExit;
}

/** The letters of a statement, and the places where those go on that do not follow the one before. */
export interface Letters {
  text: string;
  breaks: readonly number[];
}

/** With fewer statements a list is run as it is. */
const fewest = 12;

/** Runs a statement, or does again what it did in the script's last version. */
export type Keeper = (statement: Statement, context: Context, shell: Shell) => Status;

/** What runs the statements of a long list; undefined for those of which nothing is kept. */
export function keeperOf(statements: readonly Statement[], context: Context): Keeper | undefined {
  const { machine, unreached, input, output, source, tree, calls } = context;
  const { kept } = machine;
  if (statements.length < fewest || !kept || unreached || input || output || !source.breaksIn) return undefined;
  const path = calls.map(({ start, end }) => `${start}-${end}`).join(' ');
  const before = kept.before?.get(path);
  const now = kept.now.get(path) ?? new Map<number, KeptStatement[]>();
  kept.now.set(path, now);
  const list = listAround(context);
  const documents = [...tree.hereDocuments.keys()];
  return (statement, each, shell) => {
    if (documents.some((at) => at >= statement.start && at < statement.end)) return run(statement, each, shell);
    const letters = lettersOf(source, statement);
    const place = source.place(statement.start, statement.end).start;
    const rounds = now.get(place) ?? [];
    const last = before?.get(place)?.[rounds.length];
    const same = last && isWritten(last.letters, letters) ? repeated(last.run, list, each, shell) : undefined;
    const done = same ?? runKept(last?.run, list, each, shell, (inner, layer) => run(statement, inner, layer));
    rounds.push({ letters, run: done });
    if (rounds.length === 1) now.set(place, rounds);
    return done.status;
  };
}

function lettersOf({ text, breaksIn }: Source, { start, end }: Statement): Letters {
  return { text: text.slice(start, end), breaks: breaksIn!(start, end) };
}

function isWritten(a: Letters, b: Letters): boolean {
  return (
    a.text === b.text && a.breaks.length === b.breaks.length && a.breaks.every((place, at) => place === b.breaks[at])
  );
}
