/** A policy that no built-in chain can have: anything but ACCEPT and DROP. */

import type { RefusedBy } from '../modules/refused-by';
import { byLegacy, byState } from '../modules/refused-by';
import { mostSimilar } from '../modules/similar';
import type { Ruleset, Table } from '../ruleset/ruleset';
import { standardTargets } from '../ruleset/tables';
import type { Span } from '../syntax/span';
import { type Check, knownTables, type Report } from './check';
import { oddDeclarations } from './declarations';
import { type Fix, replace } from './finding';
import { policyCommands } from './policy-commands';
import { builtInMeantBy } from './unknown-built-in-chain';

const policies = ['ACCEPT', 'DROP'];

export const unknownPolicy: Check = {
  code: 'unknown-policy',
  severity: 'error',
  run(ruleset, report) {
    for (const table of knownTables(ruleset)) {
      checkDeclarations(ruleset, table, report);
      for (const { line, chain, policy } of policyCommands(ruleset, table)) {
        if (chain.builtIn && !policies.includes(policy.value))
          reportPolicy({ line, span: policy, written: policy.value, chain: chain.name, refusedBy: byState }, report);
      }
    }
  },
};

function checkDeclarations(ruleset: Ruleset, table: Table, report: Report): void {
  for (const { line, declaration, chain, policy } of oddDeclarations(ruleset, table)) {
    if (!chain || policy === '' || policy === '-' || policies.includes(policy)) continue;
    const meant = chain.builtIn ? chain.name : builtInMeantBy(table, chain);
    if (!meant) continue;
    const refusedBy = chain.builtIn ? byState : byLegacy;
    reportPolicy({ line, span: declaration.policy!, written: policy, chain: meant, refusedBy }, report);
  }
}

interface WrongPolicy {
  line: number;
  span: Span;
  written: string;
  /** The built-in chain that it is, or was meant, for. */
  chain: string;
  /** nf_tables ignores the policy of a chain whose name is not built-in. */
  refusedBy: RefusedBy;
}

function reportPolicy({ line, span, written, chain, refusedBy }: WrongPolicy, report: Report): void {
  const meant = mostSimilar(written, policies, 3);
  report({
    line,
    span,
    message: `${written} is no policy: ${chain} can have ACCEPT or DROP. ${advice(written, meant)}`.trimEnd(),
    refusedBy,
    misread: true,
    fixes: meant ? [policyFix(line, span, meant)] : [],
  });
}

function advice(written: string, meant: string | undefined): string {
  if (meant) return `Did you mean ${meant}?`;
  if (written === 'REJECT') return 'To reject, use DROP here and make `-j REJECT` the last rule of the chain.';
  return standardTargets.includes(written) ? `${written} is a target for rules only.` : '';
}

function policyFix(line: number, span: Span, policy: string): Fix {
  return { title: `Change the policy to ${policy}`, certain: true, changes: [replace(line, span, policy)] };
}
