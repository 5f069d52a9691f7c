// The data agrees with the measured tables of modules and options, column by column.

import assert from 'node:assert/strict';
import { commands, parameters } from '../../server/src/modules/core';
import { matchModules, targetModules } from '../../server/src/modules/index';
import type { Command, Family, Module, ModuleRule, Option, Parameter } from '../../server/src/modules/types';
import { requireShared } from '../support/requirements';
import { items, type Row, readTable } from './tables';
import { sortedWords, specOf } from './value-spec';

const familyCodes: Readonly<Record<string, readonly Family[]>> = {
  '4': ['ipv4'],
  '6': ['ipv6'],
  '46': ['ipv4', 'ipv6'],
};

/** Rules of the table whose conditions the options themselves carry here. */
const carriedByOptions = new Set(['npt', 'object', 'rt']);

const ruleNames: Readonly<Record<string, ModuleRule>> = {
  cluster: 'cluster-nodes',
  clusterip: 'clusterip-new',
  hashlimit: 'hashlimit-burst',
  hmark: 'hmark-tuple',
  ipvs: 'ipvs-connection',
  limit: 'limit-overflow',
  policy: 'policy-elements',
  'proto-before': 'protocol-before-ports',
  'rateest-match': 'rateest-combination',
  'rateest-target': 'rateest-intervals',
  recent: 'recent-command',
  'set-match': 'set-combination',
  'set-target': 'set-combination',
  statistic: 'statistic-mode',
  string: 'string-range',
  'tcpmss-syn': 'syn-only',
  time: 'time-contiguous',
};

const modules: readonly Module[] = [...matchModules, ...targetModules];

describe('the data of modules agrees with the measured tables', () => {
  let moduleRows: Row[];
  let optionRows: Row[];

  before(function () {
    const folder = requireShared(this);
    moduleRows = readTable(folder, 'modules.tsv');
    optionRows = readTable(folder, 'options.tsv');
  });

  it('has the same modules', () => {
    const measured = moduleRows.flatMap((row) =>
      familiesOf(row).map((family) => `${row.kind} ${row.module} ${family}`),
    );
    const ours = modules.flatMap((module) =>
      module.families.map((family) => `${module.kind} ${module.name} ${family}`),
    );
    assert.deepEqual(ours.sort(), measured.sort());
  });

  it('says the same of each module', () => {
    for (const row of moduleRows) {
      for (const family of familiesOf(row)) assert.deepEqual(ourModule(moduleOf(row, family)), measuredModule(row));
    }
  });

  it('has the same options', () => {
    const measured = optionRows
      .filter((row) => row.option !== '-')
      .flatMap((row) => familiesOf(row).map((family) => optionKey(row.kind!, row.module!, family, row.option!)));
    const ours = modules.flatMap((module) =>
      module.families.flatMap((family) =>
        module.options.flatMap(namesOf).map((name) => optionKey(module.kind, module.name, family, name)),
      ),
    );
    const core = coreOptions().flatMap((option) =>
      (option.families ?? familyCodes['46']!).flatMap((family) =>
        namesOf(option).map((name) => optionKey('core', '', family, name)),
      ),
    );
    assert.deepEqual([...ours, ...core].sort(), measured.sort());
  });

  it('says the same of each option', () => {
    for (const row of optionRows) {
      if (row.option === '-' || row.kind === 'core') continue;
      for (const family of familiesOf(row)) compareOption(row, moduleOf(row, family));
    }
  });

  it('says the same of each command and parameter', () => {
    for (const row of optionRows) {
      if (row.kind === 'core') compareCoreOption(row);
    }
  });

  function moduleOf(row: Row, family: Family): Module {
    const found = modules.find(
      (module) => module.kind === row.kind && module.name === row.module && module.families.includes(family),
    );
    assert.ok(found, `${row.kind} ${row.module}`);
    return found;
  }
});

function ourModule(module: Module): object {
  return {
    name: module.name,
    kernelName: module.kernelName ?? module.name,
    tables: [...(module.tables ?? [])].sort(),
    hooks: [...(module.hooks ?? [])].sort(),
    protocols: [...(module.protocols ?? [])].sort(),
    terminating: module.kind === 'target' ? module.terminating : '',
    needsOneOf: module.needsOneOf === 'any' ? ['*'] : [...(module.needsOneOf ?? [])].sort(),
    rules: [...(module.rules ?? [])].sort(),
    removed: module.removed !== undefined,
  };
}

function measuredModule(row: Row): object {
  const rules = items(row.rules!, ';').filter((rule) => !carriedByOptions.has(rule) && !rule.startsWith('exactly-one'));
  return {
    name: row.module,
    kernelName: row.kernel_name!.replace(' (verdict)', ''),
    tables: items(row.tables!),
    hooks: items(row.hooks!),
    protocols: items(row.proto!),
    terminating: row.terminating === 'n/a' ? 'depends' : row.terminating,
    needsOneOf: items(row.need_one_of!, '|').filter((name) => !isAlias(row, name)),
    rules: rules.map((rule) => ruleNames[rule]).sort(),
    removed: row.status!.startsWith('absent'),
  };
}

