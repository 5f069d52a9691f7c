/** What is told to be never reached must not be reached elsewhere: a function's body runs for each call anew. */

import type { Step } from './steps';

/** The places of all calls in steps, as `start:end`. */
export function reachedSpans(steps: readonly Step[], spans = new Set<string>()): Set<string> {
  for (const step of steps) {
    if (step.kind === 'command' || step.kind === 'restore') spans.add(spanKey(step));
    else if (step.kind === 'branch') for (const { steps: inner } of step.alternatives) reachedSpans(inner, spans);
    else if (step.kind !== 'leave') reachedSpans(step.steps, spans);
  }
  return spans;
}

/** The steps without calls at those places, and each call once. */
export function withoutSpans(steps: readonly Step[], spans: Set<string>): Step[] {
  return steps.flatMap((step): Step[] => {
    if (step.kind === 'leave') return [];
    if (step.kind === 'branch') {
      const alternatives = step.alternatives.map((each) => ({ ...each, steps: withoutSpans(each.steps, spans) }));
      return alternatives.some((each) => each.steps.length > 0) ? [{ ...step, alternatives }] : [];
    }
    if (step.kind === 'block' || step.kind === 'loop') {
      const inner = withoutSpans(step.steps, spans);
      return inner.length > 0 ? [{ ...step, steps: inner }] : [];
    }
    const key = spanKey(step);
    if (spans.has(key)) return [];
    spans.add(key);
    return [step];
  });
}

function spanKey({ span }: { span: { start: number; end: number } }): string {
  return `${span.start}:${span.end}`;
}
