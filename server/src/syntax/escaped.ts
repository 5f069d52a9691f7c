/** Dumps written as the string of a program. */

const escapes: Record<string, string> = { n: '\n', t: '\t', r: '', '"': '"', '\\': '\\', '/': '/' };

/** The text that a string literal stands for, without its quotes and a comma behind it; unknown escapes stay as they are. */
export function splitEscapedLines(text: string): string {
  const quoted = /^\s*"(.*)",?\s*$/.exec(text);
  return (quoted ? quoted[1]! : text).replace(/\\(.)/g, (whole, letter: string) => escapes[letter] ?? whole);
}
