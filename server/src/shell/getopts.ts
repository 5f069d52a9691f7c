/** `getopts`: one option of the arguments after the other. */

import type { Span } from '../syntax/span';
import type { Context } from './context';
import type { Shell } from './shell-state';
import { failed, type Status, succeeded, undecided } from './status';
import { forget, numberPiece, readVariable, setVariable } from './variables';
import { decidedText, isMany, literal, type Piece, slicePieces, textOf, type Word } from './word';

/** Which argument comes next, from 1 on, and which of its letters. */
interface Position {
  argument: number;
  letter: number;
}

/** Holds the position inside of `-abc`, which a shell keeps for itself. */
const hidden = 'OPTIND+';

/** `getopts OPTIONS NAME [WORDS]`. */
export function getopts(words: readonly Word[], _: Context, shell: Shell, span: Span): Status {
  const options = words[1] && textOf(words[1].pieces);
  const name = words[2] && textOf(words[2].pieces);
  const args = words.length > 3 ? words.slice(3) : shell.args;
  const position = positionOf(shell);
  if (name === undefined || !/^[A-Za-z_]\w*$/.test(name)) return undecided;
  const before = position && args.slice(0, position.argument);
  const word = position && args[position.argument - 1];
  const text = word && textOf(word.pieces);
  if (!position || options === undefined || before!.some(isMany) || (word && text === undefined)) {
    for (const each of [name, 'OPTIND', 'OPTARG', hidden]) forget(shell, each, span);
    return undecided;
  }
  const set = (variable: string, value: string) => setVariable(shell, variable, [literal(value, span, false)]);
  if (text === undefined || text === '--' || !/^-./.test(text)) {
    set(name, '?');
    moveTo(shell, { argument: position.argument + (text === '--' ? 1 : 0), letter: 1 }, span);
    return failed;
  }
  const letter = text[position.letter]!;
  const at = letter === ':' ? -1 : options.replace(/^:/, '').indexOf(letter);
  const takesValue = at >= 0 && options.replace(/^:/, '')[at + 1] === ':';
  const isLast = position.letter === text.length - 1;
  const next = args[position.argument];
  setVariable(shell, 'OPTARG', undefined);
  set(name, at >= 0 ? letter : '?');
  if (at < 0 && options.startsWith(':')) set('OPTARG', letter);
  if (!takesValue) {
    moveTo(shell, isLast ? after(position, 1) : { ...position, letter: position.letter + 1 }, span);
    return succeeded;
  }
  moveTo(shell, after(position, isLast ? 2 : 1), span);
  if (!isLast) setVariable(shell, 'OPTARG', slicePieces(word!.pieces, position.letter + 1, text.length));
  else if (next && isMany(next)) forget(shell, 'OPTARG', span);
  else if (next) setVariable(shell, 'OPTARG', next.pieces.length > 0 ? next.pieces : emptyAt(span));
  else {
    set(name, options.startsWith(':') ? ':' : '?');
    if (options.startsWith(':')) set('OPTARG', letter);
    moveTo(shell, after(position, 1), span);
  }
  return succeeded;
}

function emptyAt(span: Span): Piece[] {
  return [literal('', span, false)];
}

function after({ argument }: Position, count: number): Position {
  return { argument: argument + count, letter: 1 };
}

/** Undefined when it is not known. */
function positionOf(shell: Shell): Position | undefined {
  const reading = readVariable(shell, 'OPTIND');
  if (reading.state !== 'set') return { argument: 1, letter: 1 };
  const argument = Number(decidedText(reading.pieces) || Number.NaN);
  if (!Number.isInteger(argument) || argument < 1) return undefined;
  const inside = readVariable(shell, hidden);
  const [of, letter] = inside.state === 'set' ? (textOf(inside.pieces) ?? '').split(':') : [];
  return { argument, letter: Number(of) === argument ? Number(letter) : 1 };
}

function moveTo(shell: Shell, { argument, letter }: Position, span: Span): void {
  setVariable(shell, 'OPTIND', [numberPiece(argument, span)]);
  setVariable(shell, hidden, [literal(`${argument}:${letter}`, span, false)]);
}
