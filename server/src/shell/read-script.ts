/** Reads a script from its text to the steps that it takes with iptables. */

import type { Span } from '../syntax/span';
import { inSubshell, runUnreached } from './blocks';
import { runUncalled } from './calls';
import type { Context, Machine } from './context';
import { dockerfileScripts } from './dockerfile';
import type { EmbeddedScript } from './embedded';
import { runExitTrap, tryExitTrap } from './exit-trap';
import { listAround } from './kept-runs';
import { newMachine } from './machine';
import type { ShellParser } from './parser';
import { type PartRun, runPart } from './part-run';
import type { Passage } from './passages';
import { runText } from './run';
import { commonLength, cutScript, type ScriptPart, type ScriptText, wholeScript } from './script-parts';
import { newShell, type Shell } from './shell-state';
import { scriptSource, sourceOf } from './source';
import type { Script } from './steps';
import { systemdScripts } from './systemd';
import { reachedSpans, withoutSpans } from './unreached';
import { unknownArguments } from './variables';
import { literal } from './word';

/** Statements, words and calls that are followed; beyond it the script is not read on. */
const mostWork = 300_000;

/** Letters that a part may get until places are given anew. */
const roomToType = 4_096;

/** How a file holds shell: as a whole, in the instructions of a Dockerfile, or in the settings of a systemd unit. */
export type ScriptForm = 'shell' | 'dockerfile' | 'systemd';

/** What a script does. Never throws; what is not known becomes a value, a branch or a loop. Places are offsets in the text. */
export function readScript(text: string, parser: ShellParser, form: ScriptForm = 'shell'): Script {
  const cut = form === 'shell' ? cutScript(text, 0) : wholeScript(text);
  return read({ cut, runs: [] }, undefined, newMachine(parser, mostWork, undefined), form);
}

/** Reads the versions of one script: what does not change from one to the next is not read again. Places are those of `ScriptText`. */
export function scriptReader(parser: ShellParser, form: ScriptForm = 'shell'): (text: string) => Script {
  let versions: Version[] = [];
  return (text) => {
    const same = versions.find(({ cut }) => cut.text === text);
    const before = same ?? mostCommon(text, versions);
    const cut = same?.cut ?? (form === 'shell' ? cutScript(text, roomToType, before?.cut) : wholeScript(text));
    const now: Version = { cut, runs: [] };
    const script = read(now, before, newMachine(parser, mostWork, { before: undefined, now: new Map() }), form);
    const others = versions.filter((each) => each !== before);
    versions = [now, ...(before && !same ? [before] : []), ...others].slice(0, mostVersions);
    return script;
  };
}

interface Version {
  cut: ScriptText;
  /** One for each part that was run: all of them, or the first ones. */
  runs: PartRun[];
}

/** A quote that is open for a moment takes the rest of a script for its own; what was read before is needed again when it is closed. */
const mostVersions = 2;

/** The version that has most letters in common with a text. */
function mostCommon(text: string, versions: readonly Version[]): Version | undefined {
  const shared = versions.map(({ cut }) => commonLength(text, cut));
  return versions[shared.indexOf(Math.max(...shared))];
}

