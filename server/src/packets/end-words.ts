/** Where packets end, in words. */

import type { Family } from '../ruleset/tables';
import { formatAddresses } from './addresses';
import type { Answer, PathStep } from './answers';
import { addressText, goalText, portText } from './goal-text';
import { changesSource } from './netfilter';
import { sourceWords } from './new-source';

/** Says what a listener's port is, in brackets behind a blank, or ''. */
export type PortNames = (port: string) => string;

/** `delivered here, port 15006 (Envoy inbound)`, `forwarded to 10.0.0.5:80`, `sent, from 5.6.7.8`, `dropped by rule 4 of INPUT`. */
export function endWords(answer: Answer, family: Family, names: PortNames): string {
  const { end } = answer;
  switch (end.kind) {
    case 'local':
      return `delivered here${end.ofConnection ? ", to its connection's socket" : ''}${givenAddress(answer, family)}${portWords(answer, names)}`;
    case 'sent':
    case 'forwarded':
      return `${end.kind}${waysWords(answer, family, names)}`;
    case 'dropped':
      return end.reason ? `dropped: ${end.reason}` : `dropped by ${deciderWords(answer)}`;
    case 'rejected':
      return `rejected${end.answer ? ` with ${end.answer}` : ''} by ${deciderWords(answer)}`;
    case 'unknown':
      return `unknown: ${end.reason}`;
  }
}

/** ` to 10.0.0.5:80, from 5.6.7.8`, `, from this host's address (MASQUERADE)`, ` unchanged`. */
function waysWords(answer: Answer, family: Family, names: PortNames): string {
  const from = sourceWords(answer.source, family);
  const behind = from && `, ${from}`;
  if (answer.rewrittenBy === undefined) return behind || ' unchanged';
  if (answer.rewrittenBy === 'several') return ` to ${oneOfMany(answer, family)}${portWords(answer, names)}${behind}`;
  return ` to ${goalText(answer, family) || 'another address'}${behind}`;
}

/** A condition on where packets of the answer are sent now, by their new address where that is known. */
export function namedGoal(condition: string, { address, rewrittenBy }: Answer, family: Family): string {
  const where = rewrittenBy === undefined ? undefined : addressText(address, family);
  return where === undefined ? condition : withGoal(condition, where);
}

/** A condition on the new destination, by its name. */
export function withGoal(condition: string, goal: string): string {
  return condition.replace(/the new destination (?=is (?:this|another) host)/g, `${goal} `);
}

/** The address of this host that DNAT has chosen: what else would tell the endpoints of a service apart? */
function givenAddress(answer: Answer, family: Family): string {
  const { address, path, rewrittenBy } = answer;
  if (rewrittenBy === 'several') return `, ${oneOfMany(answer, family)}`;
  const step = rewrittenBy === undefined ? undefined : path().findLast((each) => lineOf(each) === rewrittenBy);
  const action = step && 'step' in step.does ? step.does.step.action : undefined;
  const isChosen = action?.kind === 'end' && (action.verdict.kind === 'dnat' || action.verdict.kind === 'netmap');
  const text = isChosen ? addressText(address, family) : undefined;
  return text === undefined ? '' : `, ${text}`;
}

/** `one of 420 endpoints (10.244.0.1–10.244.9.7)`: each service has some of them. */
function oneOfMany({ address }: Answer, family: Family): string {
  const [first] = address ?? [];
  const last = address?.at(-1);
  if (!address || !first || !last) return 'one of many endpoints';
  const count = address.reduce((sum, { low, high }) => sum + BigInt(high) - BigInt(low) + 1n, 0n);
  const all = formatAddresses({ low: first.low, high: last.high }, family);
  return count === 1n ? all : `one of ${count.toLocaleString('en')} endpoints (${all})`;
}

function portWords({ port, rewrittenBy, end }: Answer, names: PortNames): string {
  const text = portText(port);
  if (text) return `, port ${text}${names(text)}`;
  return rewrittenBy === undefined && end.kind === 'local' && !end.listener ? ', unchanged' : '';
}

/** The rule that ends the way, or the policy. */
function deciderWords(answer: Answer): string {
  const step = endingStep(answer);
  return step ? placeWords(step) : 'a rule';
}

/** The rule or policy that ends the way of packets that get nowhere; an untold policy has no line. */
function endingStep({ end, path }: Answer): PathStep | undefined {
  if (!('line' in end)) return undefined;
  const untold = end.kind === 'dropped' ? end.untold : undefined;
  return path().findLast((step) =>
    untold
      ? 'policy' in step.does && step.hook === untold.hook && step.table === untold.table
      : lineOf(step) === end.line,
  );
}

/** The line of a step, from 0; undefined for a policy that the dump does not set. */
export function lineOf({ does }: PathStep): number | undefined {
  return 'step' in does ? does.step.line : does.policy.line;
}

/**
 * What decides where packets end: the rule or policy that drops or rejects them or ends their way, the rule that rewrites them,
 * else the last one that let them all pass. Undefined where the dump has none that does, or where several let each some of them pass.
 */
export function decidingStep(answer: Answer): PathStep | undefined {
  const { end, rewrittenBy, path } = answer;
  const isOutside = 'reason' in end && end.line === undefined;
  if (isOutside) return undefined;
  if ('line' in end) return endingStep(answer);
  if (rewrittenBy !== undefined) return path().findLast((step) => lineOf(step) === rewrittenBy);
  const passed = path().filter(({ only }) => !only);
  const decider = passed.findLast(answer.source ? isSourceGiven : isLetThrough);
  if (decider || answer.source) return decider;
  return path().some(isLetThrough) ? undefined : passed.findLast(({ does }) => 'policy' in does);
}

/** True for a rule that gives packets another source. */
function isSourceGiven({ hook, does }: PathStep): boolean {
  if ('policy' in does || does.step.action.kind !== 'end') return false;
  const { kind } = does.step.action.verdict;
  return kind === 'snat' || kind === 'masquerade' || (kind === 'netmap' && changesSource(hook));
}

/** True for a rule that lets packets go on to where they wanted. */
function isLetThrough({ does }: PathStep): boolean {
  if ('policy' in does) return false;
  const { action } = does.step;
  return action.kind === 'return' || (action.kind === 'end' && action.verdict.kind === 'accept');
}

/** `rule 4 of INPUT in filter`, `the policy of INPUT in filter`. */
export function placeWords(step: PathStep): string {
  return 'policy' in step.does
    ? `the policy of ${step.chain} in ${step.table}`
    : `rule ${step.does.step.number} of ${step.chain} in ${step.table}`;
}
