// What holds for every module and option of the data, whatever the real tool says.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commands, parameters } from '../../server/src/modules/core';
import { findMatch, findTarget, matchModules, targetModules } from '../../server/src/modules/index';
import { matches } from '../../server/src/modules/matches/all';
import { targets } from '../../server/src/modules/targets/all';
import type { Module, Option, Word } from '../../server/src/modules/types';

const folder = join(dirname(fileURLToPath(import.meta.url)), '../../server/src/modules');
const modules: readonly Module[] = [...matchModules, ...targetModules];
const core: readonly Option[] = [...commands, ...parameters];

describe('the lists of modules', () => {
  for (const [name, list] of [
    ['matches', matches],
    ['targets', targets],
  ] as const) {
    it(`${name}/all.ts holds the files of the folder under their names`, () => {
      const files = readdirSync(join(folder, name)).filter((file) => file !== 'all.ts');
      assert.deepEqual(Object.keys(list).sort(), files.map((file) => file.replace(/\.ts$/, '')).sort());
      for (const [file, entry] of Object.entries(list)) {
        for (const module of [entry].flat()) assert.equal(module.name.toLowerCase(), file);
      }
    });
  }

  it('lead from each name and family to the module', () => {
    for (const module of modules) {
      const find = module.kind === 'match' ? findMatch : findTarget;
      for (const family of ['ipv4', 'ipv6'] as const) {
        for (const name of [module.name, ...(module.aliases ?? [])]) {
          assert.equal(find(name, family) === module, module.families.includes(family), `${name} ${family}`);
        }
      }
    }
  });

  it('keep to the case and the family of a name', () => {
    assert.equal(findMatch('TCP', 'ipv4'), undefined);
    assert.equal(findTarget('accept', 'ipv4'), undefined);
    assert.equal(findMatch('icmp', 'ipv6'), undefined);
    assert.equal(findMatch('ipv6-icmp', 'ipv6')?.name, 'icmp6');
    assert.equal(findMatch('constructor', 'ipv4'), undefined);
  });
});

describe('each text of the data', () => {
  const sentences = [...modules, ...core, ...modules.flatMap((module) => module.options)].flatMap((each) =>
    [
      each.summary,
      each.note,
      each.deprecated,
      'removed' in each ? each.removed : undefined,
      ...(each.differences ?? []).map(({ what }) => what),
    ].flatMap((text) => (text === undefined ? [] : [text])),
  );

  it('begins with a capital, a number or code, and ends in a full stop', () => {
    for (const text of sentences) assert.match(text, /^(?:[A-Z0-9`]|ip6?tables).*\.$/s, text);
  });

  it('has no blanks to spare and its code marks in pairs', () => {
    for (const text of sentences) {
      assert.equal(text, text.trim().replace(/\s+/g, ' '));
      assert.equal(text.split('`').length % 2, 1, text);
    }
  });

  it('is a phrase where it explains a word', () => {
    for (const { word, meaning } of allWords()) assert.match(meaning, /^\w.*[^.]$/, word);
  });
});

describe('each option', () => {
  for (const [where, options] of [
    ['iptables itself', core] as const,
    ...modules.map((m) => [title(m), m.options] as const),
  ]) {
    it(`of ${where} has names of its own and points to options that exist`, () => {
      const names = options.flatMap((option) => [option.name, ...(option.aliases ?? [])]);
      assert.equal(new Set(names).size, names.length);
      const known = new Set(options.map((option) => option.name));
      for (const option of options) {
        const after = option.after === undefined ? [] : [option.after.option];
        for (const name of [...(option.excludes ?? []), ...(option.requires ?? []), ...after])
          assert.ok(known.has(name), name);
        assert.ok((option.optionalValues ?? 0) <= (option.values?.length ?? 0));
      }
    });
  }

  it('that a module needs one of exists', () => {
    for (const module of modules) {
      if (module.needsOneOf === undefined || module.needsOneOf === 'any') continue;
      for (const name of module.needsOneOf)
        assert.ok(
          module.options.some((option) => option.name === name),
          name,
        );
    }
  });

  it('has words without two meanings', () => {
    for (const option of modules.flatMap((module) => module.options)) {
      for (const value of option.values ?? []) {
        if (!('words' in value)) continue;
        const spellings = value.words.flatMap((word: Word) => [word.word, ...(word.aliases ?? [])]);
        assert.equal(new Set(spellings).size, spellings.length, option.name);
      }
    }
  });
});

function allWords(): readonly Word[] {
  return modules
    .flatMap((module) => module.options)
    .flatMap((option) => option.values ?? [])
    .flatMap((value): readonly Word[] => ('words' in value ? value.words : []));
}

function title(module: Module): string {
  return `${module.kind} ${module.name} (${module.families.join(', ')})`;
}
