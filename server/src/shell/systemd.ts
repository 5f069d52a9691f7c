/** Commands in units of systemd: `ExecStart=` and its like, as the shell would write them. */

import { type EmbeddedScript, glue, joinedLine, quotedForShell, verbatim } from './embedded';
import { literal, type Piece, slicePieces, unknown } from './word';

const setting = /^[ \t]*(Exec(?:StartPre|StartPost|Start|Condition|Stop|StopPost|Reload)|Environment)[ \t]*=[ \t]*/;

/** The commands of a unit. What stops or reloads it does not run with what starts it; what stops it runs before it starts again. */
export function systemdScripts(text: string): EmbeddedScript[] {
  const scripts: EmbeddedScript[] = [{ pieces: [glue('set -e', 0)], shell: 'shared', place: '' }];
  for (let at = 0; at < text.length; ) {
    const { parts, next } = joinedLine(text, at, '\\', /^[ \t]*[#;]/);
    const pieces = parts.flatMap(({ start, end }, index) => [
      ...(index > 0 ? [glue(' ', start)] : []),
      verbatim(text, start, end),
    ]);
    const all = textOf(pieces);
    const found = setting.exec(all);
    if (found) scripts.push(...settingScripts(found[1]!, slicePieces(pieces, found[0].length, all.length)));
    at = Math.max(next, at + 1);
  }
  return scripts;
}

function settingScripts(name: string, value: Piece[]): EmbeddedScript[] {
  if (name === 'Environment')
    return unitWords(value, false).map((word) => ({ pieces: environment(word), shell: 'shared', place: '' }));
  const prefix = /^[-@:+!|]*/.exec(textOf(value))![0];
  const rest = slicePieces(value, prefix.length, textOf(value).length);
  const shell = name.includes('Stop') ? 'after' : name === 'ExecReload' ? 'aside' : 'own';
  return commandsOf(unitWords(rest, !prefix.includes(':'))).map((words) => {
    const own = prefix.includes('@') ? [words[0]!, ...words.slice(2)] : words;
    const at = own[0]?.[0]?.span.start ?? 0;
    const line = own.flatMap((word, index) => [...(index > 0 ? [glue(' ', word[0]?.span.start ?? at)] : []), ...word]);
    return { pieces: prefix.includes('-') ? [...line, glue(' || :', at)] : line, shell, place: '', readBy: 'systemd' };
  });
}

/** A word that is `;` alone stands between two commands. */
function commandsOf(words: Piece[][]): Piece[][][] {
  const commands: Piece[][][] = [[]];
  for (const word of words) {
    if (word.length === 1 && word[0]!.text === "';'") commands.push([]);
    else commands.at(-1)!.push(word);
  }
  return commands.filter((each) => each.length > 0);
}

/** `NAME=value`, quoted as a whole, set for all commands. */
function environment(word: Piece[]): Piece[] {
  const at = word[0]?.span.start ?? 0;
  return [glue('export ', at), ...word];
}

/** The words of a setting, each written for a shell. */
function unitWords(value: readonly Piece[], expands: boolean): Piece[][] {
  const text = textOf(value);
  const words: Piece[][] = [];
  for (let i = skipBlanks(text, 0); i < text.length; i = skipBlanks(text, i)) {
    const { parts, next } = readWord(value, text, i, expands);
    const isSeparator = text.slice(i, next) === ';';
    words.push(isSeparator ? [glue("';'", 0)] : parts);
    i = next;
  }
  return words;
}

function skipBlanks(text: string, from: number): number {
  let i = from;
  while (i < text.length && /\s/.test(text[i]!)) i++;
  return i;
}

const part = /\\.|\$\$|\$\{\w+\}|\$\w+|%.|[^\\$%'" \t]+|[\s\S]/y;

function readWord(
  value: readonly Piece[],
  text: string,
  from: number,
  expands: boolean,
): { parts: Piece[]; next: number } {
  const parts: Piece[] = [];
  let plain: Piece[] = [];
  let quote = '';
  let i = from;
  const flush = () => {
    if (plain.length > 0) parts.push(...quotedForShell(plain, plain[0]!.span.start));
    plain = [];
  };
  while (i < text.length && (quote !== '' || !/\s/.test(text[i]!))) {
    part.lastIndex = i;
    const found = part.exec(text)![0];
    const pieces = slicePieces(value, i, i + found.length);
    const isAlone = i === from && /^(?:\s|$)/.test(text.slice(i + found.length, i + found.length + 1));
    i += found.length;
    if (found === quote) quote = '';
    else if (quote === '' && (found === '"' || found === "'")) quote = found;
    else if (expands && /^\$(?:\{\w+\}|\w+)$/.test(found) && (found.startsWith('${') || isAlone)) {
      flush();
      parts.push(
        ...(found.startsWith('${')
          ? [glue('"', pieces[0]!.span.start), ...pieces, glue('"', pieces[0]!.span.end)]
          : pieces),
      );
    } else plain.push(...letters(found, pieces));
  }
  flush();
  return { parts: parts.length > 0 ? parts : [glue("''", 0)], next: i };
}

/** What stands for itself, for another letter, or for what only the running unit knows. */
function letters(found: string, pieces: Piece[]): Piece[] {
  const span = pieces[0]!.span;
  if (found === '$$' || found === '%%') return [literal(found[0]!, span, false)];
  if (/^%[a-zA-Z]$/.test(found)) return [unknown(found, span)];
  if (found.startsWith('\\') && found.length === 2) return [literal(escapes[found[1]!] ?? found[1]!, span, false)];
  return pieces;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', s: ' ', r: '\r' };

function textOf(pieces: readonly Piece[]): string {
  return pieces.map((piece) => piece.text).join('');
}
