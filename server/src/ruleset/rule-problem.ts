/** What can be wrong with a rule line on its own, whatever table and chain it stands in. */

import type { RefusedBy } from '../modules/refused-by';
import type { Option } from '../modules/types';
import type { ValueFaultCode } from '../modules/values/value-fault';
import type { Span } from '../syntax/span';

/** Faults of the line's build, whatever the modules mean. */
export type BuildProblemKind =
  | 'no-command'
  | 'second-command'
  | 'unknown-letter'
  | 'second-counters'
  | 'bare-word'
  | 'pasted'
  | 'missing-value'
  | 'joined-value'
  | 'second-target'
  | 'inversion-not-allowed'
  | 'double-inversion'
  | 'inversion-at-end'
  | 'not-in-restore'
  | 'only-when-listing'
  | 'words-behind-end'
  | 'invalid-rule-number'
  | 'empty-target'
  | 'target-name-too-long'
  | 'chain-name-too-long'
  | 'clashing-chain-name'
  | 'bad-chain-start'
  | 'blank-in-chain-name'
  | 'unterminated-quote'
  | 'word-too-long'
  | 'too-many-words'
  | 'text-behind-nul';

/** Faults that the data of the modules tell. */
export type MeaningProblemKind =
  | ValueFaultCode
  | 'unknown-option'
  | 'ambiguous-option'
  | 'unexpected-value'
  | 'unknown-match'
  | 'external-match'
  | 'other-family-match'
  | 'other-family-option'
  | 'option-without-rule'
  | 'list-not-invertible'
  | 'any-not-invertible'
  | 'repeated-option'
  | 'conflicting-options'
  | 'missing-option'
  | 'missing-protocol'
  | 'wrong-protocol'
  | 'deprecated-form'
  | 'module-rule'
  | 'depends-on-clock';

/** A thing that iptables refuses, or that is likely not meant, with the columns of the word at fault. */
export interface RuleProblem extends Span {
  kind: BuildProblemKind | MeaningProblemKind;
  /** The word at fault as iptables sees it. */
  word: string;
  /** The option or module that explains the fault: the one before a bare word, the one that excludes this one … */
  option?: string;
  /** Names of which one is needed or may be meant: options, protocols. */
  names?: readonly string[];
  /** A whole message, where the fault has to be told in words of its own. */
  message?: string;
  /** Who refuses it; both, already with `--test`, where it is not said. */
  refusedBy?: RefusedBy;
  /** True when some hosts refuse it and others do not. */
  dependsOnHost?: true;
  /** What was meant, to be put in the place of the columns. */
  replacement?: { text: string; certain: boolean };
}

/** A condition on the place of a rule, with the word that brings it. */
export interface PlaceLimit extends Span {
  word: string;
  tables?: Option['tables'];
  hooks?: Option['hooks'];
  /** The hooks are those of the chain of that very name, and do not extend to chains that are called from it. */
  direct?: true;
  /** nf_tables looks at the hooks only in their own chains, not in those that they lead to. */
  nftOnlyInside?: true;
  refusedBy: RefusedBy;
}
