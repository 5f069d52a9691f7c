/** `-m policy`: no element is empty, tunnel ends need tunnel mode, and no elements go with no policy. */

import { byBoth } from '../../../modules/refused-by';
import type { RulePart } from '../../rule';
import { addProblem, given, isWhollyKnown, type JudgedInstance, type Judging } from '../context';
import type { JudgeModuleRule } from './index';

const describing = new Set(['reqid', 'spi', 'proto', 'mode', 'tunnel-src', 'tunnel-dst']);

export const judgePolicyElements: JudgeModuleRule = (judging, instance) => {
  const strict = given(instance, 'strict');
  if (given(instance, 'pol')?.values[0]?.value === 'none') {
    const extra = strict ?? given(instance, 'next');
    if (extra) addProblem(judging, 'conflicting-options', extra.name, { option: '--pol none', refusedBy: byBoth });
    return;
  }
  for (const element of elementsOf(instance)) {
    if (strict) judgeEmpty(judging, element, strict);
    judgeTunnel(judging, element);
  }
};

/** One element of the policy, with the `--next` before it. */
interface Element {
  next: RulePart | undefined;
  parts: RulePart[];
}

function elementsOf({ parts }: JudgedInstance): Element[] {
  const elements: Element[] = [{ next: undefined, parts: [] }];
  for (const part of parts) {
    if (part.option!.name === 'next') elements.push({ next: part, parts: [] });
    else if (describing.has(part.option!.name)) elements.at(-1)!.parts.push(part);
  }
  return elements;
}

function judgeEmpty(judging: Judging, { next, parts }: Element, strict: RulePart): void {
  if (parts.length > 0 || !isWhollyKnown(judging)) return;
  const { name } = next ?? strict;
  addProblem(judging, 'missing-option', name, {
    option: name.value,
    names: ['--reqid', '--spi', '--proto', '--mode'],
    message: `${name.value} needs an element behind it: give --reqid, --spi, --proto or --mode.`,
  });
}

/** What is not transport mode is tunnel mode. */
function judgeTunnel(judging: Judging, { parts }: Element): void {
  const end = parts.find(({ option }) => option!.name.startsWith('tunnel-'));
  const mode = parts.find(({ option }) => option!.name === 'mode');
  if (!end || (mode?.values[0]?.value === 'tunnel') !== (mode?.inversion !== undefined)) return;
  const { value } = end.name;
  addProblem(judging, 'missing-option', end.name, {
    option: value,
    names: ['--mode tunnel'],
    message: `${value} needs --mode tunnel for the same element.`,
  });
}
