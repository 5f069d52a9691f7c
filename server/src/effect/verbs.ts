/** The commands of iptables: when they succeed, and what they do to a table then. */

import { isTable } from '../ruleset/tables';
import { type Action, isRefused, type Name, type RuleText, ruleText } from './action';
import { type Comparable, isSame } from './comparable';
import { closesLoop } from './loops';
import { made, replaced } from './mapped-line';
import { refusesPlace } from './places';
import { arrayOf, mapRules, noRules, onlyRule, type RuleList, spliced, withReplaced, withRules } from './rule-list';
import {
  addChain,
  type Call,
  type Chain,
  type Doubt,
  doubted,
  doubtRules,
  openChain,
  type PlacedRule,
  type Table,
} from './tables';

/** Yes, no, or not known here. */
export type Truth = boolean | undefined;

/** What a command is carried out with. */
export interface Deed {
  table: Table;
  action: Action;
  call: Call;
  /** True when the call surely runs with the words that are known. */
  certain: boolean;
  /** True in a further round of a loop: what its calls put there in the first stands already. */
  again: boolean;
  /** True in a further run of the script: values that are not known have not changed. */
  fixed: boolean;
  nextId(): number;
}

interface Verb {
  /** Whether it succeeds, apart from what the line itself is refused for. */
  succeeds(deed: Deed): Truth;
  /** Does it, as if it succeeded. */
  run(deed: Deed): void;
  /** What follows from its failure when it was open whether it fails. */
  fail?(deed: Deed): void;
}

/** All of them hold. */
export function all(...truths: Truth[]): Truth {
  let held: Truth = true;
  for (const truth of truths) held = both(held, truth);
  return held;
}

function both(a: Truth, b: Truth): Truth {
  if (a === false || b === false) return false;
  return a && b;
}

/** Whether a command is taken for what it says, whatever the tables hold. */
export function isTaken({ action, table }: Pick<Deed, 'action' | 'table'>): Truth {
  const refused = !isTable(table.name) || isRefused(action.refusedBy, table.backend);
  return refused === undefined || (!refused && action.dependsOnHost) ? undefined : !refused;
}

/** Whether a command succeeds on the table. */
export function succeeds(deed: Deed): Truth {
  const taken = isTaken(deed);
  return taken === false ? false : both(taken, verbs.get(deed.action.verb)?.succeeds(deed));
}

/** Carries a command out. */
export function run(deed: Deed): void {
  verbs.get(deed.action.verb)?.run(deed);
}

/** Notes what follows from a failure that was open. */
export function fail(deed: Deed): void {
  verbs.get(deed.action.verb)?.fail?.(deed);
}

/** True for a command that changes tables when it succeeds. */
export function isChange(verb: string): boolean {
  return changes.has(verb);
}

/** Everything. */
export const anything: Doubt = { rules: true, chains: true, policies: true, more: true };

const doubts: Readonly<Record<string, Doubt>> = {
  append: { more: true },
  insert: { more: true },
  'new-chain': { more: true },
  replace: { rules: true, more: true },
  delete: { rules: true },
  flush: { rules: true },
  'delete-chain': { chains: true },
  'rename-chain': { rules: true, chains: true, more: true },
  policy: { policies: true },
};

/** What may have changed when it is not known to what a command was applied. */
export function doubtOf(verb: string): Doubt {
  return verb === '' ? anything : (doubts[verb] ?? {});
}

/** Whether a chain exists. */
export function exists({ more, chains }: Table, name: Name): Truth {
  const chain = chains.get(name.text);
  if (chain) return chain.certain ? true : undefined;
  return more || !name.known || hasUnnamed(chains) ? undefined : false;
}

function hasUnnamed(chains: Table['chains']): boolean {
  for (const { named } of chains.values()) if (!named) return true;
  return false;
}

/** Whether the target of a rule can be jumped to. */
export function targetExists({ table, action }: Pick<Deed, 'table' | 'action'>, rule: RuleText): Truth {
  const { next } = rule;
  if (!next || isNewName(table, next)) return true;
  if (table.chains.get(next.text)?.builtIn || action.chain?.text === next.text) return false;
  return exists(table, next);
}

const reading: Verb = { succeeds: chainIfGiven, run: () => {} };

