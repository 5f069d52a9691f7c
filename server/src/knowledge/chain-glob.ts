// Globs over chain names: `*` is any text, `?` one character, `[ab]` or `[a-z]` one of these, `[ab]{3}` three of them.

/** A glob, cut at its stars into pieces that must follow each other. */
export interface ChainGlob {
  readonly text: string;
  /** How many characters the glob pins down; the more, the better it fits. */
  readonly literals: number;
  /** The plain text in front of the first wildcard and behind the last one: most names fail by these at once. */
  readonly prefix: string;
  readonly suffix: string;
  readonly pieces: readonly (readonly CharTest[])[];
}

type CharTest = (char: string) => boolean;

/** The kernel's longest chain name has 28 characters; longer texts match no glob, which keeps matching cheap. */
const longestName = 64;

function charTest(token: string): CharTest {
  if (token === '?') return () => true;
  if (!token.startsWith('[')) return (char) => char === token;
  const inside = token.slice(1, -1).replace(/(.)-(.)/g, (_, from: string, to: string) => between(from, to));
  return (char) => inside.includes(char);
}

function between(from: string, to: string): string {
  let chars = '';
  for (let code = from.charCodeAt(0); code <= to.charCodeAt(0); code++) chars += String.fromCharCode(code);
  return chars;
}

/** One token for each character that a piece takes. */
function tokens(piece: string): readonly string[] {
  const found = [...piece.matchAll(/(\[[^\]]*\])(?:\{(\d{1,2})\})?|./g)];
  return found.flatMap(([token, set, times]) => (set ? Array<string>(Number(times ?? 1)).fill(set) : [token]));
}

/** Reads a glob. Every text is one; without wildcards it matches itself only. */
export function chainGlob(text: string): ChainGlob {
  const pieces = text.split('*').map(tokens);
  return {
    text,
    literals: pieces.flat().filter((token) => token !== '?').length,
    prefix: /^[^*?[]*/.exec(text)?.[0] ?? '',
    suffix: /[^*?\]}]*$/.exec(text)?.[0] ?? '',
    pieces: pieces.map((piece) => piece.map(charTest)),
  };
}

/** Whether a text is a glob and not a plain name. */
export function isGlob(text: string): boolean {
  return /[*?[]/.test(text);
}

function pieceAt(piece: readonly CharTest[], name: string, at: number): boolean {
  return at >= 0 && at + piece.length <= name.length && piece.every((test, index) => test(name[at + index] ?? ''));
}

/** The end of the first place at or behind `from` where the piece fits; -1 when there is none. */
function endOfPiece(piece: readonly CharTest[], name: string, from: number): number {
  for (let at = from; at + piece.length <= name.length; at++) if (pieceAt(piece, name, at)) return at + piece.length;
  return -1;
}

/** Whether a chain name matches. Stars take the shortest text that works, so there is no backtracking. */
export function globMatches(glob: ChainGlob, name: string): boolean {
  if (name.length > longestName || !name.startsWith(glob.prefix) || !name.endsWith(glob.suffix)) return false;
  const first = glob.pieces[0] ?? [];
  const last = glob.pieces[glob.pieces.length - 1] ?? [];
  if (glob.pieces.length === 1) return name.length === first.length && pieceAt(first, name, 0);
  if (!pieceAt(first, name, 0)) return false;
  let end = first.length;
  for (const piece of glob.pieces.slice(1, -1)) {
    end = endOfPiece(piece, name, end);
    if (end < 0) return false;
  }
  return name.length - last.length >= end && pieceAt(last, name, name.length - last.length);
}
