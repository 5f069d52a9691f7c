/** Offers where an option may stand: those of the modules of the line, and the parameters of iptables itself. */

import { CompletionItemKind } from 'vscode-languageserver-types';
import { parameters } from '../../modules/core';
import { findMatch } from '../../modules/index';
import { resolveOption } from '../../modules/option-names';
import type { Module, Option } from '../../modules/types';
import { protocolMatch } from '../../ruleset/rule';
import { commandOf } from '../../ruleset/rule-summary';
import type { Table } from '../../ruleset/table';
import { commandOffers } from './command-line';
import { optionDocumentation } from './documentation';
import { holesOf, type Named } from './holes';
import type { Judge } from './judge';
import { type Insertion, type Offer, ranks, sampleText } from './offer';
import { protocolOf, type RulePlace } from './place';

/** Parameters that a dump has no use for, or that keep the line from being read. */
const outOfPlace = new Set(['modprobe', 'version', 'help', 'verbose', 'ipv4', 'ipv6']);

/** Parameters that rules seldom have. */
const seldomUsed = new Set(['goto', 'fragments', 'set-counters']);

/** The options, and a `!` for those that can be inverted. `chain` is one that a rule here can lead to, where there is any. */
export function optionOffers(place: RulePlace, judge: Judge, chain: string | undefined): Offer[] {
  if (!commandOf(place.before)) return place.inverted || !place.table ? [] : lineOffers(place, place.table);
  const named = [...moduleOptions(place), ...parametersOf(place)].filter(({ option }) => mayStand(place, option));
  if (place.inverted) return invertible(named).map((each) => optionOffer(place, each, judge));
  const word = place.text.slice(place.word.start, place.word.end);
  if (word.startsWith('!')) return invertible(named).map((each) => optionOffer(place, each, judge, '! '));
  const offers = named.flatMap((each) =>
    each.option.name === 'goto' ? gotoOffers(place, each, judge, chain) : optionOffer(place, each, judge),
  );
  const inverted = invertible(named).map((each) => sampleText(optionOffer(place, each, judge).insert![0]!));
  return inverted.length > 0 ? [...offers, inversionOffer(inverted)] : offers;
}

/** A `!` alone; `options` are those that may follow. */
function inversionOffer(options: readonly string[]): Offer {
  return {
    label: '!',
    insert: options.map((sample) => ['! ', { name: 'option', sample, listed: true }]),
    kind: CompletionItemKind.Operator,
    description: 'not',
    documentation: 'Inverts the option that follows: the rule matches where it does **not** hold.',
    rank: ranks.seldom,
  };
}

function invertible(named: readonly Named[]): Named[] {
  return named.filter(({ option }) => option.inversion === 'allowed');
}

function lineOffers({ ruleset, line, text, word }: RulePlace, table: Table): Offer[] {
  return commandOffers(ruleset, table, line, text.startsWith('--', word.start));
}

/** The options of the modules loaded, the last one's first; then those of the match that `-p` stands for. */
function moduleOptions(place: RulePlace): Named[] {
  const protocol = protocolOf(place);
  const implied = protocol === undefined ? undefined : findMatch(protocolMatch(protocol), place.family);
  const loaded = [...new Set(place.loaded)].reverse();
  const modules = implied && !loaded.includes(implied) ? [...loaded, implied] : loaded;
  return modules.flatMap((module) =>
    module.options
      .filter(({ families = module.families }) => families.includes(place.family))
      .flatMap((option) => spellings(place, option).map((written) => ({ option, module, written })))
      .filter(({ written }) => leadsTo(place, module, written)),
  );
}

/** A name may mean another module's option, or the beginning of one. */
function leadsTo({ loaded }: RulePlace, module: Module, written: string): boolean {
  const found = resolveOption(written.slice(2), loaded);
  return found.kind === 'found' ? found.module === module : found.kind === 'unknown' && !loaded.includes(module);
}

