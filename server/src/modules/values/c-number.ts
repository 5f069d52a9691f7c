// Whole numbers as the tools read them: with strtoumax of C, base 0, up to 64 bits.

/** A number at the beginning of a text. */
export interface CNumber {
  /** Exact: a bigint where a number would round. Infinity for what does not fit into 64 bits. */
  value: number | bigint;
  /** Where the digits end. */
  end: number;
}

/** Blanks, one plus sign, then digits: hexadecimal after 0x, octal after 0, else decimal. */
const beginning = /[ \t\n\v\f\r]*\+?(0[xX][\da-fA-F]+|0[0-7]*|[1-9]\d*)/y;

/** So many digits of any base are exact in a JavaScript number. */
const exactDigits = 13;

const largest = 2n ** 64n - 1n;

/** More significant digits than this, even octal ones, are above 64 bits. */
const manyDigits = 24;

/** Reads the number that stands at `from`, whatever follows it. Undefined where none does; a minus sign begins none. */
export function readCNumberAt(text: string, from = 0): CNumber | undefined {
  beginning.lastIndex = from;
  const digits = beginning.exec(text)?.[1];
  return digits === undefined ? undefined : { value: numberOf(digits), end: beginning.lastIndex };
}

/** The number that a whole text is: with nothing behind it, and no minus sign. Undefined when it is none. */
export function readCNumber(text: string): number | bigint | undefined {
  const number = readCNumberAt(text);
  return number?.end === text.length ? number.value : undefined;
}

function numberOf(digits: string): number | bigint {
  const octal = digits[0] === '0' && !/^0[xX]/.test(digits);
  if (digits.length <= exactDigits) return octal ? Number.parseInt(digits, 8) : Number(digits);
  const significant = digits.replace(/^0[xX]?0*/, '') || '0';
  if (significant.length > manyDigits) return Number.POSITIVE_INFINITY;
  const value = BigInt(octal ? `0o${significant}` : digits);
  if (value > largest) return Number.POSITIVE_INFINITY;
  return value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
}

/** Blanks, a sign, then decimal digits. */
const decimalBeginning = /[ \t\n\v\f\r]*([+-]?\d+)/y;

/**
 * Reads a decimal number with a sign, cut to 64 bits: as strtol of C does, which atoi goes by, or `unsigned` as strtoul does, for
 * which a negative number is the one as far below 2^64. Undefined where none stands.
 */
export function readDecimalAt(text: string, from = 0, unsigned = false): CNumber | undefined {
  decimalBeginning.lastIndex = from;
  const digits = decimalBeginning.exec(text)?.[1];
  if (digits === undefined) return undefined;
  const value = digits.length <= exactDigits ? Number(digits) : longDecimal(digits, unsigned);
  return { value, end: decimalBeginning.lastIndex };
}

/** The lowest bits of a number, without a sign, as an assignment to a narrower type keeps them. */
export function lowBits(value: number | bigint, bits: 8 | 16 | 32): number {
  return Number(BigInt.asUintN(bits, BigInt(value)));
}

function longDecimal(digits: string, unsigned: boolean): bigint {
  const negative = digits[0] === '-';
  const significant = digits.replace(/^[+-]?0*/, '') || '0';
  const size = significant.length > manyDigits ? largest + 1n : BigInt(significant);
  const limit = unsigned ? largest : largest / 2n + (negative ? 1n : 0n);
  if (size > limit) return unsigned || !negative ? limit : -limit;
  return negative ? -size : size;
}
