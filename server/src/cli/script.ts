/** Scripts as input of the command line: which files are scripts, and what they do. */

import { basename } from 'node:path';
import { type ReadScript, readEffect } from '../effect/read-effect';
import { readGrammarFiles } from '../node/grammar-files';
import { mentionsIptables } from '../shell/mentions';
import { createShellParser, type ShellParser } from '../shell/parser';
import type { ScriptForm } from '../shell/read-script';
import type { Input } from './input';

let parser: Promise<ShellParser> | undefined;

/** How a file holds shell, by its name or its first line; undefined for all others, which are dumps. */
export function scriptFormOf({ name, text }: Input): ScriptForm | undefined {
  const base = basename(name);
  if (/^(?:Dockerfile|Containerfile)|\.(?:docker|container)file$/i.test(base)) return 'dockerfile';
  if (base.endsWith('.service')) return 'systemd';
  return /\.(?:ba|da|a|k)?sh$/.test(base) || /^#![^\n]*\b(?:ba|da|a|k)?sh\b/.test(text) ? 'shell' : undefined;
}

/** What a script does; undefined where it has nothing to do with iptables. The grammar is loaded with the first one. */
export async function readScriptInput({ text }: Input, form: ScriptForm): Promise<ReadScript | undefined> {
  if (!mentionsIptables(text)) return undefined;
  parser ??= readGrammarFiles().then(createShellParser);
  return readEffect(text, await parser, form);
}
