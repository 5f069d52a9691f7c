/** What a rule's match asks at one visit of a packet: fields changed on the way, conditions asked anew. */

import { byState, isNoted, noted } from './connection';
import { type Dimension, isCondition, isLater, type Key, type Values } from './dimensions';
import { asAskedTest, type Fields, type Now } from './fields';
import { type Box, intersectValues, universe } from './packet-set';
import { range } from './ranges';
import { afterRewriting, always, and, atVisit, isVolatile, type Test } from './tests';

/**
 * The test in terms of the packet as it was asked about. Where a field cannot be told, the test on it becomes a condition of this
 * visit.
 */
export function matchAtVisit(match: Test, fields: Fields, visit: number): Test {
  return match.flatMap((box) => boxAtVisit(box, fields, visit));
}

/** True when the test of a rule reads the same for the packet as it was asked about. */
export function isUnaffected(keys: ReadonlySet<Key>, fields: Fields): boolean {
  for (const dimension of fields.now.keys()) if (keys.has(dimension)) return false;
  return true;
}

function boxAtVisit(box: Box, fields: Fields, visit: number): Test {
  const result = new Map<Key, Values>();
  let test: Test | undefined;
  for (const [key, values] of box) {
    const asked = askedOf(key, values, fields, visit);
    if (asked === true) continue;
    if (!asked) return [];
    if ('test' in asked) {
      test = test ? and(test, asked.test) : asked.test;
      continue;
    }
    const known = result.get(asked.key);
    const both = known ? intersectValues(asked.key, known, asked.values) : asked.values;
    if (both.length === 0) return [];
    result.set(asked.key, both);
  }
  return test ? and(test, [result]) : [result];
}

type AskedTest = boolean | { key: Key; values: Values } | { test: Test };

function askedOf(key: Key, values: Values, fields: Fields, visit: number): AskedTest {
  if (isCondition(key)) {
    return { key: isVolatile(key) ? atVisit(key, visit) : afterRewriting(key, fields.rewritten), values };
  }
  const now = fields.now.get(key as Dimension);
  if (!now) return isNoted(key) ? notedTest(key, values, fields, visit) : { key, values };
  const asked = askedNow(now, values, visit);
  return key === 'connectionStatus' && now.kind !== 'key' ? { test: byState(testOfAsked(asked)) } : asked;
}

function notedTest(key: Key, values: Values, fields: Fields, visit: number): AskedTest {
  return { test: noted(key, values, fields, (now, each) => testOfAsked(askedNow(now, each, visit))) };
}

function testOfAsked(asked: AskedTest): Test {
  if (typeof asked === 'boolean') return asked ? always : [];
  return 'test' in asked ? asked.test : [new Map([[asked.key, asked.values]])];
}

function askedNow(now: Now, values: Values, visit: number): AskedTest {
  const asked = asAskedTest(now, values);
  if (typeof asked === 'boolean' || 'test' in asked) return asked;
  if ('key' in asked) return isLater(asked.key) ? withinUniverse(asked.key, asked.values) : asked;
  return { key: `if ${asked.condition} \0${visit}`, values: range(1) };
}

/** Of what comes later only some values may be possible. */
function withinUniverse(key: Key, values: Values): boolean | { key: Key; values: Values } {
  const possible = intersectValues(key, universe(key, values), values);
  return possible.length > 0 && { key, values: possible };
}
