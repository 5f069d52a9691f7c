/** Rules behind one of the same chain that takes all their packets. */

import type { ScriptCheck } from './check';

export const ruleAfterDrop: ScriptCheck = {
  code: 'rule-after-drop',
  severity: 'warning',
  message: ({ chain }) =>
    `No packet reaches this rule: one before it in ${chain} takes all that it could match. Move this command up, before that one.`,
  related: 'This rule takes all of them.',
};
