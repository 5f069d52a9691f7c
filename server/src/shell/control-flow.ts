/** `for`, `while`, `until` and `case`: unrolled where the script decides how often, else run any number of times. */

import type { Span } from '../syntax/span';
import { assignedNames } from './assigned-names';
import { branch, inBlock, remember, runUnreached } from './blocks';
import type { Context } from './context';
import { waitForever } from './exit-trap';
import { expandPattern, expandValue, expandWord, fragmentsOf, type Reader } from './expand';
import { lexCommand } from './lexer';
import { narrow } from './narrowing';
import { matchesPattern } from './pattern';
import { placeOf, runAll } from './run';
import { fork, type Shell } from './shell-state';
import { type Status, undecided } from './status';
import type { Loop, Step } from './steps';
import type { ArithmeticForStatement, CaseStatement, ForStatement, Statement, WhileStatement } from './tree';
import { arithmetic, forget, forgetAssumed, readMap, setVariable } from './variables';
import { decidedText, isMany, literal, type Piece, seenAt, textOf, unknown, type Word } from './word';

const mostRounds = 2000;
/** A loop whose end nobody told is followed so far: counters are small. */
const mostCounted = 300;

/** `for NAME in WORDS`. */
export function runFor(statement: ForStatement, context: Context, shell: Shell): Status {
  const { source } = context;
  const name = source.text.slice(statement.variable.start, statement.variable.end);
  const place = placeOf(context, statement);
  const unordered = statement.words && unorderedWords({ context, shell, source }, statement.words);
  const all = unordered ?? (statement.words ? forWords({ context, shell, source }, statement.words) : shell.args);
  const words = all.slice(0, context.unreached ? 1 : mostRounds);
  inBlock(context, shell, 'loop', place, (inner, layer) => {
    for (const word of words) {
      if (!layer.alive || inner.machine.work < 0) break;
      if (isMany(word)) {
        const prepare = (each: Shell) => forget(each, name, word.span);
        anyTimes(inner, layer, place, { ...bodyOnly(statement.body), prepare });
        continue;
      }
      const iterate = (outer: Context, under: Shell) =>
        inBlock(outer, under, 'iteration', place, (each, round) => {
          setVariable(round, name, word.pieces);
          return runAll(statement.body, each, round);
        });
      if (unordered) perhaps(inner, layer, place, iterate);
      else iterate(inner, layer);
    }
    return undecided;
  });
  if (words.length === 0)
    runUnreached(context, shell, place, (each, layer) => runAll(statement.body, each, layer), statement);
  return undecided;
}

/** Runs what comes before or behind others, nobody knows which: what it leaves behind is as uncertain as its place. */
function perhaps(context: Context, shell: Shell, span: Span, run: (context: Context, shell: Shell) => void): void {
  branch(context, shell, span, undefined, [
    { when: undefined, run },
    { when: undefined, run: undefined },
  ]);
}

