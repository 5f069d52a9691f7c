// Flows through the real kernel, loaded by both backends: each goes as the engine says, and both see the same.

import assert from 'node:assert/strict';
import type { Context } from 'mocha';
import { inPath } from '../../../scripts/programs';
import { type Flow, type ObservedFlow, observe } from '../../support/kernel/observe';
import { leaveOut, requireOracle } from '../../support/requirements';
import { disagreement } from './agreement';
import { flowsFor } from './flows';
import { predict } from './predict';
import { type Ruleset, rulesets } from './rulesets';
import { listenersFor } from './vocabulary';

const flowsEach = 180;

/** Fewer rulesets, or flows of one, would not tell much. */
const [fewestRulesets, fewestFlows] = [24, 150];

function requireNetworks(context: Context): void {
  requireOracle(context);
  const absent = ['ip', 'python3'].filter((tool) => !inPath(tool));
  if (absent.length > 0) leaveOut(context, `flows between network namespaces (apt-get install iproute2 python3)`);
}

/** What both backends see of the flows, at the same time on two processors; the second gets them in reverse, since no flow may touch another. */
async function observeBoth(
  ruleset: Ruleset,
  flows: readonly Flow[],
): Promise<{ legacy: ObservedFlow[]; nft: ObservedFlow[] }> {
  const job = { ...ruleset, listeners: listenersFor(ruleset) };
  const [legacy, nft] = await Promise.all([
    observe({ ...job, backend: 'legacy', flows, worker: 0 }),
    observe({ ...job, backend: 'nft', flows: flows.toReversed(), worker: 1 }),
  ]);
  return { legacy, nft: nft.toReversed() };
}

function checkWhole(observed: readonly ObservedFlow[], flows: readonly Flow[]): void {
  assert.equal(observed.length, flows.length);
  for (const { flow, steps, outcome } of observed) {
    assert.notEqual(outcome.kind, 'failed', JSON.stringify({ flow, outcome }));
    assert.ok(steps.length > 0, JSON.stringify(flow));
    const foreign = steps
      .flatMap(({ packets }) => packets)
      .filter(({ protocol }) => !protocols(flow).includes(protocol));
    assert.deepEqual(foreign, [], `only the flow's packets are counted: ${JSON.stringify(flow)}`);
  }
}

function protocols({ protocol, source }: Flow): string[] {
  const icmp = source.includes(':') ? 'icmpv6' : 'icmp';
  return [protocol === 'icmp' ? icmp : protocol, icmp];
}

function checkSame(observed: readonly ObservedFlow[], before: readonly ObservedFlow[]): void {
  const differences = observed
    .map((each, index) => disagreement(each, [before[index]!]))
    .filter((text) => text !== undefined);
  assert.equal(differences.length, 0, differences.slice(0, 3).join('\n\n'));
}

/** Returns of how many flows more than one way was said. */
function checkPredicted(ruleset: Ruleset, observed: readonly ObservedFlow[]): number {
  const said = observed.map((each) => ({ each, predictions: predict(ruleset, each.flow) }));
  const differences = said
    .map(({ each, predictions }) => disagreement(each, predictions))
    .filter((text) => text !== undefined);
  assert.equal(differences.length, 0, differences.slice(0, 3).join('\n\n'));
  return said.filter(({ predictions }) => predictions.length > 1).length;
}

/** Of all flows, those for which chance, time or what came before decides. */
const maxUndecided = 0.05;

describe('flows through the kernel', () => {
  let count = 0;
  let undecided = 0;
  before(function () {
    requireNetworks(this);
  });
  after(() => {
    process.stdout.write(`flows through the kernel: ${count} compared, ${undecided} of them with several ways\n`);
  });
  for (const ruleset of rulesets) {
    it(ruleset.name, async () => {
      const flows = flowsFor(ruleset, flowsEach);
      assert.ok(new Set(flows.map((flow) => JSON.stringify(flow))).size >= fewestFlows, `${flows.length} flows`);
      const { legacy, nft } = await observeBoth(ruleset, flows);
      for (const observed of [legacy, nft]) checkWhole(observed, flows);
      if (!ruleset.changing) checkSame(nft, legacy);
      for (const observed of [legacy, nft]) undecided += checkPredicted(ruleset, observed);
      count += legacy.length + nft.length;
    }).timeout(60_000);
  }
  it('meet many rulesets', () => {
    assert.ok(new Set(rulesets.map(({ dump }) => dump)).size >= fewestRulesets);
  });
  it('are decided for all but a few', () => {
    assert.ok(undecided <= count * maxUndecided, `${undecided} of ${count}`);
  });
});
