/** Reads a script from its text to the steps that it takes with iptables. */

import { inSubshell, runUnreached } from './blocks';
import { runUncalled } from './calls';
import type { Context, Machine } from './context';
import { dockerfileScripts } from './dockerfile';
import type { EmbeddedScript } from './embedded';
import type { ShellParser } from './parser';
import { runText } from './run';
import { newShell, type Shell } from './shell-state';
import { scriptSource, sourceOf } from './source';
import type { Script } from './steps';
import { systemdScripts } from './systemd';
import { reachedSpans, withoutSpans } from './unreached';
import { unknownArguments } from './variables';

/** Statements, words and calls that are followed; beyond it the script is not read on. */
const mostWork = 300_000;

/** How a file holds shell: as a whole, in the instructions of a Dockerfile, or in the settings of a systemd unit. */
export type ScriptForm = 'shell' | 'dockerfile' | 'systemd';

/** What a script does. Never throws; what is not known becomes a value, a branch or a loop. */
export function readScript(text: string, parser: ShellParser, form: ScriptForm = 'shell'): Script {
  const shebang = form === 'shell' ? (/^#!.*/.exec(text)?.[0] ?? '') : '#!/bin/sh';
  const machine = newMachine(parser);
  const shell = newShell(unknownArguments({ start: 0, end: 0 }));
  shell.errexit = /\s-[a-zA-Z]*e/.test(shebang);
  const context = newContext(machine, shell, /\b(?:bash|zsh|ksh)\b/.test(shebang) || shebang === '' ? 'bash' : 'sh');
  try {
    if (form === 'shell') runText(scriptSource(text), context, shell);
    else for (const script of scriptsOf(text, form)) runEmbedded(script, context, shell);
    runUncalled(machine, shell);
  } catch (error) {
    // Only a text that nests without end exhausts the stack; what was read until then is still true.
    if (!(error instanceof RangeError)) throw error;
    machine.complete = false;
  }
  const { steps } = context;
  return {
    steps,
    unreached: machine.unreached.length === 0 ? [] : withoutSpans(machine.unreached, reachedSpans(steps)),
    complete: machine.complete && machine.work >= 0,
  };
}

function scriptsOf(text: string, form: 'dockerfile' | 'systemd'): EmbeddedScript[] {
  return form === 'dockerfile' ? dockerfileScripts(text) : systemdScripts(text);
}

function runEmbedded(
  { pieces, shell: which, place, failureEnds = false }: EmbeddedScript,
  context: Context,
  shell: Shell,
): void {
  const [first] = pieces;
  if (!first || !shell.alive) return;
  const span = { start: first.span.start, end: pieces.at(-1)!.span.end };
  const run = (each: Context, layer: Shell) => runText(sourceOf(pieces), { ...each, place, failureEnds }, layer);
  if (which === 'shared') run(context, shell);
  else if (which === 'own') inSubshell(context, shell, span, run);
  else runUnreached(context, shell, span, run);
}

function newMachine(parser: ShellParser): Machine {
  return { parser, work: mostWork, blocks: 0, defined: new Map(), called: new Set(), unreached: [], complete: true };
}

function newContext(machine: Machine, base: Shell, dialect: Context['dialect']): Context {
  return {
    machine,
    source: scriptSource(''),
    tree: { text: '', statements: [], hereDocuments: new Map(), commands: new Map() },
    dialect,
    place: '',
    calls: [],
    steps: [],
    certain: true,
    given: undefined,
    tested: false,
    failureEnds: false,
    quiet: false,
    input: undefined,
    output: undefined,
    frame: { kind: 'script', id: 0, base, left: [], statuses: [], mayBeLeft: false, outer: undefined },
    active: new Set(),
    locals: new Map(),
    depth: 0,
  };
}
