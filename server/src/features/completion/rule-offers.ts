/** Offers within a rule line: what may stand at the cursor, as far as iptables takes it there. */

import type { Backend } from '../../diagnostics/backend';
import { findTarget } from '../../modules/index';
import { judgeRule } from '../../ruleset/judge/index';
import { directBit, forbiddenPlaces, hookBits, tableBit } from '../../ruleset/place-bits';
import { reachOf } from '../../ruleset/reach';
import { readRule } from '../../ruleset/rule';
import { commandOf, targetOf } from '../../ruleset/rule-summary';
import type { Table } from '../../ruleset/ruleset';
import { isBuiltIn } from '../../ruleset/table';
import { chainsForbidding, forbiddenBy, hooksOnly, linked, linksOf, placeBits } from './chain-graph';
import { type ChainOffers, chainOffers } from './chains';
import { holesOf } from './holes';
import { type Judge, judgeAt } from './judge';
import { finishedText } from './missing-options';
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

/** The offers that iptables with this backend takes, in their order, and who judged them; `more` when letters have to be typed to see all. */
export function acceptedOffers(
  place: RulePlace,
  backend: Backend,
): { accepted: Accepted[]; judge: Judge; more: boolean } {
  const places = placesOf(place);
  const situation: Situation = { place, judge: judgeAt(place, places, backend), places };
  const { offers, more } = offersAt(situation);
  return { more, judge: situation.judge, accepted: withoutFaults(offers, situation) };
}

/** Where the rules of the chain of the line stand, as bits of `place-bits.ts`. */
function placesOf(place: RulePlace): number {
  const { table, ruleset } = place;
  const chain = ruleset.document.names.ids.get(chainOf(place) ?? '');
  if (!table) return 0;
  return chain === undefined ? tableBit(table.name) : placeBits(table, chain);
}

/** An accepted offer, and whether the line keeps faults that are not of its making. */
interface Judged extends Accepted {
  faulty: boolean;
}

/** Offers that leave the line without fault; where it keeps its faults whatever is taken, those that add none. */
function withoutFaults(offers: readonly Offer[], { place, judge }: Situation): Accepted[] {
  const [sound, faulty]: [Accepted[], Accepted[]] = [[], []];
  let example: Judged | undefined | null = null;
  for (const offer of offers) {
    const found: Judged | undefined = offer.alike && example !== null ? example : accept(offer, place, judge);
    if (offer.alike) example = found;
    if (!found) continue;
    const insertion = found.offer === offer ? found.insertion : [offer.label, ...found.insertion.slice(1)];
    (found.faulty ? faulty : sound).push({ offer, insertion });
  }
  return sound.length > 0 ? sound : faulty;
}

/** What iptables takes as it is comes before what needs further words. */
function accept(offer: Offer, place: RulePlace, judge: Judge): Judged | undefined {
  const { word } = place;
  const insertions = { faulty: [] as Insertion[], unfinished: [] as Insertion[] };
  for (const insertion of insertionsOf(offer)) {
    const judgement = judge(sampleText(insertion), offer.span);
    if (judgement === 'fine') return { offer, insertion, faulty: false };
    if (judgement !== 'refused') insertions[judgement].push(insertion);
  }
  const [faulty] = insertions.faulty;
  if (faulty) return { offer, insertion: faulty, faulty: true };
  const unfinished = insertions.unfinished.find((insertion) => {
    return finishedText(place, judge, sampleText(insertion), offer.span ?? word) !== undefined;
  });
  return unfinished && { offer, insertion: unfinished, faulty: false };
}

function offersAt(situation: Situation): ChainOffers {
  const { place, judge } = situation;
  const values = place.value ? withFurtherValues(situation, place.value) : nothing;
  if (!place.optionFits) return values;
  const anywhere = { ...situation, place: { ...place, typed: '' } };
  const [chain] = jumpOffers(anywhere).offers;
  return { ...values, offers: [...values.offers, ...optionOffers(place, judge, chain?.label)] };
}

/** Values that have to follow the one at the cursor come with it, unless they stand there. */
function withFurtherValues(situation: Situation, value: NonNullable<RulePlace['value']>): ChainOffers {
  const { offers, more } = offersOfValue(situation, value);
  const further = holesOf(situation.place, value.option, situation.judge, '', value.index + 1);
  if (further.length === 0) return { offers, more };
  const extended = offers.map((offer) => {
    const insertions = insertionsOf(offer);
    return { ...offer, insert: [...insertions, ...insertions.map((insertion) => [...insertion, ...further])] };
  });
  return { offers: extended, more };
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
  const excluded = linked(linksOf.upwards(table), sources, line);
  return chainOffers(ruleset, table, place, (id) => {
    return !isBuiltIn(table, id) && excluded[id] !== 1 && !findTarget(texts[id]!, family);
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
    if (excluded(id)) return false;
    if (command === 'policy') return isBuiltIn(table, id);
    if (command === 'rename-chain') return !isBuiltIn(table, id);
    const idle = (rules[id]! | 0) === 0 && (jumps[id]! | 0) === 0;
    return command !== 'delete-chain' || (idle && !isBuiltIn(table, id));
  });
}

/** Tells the chains in which the rule of the line is refused, or would close a loop. */
function chainsNotForRule({ ruleset, text, word, line, family }: RulePlace, table: Table): (id: number) => boolean {
  const named = word.start < word.end ? text : `${text.slice(0, word.start)}CHAIN${text.slice(word.end)}`;
  const rule = readRule(ruleLine(named), family);
  const { limits } = judgeRule(rule, family);
  const target = ruleset.document.names.ids.get(targetOf(rule)?.values[0]?.value ?? '') ?? -1;
  const below = target < 0 || isBuiltIn(table, target) ? undefined : linked(linksOf.downwards(table), [target], line);
  const own = forbiddenPlaces(limits);
  const all = own | (below ? hooksOnly(forbiddenBy(table, below, line)) : 0);
  const { hooks } = reachOf(table);
  return (id) => {
    if (below?.[id] === 1 || (all & hookBits(hooks[id] ?? 0)) !== 0) return true;
    return isBuiltIn(table, id) && (own & directBit(id)) !== 0;
  };
}
