/** Compares what the checks foretell of values with what the real tools say of rules that carry them. */

import type { RefusedBy } from '../../server/src/modules/refused-by';
import type { Family } from '../../server/src/modules/types';
import type { OracleBackend } from './oracle';
import { restoreMany } from './restore-many';

/** A rule that is fine but for the value in the place of `@`. */
export interface Carrier {
  rule: string;
  table?: string;
  chain?: string;
  /** Why it can only be asked with --test here. */
  onlyTest?: string;
}

export interface SweepCase {
  /** Family, option and value, for the report. */
  name: string;
  family: Family;
  carrier: Carrier;
  text: string;
  refusedBy: RefusedBy;
}

/** Where a real load, or a run with --test, does not say what was foretold. */
export async function disagreements(
  cases: readonly SweepCase[],
  backend: OracleBackend,
  args: readonly string[],
): Promise<string[]> {
  const answers = await restoreMany(cases.map(dumpWith), backend, { args });
  return cases.flatMap(({ name, refusedBy }, index) => {
    const { refused, message } = answers[index]!;
    const foretold = args.includes('--test') ? refusedBy[backend] === 'test' : refusedBy[backend] !== undefined;
    return refused === foretold
      ? []
      : [`${backend} ${args} ${refused ? `refuses: ${message.trim()}` : 'takes'}: ${name}`];
  });
}

function dumpWith({ carrier, family, text }: SweepCase): { family: Family; text: string } {
  const { rule, table = 'mangle', chain = 'FORWARD' } = carrier;
  return { family, text: `*${table}\n-A ${chain} ${rule.replace('@', () => quoted(text))}\nCOMMIT\n` };
}

function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}
