/** A chain declaration without a name or policy, or with text behind its end. */

import type { RefusedBy } from '../modules/refused-by';
import { byBoth, byLegacy, byNobody, byState } from '../modules/refused-by';
import { type Check, knownTables, type Report } from './check';
import { type Declared, oddDeclarations } from './declarations';
import { type Fix, replace, type Severity } from './finding';

export const malformedChainDeclaration: Check = {
  code: 'malformed-chain-declaration',
  severity: 'error',
  run(ruleset, report) {
    for (const table of knownTables(ruleset)) {
      for (const declared of oddDeclarations(ruleset, table)) {
        const { name, policy, rest } = declared.declaration;
        if (!name) reportNameless(declared, report);
        else if (!policy) reportWithoutPolicy(declared, report);
        else if (rest) reportRest(declared, report);
      }
    }
  },
};

function reportNameless({ line, declaration }: Declared, report: Report): void {
  report({
    line,
    span: { start: declaration.start, end: declaration.start + 1 },
    message: 'A chain declaration needs a name and a policy: `:NAME - [0:0]` for a chain of your own.',
    refusedBy: byBoth,
  });
}

function reportWithoutPolicy(declared: Declared, report: Report): void {
  const { line, text, declaration, chain } = declared;
  const name = declaration.name!;
  const policy = chain?.builtIn ? 'ACCEPT' : '-';
  report({
    line,
    span: name,
    message: `The declaration of ${text.slice(name.start, name.end)} has no policy: a built-in chain needs ACCEPT or DROP, any other chain \`-\`.`,
    refusedBy: withoutPolicyRefusedBy(declared),
    fixes: [policyFix(line, name.end, policy, policy === '-')],
  });
}

/** Whatever word comes second is taken for the policy, counters or a joined declaration too. */
function withoutPolicyRefusedBy({ declaration, joined, chain }: Declared): RefusedBy {
  if (!declaration.counters && joined.length === 0) return byBoth;
  return chain?.builtIn ? byState : byLegacy;
}

function policyFix(line: number, column: number, policy: string, certain: boolean): Fix {
  return {
    title: `Insert the policy ${policy}`,
    certain,
    changes: [replace(line, { start: column, end: column }, ` ${policy}`)],
  };
}

function reportRest({ line, text, declaration }: Declared, report: Report): void {
  const rest = declaration.rest!;
  const lost = text.slice(rest.start, rest.end);
  const isCommand = /^(?:-|\*|COMMIT\b|\[\d)/.test(lost);
  const severity: Severity = isCommand ? 'error' : 'warning';
  report({
    line,
    span: rest,
    message: `iptables-restore ignores what stands behind the counters: ${isCommand ? 'this belongs on a line of its own.' : 'delete it, or make it a comment line.'}`,
    refusedBy: byNobody,
    severity,
    fixes: isCommand
      ? [
          {
            title: 'Move it to a line of its own',
            certain: true,
            changes: [replace(line, { start: declarationEnd(text, rest.start), end: rest.start }, '\n')],
          },
        ]
      : [],
  });
}

function declarationEnd(text: string, before: number): number {
  return text.slice(0, before).trimEnd().length;
}
