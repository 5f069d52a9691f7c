/** Inlay hints of rules: their numbers, what their ports are, and their share of the packets of their chain. */

import { type InlayHint, MarkupKind } from 'vscode-languageserver-types';
import { counterKnowledge } from '../knowledge/built-in';
import { type Ruleset, type Table, tableAt } from '../ruleset/ruleset';
import type { RuleLine } from '../syntax/line';
import { rulePlace } from './hover/place';
import { type CounterShare, counterShare } from './inlay-hints/counter-share';
import { namedPorts } from './inlay-hints/port-hints';
import { type RuleNumbers, ruleNumbers } from './inlay-hints/rule-numbers';
import { blocks, code } from './markdown';
import { counted, grouped } from './numbers';

/** Which kinds are shown. */
export interface InlayHintSettings {
  ports: boolean;
  ruleNumbers: boolean;
  counterShares: boolean;
}

/** The hints of the lines from `first` to `last`, as far as there are such, in the order of the text. */
export function inlayHints(ruleset: Ruleset, first: number, last: number, settings: InlayHintSettings): InlayHint[] {
  const { lines } = ruleset.document.dump;
  const hints: InlayHint[] = [];
  for (let i = Math.max(first, 0); i <= last && i < lines.length; i++) {
    const line = lines[i]!;
    const table = line.kind === 'rule' ? tableAt(ruleset, i) : undefined;
    if (line.kind !== 'rule' || !table) continue;
    const numbers = settings.ruleNumbers ? ruleNumbers(ruleset, table, i) : undefined;
    if (numbers) hints.push(numberHint(ruleset, table, i, line.from, numbers));
    const share = settings.counterShares ? counterShare(ruleset, table, i) : undefined;
    if (share) hints.push(shareHint(table, i, line, share));
    if (settings.ports && mayHavePort.test(line.text)) hints.push(...portHints(ruleset, i));
  }
  return hints;
}

/** Quickly passes over lines without any option for ports. */
const mayHavePort = /port|--dp|--sp|--to/;

function numberHint(ruleset: Ruleset, table: Table, line: number, column: number, numbers: RuleNumbers): InlayHint {
  const { document } = ruleset;
  const chain = document.names.texts[document.facts.chains[line]!]!;
  const { first, last } = numbers;
  const what = last > first ? `Rules ${first} to ${last}, one for each address,` : `Rule ${first}`;
  const list = code(`iptables -t ${table.name} -L ${chain} --line-numbers`);
  return {
    position: { line, character: column },
    label: last > first ? `#${first}–${last}` : `#${first}`,
    tooltip: markdown(`${what} of ${code(chain)} in table ${table.name}, as ${list} counts once the dump is loaded.`),
    paddingRight: true,
  };
}

function shareHint(table: Table, line: number, { counters }: RuleLine, share: CounterShare): InlayHint {
  const { chain, matched, entered } = share;
  const how = chain.builtIn
    ? 'Entered have as many as the policy has counted and the rules that decide, here and in the chains below.'
    : 'Entered have as many as the rules that jump here have counted.';
  const text = `${grouped(matched)} of the ${counted(entered, 'packet')} that entered ${code(chain.name)} matched this rule.`;
  return {
    position: { line, character: counters!.end },
    label: percentage(matched, entered),
    tooltip: markdown(blocks(text, how, counterKnowledge(table.name))),
    paddingLeft: true,
  };
}

/** `37 %`, rounded; `<1 %` and `>99 %` where rounding would make nothing or all of it. */
function percentage(part: bigint, whole: bigint): string {
  const rounded = (part * 200n + whole) / (whole * 2n);
  if (rounded === 0n) return '<1 %';
  return rounded === 100n && part < whole ? '>99 %' : `${rounded} %`;
}

function portHints(ruleset: Ruleset, line: number): InlayHint[] {
  const place = rulePlace(ruleset, line);
  if (!place) return [];
  return namedPorts(place).map(({ end, known }) => ({
    position: { line, character: end },
    label: known.name,
    tooltip: markdown(known.meaning),
    paddingLeft: true,
  }));
}

function markdown(value: string) {
  return { kind: MarkupKind.Markdown, value };
}
