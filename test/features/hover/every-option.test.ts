// Every option, module and target of both families explains itself, with what it takes in words.
import assert from 'node:assert/strict';
import { conditionsText } from '../../../server/src/features/hover/conditions';
import { moduleText, optionDescription } from '../../../server/src/features/hover/option';
import { matchPhrases } from '../../../server/src/features/sentence/match-phrases';
import { targetPhrases } from '../../../server/src/features/sentence/target-phrases';
import { allowedText } from '../../../server/src/features/values/allowed';
import { matchModules, targetModules } from '../../../server/src/modules/index';
import { allKinds, allOptions } from '../values/options';
import { checkHarmless } from './support';

/** Kinds of values as the code calls them; plain words such as `port` are no sign of a fault. */
const rawKinds = [...allKinds()].filter((kind) => kind.includes('-') && kind !== 'class-id');

function checkText(text: string, what: string): void {
  checkHarmless(text);
  for (const kind of rawKinds) assert.ok(!text.includes(` ${kind} `), `${what}: ${kind} in ${text}`);
}

describe('hover of every option', () => {
  for (const { option, module, family } of allOptions()) {
    it(`${family} ${module?.name ?? ''} --${option.name}`, () => {
      const text = optionDescription(option, module, family);
      checkText(text, option.name);
      assert.ok(text.includes(option.summary), 'the meaning is missing');
      assert.ok(text.includes('man7.org'), 'the link is missing');
      for (const value of option.values ?? []) {
        const allowed = allowedText(value, family);
        assert.ok(allowed.length > 6 && text.includes(allowed), `what ${value.kind} takes is missing`);
        assert.doesNotMatch(allowed, /[.]$|^[A-Z][a-z]/, 'it stands in the middle of a sentence');
      }
      for (const { tool, what } of option.differences ?? []) assert.ok(text.includes(tool) && text.includes(what));
    });
  }
});

describe('hover of every module', () => {
  for (const module of [...matchModules, ...targetModules]) {
    it(`${module.families.join('+')} ${module.name}`, () => {
      const text = moduleText(module);
      checkText(text, module.name);
      assert.ok(text.includes(module.summary) && text.includes(conditionsText(module)));
    });
  }
});

describe('the sentence of a rule has a phrase', () => {
  for (const { option, module, family } of allOptions()) {
    if (!module) continue;
    const phrases = module.kind === 'match' ? matchPhrases(module.name) : targetPhrases(module.name);
    it(`for ${family} ${module.name} --${option.name}`, () => {
      assert.ok(phrases && Object.hasOwn(phrases.options, option.name));
      const plain = [phrases.options[option.name]!].flat();
      if (plain.some((phrase) => phrase.includes('{')))
        assert.ok((option.values ?? []).length > 0, 'a flag has no value');
      if (plain.some((phrase) => phrase.includes('{1}'))) assert.equal(option.values!.length, 2);
      if (plain.length === 2) assert.equal(option.inversion, 'allowed');
    });
  }

  it('for options that exist, and for no others', () => {
    for (const module of [...matchModules, ...targetModules]) {
      const known = module.kind === 'match' ? matchPhrases(module.name) : targetPhrases(module.name);
      const same = [...matchModules, ...targetModules].filter(
        ({ name, kind }) => name === module.name && kind === module.kind,
      );
      const names = new Set(same.flatMap(({ options }) => options.map(({ name }) => name)));
      for (const name of Object.keys(known?.options ?? {})) assert.ok(names.has(name), `${module.name} --${name}`);
    }
  });
});
