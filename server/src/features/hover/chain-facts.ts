/** What a dump says of a chain: where it is declared, how many rules it has, who jumps there. */

import { chainOfRule, targetOfRule } from '../../ruleset/document';
import { isTargetModule } from '../../ruleset/names';
import { type Chain, exists, type Mention, type Ruleset, type Table } from '../../ruleset/ruleset';
import { andList, code } from '../markdown';
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
  /** True when each of these lines puts its rule behind the others. */
  inOrder: boolean;
}

export function chainFacts(ruleset: Ruleset, table: Table, chain: Chain): ChainFacts {
  const uses = usesOf(ruleset, table, chain);
  const points = [
    declaredFact(ruleset, table, chain),
    rulesFact(ruleset, chain, uses.ruleLines),
    callersFact(ruleset, chain, uses),
  ];
  return { points: points.filter((point) => point !== ''), ruleLines: uses.ruleLines, inOrder: uses.inOrder };
}

/** The lines of a chain's rules and of the jumps to it. */
interface Uses {
  ruleLines: number[];
  inOrder: boolean;
  /** The chains that jump to it, by the numbers of their names, as many as are named; the others are only counted. */
  callers: Map<number, Caller>;
  callerCount: number;
}

interface Caller {
  lines: number[];
  /** True when all of them are gotos. */
  goto: boolean;
}

/** Goes through the facts of all lines: a chain can have tens of thousands of rules and of jumps to it. */
function usesOf({ document }: Ruleset, table: Table, chain: Chain): Uses {
  const { names, family } = document;
  const { chains, targets, summaries } = document.facts;
  const jumpsLeadHere = exists(chain) || !isTargetModule(names, chain.id, family);
  const uses: Uses = { ruleLines: [], inOrder: true, callers: new Map(), callerCount: 0 };
  const counted = new Uint8Array(names.texts.length + 1);
  for (let line = table.header + 1; line < table.end; line++) {
    if (targets[line] === chain.id && (jumpsLeadHere || summaries[line]?.goto)) {
      const caller = chainOfRule(document, line);
      if (counted[caller + 1] === 0) uses.callerCount++;
      counted[caller + 1] = 1;
      noteCaller(uses.callers, caller, line, summaries[line]?.goto === true);
    }
    if (chains[line] !== chain.id || chainOfRule(document, line) !== chain.id) continue;
    const command = summaries[line]?.command ?? 'append';
    if (command !== 'append' && command !== 'insert') continue;
    uses.ruleLines.push(line);
    if (command === 'insert') uses.inOrder = false;
  }
  return uses;
}

function noteCaller(callers: Map<number, Caller>, id: number, line: number, goto: boolean): void {
  const known = callers.get(id);
  if (known) {
    known.lines.push(line);
    known.goto &&= goto;
  } else if (callers.size < mostCallers) callers.set(id, { lines: [line], goto });
}

function declaredFact(ruleset: Ruleset, table: Table, chain: Chain): string {
  if (!chain.declared) return undeclaredFact(ruleset, table, chain);
  const policy = policyFact(ruleset, chain);
  const told = linesTold(ruleset, [chain.declared.line]);
  if (told.length === 0) return policy && `Not set here: ${policy}`;
  const again = chain.again.length > 0 ? `, again on ${mentionLines(chain.again)}` : '';
  const lost =
    chain.lost.length > 0 ? `, and overlooked behind another declaration on ${mentionLines(chain.lost)}` : '';
  return `Declared on ${lineNumbers(told)}${again}${lost}${policy && `: ${policy}`}`;
}

function mentionLines(mentions: readonly Mention[]): string {
  return lineNumbers([...new Set(mentions.map(({ line }) => line))]);
}

/** The lines as people see them, each once. */
export function linesTold({ lineTold }: Ruleset, lines: readonly number[]): readonly number[] {
  return lineTold ? [...new Set(lines.flatMap((line) => lineTold(line) ?? []))] : lines;
}

function undeclaredFact(ruleset: Ruleset, table: Table, chain: Chain): string {
  if (chain.builtIn) return 'Not declared here: it keeps the policy it has';
  if (chain.lost.length > 0)
    return `**Not declared** for iptables-restore: on ${mentionLines(chain.lost)} it stands behind another declaration, where it is overlooked`;
  if (ruleset.lineTold) return 'Nothing here makes it: it has to be there already';
  if (table.fragment) return 'Not declared here: this fragment needs it to be loaded already';
  return `**Not declared** in this table, so iptables-restore refuses rules that name it`;
}

/** Where the rules stand, what they do with packets, and the last of them: it shows best what a chain is for. */
function rulesFact(ruleset: Ruleset, chain: Chain, lines: readonly number[]): string {
  if (lines.length === 0) return noRulesFact(chain);
  const last = lastRule(ruleset, lines);
  const told = linesTold(ruleset, lines);
  if (lines.length === 1) return `Its only rule (${lineNumbers(told)})${last}`;
  const first = told[0]!;
  const together = told.length > 1 && told.every((line, index) => line === first + index);
  const where = together ? `lines ${first + 1} to ${first + told.length}` : lineNumbers(told);
  return `${counted(chain.rules, 'rule')} (${where}): ${targetCounts(ruleset, lines)}; the last${last}`;
}

function noRulesFact(chain: Chain): string {
  if (chain.builtIn) return 'No rules: the policy decides';
  return exists(chain) ? 'No rules: packets come straight back' : 'No rules here';
}

/** `5 × RETURN and ISTIO_IN_REDIRECT`, in the order of first use. */
function targetCounts(ruleset: Ruleset, lines: readonly number[]): string {
  const { names } = ruleset.document;
  const counts = new Map<number, number>();
  for (const line of lines) {
    const target = targetOfRule(ruleset.document, line);
    counts.set(target, (counts.get(target) ?? 0) + 1);
  }
  const shown = [...counts].slice(0, mostTargets).map(([id, count]) => {
    const name = id < 0 ? 'no target' : code(names.texts[id]!);
    return count > 1 ? `${grouped(count)} × ${name}` : name;
  });
  return andMore(shown, counts.size - shown.length, 'other target');
}

function lastRule(ruleset: Ruleset, lines: readonly number[]): string {
  const place = rulePlace(ruleset, lines.at(-1)!);
  if (!place) return '';
  const name = targetPortName(place);
  return `: ${code(ruleBody(place))}${name && ` (${name})`}`;
}

function callersFact(ruleset: Ruleset, chain: Chain, { callers, callerCount }: Uses): string {
  if (callerCount === 0) return chain.builtIn ? '' : 'No rule jumps here: no packet gets here';
  const { texts } = ruleset.document.names;
  const shown = [...callers].map(([id, { lines, goto }]) => {
    return `${code(id < 0 ? '' : texts[id]!)} (${goto ? 'goto, ' : ''}${lineNumbers(linesTold(ruleset, lines))})`;
  });
  return `Jumped to from ${andMore(shown, callerCount - shown.length, 'more chain')}`;
}

/** The items, and how many more there are. */
function andMore(shown: readonly string[], more: number, noun: string): string {
  return more === 0 ? andList(shown) : `${shown.join(', ')} and ${counted(more, noun)}`;
}
