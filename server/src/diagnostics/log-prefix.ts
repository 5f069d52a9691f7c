/** Timestamps, process names, line numbers or quotation marks before every line, as logs and listings have them. */

import { byBoth, byNobody } from '../modules/refused-by';
import { type Ruleset, tableAt } from '../ruleset/ruleset';
import { readRuleCounters } from '../syntax/rule-counters';
import { skipBlanks } from '../syntax/words';
import type { Check } from './check';
import { replace } from './finding';

export const logPrefix: Check = {
  code: 'log-prefix',
  severity: 'error',
  run(ruleset, report) {
    const { lines } = ruleset.document.dump;
    const prefixed = ruleset.oddLines.filter((index) => lines[index]!.before === 'prefix');
    if (prefixed.length === 0) return;
    const refused = prefixed.find((index) => !passesForCounters(ruleset, index));
    const first = refused ?? prefixed[0]!;
    const span = { start: 0, end: lines[first]!.from };
    const count = prefixed.length === 1 ? 'A line begins' : `${prefixed.length} lines begin`;
    report({
      line: first,
      span,
      message: `${count} with text of a log or listing, here "${shortened(lines[first]!.text.slice(0, span.end))}". A dump has nothing before *, :, -A, [ or COMMIT.`,
      refusedBy: refused === undefined ? byNobody : byBoth,
      severity: refused === undefined ? 'warning' : 'error',
      fixes: [
        {
          title: 'Delete all log prefixes',
          certain: true,
          changes: prefixed.map((index) => replace(index, { start: 0, end: lines[index]!.from }, '')),
        },
      ],
    });
  },
};

/** `[12:00:00 host]` before a rule: iptables-restore takes it for counters, which it reads with -c only. */
function passesForCounters(ruleset: Ruleset, index: number): boolean {
  const line = ruleset.document.dump.lines[index]!;
  if (line.kind !== 'rule' || !line.text.startsWith('[') || !tableAt(ruleset, index)) return false;
  const counters = readRuleCounters(line.text, 0);
  return counters.closed && skipBlanks(line.text, counters.end) === line.from && counters.cut === line.text.length;
}

function shortened(text: string): string {
  const trimmed = text.trim();
  return trimmed.length > 40 ? `${trimmed.slice(0, 39)}…` : trimmed;
}
