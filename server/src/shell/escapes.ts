/** Backslash escapes inside of values: those of `$'…'`, `echo -e` and `printf`. */

import { literal, type Piece, slicePiece } from './word';

const letters: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  v: '\v',
  '\\': '\\',
};

/** The pieces with their escapes replaced; the rest keeps its place letter by letter. */
export function unescapePieces(pieces: readonly Piece[], kind: 'ansi' | 'echo' | 'printf'): Piece[] {
  return pieces.flatMap((piece) => unescapePiece(piece, kind));
}

function unescapePiece(piece: Piece, kind: 'ansi' | 'echo' | 'printf'): Piece[] {
  const { text } = piece;
  if (text === undefined || !text.includes('\\')) return [piece];
  const made: Piece[] = [];
  let plain = 0;
  for (let i = text.indexOf('\\'); i >= 0; i = text.indexOf('\\', Math.max(i + 1, plain))) {
    const found = escapeAt(text, i, kind);
    if (!found) continue;
    if (i > plain) made.push(slicePiece(piece, plain, i));
    plain = i + found.length;
    made.push({ ...literal(found.value, slicePiece(piece, i, plain).span, false), assumed: piece.assumed });
  }
  if (plain < text.length || made.length === 0) made.push(slicePiece(piece, plain, text.length));
  return made;
}

function escapeAt(text: string, at: number, kind: string): { value: string; length: number } | undefined {
  const char = text[at + 1] ?? '';
  const value = letters[char] ?? (kind === 'echo' || (char !== "'" && char !== '"') ? undefined : char);
  if (value !== undefined) return { value, length: 2 };
  const octal =
    kind === 'echo' ? /^0[0-7]{1,3}/.exec(text.slice(at + 1, at + 5)) : /^[0-7]{1,3}/.exec(text.slice(at + 1, at + 4));
  if (octal) return { value: String.fromCharCode(Number.parseInt(octal[0], 8) & 255), length: octal[0].length + 1 };
  const hex = /^x[0-9a-fA-F]{1,2}/.exec(text.slice(at + 1, at + 4));
  return hex
    ? { value: String.fromCharCode(Number.parseInt(hex[0].slice(1), 16)), length: hex[0].length + 1 }
    : undefined;
}
