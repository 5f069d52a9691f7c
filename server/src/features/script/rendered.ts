/** The rulesets that a script builds, read as dumps of which people see the script's lines. */

import { ownerOf } from '../../effect/attempt';
import type { ReadScript } from '../../effect/read-effect';
import type { RenderedRuleset } from '../../effect/render';
import { type Call, ownerKey } from '../../effect/tables';
import type { Transcript } from '../../effect/transcript';
import { readDocument } from '../../ruleset/document';
import { buildRuleset, type Ruleset } from '../../ruleset/ruleset';
import { scriptLineOf } from './places';

const read = new WeakMap<RenderedRuleset, Ruleset>();

/** A ruleset as a dump's. */
export function rulesetOf(script: ReadScript, rendered: RenderedRuleset): Ruleset {
  const known = read.get(rendered);
  if (known) return known;
  const lineTold = (line: number) => {
    const { call, source } = rendered.lines[line] ?? {};
    return call && scriptLineOf(script, call, source);
  };
  const ruleset = { ...buildRuleset(readDocument(rendered.text, rendered.family)), lineTold };
  read.set(rendered, ruleset);
  return ruleset;
}

/** The ruleset that a call works on; undefined where it does nothing to any table. */
export function renderedFor({ effect }: ReadScript, call: Call): RenderedRuleset | undefined {
  const key = ownerKey(ownerOf(call));
  return effect.rulesets().find((each) => ownerKey(each) === key);
}

/** True when something in the ruleset may be missing, or more may be there; with a line, in the table of that line. */
export function isDoubtful({ lines }: RenderedRuleset, line?: number): boolean {
  const first = line === undefined ? 0 : lines.findLastIndex(({ text }, i) => i <= line && text.startsWith('*'));
  const end = line === undefined ? lines.length : lines.findIndex(({ text }, i) => i > line && text === 'COMMIT');
  return lines.slice(first, end).some(({ certain }) => !certain);
}

/** What the calls say, as a dump's. */
export function toldRuleset(script: ReadScript, { ruleset, lines }: Transcript): Ruleset {
  const lineTold = (line: number) => {
    const told = lines[line];
    return told && scriptLineOf(script, told.call, told.line);
  };
  return { ...ruleset, lineTold };
}
