/** Which share of the packets that entered a chain a rule has matched, where the counters of a dump tell it exactly. */

import { findTarget } from '../../modules/index';
import { callersOf, tableRules } from '../../packets/table-rules';
import { chainOfRule, targetOfRule } from '../../ruleset/document';
import { isTargetModule } from '../../ruleset/names';
import type { Chain, Ruleset, Table } from '../../ruleset/ruleset';
import { chainById } from '../../ruleset/table';
import { spanText } from '../../syntax/span';
import { countOf, readCount } from '../hover/declared-policy';

/** Packets that a rule has matched, of those that entered its chain. */
export interface CounterShare {
  chain: Chain;
  matched: bigint;
  entered: bigint;
}

/** A built-in chain from which more rules than these can be reached is not looked through. */
const mostRules = 5_000;

const known = new WeakMap<Table, Map<number, bigint | undefined>>();

/**
 * The share of the rule on a line. Undefined without counters, for none, where packets may have entered that nothing counts,
 * and where the counters contradict each other because some were set to zero.
 */
export function counterShare(ruleset: Ruleset, table: Table, line: number): CounterShare | undefined {
  const matched = packetsOf(ruleset, line);
  const chain = chainById(table, chainOfRule(ruleset.document, line));
  if (!matched || !chain) return undefined;
  const entered = packetsInto(ruleset, table, chain);
  return entered !== undefined && matched <= entered ? { chain, matched, entered } : undefined;
}

/** The packets counted before a rule; undefined without counters. */
export function packetsOf({ document }: Ruleset, index: number): bigint | undefined {
  const line = document.dump.lines[index];
  if (line?.kind !== 'rule' || !line.counters) return undefined;
  return readCount(spanText(line.text, line.counters))?.packets;
}

function packetsInto(ruleset: Ruleset, table: Table, chain: Chain): bigint | undefined {
  const chains = known.get(table) ?? new Map<number, bigint | undefined>();
  known.set(table, chains);
  if (!chains.has(chain.id)) {
    chains.set(
      chain.id,
      chain.builtIn ? packetsFromHook(ruleset, table, chain) : packetsByJumps(ruleset, table, chain),
    );
  }
  return chains.get(chain.id);
}

/** A user-defined chain is entered by jumps alone, and each one is counted. A fragment may not have all of them. */
function packetsByJumps(ruleset: Ruleset, table: Table, chain: Chain): bigint | undefined {
  if (table.fragment) return undefined;
  return sum((callersOf(ruleset, table).get(chain.id) ?? []).map((line) => packetsOf(ruleset, line)));
}

/**
 * A packet that enters a built-in chain is counted once more where its way ends: by the policy, or by a rule that decides, in
 * the chain itself or below. Those below count for it if they are reached from nowhere else.
 */
function packetsFromHook(ruleset: Ruleset, table: Table, chain: Chain): bigint | undefined {
  const policy = table.fragment ? undefined : countOf(ruleset, table, chain.name)?.packets;
  const below = policy === undefined ? undefined : rulesBelow(ruleset, table, chain.id);
  if (!below) return undefined;
  const ends: (bigint | undefined)[] = [policy];
  for (const line of below) {
    const decides = isDeciding(ruleset, table, line);
    if (decides !== false) ends.push(decides && packetsOf(ruleset, line));
  }
  return sum(ends);
}

/** The rules of a chain and of all that can be reached from it; undefined when there are too many, or when other chains lead there too. */
function rulesBelow(ruleset: Ruleset, table: Table, root: number): number[] | undefined {
  const rules = tableRules(ruleset, table);
  const reached = new Set([root]);
  const lines: number[] = [];
  for (const id of reached) {
    for (const line of rules.linesOf(id)) {
      lines.push(line);
      const target = chainTarget(ruleset, table, line);
      if (target) reached.add(target.id);
    }
    if (lines.length > mostRules) return undefined;
  }
  const callers = callersOf(ruleset, table);
  const isOwn = (line: number) => reached.has(chainOfRule(ruleset.document, line));
  return [...reached].every((id) => id === root || (callers.get(id) ?? []).every(isOwn)) ? lines : undefined;
}

/** The chain that a rule leads to; undefined for other targets. */
function chainTarget({ document }: Ruleset, table: Table, line: number): Chain | undefined {
  const target = targetOfRule(document, line);
  const isChain = document.facts.summaries[line]?.goto || !isTargetModule(document.names, target, document.family);
  return target >= 0 && isChain ? chainById(table, target) : undefined;
}

/** Whether the way of a packet ends at a rule that it matches; undefined where that hangs on the packet, or on a target nobody knows. */
function isDeciding(ruleset: Ruleset, table: Table, line: number): boolean | undefined {
  const { names, family } = ruleset.document;
  const target = targetOfRule(ruleset.document, line);
  if (target < 0) return false;
  if (chainById(table, target)?.declared) return chainTarget(ruleset, table, line) ? false : undefined;
  const ending = findTarget(names.texts[target]!, family)?.terminating;
  if (ending === 'yes') return true;
  return ending === 'no' || ending === 'returns' ? false : undefined;
}

/** The sum; undefined when a number is missing. */
function sum(numbers: readonly (bigint | undefined)[]): bigint | undefined {
  let total = 0n;
  for (const number of numbers) {
    if (number === undefined) return undefined;
    total += number;
  }
  return total;
}
