/** Shell in Dockerfiles: `RUN`, `CMD` and `ENTRYPOINT` in both forms, here-documents, and the variables of `ENV` and `ARG`. */

import type { Span } from '../syntax/span';
import { type EmbeddedScript, glue, joinedLine, quotedForShell, verbatim } from './embedded';
import { literal, type Piece, slicePieces } from './word';

/** The scripts of a Dockerfile in their order. Each `RUN` has tables of its own: they are gone when it ends. */
export function dockerfileScripts(text: string): EmbeddedScript[] {
  const continuation = /^#[ \t]*escape[ \t]*=[ \t]*`/im.test(text.slice(0, 200)) ? '`' : '\\';
  const scripts: EmbeddedScript[] = [];
  let shell: RunShell | undefined = usualShell;
  for (let at = 0; at < text.length; ) {
    const { parts, next } = joinedLine(text, at, continuation);
    const pieces = parts.map(({ start, end }) => verbatim(text, start, end));
    const documents = hereDocuments(text, pieces, next);
    shell = shellBehind(pieces, shell);
    scripts.push(...instruction(text, pieces, documents.bodies, next, shell));
    at = Math.max(documents.next, at + 1);
  }
  return scripts;
}

const ofBuild = 'RUN in line ';

/** True for the place of a `RUN`: alone there, each begins with empty tables, and leaves nothing behind. */
export function isOfBuild(place: string): boolean {
  return place.startsWith(ofBuild);
}

const keyword = /^[ \t]*(RUN|CMD|ENTRYPOINT|ENV|ARG)[ \t]+(?:--[\w-]+(?:=\S*)?[ \t]+){0,20}/i;

/** A word of `["program", "argument"]`. */
const listItem = /"((?:[^"\\]|\\.)*)"/g;

/** What runs the shell form of instructions: `SHELL ["/bin/bash", "-eo", "pipefail", "-c"]`. */
interface RunShell {
  dialect: 'bash' | 'sh';
  /** What `set` would be called with; '' for nothing. */
  options: string;
}

const usualShell: RunShell = { dialect: 'sh', options: '' };

/** The shell from a line on: each image begins with the usual one; undefined for a program that is no shell of ours. */
function shellBehind(line: readonly Piece[], before: RunShell | undefined): RunShell | undefined {
  const all = line.map((piece) => piece.text).join('');
  if (/^[ \t]*FROM[ \t]/i.test(all)) return usualShell;
  const [, list] = /^[ \t]*SHELL[ \t]+(\[.*)$/is.exec(all) ?? [];
  if (list === undefined) return before;
  const [program = '', ...words] = [...list.matchAll(listItem)].map(([, word]) => word!);
  const [found, name = ''] = /(?:^|\/)(ba|da|a|z|k)?sh$/.exec(program) ?? [];
  if (found === undefined) return undefined;
  const options = words
    .map((word) => (/^-[a-z]*c$/.test(word) ? word.slice(0, -1) : word))
    .filter((word) => word !== '-');
  return { dialect: /^[bzk]/.test(name) ? 'bash' : 'sh', options: options.join(' ') };
}

function instruction(
  text: string,
  line: readonly Piece[],
  bodies: readonly Span[],
  next: number,
  shell: RunShell | undefined,
): EmbeddedScript[] {
  const all = line.map((piece) => piece.text).join('');
  const found = /^[ \t]*#/.test(all) ? undefined : keyword.exec(all);
  if (!found) return [];
  const name = found[1]!.toUpperCase();
  const rest = slicePieces(line, found[0].length, all.length);
  const at = rest[0]?.span.start ?? next;
  if (name === 'ENV' || name === 'ARG') return [{ pieces: assignments(name, rest, at), shell: 'shared', place: '' }];
  const command = all.slice(found[0].length);
  const isList = command.startsWith('[');
  if (!isList && !shell) return [];
  const place = name === 'RUN' ? `${ofBuild}${lineNumber(text, line[0]!.span.start)}` : '';
  const set = shell?.options ? [glue(`set ${shell.options}; `, at)] : [];
  return [
    {
      pieces: isList ? execForm(rest, command, at) : [...set, ...shellForm(text, rest, command, bodies)],
      dialect: isList ? 'sh' : shell?.dialect,
      readBy: isList ? 'docker' : 'shell',
      shell: 'own',
      place,
      failureEnds: name === 'RUN',
    },
  ];
}

/** `RUN <<EOF` runs what follows; `RUN command <<EOF` hands it to the command. */
function shellForm(text: string, rest: Piece[], command: string, bodies: readonly Span[]): Piece[] {
  const [body] = bodies;
  if (!body) return rest;
  if (/^<<-?\S+\s*$/.test(command)) return [verbatim(text, body.start, body.end)];
  const end = text.indexOf('\n', bodies.at(-1)!.end);
  return [...rest, glue('\n', body.start), verbatim(text, body.start, end < 0 ? text.length : end)];
}

/** The texts behind a `RUN` line that its `<<` announce. */
function hereDocuments(text: string, line: readonly Piece[], from: number): { bodies: Span[]; next: number } {
  const all = line.map((piece) => piece.text).join('');
  const bodies: Span[] = [];
  let next = from;
  if (!/^[ \t]*(?:RUN|COPY|ADD)\b/i.test(all)) return { bodies, next };
  for (const [, , name] of all.matchAll(/(^|[^<])<<-?["']?([A-Za-z_]\w*)["']?/g)) {
    const start = next;
    while (next < text.length) {
      const newline = text.indexOf('\n', next);
      const end = newline < 0 ? text.length : newline;
      const isEnd = text.slice(next, end).trim() === name;
      if (isEnd) bodies.push({ start, end: next });
      next = Math.min(end + 1, text.length);
      if (isEnd) break;
    }
  }
  return { bodies, next };
}

/** `["program", "argument"]`. */
function execForm(rest: readonly Piece[], command: string, at: number): Piece[] {
  const words: Piece[] = [];
  for (const found of command.matchAll(listItem)) {
    const start = found.index + 1;
    const inside = slicePieces(rest, start, start + found[1]!.length).map(unescaped);
    words.push(...(words.length > 0 ? [glue(' ', inside[0]?.span.start ?? at)] : []), ...quotedForShell(inside, at));
  }
  return words;
}

function unescaped(piece: Piece): Piece {
  const { text, span } = piece;
  if (!text?.includes('\\')) return piece;
  const plain = text.replace(/\\(u[0-9a-fA-F]{4}|.)/g, (_, code: string) =>
    code.length > 1 ? String.fromCharCode(Number.parseInt(code.slice(1), 16)) : (jsonLetters[code] ?? code),
  );
  return literal(plain, span, false);
}

const jsonLetters: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

/** What `ENV` sets holds; what `ARG` sets may be set otherwise when the image is built. */
function assignments(name: string, rest: Piece[], at: number): Piece[] {
  const text = rest.map((piece) => piece.text).join('');
  const found = /^(\w+)([= \t])(.*)$/s.exec(text);
  if (!found) return [];
  const [, variable, sign] = found as unknown as [string, string, string];
  const value = slicePieces(rest, variable.length + 1, text.length);
  if (name === 'ARG') return [glue(`${variable}=\${${variable}:-`, at), ...value, glue('}', at)];
  return sign === '=' ? rest : [glue(`${variable}="`, at), ...value, glue('"', at)];
}

function lineNumber(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