function read(version: Version, before: Version | undefined, machine: Machine, form: ScriptForm): Script {
  const { text } = version.cut;
  const shebang = form === 'shell' ? (/^#!.*/.exec(text)?.[0] ?? '') : '#!/bin/sh';
  const start = version.cut.parts[0]?.passages[0]?.at ?? 0;
  // Nobody knows what a script is called with.
  const shell = newShell(unknownArguments({ start, end: start }));
  shell.errexit = /\s-[a-zA-Z]*e/.test(shebang);
  const dialect = /\b(?:bash|zsh|ksh)\b/.test(shebang) || shebang === '' ? 'bash' : 'sh';
  const context = { ...newContext(machine, shell, dialect), aliases: text.includes('alias ') };
  try {
    if (form === 'shell') runParts(version, before, context, shell);
    else for (const each of scriptsOf(text, form)) runEmbedded(each, context, shell);
    if (shell.alive) runExitTrap(context, shell, endOf(version.cut));
    else tryExitTrap(context, shell, endOf(version.cut));
    runUncalled(machine, shell);
  } catch (error) {
    // Only a text that nests without end exhausts the stack; what was read until then is still true.
    if (!(error instanceof RangeError)) throw error;
    machine.complete = false;
  }
  const { steps } = context;
  return {
    text: version.cut,
    steps,
    between: machine.between,
    meanwhile: machine.meanwhile,
    atExit: machine.atExit,
    unreached: machine.unreached.length === 0 ? [] : withoutSpans(machine.unreached, reachedSpans(steps)),
    complete: machine.complete && machine.work >= 0,
  };
}

function runParts(
  { cut: { parts }, runs }: Version,
  before: Version | undefined,
  context: Context,
  shell: Shell,
): void {
  const known = before?.cut.parts ?? [];
  const shift = known.length - parts.length;
  const around = listAround(context);
  for (const [index, part] of parts.entries()) {
    if (!shell.alive || context.machine.work < 0) break;
    // What an edit leaves as it is stands as far from the start as it did, or as far from the end.
    const at = known[index] === part || !comesFrom(known[index + shift], part) ? index : index + shift;
    const last = comesFrom(known[at], part) ? before!.runs[at] : undefined;
    runs.push(runPart(part, last, around, context, shell));
  }
  const rest = parts[runs.length];
  if (!rest || context.machine.work < 0) return;
  const pieces = parts
    .slice(runs.length)
    .flatMap(({ passages }) => passages.map((passage) => literal(passage.text, spanOf(passage))));
  runUnreached(context, shell, pieces[0]!.span, (each, layer) => runText(sourceOf(pieces), each, layer));
}

function endOf({ parts }: ScriptText): Span {
  const last = parts.at(-1)?.passages.at(-1);
  const end = last ? spanOf(last).end : 0;
  return { start: end, end };
}

function spanOf({ at, text }: Passage): Span {
  return { start: at, end: at + text.length };
}

/** True for the part itself, and for one that it came in the place of. */
function comesFrom(before: ScriptPart | undefined, part: ScriptPart): boolean {
  return before === part || before?.passages[0]?.at === part.passages[0]?.at;
}

function scriptsOf(text: string, form: 'dockerfile' | 'systemd'): EmbeddedScript[] {
  return form === 'dockerfile' ? dockerfileScripts(text) : systemdScripts(text);
}

function runEmbedded(
  { pieces, shell: which, dialect, place, failureEnds = false, readBy = 'shell' }: EmbeddedScript,
  context: Context,
  shell: Shell,
): void {
  const [first] = pieces;
  if (!first || !shell.alive) return;
  const span = { start: first.span.start, end: pieces.at(-1)!.span.end };
  const run = (each: Context, layer: Shell) =>
    runText(sourceOf(pieces), { ...each, dialect: dialect ?? each.dialect, place, failureEnds, readBy }, layer);
  if (which === 'shared') run(context, shell);
  else if (which === 'own') inSubshell(context, shell, span, run);
  else {
    const { unreached, between, meanwhile } = context.machine;
    const before = unreached.length;
    runUnreached(context, shell, span, run);
    (which === 'after' ? between : meanwhile).push(...unreached.slice(before));
  }
}

function newContext(machine: Machine, base: Shell, dialect: Context['dialect']): Context {
  return {
    machine,
    source: scriptSource('', []),
    tree: { text: '', statements: [], hereDocuments: new Map(), commands: new Map() },
    dialect,
    aliases: false,
    place: '',
    calls: [],
    steps: [],
    certain: true,
    unreached: false,
    given: undefined,
    tested: false,
    spared: false,
    failureEnds: false,
    quiet: false,
    readBy: 'shell',
    input: undefined,
    output: undefined,
    frame: { kind: 'script', id: 0, base, left: [], statuses: [], mayBeLeft: false, outer: undefined },
    active: [],
    locals: new Map(),
    depth: 0,
  };
}
