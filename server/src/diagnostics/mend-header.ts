/** Mends a header: writes the chain declarations of a table anew from all the evidence that the table gives. */

import { findTarget } from '../modules/index';
import { mostSimilar } from '../modules/similar';
import { type Chain, declarationName, exists, findChain, type Ruleset, type Table, tableAt } from '../ruleset/ruleset';
import { chainsOf } from '../ruleset/table';
import { builtInChains, hookNames, isDeclarableName, maxNameBytes } from '../ruleset/tables';
import type { Declaration } from '../syntax/declaration';
import type { DeclarationLine } from '../syntax/line';
import { spanText } from '../syntax/span';
import type { Change, Finding } from './finding';
import { type HeaderLine, layOut } from './header-layout';
import { meantCounters } from './malformed-counters';
import { targetMeant } from './missing-chain';
import { meantAmong, onlyBegunBy, similarAmong } from './similar';
import { isSoundMention } from './sound-mention';
import { builtInMeantBy } from './unknown-built-in-chain';

/** Findings that say that a header is damaged. */
const headerCodes = new Set([
  'joined-chain-declarations',
  'malformed-chain-declaration',
  'unclosed-counters',
  'malformed-counters',
  'unknown-policy',
  'policy-on-user-defined-chain',
  'unknown-built-in-chain',
  'duplicate-chain-declaration',
  'chain-name-case',
  'undefined-chain',
]);

/** One declaration with where and how it stands. */
interface Evidence {
  index: number;
  line: DeclarationLine;
  declaration: Declaration;
  name: string;
  /** The first one of its line, which is the one that iptables-restore reads. */
  first: boolean;
  /** The only one of its line, and complete. */
  clean: boolean;
}

/** The tables whose header the findings show to be damaged. */
export function damagedTables(ruleset: Ruleset, findings: readonly Finding[]): Table[] {
  const damaging = findings.filter(({ code, severity }) => headerCodes.has(code) && severity !== 'hint');
  const damaged = new Set(damaging.map(({ line }) => tableAt(ruleset, line)));
  return ruleset.tables.filter((table) => damaged.has(table));
}

/**
 * The changes that give a table a right header: its built-in chains in kernel order, then each chain that is declared legibly
 * or that rules fill or jump to, once. Legible policies and counters are kept; rules are not touched, and text that was
 * joined to a declaration gets a line of its own. Undefined when the header is right already, or the table unknown.
 */
export function mendHeader(ruleset: Ruleset, table: Table): Change[] | undefined {
  const { lines } = ruleset.document.dump;
  if (builtInChains(table.name).length === 0) return undefined;
  const indexes: number[] = [];
  for (let i = table.header + 1; i < table.end; i++) if (lines[i]!.kind === 'declaration') indexes.push(i);
  const evidence = indexes.flatMap((index) => evidenceOf(index, lines[index] as DeclarationLine));
  const fragment = table.fragment && !evidence.some((each) => meantBuiltIn(ruleset, table, each));
  const header = [
    ...builtInLines(ruleset, table, evidence, fragment),
    ...userLines(ruleset, table, evidence, fragment),
    ...strayText(evidence),
  ];
  const changes = layOut(ruleset, table, indexes, header);
  return changes.length > 0 ? changes : undefined;
}

function evidenceOf(index: number, line: DeclarationLine): Evidence[] {
  return line.declarations
    .filter((declaration) => declaration.name)
    .map((declaration) => ({
      index,
      line,
      declaration,
      name: declarationName(line, declaration),
      first: declaration === line.declarations[0],
      clean: line.declarations.length === 1 && declaration.policy !== undefined,
    }));
}

/**
 * The built-in chains of the table that are declared, and those whose declaration was lost: because one of the others is
 * damaged beyond telling which chain it was, or because rules fill the chain, whose policy then stays as it is loaded. The
 * policy given last counts, as it does for iptables-restore.
 */
