/** Text, byte patterns and small programs in words. */

import { counted } from '../numbers';
import { type Decoders, meaning, type ValueContext, type ValueMeaning } from './meaning';
import { wholeNumber } from './quantities';

type Kinds = 'text' | 'hex-pattern' | 'bpf-program' | 'u32-tests' | 'set-name' | 'path' | 'match' | 'target' | Chains;
type Chains = 'chain' | 'new-chain' | 'user-chain' | 'policy' | 'table';

const quoted = (_: unknown, text: string, { quote }: ValueContext): ValueMeaning => meaning(quote(text));

export const textDecoders: Decoders<Kinds> = {
  text: quoted,
  'hex-pattern': (_, text, context) => hexPattern(text, context),
  'bpf-program': (_, text) => bpfProgram(text),
  'u32-tests': (_, text) => u32Tests(text),
  'set-name': quoted,
  path: quoted,
  match: quoted,
  target: quoted,
  chain: quoted,
  'new-chain': quoted,
  'user-chain': quoted,
  policy: quoted,
  table: quoted,
};

/** `GET |0d 0a|` as the bytes it stands for; undefined when a bar is not closed or holds no hexadecimal. */
function hexPattern(text: string, { quote }: ValueContext): ValueMeaning | undefined {
  const bytes: number[] = [];
  const pieces = text.split('|');
  if (pieces.length % 2 === 0) return undefined;
  for (const [index, piece] of pieces.entries()) {
    if (index % 2 === 0) bytes.push(...[...piece.replace(/\\(.)/g, '$1')].map((char) => char.codePointAt(0)!));
    else {
      const digits = piece.replace(/\s/g, '');
      if (!/^(?:[\da-f]{2})*$/i.test(digits)) return undefined;
      for (let i = 0; i < digits.length; i += 2) bytes.push(Number.parseInt(digits.slice(i, i + 2), 16));
    }
  }
  const shown = bytes.map(byteText).join('');
  return meaning(`${quote(shown)} (${counted(bytes.length, 'byte')})`);
}

function byteText(byte: number): string {
  if (byte === 10) return '\\n';
  if (byte === 13) return '\\r';
  if (byte === 9) return '\\t';
  if (byte >= 32 && byte < 127) return String.fromCharCode(byte);
  return `\\x${byte.toString(16).padStart(2, '0')}`;
}

/** Classes of classic BPF instructions, by the three lower bits of the code. */
const returnClass = 6;

function bpfProgram(text: string): ValueMeaning | undefined {
  const [count = '', ...instructions] = text.split(',');
  const number = wholeNumber(count.trim());
  if (number === undefined) return undefined;
  const returns = instructions.filter((each) => (Number.parseInt(each, 10) & 7) === returnClass).length;
  const missing =
    instructions.filter((each) => each.trim() !== '').length === number ? [] : ['Fewer or more follow than that.'];
  return meaning(
    `a BPF program of ${counted(number, 'instruction')}`,
    `${counted(returns, 'way')} out of it; the packet matches where the number returned is not 0.`,
    ...missing,
  );
}

function u32Tests(text: string): ValueMeaning {
  const tests = text.split('&&');
  const all = tests.length > 1 ? [`All ${tests.length} have to hold.`] : [];
  const more = tests.slice(0, 4).flatMap((test) => u32Test(test) ?? []);
  return meaning(counted(tests.length, 'comparison'), ...more, ...all);
}

/** `6&0xFF=1`: where it reads, and with what it compares. */
function u32Test(test: string): string | undefined {
  const [location = '', wanted, ...others] = test.split('=').map((each) => each.replace(/\s/g, ''));
  const [, start] = /^(0x[\da-f]{1,8}|\d{1,10})/i.exec(location) ?? [];
  if (start === undefined || wanted === undefined || others.length > 0) return undefined;
  if (!/^[\da-fx&<>@]{1,120}$/i.test(location) || !/^[\da-fx:,]{1,120}$/i.test(wanted)) return undefined;
  const steps = [...location.slice(start.length).matchAll(/(<<|>>|&|@)([\da-fx]+)/gi)].map(
    ([, operation = '', number = '']) => {
      return `${u32Words[operation]} ${number}`;
    },
  );
  const from = `Reads bytes ${Number(start)} to ${Number(start) + 3} of the packet`;
  const values = wanted.replaceAll(':', ' to ').replaceAll(',', ' or ');
  return `${from}${steps.length > 0 ? `, ${steps.join(', ')}` : ''}, and compares with ${values}.`;
}

const u32Words: Readonly<Record<string, string>> = {
  '<<': 'shifts left by',
  '>>': 'shifts right by',
  '&': 'masks with',
  '@': 'goes on that many bytes further plus',
};
