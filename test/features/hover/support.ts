// Hovers at a cursor in a dump, and what their text has to keep to.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { MarkupContent } from 'vscode-languageserver-types';
import { hover } from '../../../server/src/features/hover';
import type { Family } from '../../../server/src/ruleset/tables';
import { atCursor, tableOf } from '../cursor';

const examples = new URL('../../../examples/', import.meta.url);

/** A damaged dump of Istio's rules, and the same one mended. */
export const mended = readFileSync(new URL('istio-mended.iptables', examples), 'utf8');
export const damaged = readFileSync(new URL('istio-damaged.iptables', examples), 'utf8');

export interface Expected {
  word: string;
  says: string[];
  not?: string[];
  family?: Family;
}

/** The dump with a cursor in front of the text behind `at`, which has to stand there once; `lead` is what stands before it. */
export function cursorIn(dump: string, lead: string, at: string): string {
  const found = dump.indexOf(lead + at);
  assert.ok(found >= 0 && dump.indexOf(lead + at, found + 1) < 0, `${lead}${at} does not stand there once`);
  return `${dump.slice(0, found + lead.length)}<|>${dump.slice(found + lead.length)}`;
}

export function textAt(marked: string, family?: Family): { word: string; text: string } | undefined {
  const { ruleset, line, column } = atCursor(marked, family);
  const found = hover(ruleset, line, column);
  if (!found?.range) return undefined;
  const { start, end } = found.range;
  assert.deepEqual([start.line, end.line], [line, line]);
  const word = ruleset.document.dump.lines[line]!.text.slice(start.character, end.character);
  return { word, text: (found.contents as MarkupContent).value };
}

export function checkHover(marked: string, { word, says, not = [], family }: Expected): void {
  const found = textAt(marked, family);
  assert.ok(found, 'no hover');
  assert.equal(found.word, word);
  for (const text of says) assert.ok(found.text.includes(text), `"${text}" is missing in:\n${found.text}`);
  for (const text of not) assert.ok(!found.text.includes(text), `"${text}" is in:\n${found.text}`);
  checkHarmless(found.text);
}

/** The links that the text may have: to the man pages. */
const manualLink =
  /\[iptables(?:-extensions)?\(8\)\]\(https:\/\/man7\.org\/linux\/man-pages\/man8\/iptables(?:-extensions)?\.8\.html\)$/;

/** Without its inline code and the link to the manual, the text has no HTML and no link. */
export function checkHarmless(markdown: string): void {
  for (const line of markdown.split('\n')) {
    const plain = withoutCode(line).replace(manualLink, '');
    assert.doesNotMatch(plain, /[<`]|\]\(|undefined|NaN|\[object/, line);
  }
}

/** Cuts inline code as CommonMark reads it: from a run of backticks to the next one of the same length. */
function withoutCode(line: string): string {
  const runs = [...line.matchAll(/`+/g)];
  let plain = '';
  let from = 0;
  for (let i = 0; i < runs.length; i++) {
    const close = runs.findIndex((run, j) => j > i && run[0].length === runs[i]![0].length);
    if (close < 0) continue;
    plain += line.slice(from, runs[i]!.index);
    from = runs[close]!.index + runs[close]![0].length;
    i = close;
  }
  return plain + line.slice(from);
}

/** A dump of one rule. */
export const rule = (text: string) => tableOf('filter', ':INPUT ACCEPT [0:0]', text);
export const natRule = (text: string) => tableOf('nat', ':PREROUTING ACCEPT [0:0]', text);

export const mangleRule = (text: string) => tableOf('mangle', ':INPUT ACCEPT [0:0]', text);

export type Case = [what: string, dump: string, expected: Expected];

/** One test for each case. */
export function checkCases(cases: readonly Case[]): void {
  for (const [what, dump, expected] of cases) it(what, () => checkHover(dump, expected));
}
