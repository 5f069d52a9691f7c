/** Steps of scripts in a compact text, a line each, for tests. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createShellParser, type ShellParser } from '../../server/src/shell/parser';
import { readScript, type ScriptForm } from '../../server/src/shell/read-script';
import type { Command, Restore, Step } from '../../server/src/shell/steps';
import { isMany, shownText, type Word } from '../../server/src/shell/word';

let parser: Promise<ShellParser> | undefined;

/** The grammar from the packages that bring it, loaded once. */
export function shellParser(): Promise<ShellParser> {
  parser ??= createShellParser({
    runtime: packageFile('web-tree-sitter/web-tree-sitter.wasm'),
    bash: packageFile('tree-sitter-bash/tree-sitter-bash.wasm'),
  });
  return parser;
}

function packageFile(path: string): Uint8Array {
  return readFileSync(join(__dirname, '../../node_modules', path));
}

/** The steps of a script: `iptables -F`, `maybe: iptables -F`, with what stands around them indented. */
export async function stepsOf(script: string, form: ScriptForm = 'shell'): Promise<string[]> {
  const { steps, unreached, complete } = readScript(script, await shellParser(), form);
  const dead = lines(unreached, '').filter((line) => !/^\s*(?:[{}]|or$|success$|failure$|loop)/.test(line));
  return [
    ...lines(steps, ''),
    ...dead.map((line) => `never: ${line.replace(/^\s*(?:maybe: )?/, '')}`),
    ...(complete ? [] : ['…']),
  ];
}

function lines(steps: readonly Step[], indent: string): string[] {
  return steps.flatMap((step) => stepLines(step, indent));
}

function stepLines(step: Step, indent: string): string[] {
  const inner = `${indent}  `;
  switch (step.kind) {
    case 'command':
    case 'restore':
      return [`${indent}${step.certain ? '' : 'maybe: '}${callText(step)}`];
    case 'leave':
      return [`${indent}leave ${step.block}`];
    case 'loop':
      return [`${indent}loop${step.endsOn ? ` until ${step.endsOn}` : ''}`, ...lines(step.steps, inner)];
    case 'block':
      return [`${indent}{${step.id}`, ...lines(step.steps, inner), `${indent}}`];
    case 'branch':
      return step.alternatives.flatMap(({ when, steps: own }) => [`${indent}${when ?? 'or'}`, ...lines(own, inner)]);
  }
}

/** A call as a command line, with what is special of it in brackets. */
export function callText(call: Command | Restore): string {
  const words = call.words.map(wordText);
  const marks = [
    call.program.guessed && 'guessed',
    call.place && `in ${call.place}`,
    call.onFailure !== 'goes on' && call.onFailure,
    call.quiet && 'quiet',
    call.kind === 'restore' &&
      (call.input
        ? JSON.stringify(shownText(call.input))
        : call.file
          ? `file ${wordText(call.file)}`
          : 'unknown input'),
    call.kind === 'restore' && call.noflush && 'noflush',
    call.kind === 'restore' && call.counters && 'counters',
    call.kind === 'restore' && call.test && 'test',
    call.kind === 'restore' && call.table && `table ${wordText(call.table)}`,
  ].filter(Boolean);
  return [call.program.name, ...words, ...(marks.length > 0 ? [`[${marks.join(', ')}]`] : [])].join(' ');
}

/** Words with blanks in quotes; what may be any number of words with dots behind. */
function wordText(word: Word): string {
  const text = shownText(word.pieces);
  const quoted = text === '' || /[\s'"]/.test(text) ? JSON.stringify(text) : text;
  return isMany(word) ? `${quoted}…` : quoted;
}
