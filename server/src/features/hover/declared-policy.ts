/** Policies and counters as declarations have them. */

import { counterKnowledge, policyKnowledge } from '../../knowledge/built-in';
import { type Chain, findChain, type Ruleset, type Table } from '../../ruleset/ruleset';
import { builtInChains } from '../../ruleset/tables';
import { type Declaration, readCounters } from '../../syntax/declaration';
import { spanText } from '../../syntax/span';
import { blocks, code, title } from '../markdown';
import { byteSize, counted } from '../numbers';

/** Counters of the kernel have 64 bits; longer numbers are none. */
const mostDigits = 20;

export interface Count {
  packets: bigint;
  bytes: bigint;
}

/** `policy ACCEPT, 1,112 packets (66.7 kB)`; '' for a chain without policy. */
export function policyFact(ruleset: Ruleset, chain: Chain): string {
  const declaration = declarationOf(ruleset, chain);
  const text = chain.declared ? ruleset.document.dump.lines[chain.declared.line]!.text : '';
  if (!declaration?.policy || !chain.builtIn) return '';
  const count = readCount(declaration.counters ? spanText(text, declaration.counters) : '');
  const counted = count && !ruleset.lineTold ? `, ${countText(count)}` : '';
  return `policy ${code(spanText(text, declaration.policy))}${counted}`;
}

/** What a policy means for the chain it is declared for, and that a word is none. */
export function policyText(policy: string, chain: string, builtIn: boolean): string {
  const meaning = policyKnowledge(policy)?.meaning;
  const head = title(policy, meaning ? `policy of ${code(chain)}` : 'no policy');
  if (builtIn && policy === '-') return blocks(head, 'A built-in chain needs a policy: `ACCEPT` or `DROP`.');
  if (!meaning) return blocks(head, 'Built-in chains have `ACCEPT` or `DROP`, user-defined chains `-`.');
  if (builtIn || policy === '-') return blocks(head, meaning);
  return blocks(head, 'Only built-in chains have a policy; a user-defined chain is declared with `-`.');
}

/** What the counters of a declaration say; undefined when they cannot be read. */
export function declaredCountersText(
  ruleset: Ruleset,
  table: Table | undefined,
  chain: string,
  counters: string,
): string | undefined {
  const count = readCount(counters);
  if (!count) return undefined;
  const name = table?.name ?? '';
  if (!builtInChains(name).includes(chain))
    return blocks(countTitle(count), userDefinedCounters, isZero(count) ? '' : misplacedCounters);
  const compare = table && comparison(ruleset, table, chain, count);
  return blocks(countTitle(count), counterKnowledge(name, chain), compare);
}

/** What the counters of a rule say; undefined when they cannot be read. */
export function ruleCountersText(table: Table | undefined, counters: string): string | undefined {
  const count = readCount(counters);
  return count && blocks(countTitle(count), 'Packets that this rule has matched.', counterKnowledge(table?.name ?? ''));
}

const userDefinedCounters = 'The kernel keeps no counters for user-defined chains: `[0:0]` stands for none.';
const misplacedCounters = 'These are not zero, so they once belonged to a built-in chain, or were put in by hand.';

/** The two chains of nat whose counters tell by comparison how much was redirected. */
const compared: Readonly<Record<string, string>> = {
  PREROUTING: 'INPUT',
  INPUT: 'PREROUTING',
  OUTPUT: 'POSTROUTING',
  POSTROUTING: 'OUTPUT',
};

function comparison(ruleset: Ruleset, table: Table, chain: string, count: Count): string {
  const other = table.name === 'nat' ? compared[chain] : undefined;
  const theirs = other && countOf(ruleset, table, other);
  if (!theirs) return '';
  const equal = theirs.packets === count.packets && theirs.bytes === count.bytes;
  return `**In this dump** ${code(other)} has ${equal ? 'just as many' : countText(theirs)}.`;
}

/** The counters that a chain is declared with; undefined without such. */
export function countOf(ruleset: Ruleset, table: Table, name: string): Count | undefined {
  const chain = findChain(ruleset, table, name);
  const counters = chain && declarationOf(ruleset, chain)?.counters;
  return counters && readCount(spanText(ruleset.document.dump.lines[chain.declared!.line]!.text, counters));
}

function declarationOf(ruleset: Ruleset, { declared }: Chain): Declaration | undefined {
  const line = declared && ruleset.document.dump.lines[declared.line];
  if (line?.kind !== 'declaration') return undefined;
  return line.declarations.find(({ name }) => name?.start === declared?.span.start);
}

/** The counters of `[packets:bytes]`; undefined when they cannot be read. */
export function readCount(text: string): Count | undefined {
  const counters = readCounters(text);
  if (!counters || Math.max(counters.packets.length, counters.bytes.length) > mostDigits) return undefined;
  return { packets: BigInt(counters.packets), bytes: BigInt(counters.bytes) };
}

function isZero({ packets, bytes }: Count): boolean {
  return packets === 0n && bytes === 0n;
}

function countText(count: Count): string {
  const { packets, bytes } = count;
  return isZero(count) ? 'no packets' : `${counted(packets, 'packet')} (${byteSize(bytes)})`;
}

function countTitle({ packets, bytes }: Count): string {
  if (packets === 0n) return bytes === 0n ? '**No packets**' : `**No packets, ${byteSize(bytes)}**`;
  const mean = (bytes + packets / 2n) / packets;
  return `**${counted(packets, 'packet')}, ${byteSize(bytes)}** · ${counted(mean, 'byte')} each on average`;
}
