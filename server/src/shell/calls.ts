/** Calls of functions that the script defines: their bodies run with the arguments of the call. */

import type { Span } from '../syntax/span';
import { inBlock, oneOf, runUnreached } from './blocks';
import type { Context, Machine } from './context';
import { placeOf, run } from './run';
import { type FunctionDefinition, lookUp, newShell, type Shell } from './shell-state';
import { type Status, undecided } from './status';
import { unknownArguments } from './variables';
import type { Word } from './word';

const deepest = 20;

/**
 * Runs a function; undefined when none has that name, or when it calls itself without end. Where one may have that name, or there may be
 * several, all that may run runs: `otherwise` where it is no function.
 */
export function callFunction(
  name: string,
  words: readonly Word[],
  span: Span,
  context: Context,
  shell: Shell,
  otherwise: (words: readonly Word[], span: Span, context: Context, shell: Shell) => Status,
): Status | undefined {
  const found = lookUp(shell, `${name}()`);
  if (found?.type !== 'function') return undefined;
  const { definitions } = found;
  const place = placeOf(context, span);
  const args = words.slice(1);
  const [first] = definitions;
  if (definitions.length === 1) return callOne(first, args, place, context, shell);
  return oneOf(
    context,
    shell,
    place,
    definitions,
    (definition, each, layer) => callOne(definition, args, place, each, layer) ?? otherwise(words, span, each, layer),
  );
}

function callOne(
  definition: FunctionDefinition | undefined,
  args: readonly Word[],
  place: Span,
  context: Context,
  shell: Shell,
): Status | undefined {
  if (!definition) return undefined;
  if (context.calls.length >= deepest || context.active.includes(definition.statement)) return undefined;
  if (context.unreached && isInVain(context.machine, definition)) return undecided;
  context.machine.called.add(definition.statement);
  return inside(definition, args, context, shell, place);
}

/** Notes a call where nothing gets to. True when there was one before. */
function isInVain({ ranInVain }: Machine, { statement }: FunctionDefinition): boolean {
  const isKnown = ranInVain.has(statement);
  ranInVain.add(statement);
  return isKnown;
}

function inside(
  definition: FunctionDefinition,
  args: readonly Word[],
  context: Context,
  shell: Shell,
  place: Span,
): Status {
  const { statement, source, tree } = definition;
  const { args: before, references } = shell;
  const active = [...context.active, statement];
  const calls = [...context.calls, place];
  const status = inBlock(
    { ...context, source, tree, calls, active, locals: new Map() },
    shell,
    'function',
    place,
    (each, layer) => {
      layer.args = args;
      const own = run(statement.body, each, layer);
      for (const [name, binding] of each.locals) {
        if (binding) layer.own.set(name, binding);
        else layer.own.delete(name);
      }
      return own;
    },
  );
  shell.args = before;
  shell.references = references;
  return status;
}

/** The bodies of functions that nothing called, with arguments that nobody knows. */
export function runUncalled(machine: Machine, shell: Shell): void {
  for (const [statement, context] of machine.defined) {
    if (machine.called.has(statement)) continue;
    const place = placeOf(context, statement);
    const layer = shell.own.size > 0 ? shell : newShell([]);
    runUnreached({ ...context, active: [statement], locals: new Map() }, layer, place, (each, inner) => {
      inner.args = unknownArguments(place);
      run(statement.body, each, inner);
    });
  }
}