/** The table lists every spelling where the data names the option once. */
function isAlias(row: Row, name: string): boolean {
  return modules.some(
    (module) =>
      module.kind === row.kind &&
      module.name === row.module &&
      module.options.some((option) => option.aliases?.includes(name)),
  );
}

function compareOption(row: Row, module: Module): void {
  const option = module.options.find((each) => namesOf(each).includes(row.option!));
  const where = `${row.kind} ${row.module} --${row.option}`;
  assert.ok(option, where);
  compareValues(row, option, where);
  const canonical = (name: string) => module.options.find((each) => namesOf(each).includes(name))?.name ?? name;
  const excluded = items(row.excl!).map(canonical);
  const ours = {
    inversion: option.inversion === 'allowed' ? 'yes' : (option.inversion ?? 'no'),
    required: option.required ? 'yes' : 'no',
    repeat: repeatOf(option),
    excludes: [...(option.excludes ?? [])].sort(),
    requires: [...(option.requires ?? [])].sort(),
    after: option.after ? option.after.option + (option.after.value === undefined ? '' : `=${option.after.value}`) : '',
    protocols: option.protocols === 'any' ? ['any'] : [...(option.protocols ?? [])].sort(),
    hooks: [...(option.hooks ?? [])].sort(),
    tables: [...(option.tables ?? [])].sort(),
  };
  const measured = {
    inversion: row.negate,
    required: row.required,
    repeat: row.repeat === 'once-any' ? 'no' : row.repeat,
    excludes: [...new Set([...excluded, ...exactlyOneOf(row, module)])].filter((name) => name !== option.name).sort(),
    requires: items(row.also!),
    after: row.before,
    protocols: items(row.proto!),
    hooks: items(row.hooks!),
    tables: items(row.tables!),
  };
  assert.deepEqual(ours, measured, where);
}

/** For a module of which exactly one option may be given, the table has a rule and the data has exclusions. */
function exactlyOneOf(row: Row, module: Module): string[] {
  return ['bpf', 'cgroup'].includes(row.module!) ? module.options.map((option) => option.name) : [];
}

function compareValues(row: Row, option: Option, where: string): void {
  const { arg, spec } = specOf(option);
  assert.equal(arg, row.arg, where);
  if (spec !== undefined) assert.equal(sortedWords(spec), sortedWords(row.spec!), where);
  const count = option.values?.length ?? 0;
  assert.equal(option.optionalValues ? `0..${count}` : `${count}`, row.nargs, where);
  const orders: Readonly<Record<string, string>> = { ascending: 'A<=B', 'strictly-ascending': 'A<B' };
  const range = option.values?.find((value) => value.kind === 'integer-range');
  if (range) assert.equal(range.order === undefined ? '' : orders[range.order], row.rule, where);
  compareWords(row, option, where);
}

function compareWords(row: Row, option: Option, where: string): void {
  const words = (option.values ?? []).flatMap((value) => ('words' in value ? value.words : []));
  const restrictions = (of: 'protocols' | 'hooks') =>
    words.flatMap((word) =>
      word[of] ? [word.word, ...(word.aliases ?? [])].map((name) => `${name}=${word[of]?.join(',')}`) : [],
    );
  assert.deepEqual(restrictions('protocols').sort(), items(row.value_proto!, ';'), where);
  assert.deepEqual(restrictions('hooks').sort(), items(row.value_hooks!, ';'), where);
}

function compareCoreOption(row: Row): void {
  const option = coreOptions().find((each) => namesOf(each).includes(row.option!));
  assert.ok(option, row.option);
  assert.equal(option.short ?? '', row.short, row.option);
  assert.equal(option.inversion === 'allowed' ? 'yes' : 'no', row.negate, row.option);
  assert.equal((option.optionalValues ?? 0) === (option.values?.length ?? 0), /^0/.test(row.nargs!), row.option);
  if (row.required === 'one-command') assert.ok('rule' in option, row.option);
  else {
    const isRepeated = row.repeat === 'yes' || takenTwice.has(option.name);
    assert.equal(isRepeated, option.repeat === 'allowed', row.option);
  }
}

/** The table says that these stand once; the tools take the last one. */
const takenTwice: ReadonlySet<string> = new Set(['ipv4', 'ipv6', 'table', 'wait', 'wait-interval', 'modprobe']);

function coreOptions(): readonly (Command | Parameter)[] {
  return [...commands, ...parameters];
}

function repeatOf(option: Option): string {
  if (option.repeat === undefined) return 'no';
  if (option.repeat === 'allowed') return 'yes';
  return option.repeat === 'once-per-element' ? 'per-element' : `max ${option.repeat.atMost}`;
}

function namesOf(option: Option): string[] {
  return [option.name, ...(option.aliases ?? [])];
}

function familiesOf(row: Row): readonly Family[] {
  return familyCodes[row.family!]!;
}

function optionKey(kind: string, module: string, family: Family, name: string): string {
  return `${kind} ${module} ${family} --${name}`;
}
