/** The variables that statements may set, found without running them. */

import { oncePer } from '../syntax/once';
import type { Context } from './context';
import { lexCommand } from './lexer';
import { lookUp, type Shell } from './shell-state';
import type { ShellTree, Statement } from './tree';

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
export function assignedNames(statements: readonly Statement[], { tree, machine }: Context, shell: Shell): Set<string> {
  const names = new Set<string>();
  const visited = new Set<Statement>();
  const visit = (statement: Statement, of: ShellTree) => {
    if (visited.has(statement)) return;
    visited.add(statement);
    const found = findings(of)(statement);
    machine.work -= 1 + (found.names.size + found.commands.size) / 8;
    for (const name of found.names) names.add(name);
    for (const command of found.commands) {
      const called = lookUp(shell, `${command}()`);
      if (called?.type === 'function')
        for (const each of called.definitions) if (each) visit(each.statement.body, each.tree);
    }
  };
  for (const statement of statements) visit(statement, tree);
  return names;
}

/** What stands in a statement: the names that it sets itself, and the first words of commands, which may be functions. */
interface Found {
  names: Set<string>;
  commands: Set<string>;
}

const findings = oncePer(({ text }: ShellTree) => oncePer((statement: Statement) => find(statement, text)));

function find(statement: Statement, text: string): Found {
  const found: Found = { names: new Set(), commands: new Set() };
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { type } = value as Partial<Statement>;
    if (type === 'simple') findInCommand(found, value as Statement, text);
    if (type === 'for') {
      const { variable } = value as Extract<Statement, { type: 'for' }>;
      found.names.add(text.slice(variable.start, variable.end));
    }
    for (const each of Object.values(value)) visit(each);
  };
  visit(statement);
  return found;
}

function findInCommand({ names, commands }: Found, { start, end }: Statement, text: string): void {
  if (text.startsWith('((', start))
    for (const [name] of text.slice(start, end).matchAll(/[A-Za-z_]\w*/g)) names.add(name);
  const words = lexCommand(text, { start, end }).words.map((word) => text.slice(word.start, word.end));
  for (const word of words) {
    const assigned = /^([A-Za-z_]\w*)(?:\[[^\]]*\])?\+?=/.exec(word);
    if (assigned) names.add(assigned[1]!);
    for (const [, set, counted] of word.matchAll(/\$\{(\w+):?=|\$\(\(\s*(?:\+\+|--)?(\w+)/g))
      names.add((set ?? counted)!);
  }
  const first = words[0] ?? '';
  if (setters.has(first)) for (const word of words) if (/^[A-Za-z_]\w*$/.test(word)) names.add(word);
  if (first === 'getopts') names.add('OPTIND').add('OPTARG');
  if (first !== '') commands.add(first);
}
