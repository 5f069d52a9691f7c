// What can be wrong with the value of an option, and the form of the functions that find it.

import type { RefusedBy } from '../refused-by';
import type { Family, Value } from '../types';

/** The diagnostics that a value alone can give. */
export type ValueFaultCode = 'invalid-value' | 'address-family-mismatch' | 'host-bits-set' | 'empty-range';

/** One fault of a value: where in its text it lies, what is wrong, and what is allowed. */
export interface ValueFault {
  code: ValueFaultCode;
  /** The characters at fault, counted from the beginning of the value; the whole value where no part is to blame. */
  start: number;
  end: number;
  /** A sentence or two: what is wrong with which text, and what to write instead. */
  message: string;
  /** Nobody, for a value that loads and is likely not what was meant. */
  refusedBy: RefusedBy;
  /** True when some hosts refuse it and others do not. */
  dependsOnHost?: true;
  /** What was meant beyond doubt or most likely, to be put between `start` and `end`. */
  replacement?: { text: string; certain: boolean };
}

export type ValueKind = Value['kind'];
export type ValueOf<Kind extends ValueKind> = Extract<Value, { kind: Kind }>;

/** Looks at a value of one kind. Returns undefined when nothing is wrong, also where only the host can tell. Never throws. */
export type ValueCheck<Kind extends ValueKind> = (
  value: ValueOf<Kind>,
  text: string,
  family: Family,
) => ValueFault | undefined;

export type ValueChecks<Kinds extends ValueKind> = { readonly [Kind in Kinds]: ValueCheck<Kind> };
