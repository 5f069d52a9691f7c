// Text, patterns and small programs.

import { byteLength, columnOfByte } from '../../syntax/bytes';
import { byKernel } from '../refused-by';
import { bpfProgramFault } from './bpf-program';
import { hexPatternFault } from './hex-pattern';
import { doubtful, invalid, partOf, shown, wholeOf } from './part';
import { u32Fault } from './u32-tests';
import type { ValueChecks, ValueFault, ValueOf } from './value-fault';

type Kinds = 'text' | 'hex-pattern' | 'bpf-program' | 'u32-tests';

export const textChecks: ValueChecks<Kinds> = {
  text: textFault,
  'hex-pattern': hexPatternFault,
  'bpf-program': bpfProgramFault,
  'u32-tests': u32Fault,
};

function textFault(value: ValueOf<'text'>, text: string): ValueFault | undefined {
  const whole = wholeOf(text);
  if (text === '' && value.min) return invalid(whole, 'The text is missing: at least one character.');
  const kept = columnOfByte(text, value.max);
  if (kept < text.length && value.tooLong === 'refused')
    return invalid(partOf(whole, kept), `The text has ${byteLength(text)} bytes. At most ${value.max} are allowed.`);
  if (value.oneLine && text.includes('\n')) return invalid(whole, 'The text may not hold a line break.');
  return value.fileName ? fileNameFault(text, kept) : value.oneLine ? cutFault(value, text) : undefined;
}

/** A prefix whose end nobody will read. What one backend keeps and saves is no mistake. */
function cutFault({ max, nftMax = max }: ValueOf<'text'>, text: string): ValueFault | undefined {
  const kept = columnOfByte(text, nftMax);
  if (kept >= text.length) return undefined;
  const part = partOf(wholeOf(text), kept);
  return doubtful('invalid-value', part, `The text has ${byteLength(text)} bytes, and only the first ${max} are kept.`);
}

/** Only what is kept of a name has to do as one of a file. */
function fileNameFault(text: string, kept: number): ValueFault | undefined {
  const whole = wholeOf(text);
  const name = text.slice(0, kept);
  if (name === '') return invalid(whole, 'The name is missing: at least one character.', byKernel);
  const slash = name.indexOf('/');
  if (slash < 0 && name !== '.' && name !== '..') return undefined;
  const part = slash < 0 ? whole : partOf(whole, slash, slash + 1);
  return invalid(part, `${shown(text)} cannot be the name of a file in /proc: no slash, not . or .. alone.`, byKernel);
}
