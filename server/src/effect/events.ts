/** What is odd about a script's commands, for those who word it. */

import type { Call } from './tables';

export type EventKind =
  /** A rule is put into a chain, or jumps to one, that is not there; `related` makes it, further below, or others make it in `tables`. */
  | 'undefined-chain'
  /** `-N` for a chain that `related` made, or `-E` to its name. */
  | 'chain-exists'
  /** `-X` for a chain that the rules of `related` keep; without those, for a built-in chain. */
  | 'chain-not-empty'
  /** `-D` of a rule that nothing in the script adds. */
  | 'delete-without-match'
  /** `-I`, `-R` or `-D` with a number above `highest`, the one that the chain takes. */
  | 'number-too-large'
  /** A second run of the script fails here, or adds the rule once more. */
  | 'not-idempotent'
  /** Without `-t` it is about the table filter, where this cannot be; it could be in `tables`. */
  | 'missing-table-flag'
  /** No packet reaches the rule: that of `related` takes all. */
  | 'rule-after-drop'
  /** The `chains` of a machine get rules for IPv4 and none for IPv6; those of `related` are for the further ones. */
  | 'family-gap'
  /** No `-w` here, nor in the calls of `related`. */
  | 'missing-wait';

export interface EffectEvent {
  kind: EventKind;
  call: Call;
  /** False where it hangs on what the machine holds already. */
  certain: boolean;
  related: readonly Call[];
  /** The chain that it is about. */
  chain?: string;
  highest?: number;
  chains?: readonly string[];
  tables?: readonly string[];
}

/** True when nobody sees or minds that the call fails; that the script ends there, everybody minds. */
export function mayFail({ quiet, onFailure }: Call): boolean {
  return onFailure === 'tested' || (quiet && onFailure !== 'ends');
}
