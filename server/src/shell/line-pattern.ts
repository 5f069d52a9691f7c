/** Regular expressions of `sed` and `grep`, as far as they are read quickly whatever the line is. */

/** More of them would take too long on a line that does not match. */
const mostRepeats = 3;

/** Groups, alternatives, counts and back references are not followed. */
const notFollowed = /[(){}|]/;

/** `^` and `$` elsewhere than at the ends are letters for some. */
const anchorInside = /[\s\S]\^|\$[\s\S]/;

/** The text with a letter for each escape and each bracket expression. */
function outside(text: string): string {
  return text.replace(/\\[\s\S]|\[\^?\]?[^\]]*\]/g, '_');
}

/** A basic regular expression; undefined for what is not followed. */
export function basicPattern(text: string, flags: string): RegExp | undefined {
  if (/\\[^.*[\]^$/\\#,-]/.test(text) || anchorInside.test(outside(text))) return undefined;
  return pattern(text, flags, (part) =>
    part.replace(/\\[\s\S]|[+?(){}|]/g, (each) => (each.length > 1 ? each : `\\${each}`)),
  );
}

/** An extended regular expression; undefined for what is not followed. */
export function extendedPattern(text: string, flags: string): RegExp | undefined {
  const plain = outside(text);
  if (notFollowed.test(plain) || anchorInside.test(plain) || /\\[^.*+?[\](){}|^$/\\#,-]/.test(text)) return undefined;
  return pattern(text, flags, (part) => part);
}

/** The letters of the classes in `[[:digit:]]`, as in brackets here. */
export const classNames: Readonly<Record<string, string>> = {
  digit: '0-9',
  alpha: 'A-Za-z',
  alnum: 'A-Za-z0-9',
  space: '\\s',
  blank: ' \\t',
  upper: 'A-Z',
  lower: 'a-z',
  xdigit: '0-9A-Fa-f',
};

function pattern(text: string, flags: string, change: (part: string) => string): RegExp | undefined {
  const bracket = /\[(\^?)(\]?(?:\[:[a-z]+:\]|[^\]])*)\]/g;
  let made = '';
  let at = 0;
  for (const found of text.matchAll(bracket)) {
    if (/(?:^|[^\\])(?:\\\\)*\\$/.test(text.slice(at, found.index))) return undefined;
    const inside = found[2]!.replace(/\[:([a-z]+):\]|[\\[\]]/g, (each, name) =>
      name ? (classNames[name] ?? '\0') : `\\${each}`,
    );
    if (inside.includes('\0')) return undefined;
    made += `${change(text.slice(at, found.index))}[${found[1]}${inside}]`;
    at = found.index + found[0].length;
  }
  made += change(text.slice(at));
  if ((made.match(/[*+]/g) ?? []).length > mostRepeats) return undefined;
  try {
    return new RegExp(made, flags);
  } catch {
    return undefined;
  }
}
