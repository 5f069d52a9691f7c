/** Rules behind one of the same chain that takes every packet. */

import type { ScriptCheck } from './check';

export const ruleAfterDrop: ScriptCheck = {
  code: 'rule-after-drop',
  severity: 'warning',
  message: ({ chain }) =>
    `No packet reaches this rule: one further up in ${chain ?? 'the chain'} takes all that it could match. Put it before that one.`,
  related: 'This rule takes the packets.',
};
