/** What a chain is, who owns it, and what this dump does with it. */

import { type MissingName, missingNames } from '../../diagnostics/missing-names';
import { builtInChainKnowledge } from '../../knowledge/built-in';
import { type ChainKnowledge, chainKnowledge } from '../../knowledge/chains';
import { evidenceOf } from '../../knowledge/evidence';
import { type IstioChain, isIstioChain, istioChain, istioChains } from '../../knowledge/istio';
import { externalTarget } from '../../modules/external';
import { exists, type Mention, type Ruleset, type Table } from '../../ruleset/ruleset';
import { builtInChains, hookNames, tableNames } from '../../ruleset/tables';
import { andList, blocks, bullets, code, title } from '../markdown';
import type { NamedChain } from '../names-at';
import { type ChainFacts, chainFacts } from './chain-facts';
import { flavourNames, istioText } from './istio-chain';
import { rulePlace } from './place';
import { istioRuleAt, reasonOf } from './this-rule';

const foreignTarget =
  'No chain here has the name, so it means this target. Whether it exists and what it takes depends on the host.';

const noFacts: ChainFacts = { points: [], ruleLines: [], inOrder: true };

/** The hover of a chain name, wherever it stands. */
export function chainText(ruleset: Ruleset, named: NamedChain): string {
  const { table, chain, name } = named;
  const facts = table && chain ? chainFacts(ruleset, table, chain) : noFacts;
  const points = bullets([...thisRulePoint(ruleset, named, facts), ...facts.points]);
  if (chain?.builtIn && table) return builtInText(table, name, points);
  const evidence = evidenceOf(ruleset);
  const istio = table && istioChain(table.name, name, evidence.flavour);
  if (istio) return istioChainText(ruleset, istio, points, facts);
  const known = chainKnowledge(table?.name ?? '', name, evidence.owners);
  if (known) return knownText(table, name, known, points);
  const project = chain && exists(chain) ? undefined : externalTarget(name);
  if (project) return blocks(title(name, `target of ${project}`), foreignTarget);
  const missing = missingAt(ruleset, named);
  const meant = missing?.why.meant;
  const advice = meant === undefined ? mistakenName(table, name) : `Did you mean ${code(meant)}?`;
  if (missing?.meantFor === 'target') return blocks(title(name, 'no target, and no chain of this table'), advice);
  return blocks(title(name, `user-defined chain${ofTable(table)}`), points, advice);
}

/** What the checks found out of a name that does not exist where the mention stands; undefined for one that does. */
function missingAt(ruleset: Ruleset, { chain, mention }: NamedChain): MissingName | undefined {
  if (!chain || chain.missing.length === 0) return undefined;
  const isHere = (other: Mention) => other.line === mention.line && other.span.start === mention.span.start;
  return missingNames(ruleset).find((each) => each.chain.id === chain.id && isHere(each.mention));
}

function builtInText(table: Table, name: string, points: string): string {
  const known = builtInChainKnowledge(table.name, name);
  return blocks(title(name, `built-in chain${ofTable(table)}`), known?.packets, points, known?.note, known?.order);
}

function istioChainText(ruleset: Ruleset, known: IstioChain, points: string, facts: ChainFacts): string {
  const head = title(known.name, `${flavourNames[known.flavour]}, table ${code(known.table)}`);
  const { flavour } = evidenceOf(ruleset);
  const others = flavour ? [] : istioChains(known.table, known.name).filter((each) => each !== known);
  const also = others.map((each) => `Or of ${flavourNames[each.flavour]}: ${each.summary}`);
  return blocks(head, known.summary, ...also, points, istioText(ruleset, known, facts.ruleLines));
}

function knownText(table: Table | undefined, name: string, known: ChainKnowledge, points: string): string {
  const unsure = known.guess || (table !== undefined && known.otherTable);
  const owner = `${unsure ? 'possibly ' : ''}${known.owner}`;
  const elsewhere =
    table && known.otherTable
      ? `${known.owner} has a chain of this name in ${andList(known.tables.map(code))}, not in ${code(table.name)}: it may be something else here.`
      : '';
  const others = known.alsoUsedBy.length > 0 ? `The name is also used by ${andList(known.alsoUsedBy)}.` : '';
  const sureness = known.sureness === 'general' ? 'This is common knowledge, not checked in its source.' : '';
  return blocks(
    title(name, `${owner}${table ? `, table ${code(table.name)}` : ', outside of every table'}`),
    known.purpose,
    elsewhere,
    points,
    [`${known.owner} jumps here from ${known.jumpedFrom}.`, known.lifetime, others, sureness].filter(Boolean).join(' '),
  );
}

/** The number of the rule in its chain, and why Istio has put it there. */
function thisRulePoint(ruleset: Ruleset, { mention, chain }: NamedChain, { ruleLines, inOrder }: ChainFacts): string[] {
  const place = mention.role === 'command' ? rulePlace(ruleset, mention.line) : undefined;
  if (!place || !chain) return [];
  const position = ruleLines.indexOf(mention.line) + 1;
  const rule = istioRuleAt(place);
  const counted = position > 0 && inOrder && chain.rules === ruleLines.length;
  if (!rule) return counted ? [`This is rule ${position} of ${chain.rules}`] : [];
  return [`**This rule${counted ? ` (${position} of ${chain.rules})` : ''}:** ${reasonOf(rule)}`];
}

/** What may have been meant by a name that nobody is known for. */
function mistakenName(table: Table | undefined, name: string): string {
  const upper = name.toUpperCase();
  if (hookNames.includes(name)) return builtInElsewhere(table, name);
  if (hookNames.includes(upper)) return `The built-in chain is called ${code(upper)}: names are case-sensitive.`;
  if (isIstioChain(upper)) return `Istio's chain is called ${code(upper)}: names are case-sensitive.`;
  return '';
}

function builtInElsewhere(table: Table | undefined, name: string): string {
  const tables = tableNames.filter((each) => builtInChains(each).includes(name)).map(code);
  return `${code(name)} is a built-in chain of ${andList(tables)}${table ? `; ${code(table.name)} has none of this name` : ''}.`;
}

function ofTable(table: Table | undefined): string {
  return table ? ` of table ${code(table.name)}` : ', outside of every table';
}
