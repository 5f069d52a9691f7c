/** Whether iptables would take a line with an offer in it. */

import { type Backend, judgedBy } from '../../diagnostics/backend';
import type { RefusedBy } from '../../modules/refused-by';
import { judgeRule } from '../../ruleset/judge/index';
import { forbiddenPlaces } from '../../ruleset/place-bits';
import { readRule } from '../../ruleset/rule';
import type { RuleProblem } from '../../ruleset/rule-problem';
import type { Span } from '../../syntax/span';
import { splitWords } from '../../syntax/words';
import { type JudgedLine, type RulePlace, ruleLine } from './place';

/**
 * `unfinished`: iptables takes it once an option that is missing is given. `faulty`: the line has faults which are not of
 * the offer's making.
 */
export type Judgement = 'fine' | 'unfinished' | 'faulty' | 'refused';

/** Judges a text in the place of the word, or of another span of the line. */
export type Judge = (text: string, span?: Span) => Judgement;

/**
 * The judge of a place whose rules stand where `places` says, as bits of `place-bits.ts`. Faults of the line that are there
 * whatever stands at the cursor are not held against an offer, nor what the chosen backend takes.
 */
export function judgeAt(place: RulePlace, places: number, backend: Backend): Judge {
  const faults = (line: string) => faultsOf(place, line, places, backend);
  const asItStands = faults(place.text);
  const known = new Set(asItStands.length === 0 ? [] : faults(withoutPart(place)));
  const judged = new Map<string, Judgement>();
  return (text, span = place.word) => {
    const line = place.text.slice(0, span.start) + text + place.text.slice(span.end);
    const before = judged.get(line);
    if (before) return before;
    const judgement = judgementOf(faults(line), known);
    judged.set(line, judgement);
    return judgement;
  };
}

function judgementOf(faults: readonly string[], known: ReadonlySet<string>): Judgement {
  const grave = faults.filter((fault) => !fault.startsWith(missingOption));
  if (grave.some((fault) => !known.has(fault))) return 'refused';
  if (grave.length > 0) return 'faulty';
  return faults.every((fault) => known.has(fault)) ? 'fine' : 'unfinished';
}

const missingOption: RuleProblem['kind'] = 'missing-option';

/** The line without the option at the cursor and what may be its values. */
function withoutPart({ text, value, word }: RulePlace): string {
  const from = value ? (value.part.inversion ?? value.part.name).start : word.start;
  const behind = splitWords(text, word.end).find((each) => /^[-!]/.test(each.value));
  return text.slice(0, from) + (behind ? text.slice(behind.start) : '');
}

/** Reads and judges a line, once for each place. */
export function judgedLine(place: RulePlace, text: string): JudgedLine {
  const before = place.judged.get(text);
  if (before) return before;
  const rule = readRule(ruleLine(text), place.family);
  const judged = { rule, ...judgeRule(rule, place.family) };
  place.judged.set(text, judged);
  return judged;
}

/** Each fault as a text that tells it from others. */
function faultsOf(place: RulePlace, text: string, places: number, backend: Backend): string[] {
  const { problems, limits } = judgedLine(place, text);
  const refused = problems.filter(({ refusedBy }) => !refusedBy || isRefused(refusedBy, backend));
  const faults = refused.map(({ kind, word, names = [] }) => `${kind} ${word} ${names.join(' ')}`);
  const misplaced = limits.filter((limit) => (forbiddenPlaces([limit]) & places) !== 0);
  return [...faults, ...misplaced.map(({ word }) => `misplaced ${word}`)];
}

function isRefused(refusedBy: RefusedBy, backend: Backend): boolean {
  return Object.keys(judgedBy(refusedBy, backend) ?? {}).length > 0;
}
