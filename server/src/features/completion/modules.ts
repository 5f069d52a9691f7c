/** Offers behind `-m` and `-j`: match modules and targets. */

import { CompletionItemKind } from 'vscode-languageserver-types';
import { matchModules, targetModules } from '../../modules/index';
import type { Module, Option } from '../../modules/types';
import { standardTargets } from '../../ruleset/tables';
import { moduleDocumentation } from './documentation';
import { holesOf } from './holes';
import type { Judge } from './judge';
import { type Insertion, type Offer, ranks, sampleText } from './offer';
import type { RulePlace } from './place';

/** The match modules of the family. One that is loaded is offered again once it has a test, since two tests may be meant. */
export function matchOffers(place: RulePlace, judge: Judge): Offer[] {
  return commonFirst(matchModules.filter(ofFamily(place)), commonMatches).flatMap((module) => {
    const idle = place.loaded.at(-1) === module && place.before.parts.at(-2)?.module !== module;
    return idle ? [] : namesOf(place, module).map((name) => moduleOffer(place, module, name, judge));
  });
}

/** The targets of the family and, where `-j` may also lead there, none of the chains. */
export function targetOffers(place: RulePlace, judge: Judge): Offer[] {
  return commonFirst(targetModules.filter(ofFamily(place)), commonTargets).flatMap((module) =>
    namesOf(place, module).map((name) => moduleOffer(place, module, name, judge)),
  );
}

/** Modules of the family that kernels still have; `standard` is no target of rules. */
function ofFamily({ family }: RulePlace): (module: Module) => boolean {
  return ({ families, removed, name }) => families.includes(family) && !removed && name !== 'standard';
}

/** Its name, and the other one that stands there already. */
function namesOf({ text, word }: RulePlace, { name, aliases = [] }: Module): string[] {
  const typed = text.slice(word.start, word.end);
  return [name, ...aliases.filter((alias) => typed !== '' && alias.startsWith(typed))];
}

function moduleOffer(place: RulePlace, module: Module, name: string, judge: Judge): Offer {
  const outdated = module.deprecated !== undefined;
  const needed = neededOptions(module);
  const filled = needed.reduce<Insertion>((line, option) => withOption(place, line, option, judge), [name]);
  const offer: Offer = {
    label: name,
    insert: needed.length > 0 ? [[name], filled] : [[name]],
    kind: module.kind === 'match' ? CompletionItemKind.Module : CompletionItemKind.Event,
    description: module.summary.replace(/\.$/, ''),
    documentation: moduleDocumentation(module),
    rank: outdated ? ranks.deprecated : rankOf(place, module),
  };
  return outdated ? { ...offer, deprecated: true } : offer;
}

/** The options without which the module is refused; none where it is not clear which. */
function neededOptions({ options, needsOneOf }: Module): Option[] {
  const only = needsOneOf !== undefined && needsOneOf !== 'any' && needsOneOf.length === 1 ? needsOneOf[0] : undefined;
  return options.filter(({ name, required }) => required ?? name === only);
}

function withOption(place: RulePlace, line: Insertion, option: Option, judge: Judge): Insertion {
  const written = ` --${option.name}`;
  return [...line, written, ...holesOf(place, option, judge, sampleText(line) + written)];
}

/** Verdicts and common modules first; what is loaded already last. */
function rankOf({ loaded }: RulePlace, module: Module): number {
  const { kind, name } = module;
  if (kind === 'target') {
    if (standardTargets.includes(name) && name !== 'QUEUE') return ranks.first;
    return commonTargets.includes(name) ? ranks.likely : ranks.usual;
  }
  if (loaded.includes(module)) return ranks.seldom;
  return commonMatches.includes(name) ? ranks.likely : ranks.usual;
}

/** The common modules in their order, then the others. */
function commonFirst<M extends Module>(modules: readonly M[], common: readonly string[]): M[] {
  const place = ({ name }: M) => (common.includes(name) ? common.indexOf(name) : common.length);
  return [...modules].sort((one, other) => place(one) - place(other));
}

/** Matches, the most used first. Those of a protocol are only offered where `-p` names it. */
const commonMatches = [
  ...['tcp', 'udp', 'icmp', 'icmp6', 'conntrack', 'multiport'],
  ...['comment', 'limit', 'owner', 'mark', 'addrtype', 'set'],
];

/** Targets besides the verdicts, the most used first. */
const commonTargets = ['REJECT', 'LOG', 'DNAT', 'SNAT', 'MASQUERADE', 'REDIRECT', 'MARK'];
