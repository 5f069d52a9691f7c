/** Watches a script run for commands that fail, and says of which the script itself is to blame. */

import { mostSimilar } from '../modules/similar';
import { typographicCharacters } from '../ruleset/rule';
import { builtInChains, hookNames, isTable, tableNames } from '../ruleset/tables';
import { type Action, isRefusedAnyhow } from './action';
import type { Run } from './attempt';
import { isSame } from './comparable';
import { type EffectEvent, mayFail } from './events';
import type { Makings } from './makings';
import { type Call, type Chain, type PlacedRule, type Table, tableOf } from './tables';
import { counts, type Deed, exists, hasRule, keepers, type Truth, targetExists } from './verbs';

/** A finding that hangs on what the script makes elsewhere. */
type Pending = (makings: Makings) => EffectEvent | undefined;

export interface Watch {
  found: EffectEvent[];
  pending: Pending[];
}

/** Looks at a command before it is carried out. */
export function watchDeed(watch: Watch, deed: Deed, truth: Truth): void {
  if (truth !== false || mayFail(deed.call) || !deed.action.sure) return;
  const { verb, chain, rules } = deed.action;
  if (verb === 'new-chain' && chain) newChain(watch, deed, deed.table.chains.get(chain.text));
  if (verb === 'delete-chain') deleteChain(watch, deed);
  if (verb === 'rename-chain') renameChain(watch, deed);
  if (deed.action.number !== undefined) watchNumber(watch, deed, deed.action.number);
  if (verb === 'delete' && rules.length > 0) watch.pending.push((makings) => withoutMatch(makings, deed));
  if (['append', 'insert', 'replace'].includes(verb)) watchPlacing(watch, deed);
  if (isClearing(deed.action) && chain && exists(deed.table, chain) === false)
    watch.pending.push((makings) => nothingToClear(makings, deed, chain.text));
}

/** True for commands for a chain that has to be there, which scripts often run before they make it anew. */
export function isClearing({ verb }: Action): boolean {
  return ['flush', 'zero', 'delete-chain', 'rename-chain'].includes(verb);
}

/** A chain that the script makes somewhere is only missing in a first run: that matters where the script ends then. */
function nothingToClear(makings: Makings, deed: Deed, chain: string): EffectEvent | undefined {
  const { table, call, action } = deed;
  const isMade = makings.makersOf(table, chain).length > 0;
  if (isMade && !(call.certain && call.onFailure === 'ends')) return undefined;
  if (!isMade && (hookNames.includes(chain) || lacksTable(makings, table, call, action, chain))) return undefined;
  return { kind: 'undefined-chain', call, certain: false, related: [], chain, ...madeElsewhere(makings, table, chain) };
}

function madeElsewhere(makings: Makings, table: Table, chain: string): Pick<EffectEvent, 'tables'> {
  const tables = otherTables(makings, table, chain);
  return tables.length > 0 ? { tables } : {};
}

function newChain({ found }: Watch, { call }: Deed, chain: Chain | undefined): void {
  if (!chain?.certain) return;
  found.push({ kind: 'chain-exists', call, certain: true, related: chain.call ? [chain.call] : [], chain: chain.name });
}

/** To a name that another chain has, or of a built-in chain: with nf_tables that is no chain of iptables any more. */
function renameChain({ found }: Watch, { table, call, action: { chain, second } }: Deed): void {
  const other = second && table.chains.get(second.text);
  if (chain && table.chains.get(chain.text)?.builtIn)
    found.push({ kind: 'undefined-chain', call, certain: false, related: [], chain: chain.text });
  else if (other?.certain)
    found.push({
      kind: 'chain-exists',
      call,
      certain: true,
      related: other.call ? [other.call] : [],
      chain: other.name,
    });
}

/** A chain that the script neither made nor emptied may have rules that it does not know. */
function watchNumber({ found }: Watch, deed: Deed, number: number): void {
  const { table, call, action } = deed;
  const chain = table.chains.get(action.chain?.text ?? '');
  const isCounted = chain?.emptied || (chain?.call && !mayFail(chain.call));
  const behind = action.verb === 'insert' ? 1 : 0;
  if (!chain?.certain || !isCounted || hasRule(deed, number - behind) !== false) return;
  const highest = counts(deed).most + behind;
  found.push({ kind: 'number-too-large', call, certain: call.certain, related: [], chain: chain.name, highest });
}