/** What an associative array holds, of which nobody knows the order: `"${NAME[@]}"`, `"${!NAME[@]}"`. */
function unorderedWords({ shell, source }: Reader, { start, end }: Span): Word[] | undefined {
  const [, quote, keys, name = ''] =
    /^("?)\$\{(!?)([A-Za-z_]\w*)\[[@*]\]\}\1$/.exec(source.text.slice(start, end)) ?? [];
  const map = readMap(shell, name);
  if (!map || map.size < 2) return undefined;
  const place = source.place(start, end);
  const items = keys ? [...map.keys()].map((key) => [literal(key, place, false)]) : [...map.values()];
  const isPlain = quote !== '' || items.every((pieces) => /^[\w.:/,-]+$/.test(textOf(pieces) ?? ''));
  return isPlain ? items.map((pieces) => ({ pieces: seenAt(pieces, place), span: place })) : undefined;
}

/** Names of files that only the machine knows are any number of words. */
function forWords(reader: Reader, span: Span): Word[] {
  const { text } = reader.source;
  return lexCommand(text, span).words.flatMap((raw) => {
    const words = expandWord(reader, raw);
    const hasWildcard = fragmentsOf(reader, raw, false).some(
      (each) => each !== 'gap' && !each.quoted && /[*?[]/.test(each.piece.text ?? ''),
    );
    if (!hasWildcard) return words;
    const place = reader.source.place(raw.start, raw.end);
    return [{ pieces: [unknown(text.slice(raw.start, raw.end), place, true)], span: place }];
  });
}

/** What runs any number of times, and the statements it consists of: what they set is not known inside. */
interface Rounds {
  statements: readonly Statement[];
  /** What is known before each round. */
  prepare?(shell: Shell): void;
  /** Runs a round; the status is that of the condition that decides on the next. */
  run(context: Context, shell: Shell): Status;
  until?: boolean;
}

function anyTimes(context: Context, shell: Shell, span: Span, { statements, prepare, run, until }: Rounds): void {
  const loop: Loop = { kind: 'loop', span, test: undefined, endsOn: undefined, steps: [] };
  const round = (_: Context, layer: Shell) => {
    for (const name of names) forget(layer, name, span);
    prepare?.(layer);
    const inner = { ...context, steps: loop.steps, certain: false };
    inBlock(inner, layer, 'iteration', span, (each, own) => {
      const { test, negated = false } = run(each, own);
      if (test) Object.assign(loop, { test, endsOn: (until ?? false) === negated ? 'failure' : 'success' });
      return undecided;
    });
  };
  const names = assignedNames(statements, context, shell);
  const ways = [round, undefined].map((each) => ({ when: undefined, run: each }));
  branch({ ...context, steps: [] }, shell, span, undefined, ways);
  shell.alive = true;
  if (loop.steps.length > 0) context.steps.push(loop);
}

/** `while` and `until`. */
export function runWhile(statement: WhileStatement, context: Context, shell: Shell): Status {
  const place = placeOf(context, statement);
  inBlock(context, shell, 'loop', place, (inner, layer) => {
    for (let round = 0; layer.alive && inner.machine.work >= 0; round++) {
      const condition = { ...inner, tested: true, spared: true };
      const endless = isEndless(statement, context);
      const isOpen = endless || context.unreached || round >= mostCounted;
      const holds = isOpen ? undefined : peek(statement, condition, layer);
      if (holds === undefined) {
        if (endless && endsAtOnce(statement, inner, layer, place)) return undecided;
        anyTimes(inner, layer, place, roundsOf(statement));
        if (endless && inner.frame.left.length === 0) waitForever(layer);
        return undecided;
      }
      if (holds === statement.until) {
        if (round === 0)
          runUnreached(inner, layer, place, (each, dead) => runAll(statement.body, each, dead), statement);
        return undecided;
      }
      inBlock(inner, layer, 'iteration', place, (each, turn) => runAll(statement.body, each, turn));
    }
    return undecided;
  });
  return undecided;
}

/** Runs an endless loop that is surely left in its first round. Returns false, and did nothing, when it may go on. */
function endsAtOnce({ body }: WhileStatement, context: Context, shell: Shell, span: Span): boolean {
  const takeBack = remember(context);
  const steps: Step[] = [];
  const layer = fork(shell);
  inBlock({ ...context, steps }, layer, 'iteration', span, (each, turn) => runAll(body, each, turn));
  if (layer.alive) {
    takeBack();
    return false;
  }
  shell.alive = false;
  context.steps.push(...steps);
  return true;
}

function roundsOf({ condition, body, until }: WhileStatement): Rounds {
  const run = (context: Context, shell: Shell) => {
    const status = runAll(condition, { ...context, tested: true, spared: true }, shell);
    if (shell.alive) runAll(body, context, shell);
    return status;
  };
  return { statements: [...condition, ...body], run, until };
}

function bodyOnly(statements: readonly Statement[]): Rounds {
  const run = (context: Context, shell: Shell) => {
    runAll(statements, context, shell);
    return undecided;
  };
  return { statements, run };
}

/** Whether the condition holds now. It runs for good only when that is known. */
function peek(statement: WhileStatement, context: Context, shell: Shell): boolean | undefined {
  const { input } = context;
  const lines = input?.lines && [...input.lines];
  const steps: Step[] = [];
  const layer = { ...shell, under: shell, own: new Map() };
  const { ok } = runAll(statement.condition, { ...context, steps }, layer);
  if (ok === undefined) {
    if (input && lines) input.lines = lines;
    return undefined;
  }
  for (const [name, binding] of layer.own) shell.own.set(name, binding);
  context.steps.push(...steps);
  return ok;
}

/** `while true`, `while :`, `until false`: how often is not told by the condition. */
function isEndless({ condition }: WhileStatement, { source }: Context): boolean {
  const [only, ...others] = condition;
  return (
    only?.type === 'simple' &&
    others.length === 0 &&
    /^(?:true|:|false|\[ (?:1|true) \]|\(\( *1 *\)\))$/.test(source.text.slice(only.start, only.end))
  );
}

/** `for ((…; …; …))`. */
export function runArithmeticFor(statement: ArithmeticForStatement, context: Context, shell: Shell): Status {
  const { source } = context;
  const place = placeOf(context, statement);
  const header = source.text.slice(statement.header.start + 2, statement.header.end - 2).split(';');
  const evaluate = (layer: Shell, part: number): number | undefined => {
    const start = statement.header.start + 2 + header.slice(0, part).join(';').length + (part > 0 ? 1 : 0);
    const text = textOf(
      fragmentsOf({ context, shell: layer, source }, { start, end: start + (header[part]?.length ?? 0) }, true).map(
        (each) => (each === 'gap' ? literal(' ', place) : each.piece),
      ),
    );
    return text === undefined ? undefined : arithmetic(layer, text, place);
  };
  evaluate(shell, 0);
  inBlock(context, shell, 'loop', place, (inner, layer) => {
    for (let round = 0; layer.alive && inner.machine.work >= 0; round++) {
      const holds = context.unreached || round >= mostCounted ? undefined : evaluate(layer, 1);
      if (holds === 0) return undecided;
      if (holds === undefined) {
        const prepare = (each: Shell) => {
          for (const [name] of header.join(' ').matchAll(/[A-Za-z_]\w*/g)) forget(each, name, place);
        };
        anyTimes(inner, layer, place, { ...bodyOnly(statement.body), prepare });
        return undecided;
      }
      inBlock(inner, layer, 'iteration', place, (each, turn) => runAll(statement.body, each, turn));
      if (layer.alive) evaluate(layer, 2);
    }
    return undecided;
  });
  return undecided;
}

/** `case WORD in`. */
export function runCase(statement: CaseStatement, context: Context, shell: Shell): Status {
  const { source } = context;
  const reader = { context, shell, source };
  const place = placeOf(context, statement);
  const subject = expandValue(reader, statement.subject);
  const ways: { body: Statement[]; isLikely: boolean; texts: readonly string[] | undefined }[] = [];
  let isDecided = false;
  let isLikelyFound = false;
  for (const [index, { patterns, fallsThrough }] of statement.items.entries()) {
    const body = statement.items.slice(index, fallsThrough ? index + 2 : index + 1).flatMap((item) => item.body);
    const values = patterns.map((span) => expandPattern(reader, span));
    const fits: boolean | undefined = isDecided ? false : anyFits(values, decidedText(subject));
    const isLikely = !isLikelyFound && anyFits(values, textOf(subject)) !== false;
    isLikelyFound ||= anyFits(values, textOf(subject)) === true;
    isDecided ||= fits === true;
    if (fits !== false) ways.push({ body, isLikely, texts: plainTexts(values) });
    else if (body.length > 0)
      runUnreached(context, shell, place, (each, layer) => runAll(body, each, layer), statement.items[index]);
  }
  if (isDecided && ways.length === 1) return runAll(ways[0]!.body, context, shell);
  if (!isDecided) ways.push({ body: [], isLikely: true, texts: undefined });
  const written = source.text.slice(statement.subject.start, statement.subject.end);
  const run =
    ({ body, isLikely, texts }: (typeof ways)[number]) =>
    (each: Context, layer: Shell) => {
      if (!isLikely) forgetAssumed(layer, written, place);
      const widen = narrow(layer, written, texts, place);
      runAll(body, each, layer);
      widen();
    };
  branch(
    context,
    shell,
    place,
    undefined,
    ways.map((way) => ({ when: undefined, run: run(way) })),
  );
  return undecided;
}

/** The texts that match; undefined where a pattern matches others too. */
function plainTexts(patterns: readonly (readonly Piece[])[]): readonly string[] | undefined {
  const texts = patterns.map(decidedText);
  return texts.every((text) => text !== undefined && !/[*?[\]\\]|[+@!]\(/.test(text)) ? (texts as string[]) : undefined;
}

/** Whether one of the patterns matches; a pattern of stars alone matches what nobody knows. */
function anyFits(patterns: readonly (readonly Piece[])[], subject: string | undefined): boolean | undefined {
  let fits: boolean | undefined = false;
  for (const pieces of patterns) {
    const pattern = decidedText(pieces);
    if (pattern !== undefined && /^\*+$/.test(pattern)) return true;
    if (pattern === undefined || subject === undefined || /[?*+@!]\(/.test(pattern)) fits = undefined;
    else if (matchesPattern(pattern, subject)) return true;
  }
  return fits;
}
