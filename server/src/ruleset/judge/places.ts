/** Tables and hooks in which the kernel takes a rule. */

import { byBoth, byKernel, type RefusedBy } from '../../modules/refused-by';
import type { Hook, Option } from '../../modules/types';
import type { Word } from '../../syntax/words';
import { type Judging, moduleName } from './context';

/** Collects all conditions on the table and the chain; the places of words of lists are noted with their values. */
export function collectLimits(judging: Judging): void {
  for (const { module, word } of judging.instances)
    limitPlace(judging, { ...word, value: moduleName(module) }, module, module.name === 'DROP' ? byBoth : byKernel);
  for (const part of judging.rule.parts) {
    if (!part.option) continue;
    const { name } = part.option;
    if (part.module) limitPlace(judging, part.name, part.option);
    else if (name === 'in-interface') limitDirectly(judging, part.name, ['PREROUTING', 'INPUT', 'FORWARD']);
    else if (name === 'out-interface') limitDirectly(judging, part.name, ['FORWARD', 'OUTPUT', 'POSTROUTING']);
  }
}

/** Notes tables and hooks, where there are any. */
export function limitPlace(
  judging: Judging,
  { start, end, value }: Word,
  { tables, hooks }: Pick<Option, 'tables' | 'hooks'>,
  refusedBy: RefusedBy = byKernel,
): void {
  if (!tables && !hooks) return;
  judging.limits.push({ start, end, word: value, ...(tables && { tables }), ...(hooks && { hooks }), refusedBy });
}

function limitDirectly(judging: Judging, { start, end, value }: Word, hooks: readonly Hook[]): void {
  judging.limits.push({ start, end, word: value, hooks, direct: true, refusedBy: byBoth });
}
