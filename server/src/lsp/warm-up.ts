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

/** How many rules are tried, and the step from one to the next as a share of the dump: its parts have rules of different kinds. */
const rules = 24;
const step = 0.382;

/** Words of a rule that are tried, and milliseconds after which nothing further is. */
const mostWords = 24;
const longest = 1800;

/**
 * Asks about some ordinary rules of the dump, as a client would, and drops the answers. What somebody asks meanwhile is answered
 * in between. `current` is the ruleset as it is then; undefined once the dump is closed.
 */
export async function warmUp(current: () => Ruleset | undefined): Promise<void> {
  const until = Date.now() + longest;
  for (const attempt of attempts(current)) {
    attempt();
    await messagesRead();
    if (Date.now() > until) return;
  }
}

/** A task of its own lets messages that wait be read first. */
export function messagesRead(): Promise<void> {
  return new Promise((done) => setTimeout(done, 0));
}

/** The words of each rule in turn, and the packets that it suggests. */
function* attempts(current: () => Ruleset | undefined): Generator<() => void> {
  for (let i = 1; i <= rules; i++) {
    const ruleset = current();
    const line = ruleset ? ruleNear(ruleset, (i * step) % 1) : -1;
    for (let word = 0; line >= 0 && word < mostWords; word++) yield () => askAtWord(current(), line, word);
    if (line >= 0) yield () => traceRule(current(), line);
  }
}

/** The first rule behind a share of the dump; -1 where there is none. */
function ruleNear({ document }: Ruleset, share: number): number {
  const { kinds, length } = document.facts;
  const line = kinds.indexOf(lineKinds.rule, Math.floor(length * share));
  return line < length ? line : -1;
}

function askAtWord(ruleset: Ruleset | undefined, line: number, word: number): void {
  const text = ruleset?.document.dump.lines[line]?.text;
  if (!ruleset || text === undefined) return;
  const start = splitWords(text, 0)[word]?.start;
  if (start === undefined) return;
  inlayHints(ruleset, line, line, defaultSettings.inlayHints);
  completion(ruleset, line, start);
  hover(ruleset, line, start);
}

/** The packets that a rule suggests, also as this host would send them; those to anywhere would keep a message waiting. */
function traceRule(ruleset: Ruleset | undefined, line: number): void {
  if (ruleset?.document.dump.lines[line]?.kind !== 'rule') return;
  const question = suggestedQuestion(ruleset, line);
  if (!question.includes(' to ')) return;
  for (const asked of [question, question.replace(/^in /, 'out ')]) {
    const tree = traceTree(ruleset, asked, true);
    if ('answers' in tree) traceMarkdown(tree, '');
  }
}
