/** Goes through statements as a shell would, and collects what they do with iptables. */

import type { Span } from '../syntax/span';
import { branch, eitherOf, inSubshell, newOutput, runUnreached } from './blocks';
import { runSimple } from './command';
import type { Context } from './context';
import { runArithmeticFor, runCase, runFor, runWhile } from './control-flow';
import { noteBackground } from './exit-trap';
import { keeperOf } from './kept-statements';
import { lexCommand } from './lexer';
import { isOn } from './options';
import { inputFrom, redirected } from './redirects';
import type { Shell } from './shell-state';
import type { Source } from './source';
import { allOf, failed, negate, type Status, succeeded, undecided } from './status';
import type {
  ConnectedStatement,
  FunctionStatement,
  IfStatement,
  PipelineStatement,
  RedirectedStatement,
  Statement,
} from './tree';
import { askedForEmpty, forgetAssumed, noteStatus, takeDefault } from './variables';

/** How deep statements, calls and texts read as shell may be nested. */
const deepest = 200;

/** Runs a text that is read as shell. */
export function runText(source: Source, context: Context, shell: Shell): Status {
  context.machine.work -= 1 + source.text.length / 64;
  if (context.depth > deepest || context.machine.work < 0) return undecided;
  const tree = context.machine.parser.parse(source.text);
  return runAll(tree.statements, { ...context, source, tree, depth: context.depth + 1 }, shell);
}

/** Runs statements one after the other, until one of them leaves. */
export function runAll(statements: readonly Statement[], context: Context, shell: Shell): Status {
  let status = succeeded;
  const keeper = keeperOf(statements, context);
  for (let index = 0; index < statements.length; index++) {
    const statement = statements[index]!;
    if (!shell.alive) {
      const rest = statements.slice(index);
      runUnreached(context, shell, placeOf(context, statement), (each, layer) => runAll(rest, each, layer), statement);
      return status;
    }
    const isLast = index === statements.length - 1;
    const inner = context.tested && !isLast ? { ...context, tested: false } : context;
    status = (keeper ?? run)(statement, inner, shell);
    noteStatus(shell, status, () => placeOf(context, statement));
  }
  return status;
}

/** Runs one statement. */
export function run(statement: Statement, context: Context, shell: Shell): Status {
  const { machine, depth } = context;
  if (--machine.work >= 0 && depth <= deepest) return dispatch(statement, context, shell);
  machine.complete = false;
  return undecided;
}

function dispatch(statement: Statement, context: Context, shell: Shell): Status {
  switch (statement.type) {
    case 'simple':
      return runSimple(statement, context, shell);
    case 'and':
    case 'or':
      return runConnected(statement, context, shell);
    case 'pipeline':
      return runPipeline(statement, context, shell);
    case 'not':
      return negate(run(statement.body, { ...context, tested: true, spared: true }, shell));
    case 'background':
      inSubshell({ ...context, spared: true }, shell, placeOf(context, statement), (each, layer) => {
        run(statement.body, each, layer);
        noteBackground(layer, shell);
      });
      return succeeded;
    case 'if':
      return runIf(statement, 0, context, shell);
    case 'while':
      return runWhile(statement, context, shell);
    case 'for':
      return runFor(statement, context, shell);
    case 'arithmetic-for':
      return runArithmeticFor(statement, context, shell);
    case 'case':
      return runCase(statement, context, shell);
    case 'function':
      return define(statement, context, shell);
    case 'group':
      return runAll(statement.body, context, shell);
    case 'subshell':
      return runSubshell(statement.body, placeOf(context, statement), context, shell);
    case 'redirected':
      return runRedirected(statement, context, shell);
    case 'damaged':
      branch(context, shell, placeOf(context, statement), undefined, [
        { when: undefined, run: (each, layer) => runAll(statement.body, each, layer) },
        { when: undefined, run: undefined },
      ]);
      return undecided;
  }
}

/** The place of a statement in the script. */
export function placeOf({ source }: Context, { start, end }: Span): Span {
  return source.place(start, end);
}

function runSubshell(body: readonly Statement[], span: Span, context: Context, shell: Shell): Status {
  let status = undecided;
  inSubshell(context, shell, span, (each, layer) => {
    status = runAll(body, each, layer);
    if (!layer.alive) status = undecided;
  });
  return status;
}

