/** Rules in, and jumps to, chains that are made further below or nowhere. */

import { actionOfCall } from '../../effect/action';
import type { EffectEvent } from '../../effect/events';
import type { ReadScript } from '../../effect/read-effect';
import type { Call } from '../../effect/tables';
import { isClearing } from '../../effect/watch';
import { type Family, hookNames } from '../../ruleset/tables';
import { onceFor, oncePer } from '../../syntax/once';
import { similarAmong } from '../similar';
import { allOf } from '../wording';
import type { ScriptCheck } from './check';
import { letItFail, renamed, toLetItFail } from './fixes';
import { placeOfChain } from './places';
import { fileKind, thenEnds } from './words-of-failure';

export const undefinedChainInScript: ScriptCheck = {
  code: 'undefined-chain',
  severity: 'error',
  place: placeOfChain,
  message: (event, script) => {
    const { call, chain = '', related } = event;
    if (isBuiltIn(event))
      return `${chain} is built in: legacy iptables does not rename it, and with nf_tables it is lost to iptables. Take this command out.`;
    if (related.some((each) => runsBehind(each, call)))
      return `The chain ${chain} is not there yet: -N ${chain} comes only later. Move that command up.`;
    return related.length > 0
      ? `The chain ${chain} is not there any more: it is deleted or renamed above. Make it again, or move this command up.`
      : `The chain ${chain} is ${madeWhere(event, script)}, so this fails${thenEnds(call, script)} unless the machine has it. ${advice(script, chain, call)}`;
  },
  related: 'The chain is made here.',
  fixes: ({ call, chain = '', related }, script) => {
    const meant = related.length > 0 ? undefined : chainMeant(script, chain, call);
    if (meant) return renamed(script, call, chain, meant);
    return related.length === 0 && clears(call) && !hookNames.includes(chain) ? letItFail(script, call) : [];
  },
};

/** True when the first runs behind the other, by the places that they and the functions around them are called from. */
function runsBehind(first: Call, other: Call): boolean {
  const [ours, theirs] = [first, other].map(({ calls, span }) => [...calls, span]);
  const at = ours!.findIndex((place, index) => place.start !== theirs![index]?.start);
  return at >= 0 && at < theirs!.length && ours![at]!.start > theirs![at]!.start;
}

/** Renaming is the one command that cannot be for a built-in chain. */
function isBuiltIn({ call, chain = '' }: EffectEvent): boolean {
  return hookNames.includes(chain) && clears(call);
}

function madeWhere({ call, tables = [] }: EffectEvent, script: ReadScript): string {
  if (tables.length > 0) return `made in ${allOf(tables)}, not in ${tableOf(call)}`;
  const family = call.program.family === 'ipv6' ? ' for IPv6' : '';
  return `not made${family} ${clears(call) ? 'above' : `in this ${fileKind(script)}`}`;
}

function tableOf(call: Call): string {
  return call.kind === 'command' ? (actionOfCall(call).table?.text ?? 'filter') : 'this table';
}

/** What a command that clears up says of a chain that is made elsewhere is true of a first run alone. */
function advice(script: ReadScript, chain: string, call: Call): string {
  const meant = chainMeant(script, chain, call);
  if (meant) return `Did you mean ${meant}?`;
  return clears(call) ? `If that is meant, ${toLetItFail(call)}.` : `Make it with -N ${chain} before.`;
}

/** The chain with the most similar name, of those that are built in and those that the script makes for the same family. */
function chainMeant({ calls }: ReadScript, chain: string, { program }: Call): string | undefined {
  return chainsMeant(calls)[program.family](chain);
}

/** The same for each family. */
const chainsMeant = oncePer((calls: readonly Call[]): Record<Family, (chain: string) => string | undefined> => {
  const names = { ipv4: new Set(hookNames), ipv6: new Set(hookNames) };
  for (const call of calls) {
    if (call.kind !== 'command') continue;
    const { verb, chain } = actionOfCall(call);
    if (verb === 'new-chain' && chain?.known) names[call.program.family].add(chain.text);
  }
  return { ipv4: onceFor(similarAmong([...names.ipv4])), ipv6: onceFor(similarAmong([...names.ipv6])) };
});

function clears(call: Call): boolean {
  return call.kind === 'command' && isClearing(actionOfCall(call));
}
