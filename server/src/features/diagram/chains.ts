/** "Show chains": the jump graph of one table, with what its counters have counted. */

import { findTarget } from '../../modules/index';
import { type Policy, tableRules } from '../../packets/table-rules';
import { targetOfRule } from '../../ruleset/document';
import { isTargetModule } from '../../ruleset/names';
import type { Chain, Ruleset, Table } from '../../ruleset/ruleset';
import { chainById, chainsOf } from '../../ruleset/table';
import type { Family } from '../../ruleset/tables';
import { countOf } from '../hover/declared-policy';
import { packetsOf } from '../inlay-hints/counter-share';
import { counted, grouped } from '../numbers';
import { boxNames } from './chain-groups';
import type { Diagram, DiagramBox } from './diagram';

/** A box leads to no more lines than these. */
const mostLines = 200;
const mostNumbers = 5;

/** The table that a dump has under a name, the last one if it has several; undefined for none. */
export function tableNamed(ruleset: Ruleset, name: string): Table | undefined {
  return ruleset.tables.findLast((table) => table.name === name);
}

/** The chains of a table: built-in ones first, then the others, an arrow for all jumps from one to another. */
export function chainGraph(ruleset: Ruleset, table: Table): Diagram {
  const chains = chainsOf(table).filter((chain) => chain.declared || chain.rules > 0 || chain.jumps > 0);
  const names = boxNames(chains);
  const boxes = new Map<string, ChainBox>();
  const jumps = new Map<string, Jumps>();
  for (const chain of chains) addChain(boxes, names.get(chain.name)!, ruleset, table, chain);
  for (const chain of chains) {
    const rules = tableRules(ruleset, table).linesOf(chain.id);
    rules.forEach((line, i) => {
      const target = jumpTarget(ruleset, table, line);
      const [from, to] = [names.get(chain.name)!, target && names.get(target.name)];
      if (to !== undefined) addJump(jumps, from, to, i + 1, { ruleset, line });
      else addVerdict(boxes.get(from)!, ruleset, line);
    });
  }
  const hooks = [...boxes.values()].sort((a, b) => Number(b.box.kind === 'hook') - Number(a.box.kind === 'hook'));
  return {
    title: `Chains of the table ${table.name}`,
    description: `The ${counted(chains.length, 'chain')} of the table ${table.name}, and which jumps to which.`,
    boxes: hooks.map((each) => finish(each, ruleset.document.family)),
    arrows: [...jumps.values()].map(({ from, to, goto, numbers, packets }) => ({
      from,
      to,
      label: [numbersText(numbers), packets === undefined ? '' : counted(packets, 'packet')].filter(Boolean).join(', '),
      style: goto ? 'goto' : 'plain',
    })),
  };
}

interface ChainBox {
  box: DiagramBox;
  chains: number;
  rules: number;
  verdicts: Map<string, { rules: number; packets: bigint | undefined }>;
}

interface Jumps {
  from: string;
  to: string;
  goto: boolean;
  numbers: number[];
  packets: bigint | undefined;
}

function addChain(boxes: Map<string, ChainBox>, name: string, ruleset: Ruleset, table: Table, chain: Chain): void {
  const rules = tableRules(ruleset, table);
  const lines = [...(chain.declared ? [chain.declared.line] : []), ...rules.linesOf(chain.id)];
  const count = rules.linesOf(chain.id).length;
  const known = boxes.get(name);
  if (known) {
    known.chains++;
    known.rules += count;
    known.box.lines = [...known.box.lines, ...lines].slice(0, mostLines);
    return;
  }
  const kind = chain.builtIn ? 'hook' : 'chain';
  const box: DiagramBox = { id: name, kind, title: name, notes: [], lines: lines.slice(0, mostLines) };
  const policy = chain.builtIn && chain.declared ? rules.policies[chain.id] : undefined;
  if (policy) box.notes.push(policyNote(ruleset, table, chain, policy));
  if (!chain.builtIn && !chain.declared) box.notes.push('not declared');
  if (!chain.builtIn && chain.jumps === 0) box.notes.push('no rule leads here');
  boxes.set(name, { box, chains: 1, rules: count, verdicts: new Map() });
}

function policyNote(ruleset: Ruleset, table: Table, chain: Chain, policy: Policy): string {
  const count = countOf(ruleset, table, chain.name);
  const packets = count && count.packets > 0n ? `, ${counted(count.packets, 'packet')}` : '';
  return `policy ${policy.name ?? 'not told'}${packets}`;
}

function jumpTarget({ document }: Ruleset, table: Table, line: number): Chain | undefined {
  const target = targetOfRule(document, line);
  const isChain = document.facts.summaries[line]?.goto || !isTargetModule(document.names, target, document.family);
  return target >= 0 && isChain ? chainById(table, target) : undefined;
}

function addJump(
  jumps: Map<string, Jumps>,
  from: string,
  to: string,
  number: number,
  { ruleset, line }: { ruleset: Ruleset; line: number },
): void {
  const goto = ruleset.document.facts.summaries[line]?.goto === true;
  const key = JSON.stringify([from, to, goto]);
  const packets = packetsOf(ruleset, line);
  const known = jumps.get(key);
  if (!known) jumps.set(key, { from, to, goto, numbers: [number], packets });
  else {
    known.numbers.push(number);
    known.packets = plus(known.packets, packets);
  }
}

function addVerdict({ verdicts }: ChainBox, ruleset: Ruleset, line: number): void {
  const target = targetOfRule(ruleset.document, line);
  const name = target < 0 ? 'no target' : ruleset.document.names.texts[target]!;
  const known = verdicts.get(name);
  const packets = packetsOf(ruleset, line);
  verdicts.set(name, known ? { rules: known.rules + 1, packets: plus(known.packets, packets) } : { rules: 1, packets });
}

/** Writes down what all rules of a box come to, deciding targets first. */
function finish({ box, chains, rules, verdicts }: ChainBox, family: Family): DiagramBox {
  const decides = (name: string) => Number(findTarget(name, family)?.terminating === 'yes');
  const sorted = [...verdicts].sort(([a], [b]) => decides(b) - decides(a));
  const size = counted(rules, 'rule');
  box.notes.unshift(chains > 1 ? `${counted(chains, 'chain')}, ${size}` : size);
  for (const [name, { rules: count, packets }] of sorted.slice(0, 6))
    box.notes.push(
      `${name}${count > 1 ? ` × ${grouped(count)}` : ''}${packets === undefined ? '' : `, ${counted(packets, 'packet')}`}`,
    );
  if (sorted.length > 6) box.notes.push(`and ${sorted.length - 6} more targets`);
  return box;
}

function numbersText(numbers: readonly number[]): string {
  const unique = [...new Set(numbers)].sort((a, b) => a - b);
  if (unique.length === 1) return numbers.length === 1 ? `rule ${unique[0]}` : counted(numbers.length, 'rule');
  if (unique.length > mostNumbers || unique.length < numbers.length) return counted(numbers.length, 'rule');
  return `rules ${unique.join(', ')}`;
}

function plus(a: bigint | undefined, b: bigint | undefined): bigint | undefined {
  return a === undefined || b === undefined ? undefined : a + b;
}
