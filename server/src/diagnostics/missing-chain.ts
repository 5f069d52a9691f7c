/** Why a chain that rules name does not exist, and which name was probably meant. */

import { findTarget, targetModules } from '../modules/index';
import { comparable, mostSimilar } from '../modules/similar';
import type { Chain, Mention, Table } from '../ruleset/ruleset';
import { existingNames } from '../ruleset/table';
import { builtInChains, type Family, hookNames, isDeclarableName, otherFamily, tableNames } from '../ruleset/tables';
import type { Related } from './finding';
import { isBeginning, onlyBegunBy } from './similar';

export interface Explanation {
  message: string;
  /** The existing chain or target that was probably meant. */
  meant: string | undefined;
  related: Related[];
  /** False when no similar names were looked for: the name may yet be a misspelt one. */
  compared: boolean;
}

/** Comparisons of names that one run may make: what is missing in a dump of many thousand chains must not cost their square. */
const maxComparisons = 50_000;

/** A function that explains the missing chains of one table, one after another. */
export function explainer(table: Table, family: Family): (chain: Chain) => Explanation {
  const { count } = table.facts;
  let left = Math.max(1, Math.floor(maxComparisons / Math.max(1, count)));
  return (chain) => {
    const at = chain.declared ?? chain.lost[0];
    if (at) return declaredElsewhere(chain, at);
    const isTarget = chain.missing.every(({ role }) => role === 'jump');
    const compared = left-- > 0;
    if (table.fragment) {
      const known = [...builtInChains(table.name), ...(isTarget ? targetNames(family) : [])];
      const like = compared ? mostSimilar(chain.name, known) : undefined;
      return { message: fragmentMessage(chain.name, like), meant: undefined, related: [], compared: false };
    }
    const meant = compared ? nameMeant(table, chain.name, isTarget, family) : undefined;
    const message = `${what(table, chain, isTarget && meant !== undefined)} ${advice(table, chain, meant, family)}`;
    return { message, meant, related: [], compared };
  };
}

/** The existing chain, or target where it may be one, that the name most resembles or is the beginning of. */
function nameMeant(table: Table, name: string, orTarget: boolean, family: Family): string | undefined {
  if (findTarget(name, otherFamily(family))) return undefined;
  const targets = orTarget ? targetNames(family) : [];
  const isComparable = comparable(name, table.facts.count);
  const similar = mostSimilar(name, [...existingNames(table, isComparable), ...targets]);
  return similar ?? onlyBegunBy(name, [...existingNames(table, (other) => isBeginning(name, other)), ...targets]);
}

/** The target that a name most resembles or is the beginning of; undefined for the name of a target, and without one. */
export function targetMeant(name: string, family: Family): string | undefined {
  const targets = targetNames(family);
  return mostSimilar(name, targets) ?? onlyBegunBy(name, targets);
}

function declaredElsewhere(chain: Chain, at: Mention): Explanation {
  const line = at.line + 1;
  const message = chain.declared
    ? `The chain ${chain.name} is declared only below, on line ${line}. Move the declaration above its first use.`
    : `The chain ${chain.name} is declared behind another one on line ${line}, where it does not count. Give it a line of its own.`;
  return {
    message,
    meant: undefined,
    related: [{ line: at.line, span: at.span, message: 'Declared here.' }],
    compared: true,
  };
}

function fragmentMessage(name: string, like: string | undefined): string {
  const question = like === undefined ? '' : ` Did you mean ${like}?`;
  return `${name} is not declared here.${question} In a fragment for iptables-restore --noflush it may be loaded already; if it is not,`;
}

function what(table: Table, { name }: Chain, orTarget: boolean): string {
  const homes = tableNames.filter((each) => builtInChains(each).includes(name));
  if (homes.length > 0)
    return `${table.name} has no chain ${name}, only ${homes.join(', ')} ${homes.length > 1 ? 'have' : 'has'} it.`;
  return orTarget
    ? `${table.name} has no chain ${name}, and there is no such target.`
    : `${table.name} has no chain ${name}.`;
}

function advice(table: Table, { name }: Chain, meant: string | undefined, family: Family): string {
  if (hookNames.includes(name)) return `Is the header *${table.name} the right one?`;
  if (findTarget(name, family)) return `It is a target: write \`-j ${name}\`.`;
  if (findTarget(name, otherFamily(family))) return `It is a target for ${family === 'ipv4' ? 'IPv6' : 'IPv4'} only.`;
  if (meant) return `Did you mean ${meant}?`;
  return isDeclarableName(name)
    ? `Declare it below the header: \`:${name} - [0:0]\`.`
    : 'No declaration can give a chain that name.';
}

function targetNames(family: Family): string[] {
  return targetModules.filter((module) => module.families.includes(family)).map((module) => module.name);
}
