/** `-m cluster`: the local node lies within the total number of nodes. */

import { byBoth } from '../../../modules/refused-by';
import { addProblem, given, numberGiven } from '../context';
import type { JudgeModuleRule } from './index';

/** A node counts from 1; a mask has a bit for each node. */
export const judgeClusterNodes: JudgeModuleRule = (judging, instance) => {
  const total = numberGiven(instance, 'cluster-total-nodes');
  if (total === undefined) return;
  const largest = { 'cluster-local-node': total, 'cluster-local-nodemask': 2 ** total - 1 };
  for (const [name, limit] of Object.entries(largest)) {
    const value = given(instance, name)?.values[0];
    const number = numberGiven(instance, name);
    if (!value || number === undefined || number <= limit) continue;
    addProblem(judging, 'invalid-value', value, {
      message: `${value.value} is too large for --cluster-total-nodes ${total}: at most ${limit}.`,
      refusedBy: byBoth,
    });
  }
};
