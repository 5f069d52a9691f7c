/** Hover in a script: what a call of iptables does and where its rule lands, what its words mean, what its variables are. */

import type { Hover } from 'vscode-languageserver-types';
import type { ReadScript } from '../../effect/read-effect';
import type { Place } from '../../syntax/dump';
import { offsetAt } from '../../syntax/line-starts';
import { blocks } from '../markdown';
import { commandHover } from './command-hover';
import type { ScriptHoverText } from './hover-text';
import { rangeIn } from './places';
import { variableHover } from './variable-hover';
import { wordHover } from './word-hover';

/** What stands at a place, as Markdown, with the range of the word; undefined outside of calls of iptables. */
export function scriptHover(script: ReadScript, place: Place): Hover | undefined {
  const offset = offsetAt(script.starts, place);
  const found = offset === undefined ? undefined : hoverAt(script, offset);
  return found && { contents: { kind: 'markdown', value: found.text }, range: rangeIn(script, found.span) };
}

function hoverAt(script: ReadScript, offset: number): ScriptHoverText | undefined {
  const command = commandHover(script, offset);
  if (command) return command;
  const variable = variableHover(script, offset);
  if (variable && !variable.known) return variable;
  const word = wordHover(script, offset);
  if (!variable) return word;
  return { span: variable.span, text: blocks(variable.text, word?.text) };
}
