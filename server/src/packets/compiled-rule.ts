/** Rules as the evaluation needs them, made once for each line of a dump. */

import { readRule } from '../ruleset/rule';
import type { Family } from '../ruleset/tables';
import type { RuleLine } from '../syntax/line';
import { isMark } from './dimensions';
import { matchOf } from './match';
import { type Action, actionOf } from './target';
import { isVolatile, type Test } from './tests';

export interface CompiledRule {
  match: Test;
  action: Action;
  /** True when what the match means depends on where and when it is asked: owners, marks, chance. */
  dependsOnVisit: boolean;
}

const compiled: Record<Family, WeakMap<RuleLine, CompiledRule>> = { ipv4: new WeakMap(), ipv6: new WeakMap() };

/** The rule of a line. Lines are never changed in place, so the answer is kept as long as the line. */
export function compileRule(line: RuleLine, family: Family): CompiledRule {
  const known = compiled[family].get(line);
  if (known) return known;
  const rule = readRule(line, family);
  const match = matchOf(rule, family);
  const made = { match, action: actionOf(rule, family), dependsOnVisit: dependsOnVisit(match) };
  compiled[family].set(line, made);
  return made;
}

/** The rule of a line that was compiled before; undefined for one that was not. */
export function compiledRule(line: RuleLine, family: Family): CompiledRule | undefined {
  return compiled[family].get(line);
}

function dependsOnVisit(match: Test): boolean {
  return match.some((box) =>
    [...box.keys()].some((key) => isMark(key) || key === 'uid' || key === 'gid' || isVolatile(key)),
  );
}
