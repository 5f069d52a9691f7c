/** What a question of the command line is about: a dump, or the rules that a script builds. */

import type { ReadScript } from '../effect/read-effect';
import { linesMadeBy } from '../features/script/made-by';
import { titleOfRuleset } from '../features/script/preview';
import { isDoubtful, rulesetOf } from '../features/script/rendered';
import type { Ruleset } from '../ruleset/ruleset';
import type { ScriptForm } from '../shell/read-script';
import { type FamilyOptions, type Input, readInput, readRuleset, shownName, tellNotes } from './input';
import { readScriptInput } from './script';
import { scriptFormOf } from './script-form';

/** A ruleset with the way between its lines and those of the file; both count from 1. */
export interface Asked {
  ruleset: Ruleset;
  /** The line of the file that made a line; null for what no command made. */
  lineTold(line: number): number | null;
  /** The lines of the ruleset that stand for a line of the file, rules first. */
  linesAt(line: number): number[];
  /** How many lines the file has. */
  lineCount: number;
}

/** Reads the file. Throws with a message for people when it cannot be read or builds no rules; notes go to standard error. */
export async function readAsked(name: string, options: FamilyOptions): Promise<Asked> {
  const input = readInput(name);
  const form = scriptFormOf(input);
  if (form) return askedOfScript(input, form, options);
  const ruleset = readRuleset(input, options);
  return {
    ruleset,
    lineTold: (line) => line,
    linesAt: (line) => [line],
    lineCount: ruleset.document.dump.lines.length,
  };
}

async function askedOfScript(input: Input, form: ScriptForm, { ipv4, ipv6 }: FamilyOptions): Promise<Asked> {
  const script = await readScriptInput(input, form);
  const built = script?.effect.rulesets() ?? [];
  const rendered = built.find(({ family }) => (family === 'ipv4' ? !ipv6 : !ipv4));
  if (!script || !rendered) throw new Error(nothingBuilt(input, { ipv4, ipv6 }));
  tellNotes(notesOn(input, script, built.indexOf(rendered)));
  const ruleset = rulesetOf(script, rendered);
  return {
    ruleset,
    lineTold: (line) => {
      const told = ruleset.lineTold?.(line - 1);
      return told === undefined ? null : told + 1;
    },
    linesAt: (line) => linesMadeBy(script, rendered, line - 1).map((made) => made + 1),
    lineCount: script.starts.length,
  };
}

/** What is said of a script that changes no table of the family that is asked for. */
export function nothingBuilt({ name }: Input, { ipv4, ipv6 }: FamilyOptions): string {
  return `nothing in ${shownName(name)} changes a table${ipv4 ? ' of iptables' : ipv6 ? ' of ip6tables' : ''}`;
}

function notesOn({ name }: Input, { effect }: ReadScript, index: number): string[] {
  const rendered = effect.rulesets()[index]!;
  const shown = shownName(name);
  const others = effect.rulesets().filter((each) => each !== rendered);
  const otherFamily = others.find(({ family }) => family !== rendered.family)?.family;
  const how = otherFamily ? ` (--${otherFamily} asks for the other family)` : '';
  const names = others.map(titleOfRuleset).join(' and ');
  const which = `${shown} also builds rules for ${names}; the answer is for ${titleOfRuleset(rendered)}${how}`;
  const doubt = `it is not certain that ${shown} builds all of these rules (iptables-lens render shows which); the answer is for all of them`;
  return [...(others.length > 0 ? [which] : []), ...(isDoubtful(rendered) || !effect.complete ? [doubt] : [])];
}
