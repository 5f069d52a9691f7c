// Patterns of -m string with blocks of hexadecimal bytes.

import { byteLength, columnOfByte } from '../../syntax/bytes';
import { byKernel } from '../refused-by';
import { invalid, partOf, wholeOf } from './part';
import type { ValueFault, ValueOf } from './value-fault';

/** The pattern up to `at`, as the tool reads it. */
interface Reader {
  text: string;
  at: number;
  inBlock: boolean;
  /** Bytes were read. */
  filled: boolean;
}

/** Follows the tool, oddities included: a character right behind the end of a block is always plain. */
export function hexPatternFault({ max }: ValueOf<'hex-pattern'>, text: string): ValueFault | undefined {
  const whole = wholeOf(text);
  if (text === '') return invalid(whole, 'The pattern is missing.');
  const kept = columnOfByte(text, max);
  if (kept < text.length)
    return invalid(
      partOf(whole, kept),
      `The pattern is written in ${byteLength(text)} bytes. At most ${max} are allowed.`,
    );
  const reader: Reader = { text, at: 0, inBlock: false, filled: false };
  while (reader.at < text.length) {
    const fault = readItem(reader);
    if (fault) return fault;
  }
  return reader.filled ? undefined : invalid(whole, 'The pattern is empty.', byKernel);
}

function readItem(reader: Reader): ValueFault | undefined {
  const { text } = reader;
  const escaped = text[reader.at] === '\\';
  if (escaped && reader.inBlock) return at(reader, 1, 'A backslash cannot stand between bars. Close the block with |.');
  if (text[reader.at] === '|') {
    turn(reader);
    if (reader.at >= text.length) return undefined;
  }
  if (reader.inBlock) return readByte(reader);
  if (escaped && reader.at + 1 >= text.length)
    return at(reader, 1, 'Nothing follows the backslash. Write \\\\ for a backslash.');
  reader.at += escaped ? 2 : 1;
  reader.filled = true;
  return undefined;
}

/** A bar opens a block, blanks behind it included, or closes one. */
function turn(reader: Reader): void {
  reader.inBlock = !reader.inBlock;
  reader.at++;
  while (reader.inBlock && reader.text[reader.at] === ' ') reader.at++;
}

const hexDigit = /^[\da-fA-F]$/;

function readByte(reader: Reader): ValueFault | undefined {
  const { text, at: from } = reader;
  const first = text[from]!;
  const second = text[from + 1] ?? '';
  if (!hexDigit.test(first) || (second !== '' && second !== '|' && !hexDigit.test(second)))
    return at(
      reader,
      hexDigit.test(first) ? 2 : 1,
      'Only pairs of hexadecimal digits, one blank between them, may stand between bars.',
    );
  if (second === '|') return at(reader, 1, 'A hexadecimal digit is missing: each byte has two.');
  if (from + 2 >= text.length) return at(reader, 2, 'The block of bytes is not closed. Write | behind it.');
  reader.at += text[from + 2] === ' ' ? 3 : 2;
  reader.filled = true;
  return undefined;
}

function at({ text, at: from }: Reader, length: number, message: string): ValueFault {
  return invalid(partOf(wholeOf(text), from, Math.min(text.length, from + length)), message);
}
