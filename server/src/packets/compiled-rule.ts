/** Rules as the evaluation needs them, made once for each line of a dump. */

import { readRule } from '../ruleset/rule';
import type { Family } from '../ruleset/tables';
import type { RuleLine } from '../syntax/line';
import { isNoted } from './connection';
import { isCondition, type Key } from './dimensions';
import { matchOf } from './match';
import { type Action, actionOf } from './target';
import type { Test } from './tests';

export interface CompiledRule {
  match: Test;
  action: Action;
  /** What the match asks for. */
  keys: ReadonlySet<Key>;
  /** True when there are opaque conditions among that, or what is noted of the connection: their tests depend on the visit. */
  hasConditions: boolean;
}

const compiled: Record<Family, WeakMap<RuleLine, CompiledRule>> = { ipv4: new WeakMap(), ipv6: new WeakMap() };

/** The rule of a line. Lines are never changed in place, so the answer is kept as long as the line. */
export function compileRule(line: RuleLine, family: Family): CompiledRule {
  const known = compiled[family].get(line);
  if (known) return known;
  const rule = readRule(line, family);
  const match = matchOf(rule, family);
  const keys = new Set(match.flatMap((box) => [...box.keys()]));
  const made = {
    match,
    action: actionOf(rule, family),
    keys,
    hasConditions: [...keys].some((key) => isCondition(key) || isNoted(key)),
  };
  compiled[family].set(line, made);
  return made;
}
