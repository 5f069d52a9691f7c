/** Where quoted and bracketed stretches of shell text end. All functions go forward only and return the text's end for what is not closed. */

const closers: Readonly<Record<string, string>> = { '(': ')', '{': '}' };

/** The offset behind the backslash at `at` and what it escapes. */
export function skipEscape(at: number, end: number): number {
  return Math.min(at + 2, end);
}

/** The offset behind a string in single quotes that opens at `at`. */
export function skipSingleQuotes(text: string, at: number, end: number): number {
  const close = text.indexOf("'", at + 1);
  return close < 0 || close >= end ? end : close + 1;
}

/** The offset behind `$'…'`, in which a backslash escapes a quote; `at` is that of the quote. */
export function skipAnsiQuotes(text: string, at: number, end: number): number {
  let i = at + 1;
  while (i < end && text[i] !== "'") i += text[i] === '\\' ? 2 : 1;
  return Math.min(i + 1, end);
}

/** The offset behind a string in double quotes that opens at `at`. */
export function skipDoubleQuotes(text: string, at: number, end: number, depth = 0): number {
  let i = at + 1;
  while (i < end && text[i] !== '"') i = skipInDoubleQuotes(text, i, end, depth);
  return Math.min(i + 1, end);
}

/** The offset behind the character, escape or expansion at `at`, as double quotes and here-documents know them. */
function skipInDoubleQuotes(text: string, at: number, end: number, depth = 0): number {
  switch (text[at]) {
    case '\\':
      return skipEscape(at, end);
    case '$':
      return skipDollar(text, at, end, depth);
    case '`':
      return skipBackquotes(text, at, end);
    default:
      return at + 1;
  }
}

/** The offset behind `` `…` `` that opens at `at`. */
export function skipBackquotes(text: string, at: number, end: number): number {
  let i = at + 1;
  while (i < end && text[i] !== '`') i += text[i] === '\\' ? 2 : 1;
  return Math.min(i + 1, end);
}

/** The offset behind the expansion whose `$` stands at `at`; behind the `$` alone when nothing follows that could be expanded. */
export function skipDollar(text: string, at: number, end: number, depth = 0): number {
  const next = at + 1 < end ? text[at + 1]! : '';
  if (next === '(' || next === '{') return skipBrackets(text, at + 1, end, depth + 1);
  const name = nameEnd(text, at + 1, end);
  if (name > at + 1) return name;
  if (next === '[') return oldArithmeticEnd(text, at, end);
  return next !== '' && '@*#?$!-0123456789'.includes(next) ? at + 2 : at + 1;
}

/** The offset behind `$[…]` on one line; behind the `$` alone where it is not closed. */
function oldArithmeticEnd(text: string, at: number, end: number): number {
  const found = /^\$\[[\w\s+*/%${}()-]{1,100}\]/.exec(text.slice(at, Math.min(end, at + 110)));
  return found && !found[0].includes('\n') ? at + found[0].length : at + 1;
}

/** The offset behind the identifier at `at`; `at` itself when there is none. */
export function nameEnd(text: string, at: number, end: number): number {
  if (!isNameStart(text.charCodeAt(at))) return at;
  let i = at;
  while (i < end && isNamePart(text.charCodeAt(i))) i++;
  return i;
}

/** The offset behind the bracket that closes the one at `at`, with quotes and further brackets inside. Nesting deeper than 50 is not followed. */
export function skipBrackets(text: string, at: number, end: number, depth = 0): number {
  const open = text[at]!;
  const close = closers[open]!;
  let level = 0;
  for (let i = at; i < end; ) {
    const char = text[i]!;
    if (char === open) level++;
    else if (char === close && --level === 0) return i + 1;
    i = depth > 50 ? i + 1 : skipInBrackets(text, i, end, depth);
  }
  return end;
}

function skipInBrackets(text: string, at: number, end: number, depth: number): number {
  switch (text[at]) {
    case "'":
      return skipSingleQuotes(text, at, end);
    case '"':
      return skipDoubleQuotes(text, at, end, depth + 1);
    default:
      return skipInDoubleQuotes(text, at, end, depth + 1);
  }
}

function isNameStart(code: number): boolean {
  return (code >= 65 && code <= 90) || code === 95 || (code >= 97 && code <= 122);
}

function isNamePart(code: number): boolean {
  return isNameStart(code) || (code >= 48 && code <= 57);
}
