/** Options, modules, the inversion, and values of which no more is known than what their option says. */

import type { Module, Option, Value, Word } from '../../modules/types';
import type { RulePart } from '../../ruleset/rule';
import { blocks, code, title } from '../markdown';

/** Words and options that are listed for one option or module. */
const mostListed = 14;

/** What an option, parameter or command does; undefined for one that nobody knows. */
export function optionText(part: RulePart): string | undefined {
  const { option, module } = part;
  if (!option) return undefined;
  const kind = module ? `option of ${kindOf(module)} ${code(module.name)}` : 'rule' in option ? 'command' : 'parameter';
  return blocks(
    title(writtenNames(option), kind),
    [option.summary, option.note].filter(Boolean).join(' '),
    valuesLine(option),
    part.inversion && invertedLine(option),
    option.deprecated,
  );
}

/** The option of a value in one line, for the end of a hover. */
export function optionLine(part: RulePart): string {
  return part.option ? `${written(part)}: ${explained(part.option, part)}` : '';
}

/** A value and what its option says of it. */
export function valueText(part: RulePart, value: string): string | undefined {
  return part.option && blocks(title(value, `value of ${written(part)}`), explained(part.option, part));
}

/** What a module does and which options it has. */
export function moduleText(module: Module): string {
  const options = module.options.map(({ name }) => code(`--${name}`));
  return blocks(
    title(module.name, `${kindOf(module)} module`),
    [module.summary, module.note].filter(Boolean).join(' '),
    options.length > 0 ? `Options: ${listed(options)}` : '',
    [module.deprecated, module.removed].filter(Boolean).join(' '),
  );
}

/** What `!` does before an option. */
export function inversionText(part: RulePart): string {
  const before = part.option ? `before ${code(`--${part.option.name}`)}` : 'inverted';
  return blocks(title('!', before), part.option ? invertedLine(part.option) : '', part.option?.summary);
}

function written({ option, inversion }: RulePart): string {
  return code(`${inversion ? '! ' : ''}--${option?.name}`);
}

function explained(option: Option, { inversion }: RulePart): string {
  return inversion ? `${option.summary} ${invertedLine(option)}` : option.summary;
}

function invertedLine({ inversion }: Option): string {
  if (inversion === 'allowed') return 'Inverted: the rule matches where this does **not** hold.';
  return inversion === 'ignored' ? 'The `!` is taken here, but has no effect.' : 'iptables refuses `!` here.';
}

function kindOf(module: Module): string {
  return module.kind === 'match' ? 'match' : 'target';
}

function writtenNames({ name, short, aliases = [] }: Option): string {
  return [short && `-${short}`, `--${name}`, ...aliases.map((alias) => `--${alias}`)].filter(Boolean).join(', ');
}

function valuesLine(option: Option): string {
  const words = (option.values ?? []).flatMap(wordsOf);
  return words.length > 0 ? `Values: ${listed(words.map(({ word }) => code(word)))}` : '';
}

/** The words that a value can be; none for numbers, addresses and the like. */
export function wordsOf(value: Value): readonly Word[] {
  return 'words' in value ? value.words : [];
}

function listed(items: readonly string[]): string {
  const others = items.length - mostListed;
  return others > 0 ? `${items.slice(0, mostListed).join(', ')} and ${others} more` : items.join(', ');
}