function parametersOf(place: RulePlace): Named[] {
  return parameters
    .filter(
      ({ name, inDump, families }) => !inDump && !outOfPlace.has(name) && families?.includes(place.family) !== false,
    )
    .flatMap((option) => spellings(place, option).map((written) => ({ option, written })));
}

/** Iptables' own options by their letter, and by name as soon as two dashes are typed; other names then, too. */
function spellings({ text, word }: RulePlace, option: Option): string[] {
  const typed = text.slice(word.start, word.end);
  const long = /^(?:! *)?--/.test(typed);
  if (!long) return [option.short ? `-${option.short}` : `--${option.name}`];
  return [option.name, ...(option.aliases ?? [])].map((name) => `--${name}`);
}

/** Whether another rule counts in the same hash table without matching rates: all of them have to, or none. */
function sharesHashTable({ ruleset, line, text }: RulePlace): boolean {
  const [name] = / --hashlimit-name \S+/.exec(text) ?? [];
  if (name === undefined) return false;
  const differs = (other: string) => other.includes(name) && !other.includes(' --hashlimit-rate-match');
  return ruleset.document.dump.lines.some((other, index) => index !== line && differs(other.text));
}

/** Whether what it has to follow is there, and it does not repeat itself; the rest the judge knows. */
function mayStand(place: RulePlace, { name, after, requires = [] }: Option): boolean {
  const { before } = place;
  if (name === 'hashlimit-rate-match' && sharesHashTable(place)) return false;
  if (name === 'match' && !takesRule(place)) return false;
  const given = (name: string) => before.parts.some(({ option }) => option?.name === name);
  return (!after || given(after.option)) && requires.every(given);
}

function takesRule({ before }: RulePlace): boolean {
  const command = commandOf(before)?.option;
  return command === undefined || !('rule' in command) || command.rule !== 'no';
}

function optionOffer(place: RulePlace, named: Named, judge: Judge, lead = ''): Offer {
  const { option, module, written } = named;
  const plain: Insertion = [lead + written];
  const filled: Insertion = [lead + written, ...holesOf(place, option, judge, lead + written)];
  const offer: Offer = {
    label: lead + written,
    insert: hasValues(place, option) ? [plain] : [filled],
    kind: CompletionItemKind.Property,
    description: module?.name ?? (written === `--${option.name}` ? '' : option.name),
    documentation: optionDocumentation(option, module),
    rank: rankOf(place, named),
  };
  return option.deprecated ? { ...offer, deprecated: true } : offer;
}

/** A `-g` needs a chain of the table to lead to. */
function gotoOffers(place: RulePlace, named: Named, judge: Judge, chain: string | undefined): Offer[] {
  if (chain === undefined) return [];
  const offer = optionOffer(place, named, judge);
  if (hasValues(place, named.option)) return [offer];
  return [{ ...offer, insert: [[`${named.written} `, { name: 'chain', sample: chain, listed: true }]] }];
}

/** True when the values of the option stand behind the word already: those of an option of the same kind, or of one half typed. */
function hasValues({ text, word, current }: RulePlace, { values = [] }: Option): boolean {
  if (!/^[ \t]+[^\s!-]/.test(text.slice(word.end)) || values.length === 0) return false;
  const kinds = current?.values ?? [];
  return !current || (kinds.length === values.length && kinds.every(({ kind }, index) => kind === values[index]!.kind));
}

function rankOf(place: RulePlace, { option, module, written }: Named): number {
  if (option.deprecated) return ranks.deprecated;
  if (written !== `--${option.name}` && written !== `-${option.short}`) return ranks.seldom;
  const last = place.loaded.at(-1);
  if (!module) return seldomUsed.has(option.name) ? ranks.other : last ? ranks.usual : ranks.likely;
  if (last && module !== last) return ranks.usual;
  const needed = option.required ?? (module.needsOneOf !== 'any' && module.needsOneOf?.includes(option.name));
  return last && needed ? ranks.needed : ranks.first;
}
