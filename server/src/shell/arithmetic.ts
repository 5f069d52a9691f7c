/** Arithmetic of the shell, for `$(( … ))` and `(( … ))`: whole numbers; undefined as soon as a value is not known. */

/** Variables, read and set by name. */
export interface Numbers {
  /** The text of a variable: '' when it is empty or unset, undefined when it is not known. */
  get(name: string): string | undefined;
  /** Sets a variable; undefined makes it unknown. */
  set(name: string, value: number | undefined): void;
}

type Value = number | undefined;

interface Reading {
  tokens: string[];
  at: number;
  numbers: Numbers;
  depth: number;
}

const token =
  /\s*(0[xX][0-9a-fA-F]+|[0-9]+|[A-Za-z_][A-Za-z0-9_]*|<<=|>>=|\*\*|\+\+|--|[-+*/%&|^]=|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%<>=!~&|^?:(),])/y;

const binary: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<', '<=', '>', '>='],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];

/** The value of an expression in which nothing is left to expand; undefined when it is not known, or no expression. */
export function evaluate(expression: string, numbers: Numbers): Value {
  const tokens = tokensOf(expression);
  if (tokens === undefined) return undefined;
  if (tokens.length === 0) return 0;
  const reading: Reading = { tokens, at: 0, numbers, depth: 0 };
  const value = sequence(reading);
  return reading.at === tokens.length && Number.isSafeInteger(value) ? value : undefined;
}

function tokensOf(expression: string): string[] | undefined {
  const text = expression.trim();
  if (text.length > 1000) return undefined;
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const found = token.exec(text);
    if (!found) return undefined;
    tokens.push(found[1]!);
  }
  return tokens;
}

function sequence(reading: Reading): Value {
  let value = assignment(reading);
  while (take(reading, ',')) value = assignment(reading);
  return value;
}

function assignment(reading: Reading): Value {
  const { tokens, at, numbers } = reading;
  const name = tokens[at] ?? '';
  const operator = tokens[at + 1] ?? '';
  if (!isName(name) || !/^(?:<<|>>|[-+*/%&|^])?=$/.test(operator) || ++reading.depth > 50) return choice(reading);
  reading.at += 2;
  const right = assignment(reading);
  const value = operator === '=' ? right : apply(operator.slice(0, -1), variable(name, numbers), right);
  numbers.set(name, value);
  return value;
}

function choice(reading: Reading): Value {
  const condition = binaryLevel(reading, 0);
  if (!take(reading, '?')) return condition;
  const yes = assignment(reading);
  if (!take(reading, ':')) return undefined;
  const no = assignment(reading);
  return condition === undefined ? undefined : condition !== 0 ? yes : no;
}

function binaryLevel(reading: Reading, level: number): Value {
  const operators = binary[level];
  if (!operators) return unary(reading);
  let value = binaryLevel(reading, level + 1);
  for (;;) {
    const operator = reading.tokens[reading.at] ?? '';
    if (!operators.includes(operator)) return value;
    reading.at++;
    value = apply(operator, value, binaryLevel(reading, level + 1));
  }
}

function apply(operator: string, left: Value, right: Value): Value {
  if (left === undefined || right === undefined) return undefined;
  if ((operator === '/' || operator === '%') && right === 0) return undefined;
  return operations[operator]?.(left, right);
}

const operations: Readonly<Record<string, (left: number, right: number) => number>> = {
  '||': (left, right) => Number(left !== 0 || right !== 0),
  '&&': (left, right) => Number(left !== 0 && right !== 0),
  '|': (left, right) => Number(BigInt(left) | BigInt(right)),
  '^': (left, right) => Number(BigInt(left) ^ BigInt(right)),
  '&': (left, right) => Number(BigInt(left) & BigInt(right)),
  '==': (left, right) => Number(left === right),
  '!=': (left, right) => Number(left !== right),
  '<': (left, right) => Number(left < right),
  '<=': (left, right) => Number(left <= right),
  '>': (left, right) => Number(left > right),
  '>=': (left, right) => Number(left >= right),
  '<<': (left, right) => left * 2 ** (right & 63),
  '>>': (left, right) => Math.floor(left / 2 ** (right & 63)),
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => Math.trunc(left / right),
  '%': (left, right) => left % right,
};

function unary(reading: Reading): Value {
  const { tokens } = reading;
  const operator = tokens[reading.at] ?? '';
  if (++reading.depth > 200) return undefined;
  if (operator === '++' || operator === '--') {
    const name = tokens[reading.at + 1] ?? '';
    reading.at += 2;
    return isName(name) ? step(reading, name, operator, true) : undefined;
  }
  if (!['-', '+', '!', '~'].includes(operator)) return power(reading);
  reading.at++;
  const value = unary(reading);
  if (value === undefined) return undefined;
  return operator === '-' ? -value : operator === '!' ? Number(value === 0) : operator === '~' ? -value - 1 : value;
}

function power(reading: Reading): Value {
  const base = primary(reading);
  if (!take(reading, '**')) return base;
  const exponent = unary(reading);
  return base === undefined || exponent === undefined || exponent < 0 ? undefined : base ** exponent;
}

function primary(reading: Reading): Value {
  const { tokens, numbers } = reading;
  const word = tokens[reading.at++] ?? '';
  if (word === '(') {
    const value = sequence(reading);
    return take(reading, ')') ? value : undefined;
  }
  if (!isName(word)) return numberOf(word);
  const next = tokens[reading.at] ?? '';
  if (next !== '++' && next !== '--') return variable(word, numbers);
  reading.at++;
  return step(reading, word, next, false);
}

/** `++` and `--`: the value behind or before. */
function step({ numbers }: Reading, name: string, operator: string, before: boolean): Value {
  const value = variable(name, numbers);
  const changed = value === undefined ? undefined : value + (operator === '++' ? 1 : -1);
  numbers.set(name, changed);
  return before ? changed : value;
}

function variable(name: string, numbers: Numbers): Value {
  const text = numbers.get(name)?.trim();
  return text === undefined ? undefined : text === '' ? 0 : numberOf(text);
}

function numberOf(text: string): Value {
  if (/^-?(?:[1-9][0-9]*|0)$/.test(text) || /^0[xX][0-9a-fA-F]+$/.test(text)) return Number(text);
  return /^0[0-7]+$/.test(text) ? Number.parseInt(text, 8) : undefined;
}

function take(reading: Reading, word: string): boolean {
  if (reading.tokens[reading.at] !== word) return false;
  reading.at++;
  return true;
}

function isName(word: string): boolean {
  return /^[A-Za-z_]/.test(word);
}
