/** Runs the parts of a script, and keeps what each did: where its letters and all that it looked up are the same, it does the same again. */

import type { Context, Machine } from './context';
import type { ShellParser } from './parser';
import { runAll } from './run';
import type { ScriptPart } from './script-parts';
import { type Binding, fork, type Looks, type Shell } from './shell-state';
import { scriptSource } from './source';
import type { Step } from './steps';
import type { ShellTree } from './tree';

/** What a part did, and of what in the shell that was the outcome. */
export interface PartRun {
  tree: ShellTree;
  dialect: Context['dialect'];
  before: Pick<Shell, 'args' | 'errexit'>;
  looks: Looks;
  after: Pick<Shell, 'args' | 'errexit' | 'alive'>;
  bound: ReadonlyMap<string, Binding>;
  steps: readonly Step[];
  /** What it noted, and the work that it made. */
  machine: Machine;
  /** What it did when failures meant the opposite: `set -e` is soon tried and taken back. */
  other: PartRun | undefined;
}

/** Runs a part, or does what it did when it ran last. Returns what it did. */
export function runPart(part: ScriptPart, last: PartRun | undefined, context: Context, shell: Shell): PartRun {
  const done =
    ifSame(last, context, shell) ?? ifSame(last?.other, context, shell) ?? runAnew(part, last, context, shell);
  for (const [name, binding] of done.bound) shell.own.set(name, binding);
  Object.assign(shell, done.after);
  for (const step of done.steps) context.steps.push(step);
  note(context.machine, done.machine);
  return done;
}

function ifSame(run: PartRun | undefined, context: Context, shell: Shell): PartRun | undefined {
  return run && isSame(run, context, shell) ? run : undefined;
}

function isSame({ dialect, before, looks, machine }: PartRun, context: Context, shell: Shell): boolean {
  if (dialect !== context.dialect || before.args !== shell.args || before.errexit !== shell.errexit) return false;
  if (looks.all || !machine.complete || machine.work > context.machine.work) return false;
  for (const [name, found] of looks.found) if (shell.own.get(name) !== found) return false;
  return true;
}

function runAnew(part: ScriptPart, last: PartRun | undefined, context: Context, shell: Shell): PartRun {
  const { machine, dialect } = context;
  const own = newMachine(machine.parser, machine.work);
  // The end of the line is none of the letters of a string that only ends with it.
  const text = part.wraps ? part.text.replace(/\n$/, '') : part.text;
  const source = scriptSource(text, part.at);
  const tree = last?.tree ?? machine.parser.parse(text);
  const looks: Looks = { found: new Map(), all: false };
  const { args, errexit } = shell;
  shell.looks = looks;
  const layer = fork(shell);
  const steps: Step[] = [];
  own.work -= 1 + part.text.length / 64;
  runAll(tree.statements, { ...context, machine: own, source, tree, steps, locals: new Map(), depth: 1 }, layer);
  shell.looks = undefined;
  const before = { args, errexit };
  const after = { args: layer.args, errexit: layer.errexit, alive: layer.alive };
  own.work = machine.work - own.work;
  const isOther = last !== undefined && last.before.errexit !== errexit;
  const other = isOther ? last : last?.other;
  const done = { tree, dialect, before, looks, after, bound: layer.own, steps, machine: own, other };
  if (isOther) last.other = done;
  return done;
}

/** A machine that noted nothing yet. */
export function newMachine(parser: ShellParser, work: number): Machine {
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
    hereStrings: [],
    atExit: [],
    complete: true,
  };
}

/** Takes over what a part noted. */
function note(machine: Machine, part: Machine): void {
  machine.work -= part.work;
  machine.complete &&= part.complete;
  for (const [statement, context] of part.defined) machine.defined.set(statement, { ...context, machine });
  for (const statement of part.called) machine.called.add(statement);
  machine.unreached.push(...part.unreached);
  machine.between.push(...part.between);
  machine.hereStrings.push(...part.hereStrings);
  if (part.atExit.length > 0) machine.atExit = part.atExit;
}
