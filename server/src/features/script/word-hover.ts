/** The hover of the words of a call: what a dump's line says of them. */

import type { Hover } from 'vscode-languageserver-types';
import { actionOfCall } from '../../effect/action';
import type { ReadScript } from '../../effect/read-effect';
import { isBeside } from '../../effect/rule-words';
import type { Call } from '../../effect/tables';
import type { RulePart } from '../../ruleset/rule';
import { findChain } from '../../ruleset/ruleset';
import { scriptPlace } from '../../shell/mapped-text';
import { touches } from '../../syntax/span';
import { unknownValue, unknownWords } from '../../syntax/unknown';
import { hover } from '../hover';
import { chainText } from '../hover/chain';
import { optionDescription } from '../hover/option';
import { chainNameAt } from '../names-at';
import { type LineAt, letterAt, linesAt, mayStandAt } from './at-place';
import type { ScriptHoverText } from './hover-text';
import { renderedFor, rulesetOf, toldRuleset } from './rendered';

/** What the word at an offset means; undefined where nothing is known of it. */
export function wordHover(script: ReadScript, offset: number): ScriptHoverText | undefined {
  for (const at of linesAt(script, offset)) {
    const found = chainHover(script, at) ?? lineHover(script, at);
    if (found) return found;
  }
  return besideHover(script, offset);
}

/** A chain as it is in the end, or as the calls speak of it where it is no more. */
function chainHover(
  script: ReadScript,
  { transcript, index, call, line, letter }: LineAt,
): ScriptHoverText | undefined {
  const told = toldRuleset(script, transcript);
  const named = chainNameAt(told, index, letter.column);
  if (!named) return undefined;
  const span = scriptPlace(line, named.mention.span.start, named.mention.span.end);
  const rendered = renderedFor(script, call);
  const built = rendered && rulesetOf(script, rendered);
  const table = built?.tables.find(({ name }) => name === named.table?.name);
  const chain = built && table && findChain(built, table, named.name);
  if (!rendered || !built || !chain) return { span, text: chainText(told, named) };
  const own = rendered.lines.findIndex((each) => each.call === call && each.source);
  const mention = own >= 0 ? { ...named.mention, line: own } : ({ ...named.mention, role: 'jump' } as const);
  return { span, text: chainText(built, { ...named, mention, table, chain }) };
}

function lineHover(script: ReadScript, { transcript, index, line, letter }: LineAt): ScriptHoverText | undefined {
  const found = hover(toldRuleset(script, transcript), index, letter.column);
  if (!found?.range) return undefined;
  const { start, end } = found.range;
  return { span: scriptPlace(line, start.character, end.character), text: withWords(textOf(found.contents)) };
}

function textOf(contents: Hover['contents']): string {
  return typeof contents === 'object' && 'value' in contents ? contents.value : '';
}

/** Marks of what is not known do not show. */
function withWords(text: string): string {
  return text.replaceAll(unknownValue, '‹not known here›').replaceAll(unknownWords, '‹not known here›');
}

/** The words that a dump's line does not have: the table, the lock. */
function besideHover(script: ReadScript, offset: number): ScriptHoverText | undefined {
  for (const call of script.calls) {
    if (call.kind !== 'command' || !mayStandAt(call, offset)) continue;
    const { line, rule } = actionOfCall(call);
    const { column } = letterAt(line, offset) ?? {};
    if (column === undefined) continue;
    const part = rule().parts.find((each) => isBeside(each) && hasColumn(each, column));
    if (!part?.option) continue;
    const word = [part.name, ...part.values].find((each) => touches(each, column))!;
    const table = part.option.name === 'table' && word !== part.name ? tableText(script, call, word.value) : undefined;
    const text = table ?? optionDescription(part.option, undefined, call.program.family);
    return { span: scriptPlace(line, word.start, word.end), text };
  }
  return undefined;
}

function hasColumn({ name, values }: RulePart, column: number): boolean {
  return [name, ...values].some((word) => touches(word, column));
}

function tableText(script: ReadScript, call: Call, name: string): string | undefined {
  const rendered = renderedFor(script, call);
  const ruleset = rendered && rulesetOf(script, rendered);
  const table = ruleset?.tables.find((each) => each.name === name);
  const found = ruleset && table && hover(ruleset, table.header, 1);
  return found && textOf(found.contents);
}
