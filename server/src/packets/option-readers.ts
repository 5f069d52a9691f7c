/** How options of matches are read: one dimension by the words of the first value. */

import type { RulePart } from '../ruleset/rule';
import type { Family } from '../ruleset/tables';
import type { Dimension, Values } from './dimensions';
import { type Test, testOf } from './tests';

/** What an option of one loaded module asks for; undefined where that cannot be told. */
export type Reader = (part: RulePart, family: Family, all: readonly RulePart[]) => Test | undefined;

/** The readers of the options of modules, by their names. */
export type Readers = Readonly<Record<string, Readonly<Record<string, Reader>>>>;

/** The options of one loaded module: tests that all have to hold, and the options that are not understood. */
export interface ModuleMatch {
  understood: Test[];
  opaqueParts: RulePart[];
}

/** A test of one dimension, by what the option's first value means. */
export function dimension(key: Dimension, parse: (text: string, family: Family) => Values | undefined): Reader {
  return (part, family) => {
    const values = parse(part.values[0]?.value ?? '', family);
    return values && testOf(key, values, part.inversion !== undefined, family);
  };
}
