/** Braces of bash: `{a,b}` and `{1..3}` make several words of one. */

import type { Span } from '../syntax/span';
import { skipAnsiQuotes, skipBackquotes, skipDollar, skipDoubleQuotes, skipSingleQuotes } from './skip';

/** A stretch of a word as it stands, or the text that a sequence puts in its place. */
export type BracePart = Span & { text?: string };

const mostWords = 1000;

/** The words that one becomes, each as the stretches that make it; the word itself when it has no braces. */
export function braceAlternatives(text: string, { start, end }: Span): BracePart[][] {
  for (let i = start; text[i] !== '{'; i++) if (i >= end) return [[{ start, end }]];
  return alternatives(text, { start, end }, 0);
}

function alternatives(text: string, { start, end }: Span, depth: number): BracePart[][] {
  const group = depth > 8 ? undefined : findGroup(text, start, end);
  if (!group) return [[{ start, end }]];
  const middles = group.parts.flatMap((part) =>
    part.text === undefined ? alternatives(text, part, depth + 1) : [[part]],
  );
  const tails = alternatives(text, { start: group.end, end }, depth + 1);
  if (middles.length * tails.length > mostWords) return [[{ start, end }]];
  const head: BracePart = { start, end: group.start };
  return middles.flatMap((middle) => tails.map((tail) => [head, ...middle, ...tail]));
}

function findGroup(
  text: string,
  start: number,
  end: number,
): { start: number; end: number; parts: BracePart[] } | undefined {
  for (let i = start; i < end; ) {
    if (text[i] === '{') {
      const group = groupAt(text, i, end);
      if (group) return group;
    }
    i = text[i] === '{' ? i + 1 : skipOne(text, i, end);
  }
  return undefined;
}

function groupAt(
  text: string,
  open: number,
  end: number,
): { start: number; end: number; parts: BracePart[] } | undefined {
  const commas: number[] = [];
  let level = 0;
  for (let i = open; i < end; i = skipOne(text, i, end)) {
    if (text[i] === '{') level++;
    else if (text[i] === ',' && level === 1) commas.push(i);
    else if (text[i] === '}' && --level === 0) return groupOf(text, open, i, commas);
  }
  return undefined;
}

function groupOf(text: string, open: number, close: number, commas: number[]) {
  const found = { start: open, end: close + 1 };
  if (commas.length === 0) {
    const parts = sequence(text.slice(open + 1, close), found);
    return parts && { ...found, parts };
  }
  const edges = [open, ...commas, close];
  const parts = edges.slice(1).map((edge, index) => ({ start: edges[index]! + 1, end: edge }));
  return { ...found, parts };
}

/** The numbers or letters from one to another. */
function sequence(inside: string, span: Span): BracePart[] | undefined {
  const found = /^(-?\d{1,9}|[A-Za-z])\.\.(-?\d{1,9}|[A-Za-z])$/.exec(inside);
  if (!found) return undefined;
  const [, first, last] = found as unknown as [string, string, string];
  const letters = /[A-Za-z]/.test(first);
  if (letters !== /[A-Za-z]/.test(last)) return undefined;
  const from = letters ? first.charCodeAt(0) : Number(first);
  const to = letters ? last.charCodeAt(0) : Number(last);
  if (Math.abs(to - from) >= mostWords) return undefined;
  const step = to < from ? -1 : 1;
  return Array.from({ length: Math.abs(to - from) + 1 }, (_, index) => {
    const value = from + index * step;
    return { ...span, text: letters ? String.fromCharCode(value) : String(value) };
  });
}

function skipOne(text: string, at: number, end: number): number {
  switch (text[at]) {
    case '\\':
      return Math.min(at + 2, end);
    case "'":
      return skipSingleQuotes(text, at, end);
    case '"':
      return skipDoubleQuotes(text, at, end);
    case '`':
      return skipBackquotes(text, at, end);
    case '$':
      return text[at + 1] === "'" ? skipAnsiQuotes(text, at + 1, end) : skipDollar(text, at, end);
    default:
      return at + 1;
  }
}
