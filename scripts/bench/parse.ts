/** Figure 2: reading and diagnosing a dump in this process against only looking at each of its characters. */

import { diagnose } from '../../server/src/diagnostics/index';
import { readDocument } from '../../server/src/ruleset/document';
import { buildRuleset } from '../../server/src/ruleset/ruleset';
import { median } from './median';

const runs = 9;

export function parseAgainstScan(dump: string): { value: number; detail: string } {
  const ours: number[] = [];
  const scans: number[] = [];
  for (let i = 0; i < runs; i++) {
    scans.push(milliseconds(() => countLines(dump)));
    ours.push(milliseconds(() => diagnose(buildRuleset(readDocument(dump, 'ipv4')))));
  }
  const [a, b] = [median(ours), median(scans)];
  return { value: a / b, detail: `${a.toFixed(0)} ms / ${b.toFixed(1)} ms` };
}

/** The bare scan: every character is looked at once. */
function countLines(text: string): number {
  let lines = 0;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) === 10) lines++;
  return lines;
}

function milliseconds(work: () => unknown): number {
  globalThis.gc?.();
  const start = performance.now();
  work();
  return performance.now() - start;
}