function builtInLines(ruleset: Ruleset, table: Table, evidence: Evidence[], fragment: boolean): HeaderLine[] {
  const isDamaged = !fragment && evidence.some((each) => !isLegible(table, each));
  return builtInChains(table.name).flatMap((name) => {
    const said = evidence.filter((each) => each.name === name || meantBuiltIn(ruleset, table, each) === name);
    const isFilled = !fragment && (findChain(ruleset, table, name)?.rules ?? 0) > 0;
    const isKept = evidence.some((each) => resembledBuiltIn(ruleset, table, each) === name);
    if (said.length === 0 && (isKept || !(isDamaged || isFilled))) return [];
    const read = said.filter((each) => each.first && each.name === name).reverse();
    const policy = [...read, ...said].map(policyOf).find(Boolean) ?? (isDamaged ? 'ACCEPT' : '-');
    const counters = [...read, ...said].map(countersOf).find(Boolean) ?? '[0:0]';
    return [{ text: `:${name} ${policy} ${counters}`, source: said[0]?.index }];
  });
}

/** True for a declaration that leaves no doubt which chain it is for, and which policy it gives. */
function isLegible(table: Table, { name, line, declaration }: Evidence): boolean {
  const policy = declaration.policy ? spanText(line.text, declaration.policy) : '';
  if (policy === '-') return true;
  return (policy === 'ACCEPT' || policy === 'DROP') && builtInChains(table.name).includes(name);
}

/** The built-in chain that a declaration was meant for, unless rules use its name as it stands. */
function meantBuiltIn(ruleset: Ruleset, table: Table, evidence: Evidence): string | undefined {
  const chain = findChain(ruleset, table, evidence.name);
  return chain?.firstUse === undefined ? resembledBuiltIn(ruleset, table, evidence) : undefined;
}

function resembledBuiltIn(ruleset: Ruleset, table: Table, { name, line, declaration }: Evidence): string | undefined {
  const policy = declaration.policy ? spanText(line.text, declaration.policy) : '-';
  const chain = findChain(ruleset, table, name);
  if (!chain || chain.builtIn || policy === '-') return undefined;
  const meant = builtInMeantBy(table, chain);
  return meant !== undefined && builtInChains(table.name).includes(meant) ? meant : undefined;
}

/** The policy as it stands or was meant; one that resembles none is kept, so that it goes on being marked. */
function policyOf({ line, declaration }: Evidence): string | undefined {
  if (!declaration.policy) return undefined;
  const written = spanText(line.text, declaration.policy);
  if (written === 'ACCEPT' || written === 'DROP') return written;
  return mostSimilar(written, ['ACCEPT', 'DROP'], 3) ?? written;
}

function countersOf({ line, declaration }: Evidence): string | undefined {
  return declaration.counters && meantCounters(spanText(line.text, declaration.counters));
}

function userLines(ruleset: Ruleset, table: Table, evidence: Evidence[], fragment: boolean): HeaderLine[] {
  const declared = new Map<string, HeaderLine>();
  const used = usedChains(table);
  for (const each of evidence) {
    const name = userChainMeant(ruleset, table, each, used);
    if (name === undefined || declared.has(name)) continue;
    const { line, declaration } = each;
    const kept = resembledBuiltIn(ruleset, table, each) && spanText(line.text, declaration.policy!);
    declared.set(name, { text: `:${name} ${kept ?? '-'} ${countersOf(each) ?? '[0:0]'}`, source: each.index });
  }
  const meant = meantAmong(namesOf(chainsOf(table).filter((chain) => exists(chain) || chain.rules > 0)));
  for (const chain of fragment ? [] : chainsOf(table)) {
    if (declared.has(chain.name) || !mustBeDeclared(ruleset, table, chain, meant)) continue;
    declared.set(chain.name, { text: `:${chain.name} - [0:0]`, source: undefined });
  }
  return [...declared.values()];
}