function deleteChain({ found }: Watch, { table, call, action }: Deed): void {
  if (action.chain && table.chains.get(action.chain.text)?.builtIn)
    found.push({ kind: 'chain-not-empty', call, certain: false, related: [], chain: action.chain.text });
  const names = action.chain ? [action.chain.text] : [...table.chains.keys()];
  for (const name of names) {
    const chain = table.chains.get(name);
    if (!chain || chain.builtIn) continue;
    const kept = keepers(table, name).filter(({ certain }) => certain);
    if (kept.length > 0)
      found.push({ kind: 'chain-not-empty', call, certain: true, related: callsOf(kept), chain: name });
    if (kept.length > 0) return;
  }
}

function callsOf(rules: readonly PlacedRule[]): Call[] {
  return [...new Set(rules.map(({ call }) => call))];
}

function withoutMatch(makings: Makings, { table, action, call }: Deed): EffectEvent | undefined {
  const { chain, rules } = action;
  if (!chain || !isTable(table.name)) return undefined;
  const added = makings.rulesFor(table, chain.text);
  if (exists(table, chain) === false && makings.makersOf(table, chain.text).length === 0) {
    if (hookNames.includes(chain.text) || lacksTable(makings, table, call, action, chain.text)) return undefined;
  }
  const isAdded = added.some((each) => rules.some((rule) => isSame(each.same, rule.same) !== false));
  if (isAdded && !(call.certain && call.onFailure === 'ends')) return undefined;
  return { kind: 'delete-without-match', call, certain: call.certain, related: [], chain: chain.text };
}

/** Commands that run later, when others may have made chains, but hardly one that is almost called as a built-in one. */
export function misspeltHooks(noted: Run['noted']): EffectEvent[] {
  return noted.flat().flatMap(({ deed: { table, action, call }, truth }): EffectEvent[] => {
    const { chain, sure } = action;
    if (truth !== false || mayFail(call) || !sure || !chain?.known || table.chains.has(chain.text)) return [];
    if (hookNames.includes(chain.text) || !mostSimilar(chain.text, hookNames, 1)) return [];
    return [{ kind: 'undefined-chain', call, certain: false, related: [], chain: chain.text }];
  });
}

function watchPlacing({ pending }: Watch, deed: Deed): void {
  const { table, action } = deed;
  if (action.chain && exists(table, action.chain) === false && !typographicCharacters.test(action.chain.text)) {
    const { text } = action.chain;
    pending.push((makings) => undefinedChain(makings, deed, text, false));
  }
  for (const rule of action.rules.slice(0, 1)) {
    const name = rule.target?.text ?? '';
    if (targetExists(deed, rule) === false && !table.chains.has(name))
      pending.push((makings) => undefinedChain(makings, deed, name, true));
  }
}

function undefinedChain(makings: Makings, deed: Deed, chain: string, isTarget: boolean): EffectEvent | undefined {
  const { table, call, action } = deed;
  const related = makings.makersOf(table, chain);
  if (related.length > 0 && (!call.certain || related.every(isRefusedAnyhow))) return undefined;
  if (isTarget && strayTarget(deed, makings)) return undefined;
  const isOfOther = !isTarget && lacksTable(makings, table, call, action, chain);
  if (related.length === 0 && (hookNames.includes(chain) || isOfOther)) return undefined;
  const certain = call.certain && related.length > 0;
  return { kind: 'undefined-chain', call, certain, related, chain, ...madeElsewhere(makings, table, chain) };
}

/** True when it is the table that is wrong: the chain is made in another one. */
function lacksTable(makings: Makings, table: Table, call: Call, action: Action, chain: string): boolean {
  return call.kind === 'command' && !action.table && otherTables(makings, table, chain).length > 0;
}

/** The other tables of the same machine and family in which the chain is made. */
export function otherTables({ makersOf }: Makings, table: Table, chain: string): string[] {
  return tableNames.filter((name) => name !== table.name && makersOf(tableOf(table, name), chain).length > 0);
}

/** The chain that the rule jumps to, where it is made only in tables that have the rule's built-in chain too. */
export function strayTarget(
  { table, action, call }: Pick<Deed, 'table' | 'action' | 'call'>,
  makings: Makings,
): { chain: string; tables: string[] } | undefined {
  const [rule] = action.rules;
  const chain = rule?.next?.text;
  if (
    call.kind !== 'command' ||
    !rule ||
    !chain ||
    table.name !== 'filter' ||
    action.table ||
    targetExists({ table, action }, rule) !== false
  )
    return undefined;
  if (makings.makersOf(table, chain).length > 0) return undefined;
  const tables = otherTables(makings, table, chain).filter((name) =>
    builtInChains(name).includes(action.chain?.text ?? ''),
  );
  return tables.length > 0 ? { chain, tables } : undefined;
}
