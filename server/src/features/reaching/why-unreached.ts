/** Why no packet gets to a rule: nothing leads there, or the rules before it that take everything. */

import { compileRule } from '../../packets/compiled-rule';
import { describe } from '../../packets/describe';
import { type Hook, isBits, packetsAt } from '../../packets/dimensions';
import { hull, intersect, isSubset, type PacketSet, subtractSome } from '../../packets/packet-set';
import { impossibleIn, packetsText } from '../../packets/packet-words';
import type { PhraseContext } from '../../packets/phrases';
import { packetsGoing } from '../../packets/question';
import { hooksTo, packetsByWays, type Way, waysTo } from '../../packets/reach';
import { tableRules } from '../../packets/table-rules';
import { chainOfRule } from '../../ruleset/document';
import type { Ruleset, Table } from '../../ruleset/ruleset';
import type { RuleLine } from '../../syntax/line';
import { conditionTeller } from '../sentence/condition-words';

/** More rules before it are not looked at, and more are not named. */
const maxCandidates = 64;
const maxNamed = 4;

/** The reason in words, without a full stop; '' where few words are not enough. */
export function whyUnreached(ruleset: Ruleset, table: Table, line: number): string {
  const hooks = hooksTo(ruleset, table, line);
  if (hooks.length === 0) return 'no built-in chain leads to its chain';
  const { ways, complete } = waysTo(ruleset, table, line);
  if (!complete) return '';
  const reasons = hooks.map((hook) => {
    return reasonAt(
      ruleset,
      table,
      line,
      hook,
      ways.filter((way) => way.hook === hook),
    );
  });
  const [first = '', ...others] = new Set(reasons);
  return others.length === 0 ? first : '';
}

function reasonAt(ruleset: Ruleset, table: Table, line: number, hook: Hook, ways: readonly Way[]): string {
  const all = packetsSeen(ruleset, table, hook);
  const asked = all.flatMap((box) => packetsByWays(ruleset, line, ways, box));
  if (asked.length === 0) return 'the jumps to it let no packet through that it asks for';
  const takers = takersOf(ruleset, table, line, ways);
  const needed = fewest(takers, asked);
  if (!needed || needed.length > maxNamed) return '';
  const context: PhraseContext = { family: ruleset.document.family, hook, sayCondition: conditionTeller(ruleset) };
  const texts = needed.map((taker, i) => {
    const place = i === 0 ? `rule ${taker.number} of ${taker.chain}` : `rule ${taker.number}`;
    if (i > 0 && i === needed.length - 1) return `${place} the others`;
    const taken = wordsOf(intersect(all, taker.matches), all, context);
    return i === 0 ? `${place} takes ${taken}` : `${place} ${taken}`;
  });
  return texts.join(', ');
}

/** As `packetsAt`; of those that this host sends it is known what goes over lo as long as nothing has rewritten them. */
function packetsSeen(ruleset: Ruleset, table: Table, hook: Hook): PacketSet {
  const { family } = ruleset.document;
  const seen = packetsAt(hook, table.name, family);
  return hook === 'OUTPUT' && table.name !== 'filter'
    ? intersect(packetsGoing('out', family, { destination: true }), [seen])
    : [seen];
}

/** A rule behind which no packet that matches it goes on in the chain. */
interface Taker {
  chain: string;
  number: number;
  matches: PacketSet;
}

/** The rules that come before it: in its own chain and, where only one way leads there, in the chains on that way. */
function takersOf(ruleset: Ruleset, table: Table, line: number, ways: readonly Way[]): Taker[] {
  const before = ways.length === 1 ? [...ways[0]!.lines, line] : [line];
  const rules = tableRules(ruleset, table);
  return before.flatMap((each) => {
    const lines = rules.linesOf(chainOfRule(ruleset.document, each));
    const chain = ruleset.document.names.texts[chainOfRule(ruleset.document, each)]!;
    return [...lines.slice(0, Math.min(lines.indexOf(each), maxCandidates))].flatMap((one, i) => {
      const { match, action, keys } = compileRule(
        ruleset.document.dump.lines[one] as RuleLine,
        ruleset.document.family,
      );
      const isTaker = ['return', 'end', 'goto'].includes(action.kind);
      const isCertain = [...keys].every((key) => !isBits(key) && !key.startsWith('if '));
      return isTaker && isCertain ? [{ chain, number: i + 1, matches: match }] : [];
    });
  });
}

/** Those that are needed to take all that is asked, the first ones rather than later ones; undefined where all do not take it. */
function fewest(takers: readonly Taker[], asked: PacketSet): Taker[] | undefined {
  if (left(takers, asked)?.length !== 0) return undefined;
  let needed = [...takers];
  for (const taker of takers.toReversed()) {
    const others = needed.filter((each) => each !== taker);
    if (left(others, asked)?.length === 0) needed = others;
  }
  return needed;
}

function left(takers: readonly Taker[], asked: PacketSet): PacketSet | undefined {
  return takers.reduce<PacketSet | undefined>((set, { matches }) => set && subtractSome(set, matches), asked);
}

function wordsOf(packets: PacketSet, all: PacketSet, context: PhraseContext): string {
  if (isSubset(all, packets)) return 'every packet';
  const within = hull(all)!;
  const parts = describe(packets, within, context, impossibleIn(within, all));
  if (!parts) return 'some of its packets';
  return parts
    .map((part) => (part.protocol || part.ports ? '' : 'every packet ') + packetsText(part).replace(/^everything /, ''))
    .join(' and ');
}
