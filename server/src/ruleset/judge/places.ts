/** Tables and hooks in which the kernel takes a rule. */

import { byBoth, byKernel, byLegacyOnLoad, type RefusedBy } from '../../modules/refused-by';
import type { Hook, Module, Option } from '../../modules/types';
import type { Word } from '../../syntax/words';
import type { RulePart } from '../rule';
import type { PlaceLimit } from '../rule-problem';
import { given, type Judging, moduleName } from './context';

/** Collects all conditions on the table and the chain; the places of words of lists are noted with their values. */
export function collectLimits(judging: Judging): void {
  for (const { module, word } of judging.instances) {
    const place = { ...word, value: moduleName(module) };
    addLimit(judging, place, module, { refusedBy: refuserOf(module) });
  }
  for (const part of judging.rule.parts) {
    if (!part.option) continue;
    const { name } = part.option;
    if (part.module) limitOption(judging, part, part.option);
    else if (name === 'in-interface') limitDirectly(judging, part.name, ['PREROUTING', 'INPUT', 'FORWARD']);
    else if (name === 'out-interface') limitDirectly(judging, part.name, ['FORWARD', 'OUTPUT', 'POSTROUTING']);
  }
}

/** DROP in the table nat is refused by the tools themselves. */
function refuserOf({ name, native }: Module): RefusedBy {
  if (name === 'DROP') return byBoth;
  return native === 'always' ? byLegacyOnLoad : byKernel;
}

function limitOption(judging: Judging, part: RulePart, { tables, hooks }: Option): void {
  limitPlace(judging, part.name, { tables, hooks: isLifted(judging, part) ? undefined : hooks });
}

function isLifted({ instances }: Judging, { option, instance, name }: RulePart): boolean {
  const { anyHookWith } = option!;
  const lifting = anyHookWith && given(instances[instance]!, anyHookWith.option);
  if (!lifting || lifting.inversion) return false;
  return !anyHookWith.behind || lifting.name.start > name.start;
}

/** Notes tables and hooks of an option or a word, where there are any. */
export function limitPlace(judging: Judging, word: Word, place: Place): void {
  addLimit(judging, word, place, { refusedBy: byKernel, nftOnlyInside: true });
}

interface Place {
  tables?: Option['tables'] | undefined;
  hooks?: Option['hooks'] | undefined;
}

type Refusal = Pick<PlaceLimit, 'refusedBy' | 'direct' | 'nftOnlyInside'>;

function addLimit(judging: Judging, { start, end, value }: Word, { tables, hooks }: Place, refusal: Refusal): void {
  if (!tables && !hooks) return;
  judging.limits.push({ start, end, word: value, ...(tables && { tables }), ...(hooks && { hooks }), ...refusal });
}

function limitDirectly(judging: Judging, word: Word, hooks: readonly Hook[]): void {
  addLimit(judging, word, { hooks }, { direct: true, refusedBy: byBoth });
}
