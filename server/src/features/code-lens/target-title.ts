/** The title above a target that rewrites packets: which of them get there, from which built-in chains. */

import { describe } from '../../packets/describe';
import type { Hook } from '../../packets/dimensions';
import { simplify } from '../../packets/packet-set';
import { packetsText } from '../../packets/packet-words';
import { hooksTo, packetsByWays, packetsOfRule, type Way, waysTo } from '../../packets/reach';
import type { Ruleset, Table } from '../../ruleset/ruleset';
import { allPackets, branchesOf, declarationLines, groupBy, phraseContext, type Title } from './context';
import { fitTitle, maxTitle } from './fit-title';

/** Longer words about one alternative are given up. */
const maxLength = maxTitle;

export function targetTitle(ruleset: Ruleset, table: Table, line: number): Title {
  const { ways, complete } = waysTo(ruleset, table, line);
  const hooks = hooksTo(ruleset, table, line);
  if (hooks.length === 0) return { title: 'not reached from any built-in chain', lines: [line] };
  const found = hooks.map((hook) => {
    const own = complete ? ways.filter((way) => way.hook === hook) : undefined;
    return { hook, ...reaching(ruleset, table, line, hook, own) };
  });
  const reached = found.filter(({ texts }) => texts.length > 0);
  if (reached.length === 0) return { title: `never reached from ${hooks.join(' or ')}`, lines: [line] };
  const pieces = groupBy(reached, ({ texts }) => texts.join('; ')).map((same, i) => {
    const [first = '', ...others] = same[0]!.texts;
    const from = `${i === 0 ? 'reached ' : ''}from ${same.map(({ hook }) => hook).join(' or ')}`;
    return { alternatives: [`${from}: ${first}`, ...others], tail: '' };
  });
  return { title: fitTitle(pieces, '; '), lines: reached.flatMap(({ lines }) => lines) };
}

/** In words, the packets that reach a rule from a built-in chain: alternatives, none when no packet does. */
interface Reaching {
  texts: string[];
  lines: number[];
}

/** The packets at the hook that get to the rule and match it. */
function reaching(
  ruleset: Ruleset,
  table: Table,
  line: number,
  hook: Hook,
  ways: readonly Way[] | undefined,
): Reaching {
  const all = allPackets(ruleset, table, hook);
  const asked = ways ? packetsByWays(ruleset, line, ways, all) : packetsOfRule(ruleset, line, all);
  const branches = branchesOf(ruleset, table, hook, asked, 'way');
  const arrived = branches.filter(({ steps }) => steps.at(-1)?.line === line);
  const given = branches.some(({ outcome }) => outcome.kind === 'unknown' && outcome.line === undefined);
  const packets = simplify(arrived.flatMap((branch) => branch.packets));
  const parts = describe(packets, all, phraseContext(ruleset, hook));
  const words = parts?.map(packetsText);
  const texts = words?.every((text) => text.length <= maxLength) ? words : ['under more conditions than fit here'];
  const lines = arrived.flatMap(({ steps }) => steps.map((step) => step.line));
  return {
    texts: given ? [...texts, 'more that is unknown: too many rules'] : texts,
    lines: [...declarationLines(ruleset, table, hook), ...lines],
  };
}
