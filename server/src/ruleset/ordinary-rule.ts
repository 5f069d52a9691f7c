/** Recognizes rules that are like others that were judged, in one look at each character. */

import { plainEnd, type ReadValue, valueClasses } from './ordinary-values';
import type { Template, TemplateList } from './rule-templates';
import { maxNameBytes } from './tables';

/** Where the names of an ordinary rule stand; targetEnd is 0 when it has no target. */
export interface OrdinaryRule {
  readonly chainEnd: number;
  readonly targetStart: number;
  readonly targetEnd: number;
  /** The places in which it is refused. */
  readonly forbidden: number;
}

/** The column of the chain in `-A CHAIN …`. */
export const chainStart = 3;

const BANG = 33;
const DASH = 45;

const found: { -readonly [Key in keyof OrdinaryRule]: OrdinaryRule[Key] } = {
  chainEnd: 0,
  targetStart: 0,
  targetEnd: 0,
  forbidden: 0,
};
const read: ReadValue = { end: 0, class: valueClasses.indifferent };

/** Where each gap of the template ends that was filled last; further ones are of no meaning. */
export const gapEnds: number[] = [];

/**
 * Reads a rule `-A CHAIN …` that fills one of the templates. Undefined for everything else: not wrong, only not like them. The
 * line is the part of `text` from `start` to `end`, and so are the places in the result, which the next call overwrites:
 * characters of a long text are read faster than those of a part cut out of it. `escapes` may be false when the text is known to
 * have none (`hasEscapes`).
 */
export function readOrdinaryRule(
  templates: TemplateList,
  text: string,
  start = 0,
  end = text.length,
  escapes = true,
): OrdinaryRule | undefined {
  if (!text.startsWith('-A ', start)) return undefined;
  const chainEnd = plainEnd(text, start + chainStart, end);
  if (!isName(chainEnd - start - chainStart)) return undefined;
  const { last } = templates;
  const likely = last?.next;
  const template =
    likely && fills(likely, text, chainEnd, end, escapes)
      ? likely
      : firstFilled(templates, text, chainEnd, end, escapes);
  if (!template) return undefined;
  if (last) last.next = template;
  templates.last = template;
  templates.matched++;
  found.chainEnd = chainEnd;
  found.forbidden = template.forbidden;
  return found;
}

/** The first template that is filled; it moves up by one. */
function firstFilled(
  { all }: TemplateList,
  text: string,
  chainEnd: number,
  end: number,
  escapes: boolean,
): Template | undefined {
  for (let i = 0; i < all.length; i++) {
    const template = all[i]!;
    if (!fills(template, text, chainEnd, end, escapes)) continue;
    if (i > 0) {
      all[i] = all[i - 1]!;
      all[i - 1] = template;
    }
    return template;
  }
  return undefined;
}

/** True when what stands between the two places fills the template; notes the target. */
function fills(template: Template, text: string, from: number, limit: number, escapes: boolean): boolean {
  const { start, gaps, target } = template;
  if (!text.startsWith(start, from)) return false;
  found.targetEnd = 0;
  if (target && 'behind' in target && target.behind < 0) noteTarget(from + target.offset, target.length);
  let at = from + start.length;
  for (let i = 0; i < gaps.length; i++) {
    const gap = gaps[i]!;
    const first = text.charCodeAt(at);
    if (at >= limit || first === DASH || first === BANG) return false;
    if (!gap.read(text, at, limit, read, escapes) || read.class !== gap.class) return false;
    const { end } = read;
    if (!text.startsWith(gap.after, end)) return false;
    gapEnds[i] = end;
    if (target !== undefined && !placeTarget(target, i, at, end)) return false;
    at = end + gap.after.length;
  }
  return at === limit;
}

/** Notes the target where it fills the gap or stands behind it; false for a name that is too long. */
function placeTarget(target: NonNullable<Template['target']>, gap: number, start: number, end: number): boolean {
  if ('behind' in target) {
    if (target.behind === gap) noteTarget(end + target.offset, target.length);
  } else if (target.gap === gap) {
    if (!isName(end - start)) return false;
    noteTarget(start, end - start);
  }
  return true;
}

function noteTarget(start: number, length: number): void {
  found.targetStart = start;
  found.targetEnd = start + length;
}

/** In a name of plain characters each is a byte. */
function isName(length: number): boolean {
  return length > 0 && length <= maxNameBytes;
}