const verbsByName: Readonly<Record<string, Verb>> = {
  append: { succeeds: canPlace, run: (deed) => place(deed, Number.POSITIVE_INFINITY) },
  insert: {
    succeeds: (deed) => all(canPlace(deed), hasRule(deed, (deed.action.number ?? 1) - 1)),
    run: (deed) => place(deed, (deed.action.number ?? 1) - 1),
  },
  replace: {
    succeeds: (deed) => all(canPlace(deed), hasRule(deed, deed.action.number ?? 1)),
    run: (deed) => {
      removeNumber(deed, deed.action.number ?? 1);
      place(deed, (deed.action.number ?? 1) - 1);
    },
  },
  delete: {
    succeeds: (deed) => (deed.action.rules.length > 0 ? holds(deed) : hasRule(deed, deed.action.number ?? 1)),
    run: (deed) => {
      if (deed.action.rules.length === 0) removeNumber(deed, deed.action.number ?? 1);
      for (const rule of deed.action.rules) removeRule(deed, rule);
    },
    fail: assumeMissing,
  },
  check: { succeeds: holds, run: assumeHeld, fail: assumeMissing },
  'new-chain': {
    succeeds: ({ table, action: { chain }, fixed }) =>
      chain && forName(chain, fixed, all(isName(chain), isNewName(table, chain) || not(exists(table, chain)))),
    run: ({ table, action: { chain }, call, certain }) => {
      if (!table.chains.get(chain!.text)?.certain) addChain(table, chain!, call, certain);
    },
    fail: ({ table, action: { chain }, call }) => {
      const { text } = chain!;
      if (table.chains.has(text)) openChain(table, text)!.certain = true;
      else addChain(table, chain!, call, true);
    },
  },
  'delete-chain': {
    succeeds: ({ table, action: { chain }, fixed }) => {
      const names = chain ? [chain] : ownChains(table).map(({ name }) => ({ text: name, known: true }));
      return all(...names.map((name) => forName(name, fixed, canDelete(table, name))));
    },
    run: ({ table, action: { chain } }) => {
      for (const { name } of chain ? [{ name: chain.text }] : ownChains(table)) table.chains.delete(name);
    },
  },
  flush: {
    succeeds: chainIfGiven,
    run: ({ table, action: { chain } }) => {
      for (const name of chain ? [chain.text] : [...table.chains.keys()]) {
        const opened = openChain(table, name);
        if (opened) Object.assign(opened, { rules: noRules, emptied: true });
      }
    },
  },
  'rename-chain': {
    succeeds: ({ table, action: { chain, second } }) =>
      chain && second && all(isOwn(table, chain), exists(table, chain), not(exists(table, second))),
    run: rename,
  },
  policy: {
    succeeds: ({ table, action: { chain, second } }) =>
      chain &&
      second &&
      all(exists(table, chain), table.chains.get(chain.text)?.builtIn !== false, isPolicy(table, second)),
    run: ({ table, action: { chain, second }, call, certain }) => {
      const opened = openChain(table, chain!.text);
      if (opened) opened.policy = { name: second!.text, call, certain };
    },
  },
  zero: reading,
  list: reading,
  'list-rules': reading,
  version: reading,
  help: reading,
};

const verbs: ReadonlyMap<string, Verb> = new Map(Object.entries(verbsByName));
const changes: ReadonlySet<string> = new Set(
  Object.keys(verbsByName).filter((name) => verbsByName[name] !== reading && name !== 'check'),
);

function not(truth: Truth): Truth {
  return truth === undefined ? undefined : !truth;
}

/** A name that is not known here may be another one each time, as behind `read NAME`: then it may succeed. */
function forName({ known }: Name, fixed: boolean, truth: Truth): Truth {
  return known || fixed || truth ? truth : undefined;
}

/** A name that a chain may have, as far as the rule's own judges do not say so. */
function isName({ text, known }: Name): boolean {
  return !known || /^\S+$/.test(text);
}

/** A name that is not known here, and that the script did not use before. */
function isNewName({ chains }: Table, { text, known }: Name): boolean {
  return !known && !chains.has(text);
}

/** Both tools refuse to drop in nat. */
function isPolicy(table: Table, { text, known }: Name): Truth {
  return known ? text === 'ACCEPT' || (text === 'DROP' && table.name !== 'nat') : true;
}

function chainIfGiven({ table, action: { chain } }: Deed): Truth {
  return chain ? exists(table, chain) : true;
}

