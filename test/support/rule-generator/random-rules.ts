/** Rules of which nobody says beforehand whether they load: any modules, options, values and orders, anywhere. */

import { parameters } from '../../../server/src/modules/core';
import { matchModules, targetModules } from '../../../server/src/modules/index';
import type { Family, Module, Option } from '../../../server/src/modules/types';
import { below, pick, type Random } from '../random';
import { compose, fitValues, unitsOf, type Wish } from './compose';
import { type Draft, type Piece, type Token, tokensOf, type Unit } from './draft';
import { allowedPlace } from './places';
import { type RuleCase, ruleCase } from './rule-case';
import { samplesOf } from './samples';
import { packetParameters } from './valid-rules';

const anywhere = { tables: undefined, hooks: undefined, builtInHooks: undefined };
const protocols = ['tcp', 'udp', 'icmp', 'ipv6-icmp', 'sctp', 'dccp', 'esp', '6', 'all', '132'];

/** One such rule: about half the time a rule that would load, with one thing or another done to it. */
export function anyRule(random: Random, wish: Wish): RuleCase | undefined {
  const draft = random() < 0.5 ? compose(random, wish) : scattered(random, wish.family);
  if (draft === undefined) return undefined;
  const place = random() < 0.3 ? allowedPlace(random, anywhere)! : draft.place;
  const grown = { ...draft, place, parameters: [...draft.parameters, ...someParameters(random, draft.family)] };
  const shuffled = { ...grown, matches: unitsWithMore(random, grown), focus: undefined };
  const tokens = disturbed(random, tokensOf(shuffled, random));
  return asksTheHost(tokens) ? undefined : ruleCase('random', shuffled, tokens);
}

function scattered(random: Random, family: Family): Draft {
  const known = <M extends Module>(modules: readonly M[]) =>
    modules.filter((module) => module.families.includes(family));
  const units = Array.from({ length: below(random, 3) }, () =>
    someOptions(random, pick(random, known(matchModules)), family),
  );
  const target =
    random() < 0.6
      ? someOptions(
          random,
          pick(
            random,
            known(targetModules).filter(({ name }) => name !== 'standard'),
          ),
          family,
        )
      : 'RETURN';
  return { family, place: allowedPlace(random, anywhere)!, parameters: [], matches: units, target, focus: undefined };
}

function someOptions(random: Random, module: Module, family: Family): Unit {
  const pieces = Array.from({ length: module.options.length > 0 ? below(random, 4) : 0 }, () =>
    anyPiece(random, pick(random, module.options), module, family),
  );
  return {
    module,
    pieces: [
      ...pieces,
      ...module.options
        .filter(({ required }) => required && random() < 0.8)
        .map((option) => anyPiece(random, option, module, family)),
    ],
  };
}

function anyPiece(random: Random, option: Option, module: Module | undefined, family: Family): Piece {
  const values = (option.values ?? []).map((value) => {
    const { good, bad, odd = [] } = samplesOf(value, family);
    const roll = random();
    return pick(random, roll < 0.1 && bad.length > 0 ? bad : roll < 0.25 && odd.length > 0 ? odd : good);
  });
  const fits = random() < 0.9;
  return {
    option,
    module,
    values: fits ? fitValues(random, option, values) : values,
    inverted: random() < (option.inversion ? 0.25 : 0.03),
  };
}

function someParameters(random: Random, family: Family): Piece[] {
  const names = packetParameters.filter(() => random() < 0.15);
  return names.map((name) => {
    const option = parameters.find((each) => each.name === name)!;
    const piece = anyPiece(random, option, undefined, family);
    return name === 'protocol' && random() < 0.8 ? { ...piece, values: [pick(random, protocols)] } : piece;
  });
}

/** The matches, at times with one twice, or with an option more. */
function unitsWithMore(random: Random, draft: Draft): Unit[] {
  const units = unitsOf({ ...draft, target: undefined });
  return units.flatMap((unit) => {
    const roll = random();
    if (roll < 0.05) return [unit, unit];
    if (roll < 0.25 && unit.module.options.length > 0) {
      const more = anyPiece(random, pick(random, unit.module.options), unit.module, draft.family);
      return [{ ...unit, pieces: [...unit.pieces, more] }];
    }
    return [unit];
  });
}

/** The words, at times with one lost, doubled or moved. */
function disturbed(random: Random, tokens: Token[]): Token[] {
  const roll = random();
  if (roll > 0.15 || tokens.length < 2) return tokens;
  const from = below(random, tokens.length);
  const taken = tokens.slice(from, from + 1 + below(random, 2));
  const left = roll < 0.1 ? [...tokens.slice(0, from), ...tokens.slice(from + taken.length)] : tokens;
  if (roll < 0.04) return left;
  const to = below(random, left.length + 1);
  return [...left.slice(0, to), ...taken.map((token) => ({ ...token })), ...left.slice(to)];
}

/** Kinds of values that may be a name which only the host knows. */
const hostNames = /^(?:address|nat-|protocol|port|owner|connection-label|named-number|ipv6-addresses|set-name)/;

/** True when an option that takes names of the host got a word that was not meant for it. */
function asksTheHost(tokens: readonly Token[]): boolean {
  return tokens.some(({ role, piece, text }, index) => {
    if (role !== 'option' || piece === undefined || text.includes('=')) return false;
    return (piece.option.values ?? []).some((value, place) => {
      const next = tokens[index + 1 + place];
      const namesObject = hostNames.test(value.kind) || 'hostObject' in value;
      return namesObject && next !== undefined && (next.role !== 'value' || next.piece !== piece);
    });
  });
}
