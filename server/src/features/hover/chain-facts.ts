/** What a dump says of a chain: where it is declared, how many rules it has, who jumps there. */

import { chainOfRule, ruleAt, targetOfRule } from '../../ruleset/document';
import { type Chain, exists, type Mention, type Ruleset, type Table } from '../../ruleset/ruleset';
import { andList, code } from '../markdown';
import { chainMentions } from '../names-at';
import { counted, grouped, lineNumbers } from '../numbers';
import { policyFact } from './declared-policy';
import { ruleBody, rulePlace } from './place';
import { targetPortName } from './port';

/** Calling chains and targets that are named; the others are counted. */
const mostCallers = 8;
const mostTargets = 4;

/** The facts as points of a list, and the lines of the chain's rules. */
export interface ChainFacts {
  points: string[];
  ruleLines: number[];
}

export function chainFacts(ruleset: Ruleset, table: Table, chain: Chain): ChainFacts {
  const mentions = chainMentions(ruleset, table, chain);
  const ruleLines = mentions.filter((mention) => addsRule(ruleset, mention)).map(({ line }) => line);
  const points = [
    declaredFact(ruleset, table, chain),
    rulesFact(ruleset, chain, ruleLines),
    callersFact(ruleset, chain, mentions),
  ];
  return { points: points.filter((point) => point !== ''), ruleLines };
}

function addsRule(ruleset: Ruleset, { line, role }: Mention): boolean {
  const command = ruleAt(ruleset.document, line)?.command;
  return role === 'command' && (command === 'append' || command === 'insert');
}

function declaredFact(ruleset: Ruleset, table: Table, chain: Chain): string {
  if (!chain.declared) return undeclaredFact(table, chain);
  const again = chain.again.length > 0 ? `, again on ${mentionLines(chain.again)}` : '';
  const lost =
    chain.lost.length > 0 ? `, and overlooked behind another declaration on ${mentionLines(chain.lost)}` : '';
  const policy = policyFact(ruleset, chain);
  return `Declared on ${mentionLines([chain.declared])}${again}${lost}${policy && `: ${policy}`}`;
}

function mentionLines(mentions: readonly Mention[]): string {
  return lineNumbers([...new Set(mentions.map(({ line }) => line))]);
}

function undeclaredFact(table: Table, chain: Chain): string {
  if (chain.builtIn) return 'Not declared here: it keeps the policy it has';
  if (chain.lost.length > 0)
    return `**Not declared** for iptables-restore: on ${mentionLines(chain.lost)} it stands behind another declaration, where it is overlooked`;
  if (table.fragment) return 'Not declared here: this fragment needs it to be loaded already';
  return `**Not declared** in this table, so iptables-restore refuses rules that name it`;
}

/** Where the rules stand, what they do with packets, and the last of them: it shows best what a chain is for. */
function rulesFact(ruleset: Ruleset, chain: Chain, lines: readonly number[]): string {
  if (lines.length === 0) return noRulesFact(chain);
  const last = lastRule(ruleset, lines);
  if (lines.length === 1) return `Its only rule (${lineNumbers(lines)})${last}`;
  const first = lines[0]!;
  const together = lines.every((line, index) => line === first + index);
  const where = together ? `lines ${first + 1} to ${first + lines.length}` : lineNumbers(lines);
  return `${counted(chain.rules, 'rule')} (${where}): ${targetCounts(ruleset, lines)}; the last${last}`;
}

function noRulesFact(chain: Chain): string {
  if (chain.builtIn) return 'No rules: the policy decides';
  return exists(chain) ? 'No rules: packets come straight back' : 'No rules in this dump';
}

/** `5 × RETURN and ISTIO_IN_REDIRECT`, in the order of first use. */
function targetCounts(ruleset: Ruleset, lines: readonly number[]): string {
  const { names } = ruleset.document;
  const counts = new Map<number, number>();
  for (const line of lines) {
    const target = targetOfRule(ruleset.document, line);
    counts.set(target, (counts.get(target) ?? 0) + 1);
  }
  return shortened([...counts], mostTargets, 'other target', ([id, count]) => {
    const name = id < 0 ? 'no target' : code(names.texts[id]!);
    return count > 1 ? `${grouped(count)} × ${name}` : name;
  });
}

function lastRule(ruleset: Ruleset, lines: readonly number[]): string {
  const place = rulePlace(ruleset, lines.at(-1)!);
  if (!place) return '';
  const name = targetPortName(place);
  return `: ${code(ruleBody(place))}${name && ` (${name})`}`;
}

function callersFact(ruleset: Ruleset, chain: Chain, mentions: Mention[]): string {
  const callers = new Map<number, Mention[]>();
  for (const mention of mentions) {
    if (mention.role !== 'jump' && mention.role !== 'goto') continue;
    const id = chainOfRule(ruleset.document, mention.line);
    const known = callers.get(id);
    if (known) known.push(mention);
    else callers.set(id, [mention]);
  }
  if (callers.size === 0) return chain.builtIn ? '' : 'No rule jumps here: no packet gets here';
  const { texts } = ruleset.document.names;
  const shown = shortened([...callers], mostCallers, 'more chain', ([id, jumps]) => {
    return callerText(id < 0 ? '' : texts[id]!, jumps);
  });
  return `Jumped to from ${shown}`;
}

function callerText(name: string, jumps: readonly Mention[]): string {
  const goto = jumps.every(({ role }) => role === 'goto') ? 'goto, ' : '';
  return `${code(name)} (${goto}${lineNumbers(jumps.map(({ line }) => line))})`;
}

/** The first items in words, and how many more there are: there may be tens of thousands. */
function shortened<T>(items: readonly T[], most: number, noun: string, word: (item: T) => string): string {
  const shown = items.slice(0, most).map(word);
  if (items.length <= most) return andList(shown);
  return `${shown.join(', ')} and ${counted(items.length - most, noun)}`;
}
