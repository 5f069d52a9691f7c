/** Long options that are written with one dash. */

import { matchModules, targetModules } from '../modules/index';
import { findOption, resolveOption } from '../modules/option-names';
import { readRule } from '../ruleset/rule';
import type { ProblemPlace } from './rule-check';

/** `-dport` is read as `-d port`: the long option that was meant, with its dashes. Undefined when it is none. */
export function longOptionMeant(word: string): string | undefined {
  const name = /^-([a-z][a-z0-9-]{2,})$/.exec(word)?.[1];
  return name !== undefined && isLongOption(name) ? `--${name}` : undefined;
}

function isLongOption(name: string): boolean {
  const own = resolveOption(name, []);
  if (own.kind === 'found' && own.name === name) return true;
  return [...matchModules, ...targetModules].some((module) => findOption(module, name) !== undefined);
}

/** True when the line, with the option in the place of the wrong one, has it from iptables itself or a module that it loads. */
export function isKnownThere({ ruleset, line, problem }: ProblemPlace, option: string): boolean {
  const text = line.text.slice(0, problem.start) + option + line.text.slice(problem.end);
  const from = line.counters?.end ?? line.from;
  const { parts } = readRule({ ...line, text, from, counters: undefined }, ruleset.document.family);
  return parts.some((part) => part.name.start === problem.start && part.option !== undefined);
}
