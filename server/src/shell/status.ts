/** How a command ended, as far as that is known. */

import type { Command, Restore } from './steps';

export interface Status {
  /** Undefined when it is not known. */
  ok: boolean | undefined;
  /** What it is as long as nothing outside of the script sets other values: defaults and what stands in other files. */
  likely?: boolean;
  /** The call of iptables whose success it is. */
  test?: Command | Restore;
  /** True when success is the failure of that call: `! iptables -C …`. */
  negated?: boolean;
  /** Where a function was left: the way of a call's branch on which that was. */
  given?: Given;
}

/** A call of iptables, and how it ended. */
export interface Given {
  test: Command | Restore;
  when: 'success' | 'failure';
}

export const succeeded: Status = { ok: true };
export const failed: Status = { ok: false };
export const undecided: Status = { ok: undefined };

/** The status of `! …`. */
export function negate({ ok, likely, test, negated }: Status): Status {
  return {
    ok: ok === undefined ? undefined : !ok,
    ...(likely !== undefined && { likely: !likely }),
    ...(test && { test, negated: !negated }),
  };
}

/**
 * The status behind a block, from those of its ways out in their order. `if iptables …; then return 1; fi; return 0` says the opposite
 * of what the call said.
 */
export function ofWays(ways: readonly Status[]): Status {
  const [first, second] = ways;
  if (!first || !second || ways.length > 2) return ways.length === 0 ? undecided : ways.reduce(either);
  const { given, ok } = first;
  const isOther = !second.given || (second.given.test === given?.test && second.given.when !== given.when);
  if (!given || ok === undefined || second.ok !== !ok || !isOther) return either(first, second);
  return { ok: undefined, test: given.test, negated: (given.when === 'success') !== ok };
}

/** The status of commands that all have to succeed. */
export function allOf(statuses: readonly Status[]): Status {
  if (statuses.some(({ ok }) => ok === false)) return failed;
  const [open, ...others] = statuses.filter(({ ok }) => ok !== true);
  return others.length > 0 ? undecided : (open ?? succeeded);
}

/** The status when one of several ways is gone. */
export function either(a: Status, b: Status): Status {
  return a.ok === b.ok && a.ok !== undefined ? a : undecided;
}
