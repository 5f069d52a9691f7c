// Whether what was observed of a flow is what was said of it before.

import type { ObservedFlow, Outcome, Step } from '../../support/kernel/observe';

/** What will be seen of a flow: which rules count how many packets in each step, or only which; and how it ends. */
export interface Prediction {
  steps: readonly { name: Step['name']; counted: ReadonlyMap<string, number> | ReadonlySet<string> }[];
  outcome: Outcome;
}

/**
 * Undefined when one of the predictions is what was observed; otherwise the flow, what was observed and what was said, for a person to read.
 * Several predictions are the ways between which something decides that is not known.
 */
export function disagreement(observed: ObservedFlow, predictions: readonly Prediction[]): string | undefined {
  const seen = textOf(observed, undefined);
  if (predictions.some((prediction) => textOf(prediction, undefined) === textOf(observed, prediction)))
    return undefined;
  const said = predictions.map((prediction) => textOf(prediction, undefined)).join('\nor         ');
  const packets = observed.steps.flatMap((step) => step.packets.map((packet) => JSON.stringify(packet)));
  return `flow       ${JSON.stringify(observed.flow)}\nobserved   ${seen}\npredicted  ${said}\npackets    ${packets.join('\n           ')}`;
}

/** With `as`, numbers are left out of the steps where `as` does not say them. */
function textOf({ steps, outcome }: Prediction, as: Prediction | undefined): string {
  const ways = steps.map(({ name, counted }, index) => {
    const numbers = counted instanceof Map && !(as?.steps[index]?.counted instanceof Set);
    const rules = [...counted.keys()].map((rule) => (numbers ? `${rule}: ${counted.get(rule)}` : rule));
    return `${name} [${rules.sort().join(', ')}]`;
  });
  return `${ways.join(' ')} ${endOf(outcome)}`;
}

/** Which listener was reached, but not the sender's address there: masquerading may choose any port. */
function endOf(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'reached': {
      const { host, address, port, original, connected } = outcome;
      const before = original ? `, was ${original.address} ${original.port}` : '';
      return `reached ${host} ${address} ${port}${before}${connected ? '' : ', but its answers are lost'}`;
    }
    case 'refused':
      return `refused: ${outcome.how}`;
    case 'failed':
      return `failed: ${outcome.error}`;
    case 'answered':
    case 'dropped':
      return outcome.kind;
  }
}
