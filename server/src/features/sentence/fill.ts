/** One option of a rule as a phrase of its sentence. */

import type { RulePart } from '../../ruleset/rule';
import { optionValueMeaning } from '../values/index';
import type { ValueContext } from '../values/meaning';
import { isDefault, type Phrase } from './phrases';

/** The phrase with the values of the option in it; '' when it says nothing, undefined when there is no phrase. */
export function optionPhrase(part: RulePart, phrase: Phrase | undefined, context: ValueContext): string | undefined {
  const { option, module, inversion, values } = part;
  if (phrase === undefined || !option || values.length < requiredValues(part)) return undefined;
  if (module && isDefault(module.name, option.name, values[0]?.value)) return '';
  if (typeof phrase !== 'string') return filled(phrase[inversion ? 1 : 0], part, context);
  const text = filled(phrase, part, context);
  return inversion && text !== '' && option.inversion !== 'ignored' ? `not ${text}` : text;
}

/** A value of an option as it stands in a sentence; as written, in quotes, when it cannot be read. */
export function valuePhrase(part: RulePart, index: number, context: ValueContext): string {
  return meaningOf(part, index, context)?.phrase ?? quotedValue(part, index, context);
}

/** A known option as it stands in the dump: what is done with those that have no phrase. */
export function quotedOption(part: RulePart, context: ValueContext): string {
  const words = [part.inversion ? '!' : '', `--${part.option?.name}`, ...part.values.map(({ value }) => value)];
  return context.quote(words.filter((word) => word !== '').join(' '));
}

function filled(template: string, part: RulePart, context: ValueContext): string {
  if (!template.includes('{')) return template;
  return template
    .replace(/\{(1|meaning)?\}/g, (_, what: string | undefined) => {
      if (what === 'meaning') return meaningOf(part, 0, context)?.meanings ?? valuePhrase(part, 0, context);
      return valuePhrase(part, what === '1' ? 1 : 0, context);
    })
    .trimEnd();
}

function meaningOf({ option, module, values }: RulePart, index: number, context: ValueContext) {
  const texts = values.map(({ value }) => value);
  return option && optionValueMeaning(option, module, texts, index, context);
}

function quotedValue({ values }: RulePart, index: number, context: ValueContext): string {
  const value = values[index]?.value;
  return value === undefined ? '' : context.quote(value);
}

function requiredValues({ option }: RulePart): number {
  return (option?.values?.length ?? 0) - (option?.optionalValues ?? 0);
}
