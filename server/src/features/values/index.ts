/** The value of an option in words: for hovers, hints and the sentence of a rule. */

import type { Module, Option, Value } from '../../modules/types';
import type { ValueKind } from '../../modules/values/value-fault';
import { addressDecoders } from './addresses';
import { markDecoders } from './marks';
import type { Decoders, ValueContext, ValueMeaning } from './meaning';
import { numberDecoders } from './numbers';
import { portDecoders } from './ports';
import { flagDecoders } from './tcp-flags';
import { textDecoders } from './text';
import { timeDecoders } from './times';
import { unitOf } from './units';
import { wordDecoders } from './words';

const decoders: Decoders<ValueKind> = {
  ...numberDecoders,
  ...markDecoders,
  ...wordDecoders,
  ...flagDecoders,
  ...textDecoders,
  ...addressDecoders,
  ...portDecoders,
  ...timeDecoders,
};

/** What a value says; undefined when it cannot be read, as with a mistyped one. `text` is the value as iptables sees it. */
export function valueMeaning(value: Value, text: string, context: ValueContext): ValueMeaning | undefined {
  const decode = decoders[value.kind] as (
    value: Value,
    text: string,
    context: ValueContext,
  ) => ValueMeaning | undefined;
  return decode(value, text, context);
}

/** What the value at an index of an option says. `texts` are all values of the option. */
export function optionValueMeaning(
  option: Option,
  module: Module | undefined,
  texts: readonly string[],
  index: number,
  context: ValueContext,
): ValueMeaning | undefined {
  const value = option.values?.[index];
  const text = texts[index];
  if (!value || text === undefined) return undefined;
  return valueMeaning(value, text, { ...context, unit: unitOf(module?.name, option.name), values: texts });
}
