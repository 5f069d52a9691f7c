/** Runs of rules that each ask for one value of the same field: packets of one value have to be shown those rules only. */

import type { CompiledRule } from './compiled-rule';
import { type Dimension, isBits, type Key } from './dimensions';
import { nowOf } from './fields';
import type { Flow } from './flow';
import { disjoint, intersect, subtract } from './packet-set';
import { normalize, type Range, type Ranges, type Value } from './ranges';

/** Fewer rules are gone through one by one. */
export const minClassed = 32;

/** A field that tells fewer classes apart is not worth it. */
const minClasses = 8;

/** What separates the rules of long chains: those of services, of ports, of hosts. */
const separating: readonly Dimension[] = ['destination', 'destinationPort', 'source', 'sourcePort'];

/** Rules of a chain one behind the other, by their positions. */
export interface Run {
  positions: readonly number[];
  /** The field, where the rules are to be asked class by class, and those of each value. */
  by?: { dimension: Dimension; classes: ReadonlyMap<Value, readonly number[]> };
}

/** The rules at these positions, cut into runs. */
export function* runsOf(positions: readonly number[], ruleAt: (position: number) => CompiledRule): Iterable<Run> {
  const useless = new Map<Dimension, number>();
  for (let start = 0; start < positions.length; ) {
    const run = bestRun(positions, start, ruleAt, useless) ?? { positions: positions.slice(start, start + minClassed) };
    yield run;
    start += run.positions.length;
  }
}

/** The run from a start by the field that tells most classes apart. `useless` says up to where a field is known to tell too few. */
function bestRun(
  positions: readonly number[],
  start: number,
  ruleAt: (position: number) => CompiledRule,
  useless: Map<Dimension, number>,
): Run | undefined {
  let best: Run | undefined;
  let most = 0;
  for (const dimension of separating) {
    if (start < (useless.get(dimension) ?? 0)) continue;
    const run = runBy(dimension, positions, start, ruleAt);
    const { size } = run.by.classes;
    if (run.positions.length < minClassed || size < minClasses) useless.set(dimension, start + run.positions.length);
    else if (size > most) [best, most] = [run, size];
  }
  return best;
}

function runBy(
  dimension: Dimension,
  positions: readonly number[],
  start: number,
  ruleAt: (position: number) => CompiledRule,
): Required<Run> {
  const classes = new Map<Value, number[]>();
  let end = start;
  for (; end < positions.length; end++) {
    const value = singleOf(ruleAt(positions[end]!), dimension);
    if (value === undefined) break;
    const known = classes.get(value);
    if (known) known.push(positions[end]!);
    else classes.set(value, [positions[end]!]);
  }
  return { positions: positions.slice(start, end), by: { dimension, classes } };
}

/** The one value of a field that a rule asks for; undefined for other rules. */
function singleOf({ match }: CompiledRule, dimension: Dimension): Value | undefined {
  let single: Value | undefined;
  for (const box of match) {
    const [only, ...others] = (box.get(dimension) ?? []) as Ranges;
    if (!only || only.low !== only.high || others.length > 0 || (single !== undefined && single !== only.low))
      return undefined;
    single = only.low;
  }
  return single;
}

/** Flows of which each class of rules gets its part, in the order of the rules, and those that no rule of the run asks for. */
export interface Parted {
  parts: { positions: readonly number[]; flows: Flow[] }[];
  others: Flow[];
}

/** Undefined where it cannot be told what the field of a flow is now. */
export function parted(flows: readonly Flow[], { dimension, classes }: NonNullable<Run['by']>): Parted | undefined {
  const parts = new Map<Value, Flow[]>();
  const others: Flow[] = [];
  const wanted = normalize([...classes.keys()].map((value): Range => ({ low: value, high: value })));
  for (const flow of flows) {
    const now = nowOf(flow.fields, dimension);
    if (now.kind === 'value') {
      const [{ low } = { low: undefined }] = now.values as Ranges;
      if (low !== undefined && classes.has(low)) add(parts, low, flow);
      else others.push(flow);
    } else if (now.kind === 'key' && !isBits(now.key)) {
      const left = subtract(flow.packets, [new Map([[now.key, wanted]])]);
      if (left.length > 0) others.push(withPackets(flow, left));
      for (const value of classes.keys()) {
        const packets = intersect(flow.packets, [oneValue(now.key, value)]);
        if (packets.length > 0) add(parts, value, withPackets(flow, packets));
      }
    } else return undefined;
  }
  return { parts: [...parts].map(([value, each]) => ({ positions: classes.get(value)!, flows: each })), others };
}

function oneValue(key: Key, value: Value) {
  return new Map([[key, [{ low: value, high: value }]]]);
}

/** Of what has met other rules already only that is kept which these packets have met. */
function withPackets(flow: Flow, packets: Flow['packets']): Flow {
  const met = flow.asides.filter((aside) => aside.packets.some((box) => packets.some((each) => !disjoint(each, box))));
  return { ...flow, packets, asides: met.length === flow.asides.length ? flow.asides : met };
}

function add(parts: Map<Value, Flow[]>, value: Value, flow: Flow): void {
  const known = parts.get(value);
  if (known) known.push(flow);
  else parts.set(value, [flow]);
}