function canPlace(deed: Deed): Truth {
  const { table, action } = deed;
  if (!action.chain || action.rules.length === 0) return undefined;
  const { text } = action.chain;
  if (refusesPlace(action.limits, table, text)) return false;
  if (closesLoop(table.chains, text, action.rules[0]!.target?.text ?? '')) return false;
  let truth = exists(table, action.chain);
  for (const rule of action.rules) truth = both(truth, targetExists(deed, rule));
  return truth;
}

/** How many rules the chain has at least, and at most. */
export function counts({ table, action }: Deed): { least: number; most: number } {
  const chain = table.chains.get(action.chain?.text ?? '');
  const rules = arrayOf(chain?.rules ?? noRules);
  const least = rules.filter(({ certain }) => certain).length;
  const unknown = table.more || (!chain && action.chain?.known === false) || rules.some(mayBeSeveral);
  return { least, most: unknown ? Number.POSITIVE_INFINITY : rules.length };
}

/** True for a rule with addresses that are not known here, which may be a list of them. */
function mayBeSeveral({ same: { known, fields } }: PlacedRule): boolean {
  return (
    !known && fields.some((field) => !field.known && /^rule (?:(?:! )?(?:source|destination) 0|\?)$/.test(field.name))
  );
}

/** Whether the chain has so many rules. */
export function hasRule(deed: Deed, number: number): Truth {
  if (number <= 0) return true;
  const { least, most } = counts(deed);
  if (Number.isNaN(number)) return undefined;
  return number <= least ? true : number > most ? false : undefined;
}

/** Whether the chain holds the rules that the line speaks of. */
function holds({ table, action, fixed }: Deed): Truth {
  const chain = action.chain && table.chains.get(action.chain.text);
  const isOpen = table.more || action.chain?.known === false;
  const truths = action.rules.map(({ same }): Truth => {
    const held = isHeld(chain?.rules ?? noRules, same, fixed);
    return isOpen ? held || undefined : held;
  });
  return truths.length === 0 ? undefined : all(...truths);
}

/** Whether one of the rules surely is the same as the one that is asked for. */
export function isHeld({ chunks }: RuleList, asked: Comparable, fixed: boolean): Truth {
  let held: Truth = false;
  for (const chunk of chunks)
    for (const each of chunk) {
      const same = isSame(each.same, asked, fixed);
      if (same && each.certain) return true;
      if (same !== false) held = undefined;
    }
  return held;
}

/** A chain that a command speaks of with success exists. */
function assumeChain(table: Table, name: Name): Chain {
  const { text } = name;
  const found = table.chains.get(text);
  if (!found) return addChain(table, name, undefined, false);
  const chain = openChain(table, text)!;
  if (chain.call || chain.builtIn) chain.certain = true;
  return chain;
}

/** Puts the rules into the chain, behind so many others. */
function place(deed: Deed, index: number): void {
  const { table, action, call, again, fixed, nextId } = deed;
  const chain = assumeChain(table, action.chain!);
  for (const { next } of action.rules) if (next && table.chains.has(next.text)) assumeChain(table, next);
  const stands = ({ same }: RuleText) =>
    chain.rules.chunks.some((chunk) => chunk.some((each) => each.call === call && each.same.key === same.key));
  const fresh = again ? action.rules.filter((rule) => !stands(rule)) : action.rules;
  const isAppended = index === Number.POSITIVE_INFINITY;
  const isExact =
    isAppended ||
    index === 0 ||
    (!Number.isNaN(index) &&
      arrayOf(chain.rules)
        .slice(0, index)
        .every((rule) => rule.certain));
  const certain = deed.certain && chain.certain && isExact;
  const placed = fresh.map(
    ({ line, target, next, same }): PlacedRule => ({
      line,
      target,
      next,
      same,
      id: nextId(),
      again: fixed,
      call,
      certain,
    }),
  );
  if (isAppended) chain.rules = withRules(chain.rules, placed);
  else chain.rules = spliced(chain.rules, Number.isNaN(index) ? 0 : index, 0, ...placed.reverse());
}

/** Takes the rule with this number away; where it is not sure which one that is, all that it may be are doubted. */
function removeNumber({ table, action, again }: Deed, number: number): void {
  const chain = openChain(table, action.chain!.text);
  if (!chain) return;
  const sure = arrayOf(chain.rules)
    .slice(0, number)
    .every(({ certain }) => certain);
  if (sure && !again && !table.more && number <= chain.rules.length) chain.rules = spliced(chain.rules, number - 1, 1);
  else doubtRules(chain);
}

