/** The variables that statements may set, found without running them. */

import type { Context } from './context';
import { lexCommand } from './lexer';
import { lookUp, type Shell } from './shell-state';
import type { Statement } from './tree';

const setters = new Set([
  'read',
  'export',
  'local',
  'declare',
  'typeset',
  'readonly',
  'unset',
  'let',
  'mapfile',
  'readarray',
  'getopts',
  'printf',
]);

/** The names, with those that the functions called there set. */
export function assignedNames(
  statements: readonly Statement[],
  { source, machine }: Context,
  shell: Shell,
): Set<string> {
  const names = new Set<string>();
  const visited = new Set<unknown>();
  const text = (start: number, end: number, of: string) => of.slice(start, end);

  function visit(value: unknown, of: string): void {
    machine.work -= 0.1;
    if (Array.isArray(value)) for (const each of value) visit(each, of);
    if (typeof value !== 'object' || value === null || Array.isArray(value) || visited.has(value)) return;
    visited.add(value);
    const statement = value as Statement;
    if (statement.type === 'simple') simple(statement.start, statement.end, of);
    if (statement.type === 'for') names.add(text(statement.variable.start, statement.variable.end, of));
    for (const each of Object.values(value)) if (typeof each === 'object') visit(each, of);
  }

  function simple(start: number, end: number, of: string): void {
    if (of.startsWith('((', start))
      for (const [name] of text(start, end, of).matchAll(/[A-Za-z_]\w*/g)) names.add(name);
    const words = lexCommand(of, { start, end }).words.map((word) => text(word.start, word.end, of));
    for (const word of words) {
      const assigned = /^([A-Za-z_]\w*)(?:\[[^\]]*\])?\+?=/.exec(word);
      if (assigned) names.add(assigned[1]!);
      for (const [, set, counted] of word.matchAll(/\$\{(\w+):?=|\$\(\(\s*(?:\+\+|--)?(\w+)/g))
        names.add((set ?? counted)!);
    }
    const first = words[0] ?? '';
    if (setters.has(first)) for (const word of words) if (/^[A-Za-z_]\w*$/.test(word)) names.add(word);
    if (first === 'getopts') names.add('OPTIND').add('OPTARG');
    const called = lookUp(shell, `${first}()`);
    if (called?.type === 'function' && called.definition)
      visit(called.definition.statement.body, called.definition.source.text);
  }

  visit(statements, source.text);
  return names;
}
