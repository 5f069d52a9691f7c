/** What a call of iptables does, where its rule lands, and whether it runs at all. */

import { actionOfCall } from '../../effect/action';
import type { ExecutedCommand } from '../../effect/attempt';
import type { ReadScript } from '../../effect/read-effect';
import { readDocument } from '../../ruleset/document';
import { buildRuleset } from '../../ruleset/ruleset';
import type { Command } from '../../shell/steps';
import { placeAt } from '../../syntax/line-starts';
import { valueContext } from '../hover/context';
import { code } from '../markdown';
import { lineNumbers } from '../numbers';
import { ruleSentence } from '../sentence/rule-sentence';
import { renderedFor, rulesetOf } from './rendered';

/** One sentence on what the call is for, and one on what comes of it; '' for a call that does nothing. */
export function commandWords(script: ReadScript, call: Command): string {
  const { rule: read, table } = actionOfCall(call);
  const rule = read();
  const rendered = renderedFor(script, call);
  const { family } = call.program;
  const ruleset = rendered ? rulesetOf(script, rendered) : buildRuleset(readDocument('', family));
  const place = { ruleset, table: undefined, line: 0, text: '', rule };
  const sentence = ruleSentence(rule, valueContext(place))?.text ?? '';
  if (table?.known === false) return `${sentence} Which table that is in is not known here.`.trim();
  return [sentence, outcomeOf(script, call)].filter(Boolean).join(' ');
}

function outcomeOf({ effect, starts }: ReadScript, call: Command): string {
  const done = effect.commands().find((each) => each.call === call);
  if (!done) return actionOfCall(call).verb === '' ? '' : 'Nothing gets here.';
  const from = call.calls.map(({ start }) => placeAt(starts, start).line);
  const caller = from.length > 0 ? ` Called from ${lineNumbers([...new Set(from)])}.` : '';
  return `${resultOf(done)}${caller}`;
}

function resultOf(done: ExecutedCommand): string {
  const { succeeds, lands, table, family, call } = done;
  if (succeeds === false) return '**It fails here.**';
  const where = [`table ${code(table)}`, family === 'ipv6' && 'of ip6tables', call.place && `in ${code(call.place)}`];
  const doubt = doubtOf(done);
  const end = `${where.filter(Boolean).join(' ')}${doubt && `, ${doubt}`}.`;
  if (!lands) return `That is in ${end}`;
  return `On a fresh machine it becomes rule ${lands.position} of ${code(lands.chain)} in ${end}`;
}

/** Upon what it hangs; '' where the script decides it. */
function doubtOf({ call, certain, succeeds }: ExecutedCommand): string {
  if (!call.certain) return 'if it runs: that hangs on what is not known here';
  return certain && succeeds ? '' : 'if it succeeds: that hangs on what is not known here';
}
