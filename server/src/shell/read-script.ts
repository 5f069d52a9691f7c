/** Reads a script from its text to the steps that it takes with iptables. */

import { runUncalled } from './calls';
import type { Context, Frame, Machine } from './context';
import type { ShellParser } from './parser';
import { runText } from './run';
import { newShell } from './shell-state';
import { type Source, scriptSource } from './source';
import type { Script, Step } from './steps';
import { reachedSpans, withoutSpans } from './unreached';
import { unknownArguments } from './variables';

/** Statements, words and calls that are followed; beyond it the script is not read on. */
const mostWork = 300_000;

/** What a script does. Never throws; what is not known becomes a value, a branch or a loop. */
export function readScript(text: string, parser: ShellParser): Script {
  const shebang = /^#!.*/.exec(text)?.[0] ?? '';
  return readSource(scriptSource(text), parser, shebang);
}

function readSource(source: Source, parser: ShellParser, shebang: string): Script {
  const machine: Machine = {
    parser,
    work: mostWork,
    blocks: 0,
    defined: new Map(),
    called: new Set(),
    unreached: [],
    complete: true,
  };
  const span = { start: 0, end: source.text.length };
  const shell = newShell(unknownArguments({ start: 0, end: 0 }));
  shell.errexit = /\s-[a-zA-Z]*e/.test(shebang);
  const frame: Frame = {
    kind: 'script',
    id: 0,
    base: shell,
    left: [],
    statuses: [],
    mayBeLeft: false,
    outer: undefined,
  };
  const steps: Step[] = [];
  const context: Context = {
    machine,
    source,
    tree: { text: '', statements: [], hereDocuments: new Map() },
    dialect: /\b(?:bash|zsh|ksh)\b/.test(shebang) || shebang === '' ? 'bash' : 'sh',
    place: '',
    calls: [],
    steps,
    certain: true,
    tested: false,
    quiet: false,
    input: undefined,
    output: undefined,
    frame,
    active: new Set(),
    locals: new Map(),
    depth: 0,
  };
  runText(source, context, shell);
  runUncalled(machine, shell);
  const complete = machine.complete && machine.work >= 0 && span.end === source.text.length;
  return { steps, unreached: withoutSpans(machine.unreached, reachedSpans(steps)), complete };
}
