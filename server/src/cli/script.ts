/** Scripts as input of the command line: what they do. */

import { type ReadScript, readEffect } from '../effect/read-effect';
import { readGrammarFiles } from '../node/grammar-files';
import { mentionsIptables } from '../shell/mentions';
import { createShellParser, type ShellParser } from '../shell/parser';
import type { ScriptForm } from '../shell/read-script';
import type { Input } from './input';

let parser: Promise<ShellParser> | undefined;

/** What a script does; undefined where it has nothing to do with iptables. The grammar is loaded with the first one. */
export async function readScriptInput({ text }: Input, form: ScriptForm): Promise<ReadScript | undefined> {
  if (!mentionsIptables(text)) return undefined;
  parser ??= readGrammarFiles().then(createShellParser);
  return readEffect(text, await parser, form);
}
