// What the tests of packets ask: one packet or several, at a built-in chain of a dump.

import type { Hook } from '../../server/src/packets/dimensions';
import { type Branch, type Detail, evaluate } from '../../server/src/packets/evaluate';
import { askedPackets, type Question } from '../../server/src/packets/question';
import { readDocument } from '../../server/src/ruleset/document';
import { buildRuleset, type Ruleset, type Table } from '../../server/src/ruleset/ruleset';
import type { Family } from '../../server/src/ruleset/tables';

export interface Dump {
  ruleset: Ruleset;
  table: Table;
}

/** The last table of that name in a dump. */
export function readTable(text: string, name = 'nat', family: Family = 'ipv4'): Dump {
  const ruleset = buildRuleset(readDocument(text, family));
  const table = ruleset.tables.filter((each) => each.name === name).at(-1);
  if (!table) throw new Error(`no table ${name}`);
  return { ruleset, table };
}

export function ask(dump: Dump, hook: Hook, question: Question, detail: Detail = 'all', budget?: number): Branch[] {
  const { ruleset, table } = dump;
  const asked = askedPackets(question, hook, table.name, ruleset.document.family);
  if ('unreadable' in asked) throw new Error(`cannot read ${asked.unreadable}`);
  return evaluate(ruleset, table, hook, asked.packets ? [asked.packets] : [], { detail, ...(budget && { budget }) });
}

/** `ISTIO_OUTPUT 4 RETURN > policy ACCEPT`: chain, number and target of each rule, then the end. */
export function wayOf(branch: Branch): string {
  const steps = branch.steps.map(({ chain, number, action }) => {
    const target = action.kind === 'jump' || action.kind === 'goto' ? action.chain : '';
    return `${chain} ${number}${target && ` ${target}`}`;
  });
  return [...steps, endOf(branch)].join(' > ');
}

/** `policy ACCEPT`, `redirect 15006`, `dnat 10.0.0.1:80`, `unknown: why`. */
export function endOf({ outcome }: Branch): string {
  switch (outcome.kind) {
    case 'policy':
      return `policy ${outcome.policy.name}`;
    case 'unknown':
      return `unknown: ${outcome.reason}`;
    case 'verdict': {
      const { verdict } = outcome;
      if ('to' in verdict) return `${verdict.kind} ${verdict.to}`;
      return 'ports' in verdict && verdict.ports ? `${verdict.kind} ${verdict.ports}` : verdict.kind;
    }
  }
}
