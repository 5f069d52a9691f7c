/** ACCEPT or DROP on a chain of one's own: only built-in chains have a policy. */

import { byLegacy, byState } from '../modules/refused-by';
import { standardTargets } from '../ruleset/tables';
import { type Check, knownTables } from './check';
import { oddDeclarations } from './declarations';
import { replace } from './finding';
import { policyCommands } from './policy-commands';
import { builtInMeantBy } from './unknown-built-in-chain';

export const policyOnUserDefinedChain: Check = {
  code: 'policy-on-user-defined-chain',
  severity: 'error',
  run(ruleset, report) {
    for (const table of knownTables(ruleset)) {
      for (const { line, declaration, chain, policy } of oddDeclarations(ruleset, table)) {
        if (!chain || chain.builtIn || policy === '' || policy === '-') continue;
        if (builtInMeantBy(table, chain)) continue;
        report({
          line,
          span: declaration.policy!,
          message: `${chain.name} is no built-in chain of ${table.name}, so it has no policy: packets that no rule decides return to the calling chain. ${advice(policy)}`,
          refusedBy: byLegacy,
          misread: true,
          fixes: [
            {
              title: 'Write - instead of the policy',
              certain: false,
              changes: [replace(line, declaration.policy!, '-')],
            },
          ],
        });
      }
      for (const { line, chain, name, policy } of policyCommands(ruleset, table)) {
        if (chain.builtIn || !chain.declared) continue;
        report({
          line,
          span: policy,
          message: `${name.value} is no built-in chain of ${table.name}, so it cannot have a policy.`,
          refusedBy: byState,
        });
      }
    }
  },
};

function advice(policy: string): string {
  if (!standardTargets.includes(policy)) return 'Write `-` here.';
  return `Write \`-\` here, and end the chain with a rule \`-j ${policy}\` if that was meant.`;
}
