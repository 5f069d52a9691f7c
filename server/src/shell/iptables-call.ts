/** Calls of iptables and iptables-restore become steps. */

import type { Span } from '../syntax/span';
import { isCertain, oneOf, writeUnknown } from './blocks';
import { choicesIn } from './choices';
import type { Context } from './context';
import { hasExitTrap } from './exit-trap';
import { type KnownProgram, knownEnd, multiProgram, programGuessed, programNamed } from './programs';
import { readFile } from './redirects';
import { placeOf } from './run';
import type { Shell } from './shell-state';
import { type Status, undecided } from './status';
import type { Command, Restore } from './steps';
import { surelySucceeds } from './sure-calls';
import { isMany, textOf, type Word } from './word';

/** With the work that a script may make, it bounds the calls to 10,000. */
const workOfCall = 28;

/** Makes a step of a call, or of each that it may be; undefined when the first word is no iptables. */
export function callIptables(words: readonly Word[], span: Span, context: Context, shell: Shell): Status | undefined {
  const found = programOf(words);
  const ways = found || words[0]!.pieces[0]?.choices ? choicesIn(words, shell) : undefined;
  if (ways)
    return oneOf(
      context,
      shell,
      placeOf(context, span),
      ways,
      (each, inner, layer) => callIptables(each, span, inner, layer) ?? undecided,
    );
  if (!found) return undefined;
  const { known, args } = found;
  const { machine } = context;
  if (known.tool === 'save' || known.tool === 'command') writeUnknown(context, words[0]!.span);
  if (known.tool === 'save') return undecided;
  machine.work -= workOfCall;
  const mayEnd = !context.tested && !context.spared && (shell.errexit || context.failureEnds);
  const call = {
    program: known.program,
    programSpan: words[0]!.span,
    words: args,
    span: placeOf(context, span),
    calls: context.calls,
    place: context.place,
    certain: isCertain(context) && !known.program.guessed,
    onFailure: context.tested ? 'tested' : mayEnd ? 'ends' : 'goes on',
    cleansUp: mayEnd && hasExitTrap(shell),
    quiet: context.quiet,
    readBy: context.readBy,
  } as const;
  const step: Command | Restore =
    known.tool === 'restore' ? restoreOf(call, args, context, shell) : { kind: 'command', ...call };
  context.steps.push(step);
  const isSure = step.kind === 'command' && !known.program.guessed && surelySucceeds(args);
  return { ok: isSure ? true : undefined, test: step };
}

function programOf(words: readonly Word[]): { known: KnownProgram; args: readonly Word[] } | undefined {
  const [first, second] = words;
  const name = textOf(first!.pieces);
  if (name === undefined) {
    const path = knownEnd(first!.pieces);
    const named = path.includes('/') ? programNamed(path) : undefined;
    if (named) return { known: named, args: words.slice(1) };
    const [piece, ...others] = first!.pieces.filter(({ text }) => text !== '' && !/\/$/.test(text ?? ''));
    const guessed = others.length === 0 && piece ? programGuessed(piece.name) : undefined;
    return guessed && { known: guessed, args: words.slice(1) };
  }
  const known = programNamed(name);
  if (known) return { known, args: words.slice(1) };
  const multi = name.endsWith('-multi') && second ? multiProgram(name, textOf(second.pieces) ?? '') : undefined;
  return multi && { known: multi, args: words.slice(2) };
}

type Call = Omit<Command, 'kind'>;

/** Options of iptables-restore behind which a value stands. */
const valued = new Set(['-T', '--table', '-M', '--modprobe', '-W', '--wait-interval']);

function restoreOf(call: Call, args: readonly Word[], { input }: Context, shell: Shell): Restore {
  const texts = args.map(({ pieces }) => textOf(pieces));
  const has = (letter: string, long: string) => texts.some((text) => hasOption(text, letter, long));
  const table = optionValue(args, texts);
  const file = args.find((word, index) => isFile(texts, word, index)) ?? input?.file;
  const text = file && file !== input?.file ? readFile(shell, file.pieces) : input?.pieces;
  const options = { noflush: has('n', 'noflush'), counters: has('c', 'counters'), test: has('t', 'test') };
  return { kind: 'restore', ...call, ...options, input: text, file, table };
}

/** The letter alone or among others, or the long name as far as it is written. */
function hasOption(text: string | undefined, letter: string, long: string): boolean {
  if (text === undefined) return false;
  if (text.startsWith('--')) return text.length > 3 && `--${long}`.startsWith(text);
  return /^-[a-zA-Z]+$/.test(text) && text.includes(letter);
}

function optionValue(args: readonly Word[], texts: readonly (string | undefined)[]): Word | undefined {
  const at = texts.findIndex((text) => text === '-T' || text === '--table');
  return at < 0 ? undefined : args[at + 1];
}

function isFile(texts: readonly (string | undefined)[], word: Word, index: number): boolean {
  const text = texts[index];
  const before = texts[index - 1] ?? '';
  if (isMany(word) || text === '' || text?.startsWith('-') || valued.has(before)) return false;
  return !(/^(?:-w|--wait)$/.test(before) && /^\d+$/.test(text ?? ''));
}
