// Options of modules and parameters by name, for tests on their values.
import assert from 'node:assert/strict';
import { commands, parameters } from '../../../server/src/modules/core';
import { findMatch, findTarget, matchModules, targetModules } from '../../../server/src/modules/index';
import { findOption } from '../../../server/src/modules/option-names';
import type { Family, Module, Option } from '../../../server/src/modules/types';
import type { ValueKind } from '../../../server/src/modules/values/value-fault';

export interface KnownOption {
  option: Option;
  module: Module | undefined;
  family: Family;
}

/** `tcp dport`, `6 icmp6 icmpv6-type`, `- source`. */
export function optionNamed(text: string): KnownOption {
  const family = text.startsWith('6 ') ? 'ipv6' : 'ipv4';
  const [owner = '', name = ''] = text.replace(/^6 /, '').split(' ');
  const module = /^[A-Z]/.test(owner) ? findTarget(owner, family) : findMatch(owner, family);
  const option = module ? findOption(module, name) : parameters.find((each) => each.name === name);
  assert.ok(option, `${text} is no option`);
  return { option, module, family };
}

/** Every option of every module in each family, and every command and parameter. */
export function allOptions(): KnownOption[] {
  const families = ['ipv4', 'ipv6'] as const;
  const core = [...commands, ...parameters].map((option) => ({ option, module: undefined }));
  const ofModules = [...matchModules, ...targetModules].flatMap((module) =>
    module.options.map((option) => ({ option, module })),
  );
  return families.flatMap((family) =>
    [...core, ...ofModules]
      .filter(({ module }) => module === undefined || module.families.includes(family))
      .map((known) => ({ ...known, family })),
  );
}

/** The kinds of values that options of modules and the conditions of rules have. */
export function allKinds(): Set<ValueKind> {
  const matching = ['protocol', 'source', 'destination', 'in-interface', 'out-interface', 'fragments', 'set-counters'];
  const options = allOptions().filter(({ option, module }) => module || matching.includes(option.name));
  return new Set(options.flatMap(({ option }) => (option.values ?? []).map(({ kind }) => kind)));
}
