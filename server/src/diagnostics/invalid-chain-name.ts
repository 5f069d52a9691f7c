/** Chain names that a tool refuses or that make trouble: verdicts, a leading `-` or `!`, quotes. */

import type { RefusedBy } from '../modules/refused-by';
import { byBoth, byNft, byNobody } from '../modules/refused-by';
import { ruleAt } from '../ruleset/document';
import type { Chain, Ruleset } from '../ruleset/ruleset';
import { chainsNamedLikeTargets } from '../ruleset/table';
import { standardTargets } from '../ruleset/tables';
import { type Check, knownTables, type Report } from './check';
import { oddDeclarations } from './declarations';
import type { Severity } from './finding';

export const invalidChainName: Check = {
  code: 'invalid-chain-name',
  severity: 'error',
  run(ruleset, report) {
    for (const table of knownTables(ruleset)) {
      for (const { line, declaration, chain } of oddDeclarations(ruleset, table)) {
        const fault = chain && faultOf(chain.name);
        if (fault) report({ line, span: declaration.name!, ...fault });
      }
      for (const chain of chainsNamedLikeTargets(table)) checkShadowing(chain, report);
    }
    for (const index of ruleset.oddLines) checkCommand(ruleset, index, report);
  },
};

function faultOf(name: string): { message: string; refusedBy: RefusedBy; severity?: Severity } | undefined {
  const first = name.charAt(0);
  if (first === '-' || first === '!') {
    return {
      message: `A chain's name cannot begin with ${first}, which begins an ${first === '-' ? 'option' : 'inversion'}.`,
      refusedBy: byNft,
    };
  }
  if (name.includes('"')) {
    return {
      message:
        'In a declaration the quotes become part of the name, so no rule with the plain name reaches this chain. Delete them.',
      refusedBy: byNobody,
      severity: 'warning',
    };
  }
  return undefined;
}

/** A declaration may take the name of a target module, which then cannot be used any more; not that of a verdict. */
function checkShadowing(chain: Chain, report: Report): void {
  const mention = chain.declared;
  if (!mention || chain.builtIn || mention.role !== 'declaration') return;
  const { line, span } = mention;
  if (standardTargets.includes(chain.name)) {
    report({ line, span, message: `${chain.name} is a verdict, so no chain can have this name.`, refusedBy: byBoth });
  } else {
    report({
      line,
      span,
      message: `This chain has the name of the target ${chain.name} and hides it: here \`-j ${chain.name}\` enters the chain.`,
      severity: 'warning',
    });
  }
}

function checkCommand(ruleset: Ruleset, line: number, report: Report): void {
  for (const problem of ruleAt(ruleset.document, line)?.problems ?? []) {
    if (problem.kind === 'clashing-chain-name') {
      report({
        line,
        span: problem,
        message: `${problem.word} is the name of a target, so -N cannot make a chain of it.`,
        refusedBy: byBoth,
      });
    } else if (problem.kind === 'bad-chain-start') {
      report({ line, span: problem, message: `A chain's name cannot begin with - or !.`, refusedBy: byBoth });
    } else if (problem.kind === 'blank-in-chain-name') {
      const fault = problem.word === '' ? 'be empty' : 'hold blanks';
      report({ line, span: problem, message: `The name of a chain that -N makes cannot ${fault}.`, refusedBy: byBoth });
    }
  }
}
