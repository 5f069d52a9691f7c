/** Offers within a rule line: what may stand at the cursor, as far as iptables takes it there. */

import { findTarget } from '../../modules/index';
import { judgeRule } from '../../ruleset/judge/index';
import { directBit, forbiddenPlaces, hookBits, tableBit } from '../../ruleset/place-bits';
import { readRule } from '../../ruleset/rule';
import { commandOf } from '../../ruleset/rule-summary';
import type { Table } from '../../ruleset/ruleset';
import { builtInsOf, isBuiltIn } from '../../ruleset/table';
import { chainsForbidding, forbiddenBy, hooksOnly, linked, linksOf, placeBits } from './chain-graph';
import { type ChainOffers, chainOffers } from './chains';
import { type Judge, judgeAt } from './judge';
import { matchOffers, targetOffers } from './modules';
import { type Insertion, insertionsOf, type Offer, sampleText } from './offer';
import { optionOffers } from './options';
import { chainOf, type RulePlace, ruleLine } from './place';
import { valueOffers } from './values';

/** An offer and the text that it is inserted with. */
export interface Accepted {
  offer: Offer;
  insertion: Insertion;
}

/** A place with what the chain of its rule says of it. */
interface Situation {
  place: RulePlace;
  judge: Judge;
  /** Where rules of the chain stand, as bits of `place-bits.ts`; 0 where the chain is not known. */
  places: number;
}

/** The offers that iptables takes, in their order; `more` when letters have to be typed to see all. */
export function acceptedOffers(place: RulePlace): { accepted: Accepted[]; more: boolean } {
  const places = placesOf(place);
  const situation: Situation = { place, judge: judgeAt(place, places), places };
  const { offers, more } = offersAt(situation);
  return { more, accepted: offers.flatMap((offer) => accept(offer, situation.judge)) };
}

function placesOf(place: RulePlace): number {
  const { table, ruleset, line } = place;
  const chain = ruleset.document.names.ids.get(chainOf(place) ?? '');
  if (!table) return 0;
  if (chain === undefined) return tableBit(table.name);
  return placeBits(table, chain, linked(linksOf(table, 'upwards', line), [chain]));
}

/** What iptables takes as it is comes before what needs further words. */
function accept(offer: Offer, judge: Judge): Accepted[] {
  let unfinished: Insertion | undefined;
  for (const insertion of insertionsOf(offer)) {
    const judgement = judge(sampleText(insertion), offer.span);
    if (judgement === 'fine') return [{ offer, insertion }];
    if (judgement === 'unfinished') unfinished ??= insertion;
  }
  return unfinished ? [{ offer, insertion: unfinished }] : [];
}

function offersAt(situation: Situation): ChainOffers {
  const { place, judge } = situation;
  const values = place.value ? offersOfValue(situation, place.value) : nothing;
  if (!place.optionFits) return values;
  return { ...values, offers: [...values.offers, ...optionOffers(place, judge)] };
}

function offersOfValue(situation: Situation, { option, index }: NonNullable<RulePlace['value']>): ChainOffers {
  const { place, judge } = situation;
  switch (option.values![index]!.kind) {
    case 'match':
      return { offers: matchOffers(place, judge), more: false };
    case 'target': {
      const chains = jumpOffers(situation);
      return { ...chains, offers: [...targetOffers(place, judge), ...chains.offers] };
    }
    case 'user-chain':
      return jumpOffers(situation);
    case 'chain':
      return commandChainOffers(place);
    default:
      return { offers: valueOffers(place, option, index), more: false };
  }
}

const nothing: ChainOffers = { offers: [], more: false };

/** The user-defined chains that a rule of this chain can lead to without going in circles or to rules that are refused there. */
function jumpOffers({ place, places }: Situation): ChainOffers {
  const { ruleset, table, line, family } = place;
  if (!table) return nothing;
  const { ids, texts } = ruleset.document.names;
  const chain = ids.get(chainOf(place) ?? '');
  const sources = chainsForbidding(table, hooksOnly(places), line);
  if (chain !== undefined) sources.push(chain);
  const excluded = linked(linksOf(table, 'upwards', line), sources);
  return chainOffers(ruleset, table, place, (id) => {
    return !isBuiltIn(table, id) && !excluded.has(id) && !findTarget(texts[id]!, family);
  });
}

/** The chains that a command can name: a policy needs a built-in one, a deletion an empty one of the table's own. */
function commandChainOffers(place: RulePlace): ChainOffers {
  const { ruleset, table } = place;
  if (!table) return nothing;
  const command = commandOf(place.before)?.option?.name;
  const excluded = chainsNotForRule(place, table);
  const { rules, jumps } = table.facts;
  return chainOffers(ruleset, table, place, (id) => {
    if (excluded.has(id)) return false;
    if (command === 'policy') return isBuiltIn(table, id);
    const idle = (rules[id]! | 0) === 0 && (jumps[id]! | 0) === 0;
    return command !== 'delete-chain' || (idle && !isBuiltIn(table, id));
  });
}

/** The chains in which the rule of the line is refused, or would close a loop. */
function chainsNotForRule({ ruleset, text, line, family }: RulePlace, table: Table): Set<number> {
  const { limits } = judgeRule(readRule(ruleLine(text), family), family);
  const target = ruleset.document.facts.targets[line]!;
  const links = linksOf(table, 'downwards', line);
  const below = target < 0 || isBuiltIn(table, target) ? new Set<number>() : linked(links, [target]);
  const own = forbiddenPlaces(limits);
  const all = own | hooksOnly(forbiddenBy(table, below, line));
  const hooks = builtInsOf(table).filter(({ id }) => (all & hookBits(1 << id)) !== 0);
  const reached = linked(
    links,
    hooks.map(({ id }) => id),
  );
  const direct = builtInsOf(table).filter(({ id }) => (own & directBit(id)) !== 0);
  return new Set([...below, ...reached, ...direct.map(({ id }) => id)]);
}