/** The chain that a declaration stands for; undefined for built-in chains and for the remains of damaged names. */
function userChainMeant(ruleset: Ruleset, table: Table, evidence: Evidence, used: UsedChains): string | undefined {
  const chain = findChain(ruleset, table, evidence.name);
  if (!chain || chain.builtIn || isMade(chain) || meantBuiltIn(ruleset, table, evidence)) return undefined;
  if (chain.firstUse !== undefined) return chain.name;
  const sameLetters = used.byLetters.get(chain.name.toLowerCase());
  if (sameLetters) return sameLetters.declared ? undefined : sameLetters.name;
  return !evidence.clean && isRemains(chain.name, used, evidence) ? undefined : chain.name;
}

/** User-defined chains that rules fill or jump to. */
interface UsedChains {
  /** By their names in lower case; the first one of each. */
  byLetters: Map<string, Chain>;
  similar: ReturnType<typeof similarAmong>;
  /** Every beginning that their names have, short of the whole. */
  beginnings: Set<string>;
}

function usedChains(table: Table): UsedChains {
  const used = chainsOf(table).filter((chain) => !chain.builtIn && chain.firstUse !== undefined);
  const byLetters = new Map([...used].reverse().map((chain) => [chain.name.toLowerCase(), chain]));
  return { byLetters, similar: similarAmong(namesOf(used)), beginnings: new Set(namesOf(used).flatMap(beginningsOf)) };
}

function beginningsOf(name: string): string[] {
  const longest = Math.min(name.length, maxNameBytes);
  return Array.from({ length: longest }, (_, end) => name.slice(0, end));
}

function namesOf(chains: readonly Chain[]): string[] {
  return chains.map((chain) => chain.name);
}

/** True for a name that a used one was before the damage: similar in another case, or its beginning. */
function isRemains(name: string, used: UsedChains, { declaration }: Evidence): boolean {
  const similar = used.similar(name, Math.floor(name.length / 2));
  if (similar && letterCase(similar) !== letterCase(name)) return true;
  return !declaration.policy && used.beginnings.has(name);
}

function letterCase(name: string): 'upper' | 'lower' | 'mixed' {
  if (name === name.toUpperCase()) return 'upper';
  return name === name.toLowerCase() ? 'lower' : 'mixed';
}

/** True for a chain that `-N` makes, which must not exist before. */
function isMade({ declared }: Chain): boolean {
  return declared?.role === 'new-chain';
}

/**
 * Chains that rules fill or jump to, on lines that can be trusted. A jump alone may be a misspelt name or a target of the
 * other family; rules that no jump leads to may be meant for a built-in chain, of this table or another.
 */
function mustBeDeclared(
  ruleset: Ruleset,
  table: Table,
  chain: Chain,
  meant: (name: string) => string | undefined,
): boolean {
  const { name } = chain;
  if (chain.builtIn || isMade(chain) || !isDeclarableName(name) || hookNames.includes(name)) return false;
  if (!chain.missing.some((mention) => isSoundMention(ruleset, mention))) return false;
  const builtIns = builtInChains(table.name);
  if (chain.rules > 0)
    return chain.jumps > 0 || (mostSimilar(name, builtIns) ?? onlyBegunBy(name, builtIns)) === undefined;
  return (meant(name) ?? targetMeant(name, ruleset.document.family)) === undefined && !isTarget(name);
}

function isTarget(name: string): boolean {
  return (findTarget(name, 'ipv4') ?? findTarget(name, 'ipv6')) !== undefined;
}

/** What stood behind counters: a command gets its own line, other text becomes a comment. */
function strayText(evidence: Evidence[]): HeaderLine[] {
  return evidence.flatMap(({ line, declaration }) => {
    if (!declaration.rest) return [];
    const text = spanText(line.text, declaration.rest);
    return [{ text: /^(?:-|\[\d|#)/.test(text) ? text : `# ${text}`, source: undefined }];
  });
}
