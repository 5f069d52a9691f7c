/** The hover of a call: of its program, of the command's option, and of the name of the function that makes it. */

import { actionOfCall } from '../../effect/action';
import type { ReadScript } from '../../effect/read-effect';
import { commandOf } from '../../ruleset/rule-summary';
import { scriptPlace } from '../../shell/mapped-text';
import type { Command, Restore } from '../../shell/steps';
import { type Span, touches } from '../../syntax/span';
import { optionDescription } from '../hover/option';
import { blocks, bullets, code } from '../markdown';
import { counted } from '../numbers';
import { letterAt, mayStandAt } from './at-place';
import { commandWords } from './command-words';
import type { ScriptHoverText } from './hover-text';

/** Calls that are told of one by one. */
const mostCalls = 8;

/** What the calls do of which the program, the command's option or the function stands at an offset. */
export function commandHover(script: ReadScript, offset: number): ScriptHoverText | undefined {
  const found = script.calls.flatMap((call) => {
    const place = headAt(script, call, offset);
    return place ? [{ call, ...place }] : [];
  });
  const [first] = found;
  if (!first) return undefined;
  const texts = textsOf(
    script,
    found.map(({ call }) => call),
  );
  if (texts.length === 0) return first.about === '' ? undefined : { span: first.span, text: first.about };
  return { span: first.span, text: blocks(texts.length > 1 ? bullets(texts) : texts[0], first.about) };
}

/** What each call does, once where several do the same; behind the first few, how many more there are. */
function textsOf(script: ReadScript, calls: readonly (Command | Restore)[]): string[] {
  const texts = new Set<string>();
  for (const [index, call] of calls.entries()) {
    if (texts.size >= mostCalls) return [...texts, `… and ${counted(calls.length - index, 'more call')}`];
    const text = textOf(script, call);
    if (text) texts.add(text);
  }
  return [...texts];
}

function textOf(script: ReadScript, call: Command | Restore): string {
  return call.kind === 'command' ? commandWords(script, call) : restoreWords(call);
}

/** The word that stands for the whole call, and what else is said of it. */
function headAt(
  { text }: ReadScript,
  call: Command | Restore,
  offset: number,
): { span: Span; about: string } | undefined {
  const { programSpan, calls } = call;
  if (touches(programSpan, offset)) return { span: programSpan, about: '' };
  const callers = calls.map(({ start, end }) => firstWord(text.slice(start, end), start));
  const caller = callers.find((each) => touches(each, offset));
  if (caller) return { span: caller, about: '' };
  return call.kind === 'command' && mayStandAt(call, offset) ? optionAt(call, offset) : undefined;
}

function firstWord(text: string, start: number): Span {
  return { start, end: start + (/^\S+/.exec(text)?.[0].length ?? 0) };
}

function optionAt(call: Command, offset: number): { span: Span; about: string } | undefined {
  const { line, rule } = actionOfCall(call);
  const letter = letterAt(line, offset);
  const command = commandOf(rule());
  if (!letter || !command?.option || !touches(command.name, letter.column) || !letter.piece.exact) return undefined;
  const about = optionDescription(command.option, undefined, call.program.family);
  return { span: scriptPlace(line, command.name.start, command.name.end), about };
}

function restoreWords({ noflush, test, input, file, table }: Restore): string {
  const what = input ? 'the text that it is given' : file ? 'a file' : 'what is not known here';
  const only = table ? `, of it only the table that is named` : '';
  const how = noflush
    ? `With ${code('--noflush')} it adds to the tables`
    : 'Each table that is named there is replaced whole';
  return test ? `Checks ${what}${only}; nothing is loaded.` : `Loads ${what}${only}. ${how}.`;
}
