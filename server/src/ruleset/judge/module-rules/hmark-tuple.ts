/** `-j HMARK`: what is hashed is named, each part once, and ports and SPI exclude each other. */

import { byBoth, byKernel, type RefusedBy } from '../../../modules/refused-by';
import { wordsIn } from '../../../modules/values/words';
import type { RulePart } from '../../rule';
import { addProblem, isWhollyKnown, type JudgedInstance, type Judging, moduleName } from '../context';
import type { JudgeModuleRule } from './index';

/** The option that a word of `--hmark-tuple` stands for. */
const optionOfWord: Readonly<Record<string, string>> = {
  src: 'hmark-src-prefix',
  dst: 'hmark-dst-prefix',
  sport: 'hmark-sport-mask',
  dport: 'hmark-dport-mask',
  proto: 'hmark-proto-mask',
  spi: 'hmark-spi-mask',
};

const beside = ['hmark-rnd', 'hmark-mod', 'hmark-offset'];

export const judgeHmarkTuple: JudgeModuleRule = (judging, instance) => {
  if (isWhollyKnown(judging) && instance.parts.every(({ option }) => beside.includes(option!.name)))
    addProblem(judging, 'missing-option', instance.word, {
      option: moduleName(instance.module),
      names: ['--hmark-tuple'],
    });
  judgeRepetition(judging, instance);
  judgeTogether(judging, instance, ['hmark-spi-mask'], ['hmark-sport-mask', 'hmark-dport-mask'], byBoth);
  judgeTogether(judging, instance, ['hmark-spi'], ['hmark-sport', 'hmark-dport'], byKernel);
};

/** A mask may stand before a tuple with the same part, which then replaces it, but not behind. */
function judgeRepetition(judging: Judging, { parts }: JudgedInstance): void {
  const ofTuple = new Set<string>();
  for (const part of parts) {
    if (part.option!.name === 'hmark-tuple') for (const name of namesOf(part)) ofTuple.add(name);
    else if (ofTuple.has(part.option!.name))
      addProblem(judging, 'conflicting-options', part.name, {
        message: `--hmark-tuple already has what ${part.name.value} names: keep one of them.`,
        refusedBy: byBoth,
      });
  }
}

function judgeTogether(
  judging: Judging,
  { parts }: JudgedInstance,
  some: readonly string[],
  others: readonly string[],
  refusedBy: RefusedBy,
): void {
  const first = { some: parts.findIndex(names(some)), others: parts.findIndex(names(others)) };
  if (first.some < 0 || first.others < 0) return;
  const [before, behind] = [Math.min(first.some, first.others), Math.max(first.some, first.others)];
  addProblem(judging, 'conflicting-options', parts[behind]!.name, {
    message: 'Ports and SPI cannot be hashed together: leave one of them out.',
    option: parts[before]!.name.value,
    refusedBy,
  });
}

function names(options: readonly string[]): (part: RulePart) => boolean {
  return (part) => namesOf(part).some((name) => options.includes(name));
}

/** The options that a part gives, be it by a tuple. */
function namesOf({ option, values }: RulePart): string[] {
  const [kind] = option!.values ?? [];
  if (option!.name !== 'hmark-tuple' || !kind) return [option!.name];
  return wordsIn(kind, values[0]?.value ?? '').flatMap(({ word }) => optionOfWord[word.word] ?? []);
}
