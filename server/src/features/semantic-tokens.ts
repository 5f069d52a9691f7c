/** Semantic tokens: of a whole dump, of some of its lines, and what an edit changes of them. */

import type { SemanticTokensEdit } from 'vscode-languageserver-types';
import type { Ruleset } from '../ruleset/ruleset';
import type { Family } from '../ruleset/tables';
import type { Line } from '../syntax/line';
import { lineStates } from './semantic-tokens/line-state';
import { createWriter, tokenSize } from './semantic-tokens/write';

export { semanticTokensLegend } from './semantic-tokens/legend';

/** In longer dumps rules have tokens for the names of chains and targets only; a grammar colours the rest as well. */
export const mostDetailed = 20_000;

/** What tokens were made of, to tell later what has changed. */
export interface TokenSnapshot {
  lines: readonly Line[];
  states: Uint8Array;
  /** The number of tokens of each line. */
  counts: Uint32Array;
  family: Family;
  detailed: boolean;
}

/** The tokens of all lines, five numbers each as the protocol has them. */
export function semanticTokens(ruleset: Ruleset): { data: number[]; snapshot: TokenSnapshot } {
  const snapshot = emptySnapshot(ruleset);
  const { states, counts, detailed } = snapshot;
  const writer = createWriter(ruleset, detailed);
  for (let i = 0; i < counts.length; i++) counts[i] = writer.write(i, states[i]!);
  return { data: writer.data, snapshot };
}

/** The tokens of the lines from `first` to `last`, as far as there are such. */
export function semanticTokensInRange(ruleset: Ruleset, first: number, last: number): number[] {
  const { lines } = ruleset.document.dump;
  const end = Math.min(last + 1, lines.length);
  if (first >= end) return [];
  const states = lineStates(ruleset, first, end);
  const writer = createWriter(ruleset, isDetailed(ruleset));
  for (let i = first; i < end; i++) writer.write(i, states[i - first]!);
  return writer.data;
}

/**
 * The edits that turn the tokens of a former state of the dump into those of now. Only lines that differ are read; their
 * places count in the former numbers. Undefined when all has to be told anew.
 */
export function semanticTokensEdits(
  ruleset: Ruleset,
  former: TokenSnapshot,
): { edits: SemanticTokensEdit[]; snapshot: TokenSnapshot } | undefined {
  const snapshot = emptySnapshot(ruleset);
  if (former.family !== snapshot.family || former.detailed !== snapshot.detailed) return undefined;
  const edits: SemanticTokensEdit[] = [];
  const walk = startWalk(former, snapshot);
  let lastLine = 0;
  for (let tokens = 0; !isAtEnd(walk); ) {
    const from = { before: walk.before, now: walk.now };
    if (isSame(walk)) {
      const count = former.counts[walk.before++]!;
      snapshot.counts[walk.now] = count;
      if (count > 0) lastLine = walk.now;
      walk.now++;
      tokens += count;
    } else {
      passDifference(walk);
      const writer = createWriter(ruleset, snapshot.detailed, lastLine);
      for (let i = from.now; i < walk.now; i++) snapshot.counts[i] = writer.write(i, snapshot.states[i]!);
      let removed = 0;
      for (let i = from.before; i < walk.before; i++) removed += former.counts[i]!;
      edits.push({ start: tokens * tokenSize, deleteCount: removed * tokenSize, data: writer.data });
      lastLine = writer.lastLine;
      tokens += removed;
    }
  }
  return { edits, snapshot };
}

function emptySnapshot(ruleset: Ruleset): TokenSnapshot {
  const { dump, family } = ruleset.document;
  const lines = dump.lines.slice();
  const states = lineStates(ruleset, 0, lines.length);
  return { lines, states, counts: new Uint32Array(lines.length), family, detailed: isDetailed(ruleset) };
}

function isDetailed(ruleset: Ruleset): boolean {
  return ruleset.document.dump.lines.length <= mostDetailed;
}

/** A walk through the lines of two states side by side; between `head` and the tails, lines were replaced. */
interface Walk {
  former: TokenSnapshot;
  latter: TokenSnapshot;
  head: number;
  formerTail: number;
  latterTail: number;
  before: number;
  now: number;
}

function startWalk(former: TokenSnapshot, latter: TokenSnapshot): Walk {
  const [a, b] = [former.lines, latter.lines];
  const shorter = Math.min(a.length, b.length);
  let head = 0;
  while (head < shorter && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < shorter - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  return { former, latter, head, formerTail: a.length - tail, latterTail: b.length - tail, before: 0, now: 0 };
}

function isAtEnd({ former, latter, before, now }: Walk): boolean {
  return before >= former.lines.length && now >= latter.lines.length;
}

/** True at lines that the edits left alone and that still mean the same. */
function isSame(walk: Walk): boolean {
  return !isReplaced(walk) && walk.former.states[walk.before] === walk.latter.states[walk.now];
}

function isReplaced({ head, formerTail, latterTail, before, now }: Walk): boolean {
  return before === head && now === head && (formerTail > head || latterTail > head);
}

/** Goes beyond lines that differ and the next one with tokens: its first token tells its distance from the one before. */
function passDifference(walk: Walk): void {
  while (!isAtEnd(walk) && !isSame(walk)) {
    if (isReplaced(walk)) {
      walk.before = walk.formerTail;
      walk.now = walk.latterTail;
    } else step(walk);
  }
  while (!isAtEnd(walk) && isSame(walk)) {
    step(walk);
    if (walk.former.counts[walk.before - 1]! > 0) return;
  }
}

function step(walk: Walk): void {
  walk.before++;
  walk.now++;
}
