/** Fences of a Markdown code block around a dump. */

import { byBoth } from '../modules/refused-by';
import { tableAt } from '../ruleset/ruleset';
import type { Check } from './check';
import { deleteLines } from './finding';

export const markdownFence: Check = {
  code: 'markdown-fence',
  severity: 'error',
  run(ruleset, report) {
    const { lines } = ruleset.document.dump;
    const fences = ruleset.oddLines.filter((index) => {
      const line = lines[index]!;
      return line.kind === 'foreign' && line.reason === 'markdown-fence';
    });
    const first = fences[0];
    if (first === undefined) return;
    const inside = tableAt(ruleset, first) ? 'a rule' : 'a table';
    report({
      line: first,
      span: { start: lines[first]!.from, end: lines[first]!.text.length },
      message: `This fence belongs to a Markdown code block; iptables-restore looks for ${inside} here.`,
      refusedBy: byBoth,
      fixes: [
        {
          title: 'Delete the Markdown fences',
          certain: true,
          changes: fences.map((index) => deleteLines(index, index + 1)),
        },
      ],
    });
  },
};
