/** `$( … )`: what its commands would write, where that is known. */

import type { Span } from '../syntax/span';
import { inSubshell, newOutput } from './blocks';
import type { Output } from './context';
import { type Reader, readerOf } from './expand';
import type { Fragment } from './fields';
import { sameProgram } from './programs';
import { fileName, inputFrom } from './redirects';
import { runText } from './run';
import { undecided } from './status';
import { noteStatus } from './variables';
import { type Piece, seenAt, slicePiece, unknown, type Word } from './word';

const deepest = 150;
const shown = 24;

/** What a substitution becomes; `inside` are its commands, `span` is all of it. */
export function substitute(reader: Reader, inside: Span, span: Span, quoted: boolean): Fragment[] {
  const { context } = reader;
  const place = reader.source.place(span.start, span.end);
  const isFollowed = context.depth < deepest && !reader.source.text.slice(inside.start, inside.end).includes('\\`');
  const output = isFollowed ? outputOf(reader, inside, place) : newOutput(context);
  const pieces = withoutNewlines(output.pieces);
  const isKnown = isFollowed && pieces.length > 0 && pieces.every(({ text }) => text !== undefined);
  const value = isKnown
    ? seenAt(pieces, place)
    : (programFound(output, place) ?? [unknownOutput(reader, span, place, quoted)]);
  return value.map((piece) => ({ piece, quoted, split: !quoted && piece.text !== undefined }));
}

/** `<(…)`: the name of a file that holds what the commands write. */
export function substituteProcess(reader: Reader, span: Span, place: Span): Word {
  const pieces = [unknown('<(…)', place)];
  const value = inputFrom(outputOf(reader, { start: span.start + 2, end: span.end - 1 }, place).pieces).pieces;
  if (value) reader.shell.own.set(fileName(pieces), { type: 'value', value });
  return { pieces, span: place };
}

/** What the commands in a stretch of text write, run in a shell of their own. */
export function outputOf(reader: Reader, inside: Span, place: Span): Output {
  const { context, shell } = reader;
  const output = newOutput(context);
  const inner = readerOf(reader, inside);
  const changed = { ...context, output, depth: context.depth + 1, tested: true, spared: true, quiet: context.quiet };
  inSubshell(changed, shell, place, (each, layer) => {
    const status = runText(inner.source, each, layer);
    noteStatus(shell, layer.alive ? status : undecided, () => place);
  });
  return output;
}

/** A search through folders for a program, or for one of several that are called alike. */
function programFound({ parts }: Output, place: Span): readonly Piece[] | undefined {
  return sameProgram(parts.map(withoutNewlines), '$(…)', place);
}

function unknownOutput(reader: Reader, { start, end }: Span, place: Span, quoted: boolean): Piece {
  const text = reader.source.text.slice(start, end).replace(/\s+/g, ' ');
  return unknown(text.length > shown ? `${text.slice(0, shown)}…` : text, place, !quoted);
}

function withoutNewlines(pieces: readonly Piece[]): Piece[] {
  const kept = [...pieces];
  for (let last = kept.at(-1); last?.text !== undefined; last = kept.at(-1)) {
    let end = last.text.length;
    while (end > 0 && last.text[end - 1] === '\n') end--;
    if (end === last.text.length && end > 0) return kept;
    kept.pop();
    if (end > 0) return [...kept, slicePiece(last, 0, end)];
  }
  return kept;
}
