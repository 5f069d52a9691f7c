/** What stands beside an offer when somebody looks at it. */

import type { Command, Module, Option, Word } from '../../modules/types';
import { blocks, code } from '../markdown';
import { valueSyntax } from '../value-syntax';

const page = (name: string) => `[${name}(8)](https://man7.org/linux/man-pages/man8/${name}.8.html)`;

/** Words and options that are listed for one option or module. */
const mostListed = 12;

/** An option, parameter or command in Markdown: its form, meaning, words and man page. `module` is undefined for iptables' own. */
export function optionDocumentation(option: Option | Command, module: Module | undefined): string {
  return blocks(
    code(signatureOf(option)),
    sentences(option),
    wordsLine(option),
    option.deprecated,
    page(module ? 'iptables-extensions' : 'iptables'),
  );
}

/** A match or target in Markdown: what it does, needs, and which options it has. */
export function moduleDocumentation(module: Module): string {
  const options = module.options.map(({ name }) => code(`--${name}`));
  return blocks(
    sentences(module),
    options.length > 0 ? `Options: ${listed(options)}.` : '',
    module.needs ? `Depends on the host: ${module.needs}.` : '',
    [module.deprecated, module.removed].filter(Boolean).join(' '),
    page('iptables-extensions'),
  );
}

/** A word of a list, with the option that takes it. */
export function wordDocumentation({ meaning, aliases = [], number }: Word): string {
  return blocks(
    `${meaning.charAt(0).toUpperCase()}${meaning.slice(1)}.`,
    aliases.length > 0 ? `Also written ${aliases.map(code).join(', ')}.` : '',
    number === undefined ? '' : `Its number is ${number}.`,
  );
}

/** An option with its values, as it is written: `--dport port[:port]`. */
export function signatureOf(option: Option | Command, written = `--${option.name}`): string {
  const values = option.values ?? [];
  const mandatory = values.length - (option.optionalValues ?? 0);
  const forms = values.map((value, index) => (index < mandatory ? valueSyntax(value) : `[${valueSyntax(value)}]`));
  return [written, ...forms].join(' ');
}

function sentences({ summary, note }: { summary: string; note?: string }): string {
  return [summary, note].filter(Boolean).join(' ');
}

function wordsLine({ values = [] }: Option): string {
  const words = values.flatMap((value) => ('words' in value ? value.words : []));
  return words.length > 0 ? `Values: ${listed(words.map(({ word }) => code(word)))}.` : '';
}

function listed(items: readonly string[]): string {
  const others = items.length - mostListed;
  return others > 1 ? `${items.slice(0, mostListed).join(', ')} and ${others} more` : items.join(', ');
}
