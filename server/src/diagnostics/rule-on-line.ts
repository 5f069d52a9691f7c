/** Rules of which something is to be told: one check after the other reads them, and again after each edit of other lines. */

import { judgeRule } from '../ruleset/judge/index';
import { type Rule, readRule } from '../ruleset/rule';
import type { PlaceLimit } from '../ruleset/rule-problem';
import type { Family } from '../ruleset/tables';
import type { RuleLine } from '../syntax/line';
import { onceForSome } from '../syntax/once';

const mostKept = 1_000;

const rules = {
  ipv4: onceForSome((line: RuleLine) => readRule(line, 'ipv4'), mostKept),
  ipv6: onceForSome((line: RuleLine) => readRule(line, 'ipv6'), mostKept),
};

const limits = {
  ipv4: onceForSome((line: RuleLine) => judgeRule(ruleOn(line, 'ipv4'), 'ipv4').limits, mostKept),
  ipv6: onceForSome((line: RuleLine) => judgeRule(ruleOn(line, 'ipv6'), 'ipv6').limits, mostKept),
};

/** The rule on a line. */
export function ruleOn(line: RuleLine, family: Family): Rule {
  return rules[family](line);
}

/** Where the rule on a line may stand. */
export function limitsOn(line: RuleLine, family: Family): readonly PlaceLimit[] {
  return limits[family](line);
}
