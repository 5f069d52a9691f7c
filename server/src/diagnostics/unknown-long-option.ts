/** Which option was meant by a long one that nothing on the line has, and what would bring it. */

import { commands, parameters } from '../modules/core';
import { matchModules, targetModules } from '../modules/index';
import { findOption } from '../modules/option-names';
import { mostSimilar } from '../modules/similar';
import type { Module } from '../modules/types';
import type { ModuleInstance, Rule } from '../ruleset/rule';
import { type Family, otherFamily } from '../ruleset/tables';
import { onceForSome, oncePer } from '../syntax/once';
import { type Fix, replace } from './finding';
import { icmpFixes } from './icmp-family';
import { asLoaded, mostNames, optionNameIn, optionNames, ownersOf } from './option-owners';
import { protocolsMeant } from './protocol-needs';
import type { ProblemPlace } from './rule-check';
import { judgedFine, mends, moveWords, partSpan, partStart } from './rule-fixes';
import { ruleOn } from './rule-on-line';
import { oneOf } from './wording';

const coreNames = [...commands, ...parameters].flatMap(({ name, aliases = [] }) => [name, ...aliases]);

/** What is wrong and what to type; undefined where the protocol is at fault. */
export function explainOption(place: ProblemPlace): string | undefined {
  if (protocolsMeant(place).length > 0) return undefined;
  const { problem, ruleset } = place;
  const owners = ownersAt(place);
  const written = `--${optionNameIn(problem.word)}`;
  const related = owners.length > 0 ? relatedOption(place) : undefined;
  if (related) return `${written} is no option of ${asLoaded(related.module)}. Did you mean --${related.name}?`;
  if (owners.length > 0) return explainOwners(place, owners);
  const elsewhere = ownersElsewhere(place);
  if (elsewhere.length > 0) {
    const family = ruleset.document.family === 'ipv4' ? 'IPv6' : 'IPv4';
    const [icmp] = icmpFixes(place);
    return `${written} exists only for ${family}, with ${oneOf(elsewhere.map(asLoaded))}.${icmp ? ` ${icmp.title}.` : ''}`;
  }
  const meant = place.mayCompare ? optionMeant(place) : undefined;
  if (meant) return `${written} is no option. Did you mean --${meant}?`;
  return `${written} is no option of iptables, nor of any of its modules.`;
}

function explainOwners(place: ProblemPlace, owners: readonly Module[]): string {
  const { problem } = place;
  const written = `--${optionNameIn(problem.word)}`;
  const { instances } = read(place);
  const behind = instances.find(({ module, word }) => owners.includes(module) && word.start > problem.start);
  if (behind) return `${written} stands before ${asLoaded(behind.module)}, which it belongs to: move it behind.`;
  const names = owners.map(asLoaded);
  return owners.every(({ kind }) => kind === 'match')
    ? `${written} belongs to the module ${oneOf(owners.map(({ name }) => name))}: add ${oneOf(names)} before it.`
    : `${written} belongs to ${oneOf(names)}, which this rule does not have before it.`;
}

/** The option in its right spelling, or the module that it needs. */
export function optionFixes(place: ProblemPlace): Fix[] {
  if (!place.mayCompare) return [];
  const owners = ownersAt(place);
  const related = owners.length > 0 ? relatedOption(place) : undefined;
  if (related) {
    const loads = loadFixes(place, owners).map((fix) => ({ ...fix, certain: false }));
    return [...renameFix(place, related.name), ...loads];
  }
  if (owners.length > 0) return loadFixes(place, owners);
  if (ownersElsewhere(place).length > 0) return icmpFixes(place);
  const meant = optionMeant(place);
  return meant ? renameFix(place, meant) : [];
}

/** Certain where only the case of letters is wrong. */
function renameFix(place: ProblemPlace, meant: string): Fix[] {
  const { index, problem } = place;
  const name = optionNameIn(problem.word);
  const span = { start: problem.start, end: problem.start + 2 + name.length };
  const certain = meant.toLowerCase() === name.toLowerCase();
  return isPlain(place) ? [{ title: `Write --${meant}`, certain, changes: [replace(index, span, `--${meant}`)] }] : [];
}

/** Shorter endings of names say too little. */
const shortestEnding = 4;

