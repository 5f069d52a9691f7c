/** What a script comes to, in a compact text for tests. */

import { type Effect, simulate } from '../../server/src/effect/effect';
import type { EffectEvent } from '../../server/src/effect/events';
import type { RenderedRuleset } from '../../server/src/effect/render';
import { readScript } from '../../server/src/shell/read-script';
import { shellParser } from './shell-steps';

export async function effectOf(script: string): Promise<Effect> {
  return simulate(readScript(script, await shellParser()));
}

/**
 * The rules, own chains and policies other than ACCEPT of all tables, a text each: `-A INPUT -j DROP`, `nat :X`, `6 -P INPUT DROP`,
 * what is not certain behind `? `.
 */
export function builtTexts({ rulesets }: Effect): string[] {
  return rulesets().flatMap(rulesetTexts);
}

function rulesetTexts({ lines, place, family, backend }: RenderedRuleset): string[] {
  const owner = [place && `${place}:`, family === 'ipv6' ? '6' : '', backend ?? ''].filter(Boolean);
  let table = '';
  return lines.flatMap(({ text, certain }) => {
    if (text.startsWith('*')) table = text.slice(1);
    if (text === '# maybe: more than is known here') return [[...owner, table, '…'].join(' ')];
    const said = text.startsWith(':') ? declared(text, certain) : text.startsWith('-') ? text : undefined;
    return said
      ? [[certain ? '' : '?', ...owner, table === 'filter' ? '' : table, said].filter(Boolean).join(' ')]
      : [];
  });
}

function declared(text: string, certain: boolean): string | undefined {
  const [name, policy] = text.slice(1).split(' ');
  if (policy === '-') return `:${name}`;
  return policy === 'ACCEPT' && certain ? undefined : `-P ${name} ${policy}`;
}

/** The events, each with the script's text that it is about: `chain-exists: iptables -N X`. */
export function eventTexts({ events }: Effect, script: string): string[] {
  return events.map((event) => eventText(event, script));
}

function eventText({ kind, call, certain, related, chain, tables }: EffectEvent, script: string): string {
  const text = ({ span }: EffectEvent['call']) => script.slice(span.start, span.end).split('\n')[0]!;
  const more = [
    chain && `of ${chain}`,
    tables && `in ${tables.join(', ')}`,
    related.length > 0 && `with ${related.map(text).join(', ')}`,
  ].filter(Boolean);
  return `${certain ? '' : '? '}${kind}: ${text(call)}${more.length > 0 ? ` (${more.join('; ')})` : ''}`;
}
