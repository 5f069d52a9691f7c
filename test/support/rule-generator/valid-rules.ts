/** Rules that load: every option of every module, with every good sample, and in other spellings. */

import { parameters } from '../../../server/src/modules/core';
import { matchModules, targetModules } from '../../../server/src/modules/index';
import type { Family, Module, Option } from '../../../server/src/modules/types';
import { pick, type Random } from '../random';
import { compose, fitValues, goodValues, hasSamples, parameter, type Wish, withParameters } from './compose';
import { type Draft, type Piece, tokensOf } from './draft';
import { type RuleCase, ruleCase } from './rule-case';
import { samplesOf } from './samples';

/** Parameters that test something of the packet, or count it. */
export const packetParameters = [
  'protocol',
  'source',
  'destination',
  'in-interface',
  'out-interface',
  'fragments',
  'set-counters',
];

/** What every rule can be about, family by family; options without samples are left out. */
export function wishes(): Wish[] {
  return (['ipv4', 'ipv6'] as const).flatMap((family) =>
    [...matchModules, ...targetModules]
      .filter((module) => module.families.includes(family) && module.name !== 'standard')
      .flatMap((module) => [
        ...(canStandAlone(module) ? [{ family, module }] : []),
        ...module.options.filter((option) => hasSamples(option, family)).map((option) => ({ family, module, option })),
      ]),
  );
}

function canStandAlone(module: Module): boolean {
  return (
    module.needsOneOf === undefined &&
    module.options.every((option) => !option.required) &&
    (module.rules ?? []).length === 0
  );
}

/** Each option once with each good value of its first place, inverted where that is allowed. */
export function everySample(random: Random): RuleCase[] {
  return wishes().flatMap((wish) => {
    const option = wish.option;
    const drafts = firstValues(random, option, wish.family).map((values) => compose(random, { ...wish, values }));
    if (option?.inversion) drafts.push(compose(random, { ...wish, inverted: true }));
    return drafts.flatMap((draft) => (draft ? [ruleCase('valid', draft, tokensOf(draft))] : []));
  });
}

function firstValues(random: Random, option: Option | undefined, family: Family): string[][] {
  const first = option?.values?.[0];
  if (option === undefined || first === undefined) return [[]];
  return samplesOf(first, family).good.map((value) =>
    fitValues(random, option, [value, ...goodValues(random, option, family).slice(1)]),
  );
}

/** A rule that loads, about anything, in any spelling, with further parameters. */
export function anyValid(random: Random, wish: Wish): RuleCase | undefined {
  const draft = anyDraft(random, wish);
  return draft && ruleCase('valid', draft, tokensOf(draft, random));
}

/** A draft that loads, with up to two further parameters. */
export function anyDraft(random: Random, wish: Wish): Draft | undefined {
  const inverted = wish.option?.inversion !== undefined && random() < 0.25;
  const draft = compose(random, { ...wish, inverted });
  return draft && withParameters(random, draft, someParameters(random, draft));
}

function someParameters(random: Random, { family, parameters: own }: Draft): Piece[] {
  const names = packetParameters.filter(
    (name) =>
      random() < 0.2 && !own.some(({ option }) => option.name === name) && (name !== 'fragments' || family === 'ipv4'),
  );
  return names
    .filter((name) => !(name === 'fragments' && own.length > 0))
    .slice(0, 2)
    .map((name) => goodParameter(random, name, family));
}

/** A parameter with a good value, at times inverted. */
export function goodParameter(random: Random, name: string, family: Family): Piece {
  const option = parameters.find((each) => each.name === name)!;
  const values = goodValues(random, option, family).map((value) => value.split(',')[0]!);
  const invertible = option.inversion !== undefined && values[0] !== '0.0.0.0/0' && values[0] !== '::/0';
  return parameter(
    name,
    name === 'protocol' ? [pick(random, ['tcp', 'udp', '47', 'TCP'])] : values,
    invertible && random() < 0.25,
  );
}
