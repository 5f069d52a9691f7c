/** The title above a target that rewrites packets: which of them get there, from which built-in chains. */

import { describe } from '../../packets/describe';
import type { Hook } from '../../packets/dimensions';
import { simplify } from '../../packets/packet-set';
import { hooksTo, packetsByWays, packetsOfRule, type Way, waysTo } from '../../packets/reach';
import type { Ruleset, Table } from '../../ruleset/ruleset';
import { packetsText } from '../packet-words';
import { allPackets, branchesOf, declarationLines, phraseContext, type Title } from './context';

/** Longer words about packets are given up. */
const maxLength = 300;

export function targetTitle(ruleset: Ruleset, table: Table, line: number): Title {
  const { ways, complete } = waysTo(ruleset, table, line);
  const hooks = hooksTo(ruleset, table, line);
  if (hooks.length === 0) return { title: 'not reached from any built-in chain', lines: [line] };
  const found = hooks.map((hook) => {
    const own = complete ? ways.filter((way) => way.hook === hook) : undefined;
    return { hook, ...reaching(ruleset, table, line, hook, own) };
  });
  const reached = found.filter(({ title }) => title !== '');
  if (reached.length === 0) return { title: `never reached from ${hooks.join(' or ')}`, lines: [line] };
  const texts = [...new Set(reached.map(({ title }) => title))].map((title) => {
    const same = reached.filter((each) => each.title === title).map(({ hook }) => hook);
    return `from ${same.join(' or ')}: ${title}`;
  });
  return { title: `reached ${texts.join('; ')}`, lines: reached.flatMap(({ lines }) => lines) };
}

/** The packets at the hook that get to the rule and match it; an empty title when none do. */
function reaching(ruleset: Ruleset, table: Table, line: number, hook: Hook, ways: readonly Way[] | undefined): Title {
  const all = allPackets(ruleset, table, hook);
  const asked = ways ? packetsByWays(ruleset, line, ways, all) : packetsOfRule(ruleset, line, all);
  const branches = branchesOf(ruleset, table, hook, asked, 'way');
  const arrived = branches.filter(({ steps }) => steps.at(-1)?.line === line);
  const given = branches.some(({ outcome }) => outcome.kind === 'unknown' && outcome.line === undefined);
  const packets = simplify(arrived.flatMap((branch) => branch.packets));
  const parts = describe(packets, all, phraseContext(ruleset, hook));
  const words = parts?.map(packetsText).join(' or ');
  const text = words !== undefined && words.length <= maxLength ? words : 'under more conditions than fit here';
  const lines = arrived.flatMap(({ steps }) => steps.map((step) => step.line));
  return {
    title: given ? [text, 'more that is unknown: too many rules'].filter(Boolean).join(', and ') : text,
    lines: [...declarationLines(ruleset, table, hook), ...lines],
  };
}
