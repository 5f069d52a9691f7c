/** Whether each value is one that its option takes, here and in this family. */

import { byKernel } from '../../modules/refused-by';
import type { Value } from '../../modules/types';
import { valueFault } from '../../modules/values/index';
import { wordsIn } from '../../modules/values/words';
import type { Word } from '../../syntax/words';
import type { RulePart } from '../rule';
import { addProblem, type Judging, spanInWord } from './context';
import { limitPlace } from './places';
import { judgeProtocol } from './protocols';

/** Judges the values of one part, and what must not stand before its option. */
export function judgePart(judging: Judging, part: RulePart): void {
  const { option } = part;
  if (!option) return;
  if (option.families && !option.families.includes(judging.family)) {
    addProblem(judging, 'other-family-option', part.name);
  }
  if (part.inversion && part.module && option.inversion === undefined) {
    addProblem(judging, 'inversion-not-allowed', part.inversion, { option: part.name.value });
  }
  part.values.forEach((word, index) => {
    const value = option.values?.[index];
    if (value) judgeValue(judging, part, value, word);
  });
}

function judgeValue(judging: Judging, part: RulePart, value: Value, word: Word): void {
  const fault = valueFault(value, word.value, judging.family);
  if (fault) {
    const { code, message, refusedBy, dependsOnHost, replacement } = fault;
    const span = spanInWord(word, fault.start, fault.end);
    judging.problems.push({
      ...span,
      kind: code,
      word: word.value,
      option: part.name.value,
      message,
      refusedBy,
      ...(dependsOnHost && { dependsOnHost }),
      ...(replacement && !word.quoted && { replacement }),
    });
    return;
  }
  for (const { word: listed, start, end } of wordsIn(value, word.value)) {
    const place: Word = { ...word, ...spanInWord(word, start, end), value: word.value.slice(start, end) };
    if (listed.families && !listed.families.includes(judging.family)) refuseInFamily(judging, place);
    if (listed.protocols) judgeProtocol(judging, place, listed.protocols, byKernel);
    if (listed.hooks) limitPlace(judging, place, { hooks: listed.hooks });
  }
}

function refuseInFamily(judging: Judging, word: Word): void {
  const name = judging.family === 'ipv4' ? 'IPv4' : 'IPv6';
  addProblem(judging, 'invalid-value', word, {
    message: `${word.value} does not exist in ${name}.`,
    refusedBy: byKernel,
  });
}
