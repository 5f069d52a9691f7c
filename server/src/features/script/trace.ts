/** Traces through the rules that a script builds; their steps stand in the script. */

import type { ReadScript } from '../../effect/read-effect';
import type { RenderedRuleset } from '../../effect/render';
import type { WrongWord } from '../../packets/question-words';
import { suggestedQuestion } from '../trace/prefill';
import { type TraceNode, type TraceTree, traceTree } from '../trace/tree';
import { linesMadeBy } from './made-by';
import { titleOfRuleset } from './preview';
import { isDoubtful, rulesetOf } from './rendered';

/** A question, and of which of the script's rulesets it is asked. */
export interface ScriptQuestion {
  /** In words; '' for none. */
  question: string;
  ruleset: string;
}

/** What a line of the script suggests, of the named ruleset or else the first to which the line adds; undefined where nothing is built. */
export function scriptQuestion(script: ReadScript, line: number, title?: string): ScriptQuestion | undefined {
  const named = script.effect.rulesets().filter((each) => title === undefined || titleOfRuleset(each) === title);
  const rendered = named.find((each) => linesMadeBy(script, each, line).length > 0) ?? named[0];
  if (!rendered) return undefined;
  const questions = linesMadeBy(script, rendered, line).map((made) =>
    suggestedQuestion(rulesetOf(script, rendered), made),
  );
  return { question: questions.find((each) => each !== '') ?? '', ruleset: titleOfRuleset(rendered) };
}

/** As `traceTree` answers a question in words; undefined for a ruleset that the script does not build. */
export function scriptTrace(
  script: ReadScript,
  words: string,
  title: string,
  explained: boolean,
): TraceTree | WrongWord | undefined {
  const rendered = script.effect.rulesets().find((each) => titleOfRuleset(each) === title);
  const tree = rendered && traceTree(rulesetOf(script, rendered), words, explained);
  if (!tree || 'message' in tree) return tree;
  const tell = ({ line, children, ...node }: TraceNode): TraceNode => {
    const told = line === undefined ? undefined : rulesetOf(script, rendered).lineTold?.(line);
    return { ...node, ...(told !== undefined && { line: told }), children: children.map(tell) };
  };
  const about = [aboutRuleset(script, rendered), tree.about].filter(Boolean).join('; ');
  return { question: tree.question, answers: tree.answers.map(tell), about };
}

/** Which ruleset was asked, where there are several, and whether it is sure that all of it is built. */
function aboutRuleset({ effect }: ReadScript, rendered: RenderedRuleset): string {
  const whose = effect.rulesets().length > 1 ? titleOfRuleset(rendered) : '';
  return [whose, isDoubtful(rendered) ? 'if all is built that only may be' : ''].filter(Boolean).join(', ');
}
