/** Has features run before somebody waits for them: code that runs for the first time takes many times as long. */

import { completion } from '../features/completion';
import { hover } from '../features/hover';
import { inlayHints } from '../features/inlay-hints';
import { traceMarkdown } from '../features/trace/markdown';
import { suggestedQuestion } from '../features/trace/prefill';
import { traceTree } from '../features/trace/tree';
import { lineKinds } from '../ruleset/line-facts';
import type { Ruleset } from '../ruleset/ruleset';
import { splitWords } from '../syntax/words';
import { defaultSettings } from './settings';

/** Where in the dump the rules stand that are tried: its parts have rules of different kinds. */
const shares = [0.25, 0.5, 0.75, 0.9, 0.4, 0.6];

/** Words of a rule that are tried, and milliseconds after which no further one is, and after which no further trace. */
const mostWords = 24;
const longest = 500;
const longestOfTraces = 300;

/** Asks about some ordinary rules of the dump, as a client would, and drops the answers. */
export function warmUp(ruleset: Ruleset): void {
  const { kinds, length } = ruleset.document.facts;
  const lines = shares.map((share) => kinds.indexOf(lineKinds.rule, Math.floor(length * share)));
  const rules = lines.filter((line) => line >= 0 && line < length);
  askAtWords(ruleset, rules);
  traceRules(ruleset, rules.reverse());
}

/** Asks at every word of the rules. */
function askAtWords(ruleset: Ruleset, rules: readonly number[]): void {
  const until = Date.now() + longest;
  for (const line of rules) {
    inlayHints(ruleset, line, line, defaultSettings.inlayHints);
    for (const { start } of splitWords(ruleset.document.dump.lines[line]!.text, 0).slice(0, mostWords)) {
      if (Date.now() > until) return;
      completion(ruleset, line, start);
      hover(ruleset, line, start);
    }
  }
}

/** Follows the packets that each of the rules suggests; rules further down name single addresses, which is quick. */
function traceRules(ruleset: Ruleset, rules: readonly number[]): void {
  const until = Date.now() + longestOfTraces;
  for (const line of rules) {
    if (Date.now() > until) return;
    const tree = traceTree(ruleset, suggestedQuestion(ruleset, line));
    if ('answers' in tree) traceMarkdown(tree, '');
  }
}