/** `--ctstate` for `--state` behind `-m conntrack`: the only option of a loaded module whose name ends like this one, or the reverse. */
function relatedOption(place: ProblemPlace): { module: Module; name: string } | undefined {
  const name = optionNameIn(place.problem.word);
  const before = read(place).instances.filter(({ word }) => word.start < place.problem.start);
  const found = [...new Set(before.map(({ module }) => module))].flatMap((module) =>
    module.options.filter((option) => isEnding(option.name, name)).map((option) => ({ module, name: option.name })),
  );
  return found.length === 1 ? found[0] : undefined;
}

function isEnding(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length >= shortestEnding && short !== long && long.endsWith(short);
}

/** `-m recent` before the first option of the module; certain where no other module has it and the rule is right then. */
function loadFixes(place: ProblemPlace, owners: readonly Module[]): Fix[] {
  const { index, problem } = place;
  const rule = read(place);
  const behind = rule.instances.find(({ module, word }) => owners.includes(module) && word.start > problem.start);
  if (behind) return moveBehind(place, rule, behind);
  const at = partStart(rule, firstOption(place, rule, owners));
  return owners
    .filter(({ kind }) => kind === 'match')
    .flatMap((module) => {
      const changes = [replace(index, { start: at, end: at }, `${asLoaded(module)} `)];
      const isFirst = at === partStart(rule, problem.start);
      const certain = owners.length === 1 && isFirst && judgedFine(place, changes);
      return certain || mends(place, changes) ? [{ title: `Add ${asLoaded(module)}`, certain, changes }] : [];
    });
}

/** `--ctstate NEW -m conntrack` becomes `-m conntrack --ctstate NEW`, with every option of the module that stands before it. */
function moveBehind(place: ProblemPlace, rule: Rule, { module, word }: ModuleInstance): Fix[] {
  const early = rule.parts.filter(
    ({ name, option }) =>
      option === undefined && name.start < word.start && findOption(module, optionNameIn(name.value)) !== undefined,
  );
  const changes = moveWords(
    place,
    early.map((part) => partSpan(rule, part)),
    word.end,
  );
  const title = `Move it behind ${asLoaded(module)}`;
  return mends(place, changes) ? [{ title, certain: judgedFine(place, changes), changes }] : [];
}

/** The first unknown option of the line that the very same modules have. */
function firstOption({ problem, ruleset }: ProblemPlace, { problems }: Rule, owners: readonly Module[]): number {
  const first = problems.find(({ kind, word }) => {
    const others = kind === 'unknown-option' ? ownersOf(optionNameIn(word), ruleset.document.family) : [];
    return others.length === owners.length && others.every((module) => owners.includes(module));
  });
  return first?.start ?? problem.start;
}

function ownersAt({ problem, ruleset }: ProblemPlace): readonly Module[] {
  return ownersOf(optionNameIn(problem.word), ruleset.document.family);
}

function ownersElsewhere({ problem, ruleset }: ProblemPlace): readonly Module[] {
  return ownersOf(optionNameIn(problem.word), otherFamily(ruleset.document.family));
}

/** The name of an option of iptables, of the modules that the rule loads, else of any module; undefined when none is near. */
const optionMeant = oncePer((place: ProblemPlace): string | undefined => {
  const name = optionNameIn(place.problem.word);
  const loaded = read(place).instances.map(({ module }) => module);
  const near = mostSimilar(name, [...coreNames, ...optionNames(loaded)]);
  return near ?? nearestOfAll[place.ruleset.document.family](name);
});

const nearestOfAll = { ipv4: nearestIn('ipv4'), ipv6: nearestIn('ipv6') };

/** The most similar name of an option of any module. */
function nearestIn(family: Family): (name: string) => string | undefined {
  const modules = [...matchModules, ...targetModules].filter(({ families }) => families.includes(family));
  const names = [...new Set(optionNames(modules))];
  return onceForSome((name) => mostSimilar(name, names), mostNames);
}

function read({ line, ruleset }: ProblemPlace): Rule {
  return ruleOn(line, ruleset.document.family);
}

/** True for an option that stands in the text letter for letter. */
function isPlain({ line, problem }: ProblemPlace): boolean {
  return line.text.slice(problem.start, problem.end) === problem.word;
}