function runConnected(statement: ConnectedStatement, context: Context, shell: Shell): Status {
  const wanted = statement.type === 'and';
  const goesOn = wanted && context.failureEnds && !context.tested;
  const left = run(statement.left, goesOn ? context : { ...context, tested: true, spared: true }, shell);
  if (!shell.alive) return left;
  const right = (each: Context, layer: Shell) => run(statement.right, each, layer);
  const place = placeOf(context, statement.right);
  if (left.ok === wanted || (goesOn && left.ok === undefined)) return right(context, shell);
  if (left.ok === !wanted) {
    runUnreached(context, shell, place, right, statement.right);
    return left;
  }
  return decide(context, shell, place, textOf(context, [statement.left]), left, wanted, right, () =>
    wanted ? failed : succeeded,
  );
}

function textOf({ source }: Context, statements: readonly Statement[]): string {
  return source.text.slice(statements[0]?.start ?? 0, statements.at(-1)?.end ?? 0);
}

/** Branches on a status: `run` when it is as wanted, `otherwise` when not. */
function decide(
  context: Context,
  shell: Shell,
  place: Span,
  condition: string,
  { likely, test, negated }: Status,
  wanted: boolean,
  run: (context: Context, shell: Shell) => Status,
  otherwise: (context: Context, shell: Shell) => Status,
): Status {
  const statuses: Status[] = [];
  const on = wanted !== (negated ?? false) ? (['success', 'failure'] as const) : (['failure', 'success'] as const);
  const way = (isWanted: boolean) => (each: Context, layer: Shell) => {
    if (likely === !isWanted) forgetAssumed(layer, condition, place);
    statuses.push((isWanted === wanted ? run : otherwise)(each, layer));
  };
  const asked = askedForEmpty(condition, shell);
  const layers = branch(context, shell, place, test, [
    { when: test && on[0], run: way(wanted) },
    { when: test && on[1], run: way(!wanted) },
  ]);
  if (asked) takeDefault(shell, asked.name, layers[asked.whenEmpty === wanted ? 0 : 1]!);
  return eitherOf(statuses, layers);
}

function runIf(statement: IfStatement, from: number, context: Context, shell: Shell): Status {
  const clause = statement.clauses[from];
  if (!clause) return runAll(statement.otherwise, context, shell);
  const status = runAll(clause.condition, { ...context, tested: true, spared: true }, shell);
  if (!shell.alive) return status;
  const then = (each: Context, layer: Shell) => runAll(clause.body, each, layer);
  const otherwise = (each: Context, layer: Shell) => runIf(statement, from + 1, each, layer);
  const place = placeOf(context, statement);
  if (status.ok === undefined)
    return decide(context, shell, place, textOf(context, clause.condition), status, true, then, otherwise);
  const other = status.ok ? (statement.clauses[from + 1] ?? statement.otherwise) : clause.body;
  runUnreached(context, shell, place, status.ok ? otherwise : then, other);
  return status.ok ? then(context, shell) : otherwise(context, shell);
}

/** Each stage runs in a shell of its own, the last one perhaps in this very shell, and reads what the one before writes. */
function runPipeline({ stages }: PipelineStatement, context: Context, shell: Shell): Status {
  const endsWithAny = isOn(shell, 'pipefail');
  const statuses: Status[] = [];
  let { input } = context;
  stages.forEach((stage, index) => {
    const isLast = index === stages.length - 1;
    const output = isLast ? context.output : newOutput(context);
    const changed = { ...context, input, output, tested: context.tested || !(isLast || endsWithAny) };
    if (isLast && isOn(shell, 'lastpipe')) statuses.push(run(stage, changed, shell));
    else
      inSubshell(changed, shell, placeOf(context, stage), (each, layer) => {
        statuses.push(run(stage, each, layer));
      });
    if (output && !isLast) input = inputFrom(output.pieces);
  });
  return endsWithAny ? allOf(statuses) : (statuses.at(-1) ?? undecided);
}

function runRedirected(statement: RedirectedStatement, context: Context, shell: Shell): Status {
  const { source } = context;
  const redirects = statement.redirects.flatMap((span) => lexCommand(source.text, span).redirects);
  const { context: inner, finish } = redirected({ context, shell, source }, redirects);
  const status = run(statement.body, inner, shell);
  finish(shell);
  return status;
}

function define(statement: FunctionStatement, context: Context, shell: Shell): Status {
  const { source, tree, machine } = context;
  const name = source.text.slice(statement.name.start, statement.name.end);
  shell.own.set(`${name}()`, { type: 'function', definitions: [{ statement, source, tree }] });
  machine.defined.set(statement, context);
  return succeeded;
}
