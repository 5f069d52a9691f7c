/** The way of packets through a table in words, for code lenses and the command line. */

import type { PortNames } from '../packets/end-words';
import type { Branch } from '../packets/evaluate';
import type { Outcome, Step } from '../packets/flow';
import type { Policy } from '../packets/table-rules';
import type { Action, Verdict } from '../packets/target';

/** Where a verdict takes a packet, as a rule's target: `REDIRECT 15006 (Envoy inbound)`. */
export function verdictText(verdict: Verdict, names: PortNames): string {
  switch (verdict.kind) {
    case 'redirect':
      return verdict.ports ? `REDIRECT ${verdict.ports}${names(verdict.ports)}` : 'REDIRECT to this host';
    case 'dnat':
      return `DNAT ${verdict.to}`;
    case 'tproxy':
      return `TPROXY ${verdict.to}${names(verdict.to)}`;
    case 'snat':
      return `SNAT ${verdict.to}`;
    case 'masquerade':
      return 'MASQUERADE';
    case 'target':
      return verdict.name;
    default:
      return verdict.kind.toUpperCase();
  }
}

/** Where a verdict takes a packet, for the right side of an arrow: `15006 (Envoy inbound)`. */
export function destinationText(verdict: Verdict, names: PortNames): string {
  switch (verdict.kind) {
    case 'redirect':
      return verdict.ports ? `${verdict.ports}${names(verdict.ports)}` : 'this host, same port';
    case 'dnat':
      return verdict.to;
    default:
      return verdictText(verdict, names);
  }
}

/** How a way ends: a verdict, `policy ACCEPT`, or why it is unknown. */
export function outcomeText(outcome: Outcome, names: PortNames): string {
  switch (outcome.kind) {
    case 'verdict':
      return verdictText(outcome.verdict, names);
    case 'policy':
      return policyText(outcome.policy);
    case 'unknown':
      return `unknown: ${outcome.reason}`;
  }
}

/** `policy ACCEPT`; a dump may leave it out or name none that exists. */
export function policyText(policy: Policy): string {
  return policy.name ? `policy ${policy.name}` : 'policy (not told here)';
}

/** `PREROUTING → ISTIO_INBOUND → RETURN → policy ACCEPT`. */
export function pathText(hook: string, branch: Branch, names: PortNames): string {
  return [...stationsOf(hook, branch), outcomeText(branch.outcome, names)].join(' → ');
}

/** The chains that a branch goes through, without those that came to nothing before another one decided. */
export function stationsOf(hook: string, branch: Branch): string[] {
  let stack: { chain: string; text: string }[] = [];
  for (const step of branch.steps) {
    const depth = stack.findIndex(({ chain }) => chain === step.chain);
    stack = depth < 0 ? stack : stack.slice(0, depth);
    const text = waypoint(step.action);
    if (text) stack.push({ chain: step.chain, text });
  }
  return [hook, ...stack.map(({ text }) => text)];
}

function waypoint(action: Action): string | undefined {
  if (action.kind === 'jump' || action.kind === 'goto') return action.chain;
  return action.kind === 'return' ? 'RETURN' : undefined;
}

/** True for outcomes after which a packet goes where it wanted to. */
export function goesOn(outcome: Outcome): boolean {
  if (outcome.kind === 'policy') return outcome.policy.name === 'ACCEPT';
  return outcome.kind === 'verdict' && outcome.verdict.kind === 'accept';
}

/** The lines of a branch, with that of a policy at the end. */
export function branchLines(branch: Branch): number[] {
  const lines = branch.steps.map((step: Step) => step.line);
  const policy = branch.outcome.kind === 'policy' ? branch.outcome.policy.line : undefined;
  return policy === undefined ? lines : [...lines, policy];
}
