/** A generated rule in its dump, and what is known of it beforehand. */

import type { Family } from '../../../server/src/modules/types';
import type { Span } from '../../../server/src/syntax/span';
import { type Draft, type Token, written } from './draft';
import { dumpAround } from './places';

export type FaultKind =
  | 'unknown-option'
  | 'ambiguous-option'
  | 'unknown-match'
  | 'unknown-target'
  | 'missing-value'
  | 'unexpected-value'
  | 'invalid-value'
  | 'not-invertible'
  | 'double-negation'
  | 'repeated-option'
  | 'conflicting-options'
  | 'missing-option'
  | 'missing-protocol'
  | 'wrong-protocol'
  | 'wrong-table'
  | 'wrong-chain'
  | 'wrong-family'
  | 'unexpected-word'
  | 'address-family-mismatch';

export interface RuleCase {
  /** 'valid' loads, 'random' may or may not, everything else is a planted fault. */
  kind: 'valid' | 'random' | FaultKind;
  family: Family;
  /** The dump. */
  text: string;
  /** The number of the rule's line in the dump, from 0. */
  line: number;
  /** Columns of the words that may be marked for the planted fault. */
  marks: Span[];
  /** The module and option that the rule is about. */
  about: string;
  /** What it needs of the kernel and the host: modules, and options whose value names something there. */
  uses: string[];
}

/** Writes the rule into its dump. */
export function ruleCase(kind: RuleCase['kind'], draft: Draft, tokens: readonly Token[]): RuleCase {
  let line = `-A ${draft.place.chain}`;
  const marks: Span[] = [];
  for (const token of tokens) {
    const text = written(token);
    if (token.marked) marks.push({ start: line.length + 1, end: line.length + 1 + text.length });
    line += ` ${text}`;
  }
  const { focus, family } = draft;
  const units = [...draft.matches, ...(typeof draft.target === 'object' ? [draft.target] : [])];
  const about = [units.at(-1)?.module.name, focus && `--${focus.option.name}`].filter(Boolean).join(' ');
  return { kind, family, marks, about, uses: units.flatMap(usesOf), ...dumpAround(draft.place, line) };
}

function usesOf({ module, pieces }: Draft['matches'][number]): string[] {
  const key = `${module.kind} ${module.name}`;
  const objects = pieces.filter(({ option }) => option.values?.some((value) => 'hostObject' in value));
  return [key, ...objects.map(({ option }) => `${key} --${option.name}`)];
}