/** Takes the first rule away that is the same; those that may be are doubted. */
function removeRule({ table, action, fixed }: Deed, rule: RuleText): void {
  const chain = openChain(table, action.chain!.text);
  if (!chain) return;
  const { candidates, isSure } = removable(chain.rules, rule.same, fixed);
  const [first, ...others] = candidates;
  if (first && others.length === 0 && isSure) chain.rules = withReplaced(chain.rules, first, undefined);
  else for (const each of candidates) chain.rules = withReplaced(chain.rules, each, doubted(each));
}

/** The rules that may be the first one that is the same, and whether the last of them surely is the same. */
function removable(
  { chunks }: RuleList,
  asked: Comparable,
  fixed: boolean,
): { candidates: PlacedRule[]; isSure: boolean } {
  const candidates: PlacedRule[] = [];
  let isSure = false;
  for (const chunk of chunks)
    for (const each of chunk) {
      const same = isSame(each.same, asked, fixed);
      if (same === false) continue;
      candidates.push(each);
      isSure = same === true;
      if (same && each.certain) return { candidates, isSure };
    }
  return { candidates, isSure };
}

/** The rule is there: when only one can be it, that one is certain. */
function assumeHeld({ table, action, fixed, certain }: Deed): void {
  const chain = action.chain && openChain(table, action.chain.text);
  if (!chain || !certain || !chain.certain || table.more) return;
  for (const { same } of action.rules) {
    const found = onlyRule(chain.rules, (each) => isSame(each.same, same, fixed) !== false);
    if (found && !found.certain) chain.rules = withReplaced(chain.rules, found, { ...found, certain: true });
  }
}

/** The rule is not there: what is the same is not there either. */
function assumeMissing({ table, action, fixed }: Deed): void {
  const chain = action.chain && openChain(table, action.chain.text);
  const [rule, ...others] = action.rules;
  if (chain && rule && others.length === 0)
    chain.rules = mapRules(chain.rules, (each) => (isSame(each.same, rule.same, fixed) ? undefined : each));
}

function ownChains({ chains }: Table): Chain[] {
  return [...chains.values()].filter(({ builtIn }) => !builtIn);
}

function isOwn({ chains }: Table, { text }: Name): boolean {
  return chains.get(text)?.builtIn !== true;
}

/** Whether a chain exists that is empty and that no rule leads to. */
function canDelete(table: Table, name: Name): Truth {
  if (!isOwn(table, name)) return false;
  const kept = keepers(table, name.text);
  const free: Truth = kept.some(({ certain }) => certain) ? false : kept.length > 0 || table.more ? undefined : true;
  return all(exists(table, name), free);
}

/** The rules that keep a chain from being deleted: its own, and those that lead to it. */
export function keepers({ chains }: Table, name: string): PlacedRule[] {
  return [...chains.values()].flatMap((chain) =>
    chain.name === name ? arrayOf(chain.rules) : arrayOf(chain.rules).filter(({ target }) => target?.text === name),
  );
}

/** Jumps to the chain follow it. */
function rename({ table, action: { chain, second } }: Deed): void {
  const found = openChain(table, chain!.text);
  if (!found) return;
  const name = second!.text;
  table.chains.delete(found.name);
  table.chains.set(name, {
    ...found,
    name,
    rules: mapRules(found.rules, (rule) => renamed(rule, name, 'chain', table)),
  });
  for (const each of table.chains.keys()) {
    const opened = openChain(table, each)!;
    opened.rules = mapRules(opened.rules, (rule) =>
      rule.target?.text === found.name ? renamed(rule, name, 'target', table) : rule,
    );
  }
}

function renamed(rule: PlacedRule, name: string, which: 'chain' | 'target', { family }: Table): PlacedRule {
  const { text } = rule.line;
  const start = which === 'chain' ? 3 : text.lastIndexOf(` ${rule.target!.text}`) + 1;
  const old = which === 'chain' ? /^\S*/.exec(text.slice(3))![0] : rule.target!.text;
  const span = { start, end: start + old.length };
  return { ...rule, ...ruleText(replaced(rule.line, span, [made(name, rule.call.span)]), family) };
}
