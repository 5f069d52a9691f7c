/** Everything about one of Istio's chains, next to what this dump has of it. */

import { evidenceOf } from '../../knowledge/evidence';
import {
  type DatedRule,
  type DatingHint,
  type IstioChain,
  type IstioFlavour,
  type IstioRule,
  istioReleases,
  istioRuleText,
} from '../../knowledge/istio';
import { chainOfRule, ruleAt, targetOfRule } from '../../ruleset/document';
import type { Ruleset } from '../../ruleset/ruleset';
import { chainById } from '../../ruleset/table';
import { blocks, code, section } from '../markdown';
import { lineNumbers } from '../numbers';
import { linesTold } from './chain-facts';
import { ruleBody, rulePlace } from './place';
import { istioRuleAt, reasonOf } from './this-rule';

/** Who writes a chain, in a few words. */
export const flavourNames: Readonly<Record<IstioFlavour, string>> = {
  sidecar: 'Istio sidecar',
  ambient: 'Istio ambient mode',
  'ztunnel-node': 'Istio ambient mode, first design',
};

/** Istio's chains have a few dozen rules; of more, the first ones are compared. */
const mostRules = 200;

/** Built-in chains of other systems can be long; so many rules of theirs are enough to date Istio's. */
const mostDatedRules = 2_000;

/** What the chain is part of, its rules with their reasons, releases, settings and pitfalls. */
export function istioText(ruleset: Ruleset, known: IstioChain, ruleLines: readonly number[]): string {
  return blocks(
    `${known.role} Istio jumps here from ${known.jumpedFrom}.`,
    rulesSection(ruleset, known, ruleLines),
    known.order && `**Why in this order:** ${known.order}`,
    `**Releases:** ${known.releases}`,
    releasesOfDump(ruleset),
    section(
      'What changes it',
      known.settings.map(({ name, effect }) => `${name}: ${effect}`),
    ),
    section('Good to know', known.pitfalls),
  );
}

/** Istio's rules in its order: those of the dump, and those it always writes. */
function rulesSection(ruleset: Ruleset, known: IstioChain, ruleLines: readonly number[]): string {
  const found = new Map<IstioRule, number[]>();
  const foreign: number[] = [];
  for (const line of ruleLines.slice(0, mostRules)) {
    const place = rulePlace(ruleset, line);
    const rule = place && istioRuleAt(place);
    if (rule) found.set(rule, [...(found.get(rule) ?? []), line]);
    else foreign.push(line);
  }
  const shown = known.rules.filter((rule) => found.has(rule) || (!rule.when && !rule.until));
  const items = shown.map((rule) => ruleItem(ruleset, rule, found.get(rule), ruleLines.length > 0));
  if (items.length === 0) return '';
  const others = foreign.length > 0 ? `Not written by Istio: ${lineNumbers(linesTold(ruleset, foreign))}.` : '';
  const numbered = items.map((item, index) => `${index + 1}. ${item}`).join('\n');
  return blocks('**The rules Istio puts here**', numbered, others);
}

function ruleItem(ruleset: Ruleset, rule: IstioRule, lines: number[] | undefined, compare: boolean): string {
  const place = lines && rulePlace(ruleset, lines[0]!);
  const text = code(place ? ruleBody(place) : istioRuleText(rule));
  const where = lines
    ? ` (${lineNumbers(linesTold(ruleset, lines))})`
    : compare
      ? ` (not in this ${ruleset.lineTold ? 'script' : 'dump'})`
      : '';
  return `${text}${where}: ${reasonOf(rule)}`;
}

/** `This dump: Istio 1.7 to 1.12, for …`; '' when its rules do not tell. */
function releasesOfDump(ruleset: Ruleset): string {
  const { since, until, hints, contradictory } = istioReleases(datedRules(ruleset));
  if (contradictory) return 'The rules of this dump come from different releases, or were edited.';
  if (!since && !until) return '';
  const range =
    since === until
      ? since
      : since && until
        ? `${since} to ${until}`
        : since
          ? `${since} or later`
          : `${until} or earlier`;
  const telling = hints.filter((hint) => (since && hint.since === since) || (until && hint.until === until));
  return `**This dump:** Istio ${range}, by its rules. ${telling.map(hintText).join(' ')}`;
}

function hintText({ observation, since, until, unless }: DatingHint): string {
  const when = [since && `since ${since}`, until && `up to ${until}`].filter(Boolean).join(', ');
  const exception = unless ? `, unless ${unless.replace(/\.$/, '')}` : '';
  return `${observation.replace(/\.$/, '')} (${when}${exception}).`;
}

function datedRules(ruleset: Ruleset): DatedRule[] {
  const { dump, names } = ruleset.document;
  const dated: DatedRule[] = [];
  const istio = new Set(evidenceOf(ruleset).istioChains.map((name) => names.ids.get(name)));
  for (const table of ruleset.tables) {
    for (let line = table.header; line < table.end && dated.length < mostDatedRules; line++) {
      const chain = chainOfRule(ruleset.document, line);
      const target = targetOfRule(ruleset.document, line);
      if (chain < 0 || !(chainById(table, chain)?.builtIn || istio.has(chain) || istio.has(target))) continue;
      const text = dump.lines[line]!.text.slice(ruleAt(ruleset.document, line)!.chainSpan.end).trim();
      dated.push({ table: table.name, chain: names.texts[chain]!, text });
    }
  }
  return dated;
}
