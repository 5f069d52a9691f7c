/** Code lenses: where a built-in chain, or the port that a rule names, sends packets, and what reaches a redirect or a DROP. */

import { namesPort } from '../packets/reach';
import { ruleAt, targetOfRule } from '../ruleset/document';
import { type Ruleset, type Table, tableAt } from '../ruleset/ruleset';
import { builtInsOf } from '../ruleset/table';
import type { Span } from '../syntax/span';
import { chainTitle } from './code-lens/chain-title';
import { portTitle } from './code-lens/port-title';
import { targetTitle } from './code-lens/target-title';

/** A lens above a line: of a built-in chain's declaration, of the port that a rule names, of a target that rewrites or drops. */
export interface CodeLens {
  line: number;
  kind: 'chain' | 'port' | 'target';
}

/** A place to walk to. */
export interface LensStep {
  line: number;
  span: Span;
}

/** What a lens shows. The steps are in the order in which a packet meets them. */
export interface ResolvedLens {
  title: string;
  steps: LensStep[];
}

/** An editor asks for all lenses at each change, so there is an end to them; built-in chains come first. */
export const maxLenses = 2_000;

const rewriting = new Set(['REDIRECT', 'DNAT', 'TPROXY']);
const deciding = new Set(['DROP', 'REJECT', 'TPROXY']);

/** The lenses of all tables, without their titles: nothing is evaluated. At most `maxLenses`, those of nat first, in the order of lines. */
export function codeLenses(ruleset: Ruleset): CodeLens[] {
  const isNat = (table: Table) => table.name === 'nat';
  const tables = [...ruleset.tables.filter(isNat), ...ruleset.tables.filter((table) => !isNat(table))];
  const lenses = tables.flatMap(chainLenses);
  for (const table of tables) addRuleLenses(ruleset, table, lenses);
  return lenses.sort((a, b) => a.line - b.line);
}

/** Evaluates one lens; undefined when its line is no longer what it was made for. */
export function resolveLens(ruleset: Ruleset, lens: CodeLens): ResolvedLens | undefined {
  const table = tableAt(ruleset, lens.line);
  if (!table) return undefined;
  const found = titleOf(ruleset, table, lens);
  if (!found) return undefined;
  const lines = found.lines.filter((line, i) => found.lines.indexOf(line) === i);
  return { title: found.title, steps: lines.map((line) => ({ line, span: spanOfLine(ruleset, line) })) };
}

function titleOf(ruleset: Ruleset, table: Table, lens: CodeLens): { title: string; lines: number[] } | undefined {
  if (lens.kind === 'chain') {
    const chain = builtInsOf(table).find((each) => each.declared?.line === lens.line);
    return chain && chainTitle(ruleset, table, chain);
  }
  if (!ruleAt(ruleset.document, lens.line)) return undefined;
  return lens.kind === 'port' ? portTitle(ruleset, table, lens.line) : targetTitle(ruleset, table, lens.line);
}

function chainLenses(table: Table): CodeLens[] {
  return builtInsOf(table).flatMap((chain) =>
    chain.declared ? [{ line: chain.declared.line, kind: 'chain' as const }] : [],
  );
}

/** Outside nat the lens of a port says already what becomes of its packets. */
function addRuleLenses(ruleset: Ruleset, table: Table, lenses: CodeLens[]): void {
  const { dump, names } = ruleset.document;
  const isNat = table.name === 'nat';
  const targets = isNat ? rewriting : deciding;
  for (let i = table.header + 1; i < table.end; i++) {
    const line = dump.lines[i]!;
    if (line.kind !== 'rule') continue;
    if (lenses.length >= maxLenses) return;
    const hasPort = mayNamePort.test(line.text) && namesPort(ruleset, i);
    if (hasPort) lenses.push({ line: i, kind: 'port' });
    const target = targetOfRule(ruleset.document, i);
    const isTarget = target >= 0 && targets.has(names.texts[target]!);
    if (isTarget && (isNat || !hasPort)) lenses.push({ line: i, kind: 'target' });
  }
}

/** Quickly passes over lines without any option for ports. */
const mayNamePort = /--(?:[sd]p|po|so|de)/;

function spanOfLine(ruleset: Ruleset, line: number): Span {
  const { text, from } = ruleset.document.dump.lines[line]!;
  return { start: from, end: text.length };
}
