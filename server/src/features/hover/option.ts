/** Options, modules, the inversion, and what an option takes as its values. */

import { findMatch } from '../../modules/index';
import type { Module, Option } from '../../modules/types';
import type { RulePart } from '../../ruleset/rule';
import type { Family } from '../../ruleset/tables';
import { blocks, bullets, code, title } from '../markdown';
import { optionPhrase } from '../sentence/fill';
import { matchPhrases } from '../sentence/match-phrases';
import { neededText, type UnloadedOption } from '../unloaded-option';
import { allowedText } from '../values/allowed';
import { optionValueMeaning } from '../values/index';
import type { ValueContext } from '../values/meaning';
import { conditionsText, differencesText, manualLink } from './conditions';

/** Options that are listed for one module. */
const mostListed = 14;

/** What an option, parameter or command of a rule does; undefined for one that nobody knows. */
export function optionText(part: RulePart, context: ValueContext): string | undefined {
  const { option, module } = part;
  if (!option) return undefined;
  return optionDescription(option, module, context.family, [
    hereText(part, context),
    part.inversion ? invertedLine(option) : '',
  ]);
}

/** What an option does that nothing on the line brings; several modules may have one of the name. Undefined without any. */
export function unloadedText(options: readonly UnloadedOption[], family: Family): string | undefined {
  const [first] = options;
  if (!first) return undefined;
  const needed = neededText(options);
  const summaries = new Set(options.map(({ option }) => option.summary));
  if (summaries.size === 1) return optionDescription(first.option, first.module, family, [needed]);
  return blocks(
    title(`--${first.option.name}`, 'option of several modules'),
    needed,
    bullets(options.map(({ option, broughtBy }) => `${code(broughtBy)}: ${option.summary}`)),
    manualLink('modules'),
  );
}

/** What an option does, whatever stands in a rule; `here` goes behind what it takes. */
export function optionDescription(
  option: Option,
  module: Module | undefined,
  family: Family,
  here: readonly string[] = [],
): string {
  const kind = module ? `option of ${kindOf(module)} ${code(module.name)}` : 'rule' in option ? 'command' : 'parameter';
  return blocks(
    title(writtenNames(option), kind),
    [option.summary, option.note].filter(Boolean).join(' '),
    allowedLine(option, family),
    ...here,
    conditionsText(option),
    option.deprecated && `Deprecated. ${option.deprecated}`,
    differencesText(option.differences),
    manualLink(module ? 'modules' : 'iptables'),
  );
}

/** What the values of an option may be; '' for a flag. */
export function allowedLine({ values = [], optionalValues = 0 }: Option, family: Family): string {
  if (values.length === 0) return '';
  const texts = values.map((value, index) => {
    const text = allowedText(value, family);
    return index >= values.length - optionalValues ? `${text} (may be left out)` : text;
  });
  return `Takes ${texts.join('; then ')}.`;
}

/** The values at hand in words; '' where there is nothing to decode. */
function hereText({ option, module, values }: RulePart, context: ValueContext): string {
  const texts = values.map(({ value }) => value);
  const found = option && optionValueMeaning(option, module, texts, 0, context);
  if (!found || found.phrase === code(texts[0]!)) return '';
  return `**Here:** ${[found.is ?? found.phrase, ...(found.more ?? [])].join('. ').replaceAll('.. ', '. ')}${found.more ? '' : '.'}`;
}

/** The option of a value in one line, for the end of a hover. */
export function optionLine(part: RulePart): string {
  const { option, inversion } = part;
  if (!option) return '';
  const name = code(`${inversion ? '! ' : ''}--${option.name}`);
  return `${name}: ${inversion ? `${option.summary} ${invertedLine(option)}` : option.summary}`;
}

/** What a module does, which options it has and what it asks for. */
export function moduleText(module: Module): string {
  const options = module.options.map(({ name }) => code(`--${name}`));
  return blocks(
    title(module.name, `${kindOf(module)} module`),
    [module.summary, module.note].filter(Boolean).join(' '),
    options.length > 0 ? `Options: ${listed(options)}` : '',
    moduleConditions(module),
    manualLink('modules'),
  );
}

/** What a module asks for, and where backends and versions differ. */
export function moduleConditions(module: Module): string {
  return blocks(
    conditionsText(module),
    module.needs && `Depends on the host: it needs ${module.needs}.`,
    [module.deprecated && `Deprecated. ${module.deprecated}`, module.removed].filter(Boolean).join(' '),
    differencesText(module.differences),
  );
}

/** What `!` does before an option. */
export function inversionText(part: RulePart, context: ValueContext): string {
  const { option, module } = part;
  const before = option ? `before ${code(`--${option.name}`)}` : 'inverted';
  const phrase = module && optionPhrase(part, matchPhrases(module.name)?.options[option!.name], context);
  const here = phrase && option?.inversion === 'allowed' ? `**Here:** packets ${phrase}.` : '';
  return blocks(title('!', before), option ? invertedLine(option) : '', here, option?.summary);
}

/** A match module that iptables does not have. */
export function unknownMatchText(name: string, family: Family): string {
  const other = findMatch(name, family === 'ipv4' ? 'ipv6' : 'ipv4');
  const tool = family === 'ipv4' ? 'ip6tables' : 'iptables';
  if (other) return blocks(title(name, `match module of ${tool} only`), other.summary, manualLink('modules'));
  return blocks(
    title(name, 'match module that iptables does not have'),
    'Whether it exists depends on the host: others come with xtables-addons and the like.',
  );
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

function listed(items: readonly string[]): string {
  const others = items.length - mostListed;
  return others > 1 ? `${items.slice(0, mostListed).join(', ')} and ${others} more` : items.join(', ');
}
