/** Single tests of a rule as boxes, opaque conditions among them. */

import type { Family } from '../ruleset/tables';
import { allValues, type Condition, type Dimension, type Key, type Values } from './dimensions';
import { type Box, intersectBoxes, subtractValues } from './packet-set';
import { range } from './ranges';

/** Disjoint boxes that give only the dimensions asked for; none: no packet passes. */
export type Test = readonly Box[];

/** Every packet passes. */
export const always: Test = [new Map()];

/** Marks a condition that may turn out differently each time it is asked, as chance and counters do. */
const volatileMark = ' \0';

/** What passes both. */
export function and(a: Test, b: Test): Test {
  return a.flatMap((left) => b.flatMap((right) => intersectBoxes(left, right) ?? []));
}

/** One dimension has one of the values, or with `inverted` none of them. */
export function testOf(key: Dimension, values: Values, inverted: boolean, family: Family): Test {
  const wanted = inverted ? subtractValues(key, allValues(key, family), values) : values;
  return wanted.length === 0 ? [] : [new Map<Key, Values>([[key, wanted]])];
}

/** A test that the dump cannot decide. A volatile one is another test at each rule, and each time that it is asked. */
export function opaque(text: string, outcome: boolean, isVolatile = false): Test {
  return [new Map<Key, Values>([[`if ${text}${isVolatile ? volatileMark : ''}`, range(outcome ? 1 : 0)]])];
}

export function isVolatile(key: Key): boolean {
  return key.endsWith(volatileMark);
}

/** The name of a volatile condition at one visit of its rule. */
export function atVisit(key: Key, visit: number): Key {
  return `${key}${visit}` as Condition;
}

/** The name of a condition for a packet that was rewritten so many times: what a rule found true of it before need not be now. */
export function afterRewriting(key: Condition, times: number): Condition {
  return times === 0 || !isOfRule(key) ? key : `${key} \0rewritten ${times}`;
}

/** True for what a rule's options ask; other conditions ask for something of the host. */
function isOfRule(key: Condition): boolean {
  return key.startsWith('if -');
}

/** Words that nobody reads to the end are cut. */
const maxShown = 1000;

/** The words of a condition: as they stand in the rule, or as `say` puts them. */
export function conditionText(key: Condition, say?: (options: string) => string | undefined): string {
  const end = key.indexOf(volatileMark);
  const options = end < 0 ? key.slice(3) : key.slice(3, end);
  const text = say?.(options) ?? options;
  return text.length > maxShown ? `${text.slice(0, maxShown - 1)}…` : text;
}
