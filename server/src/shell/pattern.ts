/** Patterns of the shell (`*`, `?`, `[a-z]`), as `case`, `[[ … == … ]]` and `${x#…}` use them. Time is bounded by both lengths multiplied. */

/** A pattern's parts: a letter, any letter, any letters, or one of a class. */
type Token = { type: 'letter'; char: string } | { type: 'any' | 'run' } | { type: 'class'; has(char: string): boolean };

/** Whether the whole text matches. Backslashes in the pattern escape. */
export function matchesPattern(pattern: string, text: string): boolean {
  return matches(tokensOf(pattern), text);
}

/** The text without the shortest or longest part at its start or end that matches. */
export function trimPattern(text: string, pattern: string, edge: 'start' | 'end', longest: boolean): string {
  const tokens = tokensOf(pattern);
  for (let step = 0; step <= text.length; step++) {
    const length = longest ? text.length - step : step;
    const part = edge === 'start' ? text.slice(0, length) : text.slice(text.length - length);
    if (matches(tokens, part)) return edge === 'start' ? text.slice(length) : text.slice(0, text.length - length);
  }
  return text;
}

function matches(tokens: readonly Token[], text: string): boolean {
  let t = 0;
  let i = 0;
  let run = -1;
  let runAt = 0;
  while (i < text.length) {
    const token = tokens[t];
    if (token?.type === 'run') {
      run = t++;
      runAt = i;
    } else if (token && fits(token, text[i]!)) {
      t++;
      i++;
    } else if (run >= 0) {
      t = run + 1;
      i = ++runAt;
    } else return false;
  }
  while (tokens[t]?.type === 'run') t++;
  return t === tokens.length;
}

function fits(token: Token, char: string): boolean {
  if (token.type === 'letter') return token.char === char;
  return token.type === 'class' ? token.has(char) : true;
}

function tokensOf(pattern: string): Token[] {
  const tokens: Token[] = [];
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i]!;
    const close = char === '[' ? classEnd(pattern, i) : -1;
    if (char === '*') tokens.push({ type: 'run' });
    else if (char === '?') tokens.push({ type: 'any' });
    else if (close > 0) {
      tokens.push(classToken(pattern.slice(i + 1, close)));
      i = close;
    } else {
      if (char === '\\' && i + 1 < pattern.length) i++;
      tokens.push({ type: 'letter', char: pattern[i]! });
    }
  }
  return tokens;
}

/** The offset of the `]` that closes a class; -1 when none does. */
function classEnd(pattern: string, open: number): number {
  const first = open + (/[!^]/.test(pattern[open + 1] ?? '') ? 2 : 1);
  for (let i = first; i < pattern.length; i++) {
    const named = pattern[i] === '[' && pattern[i + 1] === ':' ? pattern.indexOf(':]', i + 2) : -1;
    if (named > 0) i = named + 1;
    else if (pattern[i] === ']' && i > first) return i;
  }
  return -1;
}

const namedClasses: Readonly<Record<string, RegExp>> = {
  digit: /[0-9]/,
  alpha: /[A-Za-z]/,
  alnum: /[A-Za-z0-9]/,
  upper: /[A-Z]/,
  lower: /[a-z]/,
  space: /\s/,
  blank: /[ \t]/,
  punct: /[!-/:-@[-`{-~]/,
  xdigit: /[0-9A-Fa-f]/,
};

function classToken(inside: string): Token {
  const negated = /^[!^]/.test(inside);
  const named = [...inside.matchAll(/\[:([a-z]+):\]/g)].map(([, name]) => namedClasses[name!]);
  const rest = inside.slice(negated ? 1 : 0).replace(/\[:[a-z]+:\]/g, '');
  const has = (char: string) => named.some((each) => each?.test(char)) || inRanges(rest, char);
  return { type: 'class', has: (char) => has(char) !== negated };
}

function inRanges(ranges: string, char: string): boolean {
  for (let i = 0; i < ranges.length; i++) {
    const last = ranges[i + 1] === '-' ? ranges[i + 2] : undefined;
    if (last === undefined ? ranges[i] === char : ranges[i]! <= char && char <= last) return true;
    if (last !== undefined) i += 2;
  }
  return false;
}
