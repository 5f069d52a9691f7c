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

/** The status when one of several ways is gone. */
export function either(a: Status, b: Status): Status {
  return a.ok === b.ok && a.ok !== undefined ? a : undecided;
}
