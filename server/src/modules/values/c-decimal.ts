// Numbers with a fraction, as strtod of C reads them.

/** A number at the beginning of a text. */
export interface CDecimal {
  value: number;
  end: number;
}

/** Decimal or hexadecimal, with an exponent, or infinite, or not a number at all, as C allows. */
const beginning =
  /[ \t\n\v\f\r]*([+-]?)(?:(inf(?:inity)?)|(nan(?:\(\w*\))?)|0x([\da-f]+\.?[\da-f]*|\.[\da-f]+)(?:p([+-]?\d+))?|((?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?))/iy;

/** Reads the number that a text begins with. Undefined where it begins with none. */
export function readCDecimal(text: string): CDecimal | undefined {
  beginning.lastIndex = 0;
  const match = beginning.exec(text);
  if (!match) return undefined;
  const [, sign, infinite, none, hexadecimal, exponent, decimal] = match;
  const size = infinite
    ? Number.POSITIVE_INFINITY
    : none
      ? Number.NaN
      : hexadecimal === undefined
        ? Number(decimal)
        : fromHexadecimal(hexadecimal, Number(exponent ?? 0));
  return { value: sign === '-' ? -size : size, end: beginning.lastIndex };
}

/** More digits do not change the value. */
const exactDigits = 16;

function fromHexadecimal(digits: string, exponent: number): number {
  const point = digits.indexOf('.');
  const whole = point < 0 ? digits.length : point;
  const bare = digits.replace('.', '');
  const significant = bare.replace(/^0+/, '');
  if (significant === '') return 0;
  const kept = significant.slice(0, exactDigits);
  const shift = 4 * (whole - (bare.length - significant.length) - kept.length) + exponent;
  return Number(`0x${kept}`) * 2 ** shift;
}
