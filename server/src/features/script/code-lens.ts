/** Code lenses in a script: above a call what the lens of its rule says in the dump that the script builds. */

import { fileKind } from '../../diagnostics/script/words-of-failure';
import type { ReadScript } from '../../effect/read-effect';
import type { RenderedRuleset } from '../../effect/render';
import { groupsBy } from '../../ruleset/groups';
import type { Ruleset } from '../../ruleset/ruleset';
import { type CodeLens, codeLenses, type LensStep, maxLenses, type ResolvedLens, resolveLens } from '../code-lens';
import { counted } from '../numbers';
import { placeOfLine, rangeIn, scriptLineOf } from './places';
import { titleOfRuleset } from './preview';
import { isDoubtful, rulesetOf } from './rendered';
import { titleOfRounds } from './rounds-title';

/** A lens above a line of the script, for a line of a ruleset that it builds. */
export interface ScriptLens {
  line: number;
  /** The index among the rulesets of the effect. */
  ruleset: number;
  place: CodeLens;
  /** Further lines of the ruleset that the same command makes in other rounds of a loop. */
  rounds: CodeLens[];
}

/** So many rounds get a lens each. */
const mostSingle = 2;
/** For a lens that stands for more, so many are evaluated. */
const mostEvaluated = 12;

/**
 * The lenses of all rules and policies that are surely there, without their titles; at most `maxLenses`, in the order of lines. What a
 * line makes for both families is told once where these are alike.
 */
export function scriptCodeLenses(script: ReadScript): ScriptLens[] {
  const lenses = script.effect.rulesets().flatMap((rendered, ruleset) =>
    codeLenses(rulesetOf(script, rendered)).flatMap((place) => {
      const { text, call, source, certain } = rendered.lines[place.line]!;
      const isTold = call && certain && !(place.kind === 'port' && unknownPort.test(text));
      if (!isTold || twinsOf(script, ruleset, place.line).some((twin) => twin < ruleset)) return [];
      const line = scriptLineOf(script, call, source);
      const command = place.kind === 'chain' ? `line ${place.line}` : placeOfLine(call, source).start;
      const key = `${ruleset} ${place.kind} ${command}`;
      return [{ key, lens: { line, ruleset, place, rounds: [] } }];
    }),
  );
  return withRounds(lenses)
    .slice(0, maxLenses)
    .sort((a, b) => a.line - b.line);
}

/** One lens for the rounds of a loop, where there are many. */
function withRounds(lenses: readonly { key: string; lens: ScriptLens }[]): ScriptLens[] {
  return groupsBy(lenses, ({ key }) => key).flatMap((group) => {
    const own = group.map(({ lens }) => lens);
    if (own.length <= mostSingle) return own;
    return [{ ...own[0]!, rounds: own.slice(1).map(({ place }) => place) }];
  });
}

/** The rulesets of other families that are the same, where the same line of the script made this line of theirs. */
function twinsOf(script: ReadScript, ruleset: number, line: number): number[] {
  const rulesets = script.effect.rulesets();
  const own = rulesets[ruleset]!;
  const madeBy = ({ lines }: RenderedRuleset) => {
    const { call, source } = lines[line]!;
    return call && scriptLineOf(script, call, source);
  };
  return rulesets.flatMap((other, index) =>
    other.family !== own.family && other.text === own.text && madeBy(other) === madeBy(own) ? [index] : [],
  );
}

/** A lens that asks for a packet, of the ruleset with this title. */
export interface ScriptTraceLens {
  line: number;
  title: string;
  ruleset: string;
}

/** One for each line with a lens of a port or a policy, and for each ruleset that such a line builds. */
export function scriptTraceLenses(script: ReadScript): ScriptTraceLens[] {
  const found = new Map<string, ScriptTraceLens>();
  const names = script.effect.rulesets().map(titleOfRuleset);
  for (const { line, ruleset, place } of scriptCodeLenses(script)) {
    if (place.kind === 'target') continue;
    for (const each of [ruleset, ...twinsOf(script, ruleset, place.line)]) {
      const name = names[each]!;
      found.set(`${line} ${name}`, { line, title: names.length > 1 ? `Trace ${name}…` : 'Trace…', ruleset: name });
    }
  }
  return [...found.values()];
}

/** A port that is not known here has no way to be told. */
const unknownPort = /--(?:[sd]|source-|destination-)?ports? \S*‹/;

/** Evaluates one lens; its steps stand in the script. Undefined when the script is no longer what it was made for. */
export function resolveScriptLens(script: ReadScript, lens: ScriptLens): ResolvedLens | undefined {
  const rulesets = script.effect.rulesets();
  const rendered = rulesets[lens.ruleset];
  const resolved = rendered && resolveRounds(rulesetOf(script, rendered), lens);
  if (!resolved) return undefined;
  const isOfOne = rulesets.length > 1 && twinsOf(script, lens.ruleset, lens.place.line).length === 0;
  const whose = isOfOne ? `${titleOfRuleset(rendered)}: ` : '';
  const doubt = isDoubtful(rendered, lens.place.line) ? ' (if all is built that only may be)' : '';
  const steps = resolved.steps.flatMap(({ line }) => stepIn(script, rendered, line) ?? []);
  return { title: `${whose}${resolved.title}${doubt}`, steps: steps.filter(isFirst) };
}

function resolveRounds(ruleset: Ruleset, { place, rounds }: ScriptLens): ResolvedLens | undefined {
  if (rounds.length === 0) return resolveLens(ruleset, place);
  const resolved = [place, ...rounds].slice(0, mostEvaluated).map((each) => resolveLens(ruleset, each));
  if (!resolved.every((each) => each !== undefined)) return undefined;
  const titles = resolved.map(({ title }) => title);
  return { title: titleOfRounds(titles, rounds.length + 1), steps: resolved.flatMap(({ steps }) => steps) };
}

/** Rounds of a loop and calls of a function come by the same place again. */
function isFirst({ line, span }: LensStep, index: number, steps: readonly LensStep[]): boolean {
  return steps.findIndex((each) => each.line === line && each.span.start === span.start) === index;
}

/** The title of the lens at the top; undefined for a script that changes no table. */
export function previewTitle(script: ReadScript): string | undefined {
  const { effect } = script;
  if (effect.rulesets().length === 0) return undefined;
  const rules = effect
    .rulesets()
    .reduce((sum, { lines }) => sum + lines.filter(({ text }) => text.startsWith('-A ')).length, 0);
  return `Preview the rules this ${fileKind(script)} builds (${counted(rules, 'rule')})`;
}

/** The place of a line of the ruleset, as far as it stands in one line of the script. */
function stepIn(script: ReadScript, { lines }: RenderedRuleset, line: number): LensStep | undefined {
  const { call, source } = lines[line] ?? {};
  if (!call) return undefined;
  const { start, end } = rangeIn(script, placeOfLine(call, source));
  const last = end.line === start.line ? end.character : script.text.lengthOfLine(start.line);
  return { line: start.line, span: { start: start.character, end: last } };
}
