// Which option a written name means, as measured with the real tool.

import assert from 'node:assert/strict';
import { findMatch, findTarget } from '../../server/src/modules/index';
import { findOption, resolveOption, resolveShortOption } from '../../server/src/modules/option-names';
import type { Family, Module } from '../../server/src/modules/types';

/** Loads modules by name, `-j` before a target, and says what the name means: `module.option`, the candidates, or nothing. */
function resolve(name: string, loaded: string, family: Family = 'ipv4'): string {
  const result = resolveOption(name, loaded.split(' ').filter(Boolean).map(load));
  if (result.kind === 'unknown') return 'unknown';
  if (result.kind === 'ambiguous') return `ambiguous: ${[...result.names].sort().join(' ')}`;
  return `${result.module?.name ?? 'iptables'}.${result.option.name}`;

  function load(word: string): Module {
    const module = word.startsWith('-j') ? findTarget(word.slice(2), family) : findMatch(word, family);
    assert.ok(module, word);
    return module;
  }
}

describe('a written option name', () => {
  const cases: readonly (readonly [name: string, loaded: string, meaning: string])[] = [
    ['append', '', 'iptables.append'],
    ['proto', '', 'iptables.protocol'],
    ['jum', '', 'iptables.jump'],
    ['sou', '', 'iptables.source'],
    ['src', '', 'iptables.source'],
    ['des', '', 'iptables.destination'],
    ['d', '', 'ambiguous: delete delete-chain destination'],
    ['de', '', 'ambiguous: delete delete-chain destination'],
    ['s', '', 'ambiguous: set-counters source'],
    ['fragment', '', 'iptables.fragments'],
    ['dport', '', 'unknown'],
    ['dport', 'tcp', 'tcp.dport'],
    ['dpo', 'tcp', 'tcp.dport'],
    ['dport', 'multiport', 'multiport.dports'],
    ['sport', 'tcp multiport', 'tcp.sport'],
    ['sport', 'multiport tcp', 'tcp.sport'],
    ['source-p', 'tcp', 'tcp.sport'],
    ['source-p', 'tcp multiport', 'ambiguous: source-port source-ports'],
    ['DPORT', 'tcp', 'unknown'],
    ['ctst', 'conntrack', 'ambiguous: ctstate ctstatus'],
    ['ctstat', 'conntrack', 'ambiguous: ctstate ctstatus'],
    ['ctstate', 'conntrack', 'conntrack.ctstate'],
    ['to-port', '-jREDIRECT', 'REDIRECT.to-ports'],
    ['log-p', 'limit -jLOG', 'LOG.log-prefix'],
    ['mark', 'mark connmark', 'connmark.mark'],
    ['mark', 'connmark mark', 'mark.mark'],
    ['mark', 'mark connmark mark', 'connmark.mark'],
    ['set', 'recent set', 'set.match-set'],
    ['set', 'set recent', 'recent.set'],
    ['dpor', 'tcp tcp', 'tcp.dport'],
    ['', 'tcp', 'unknown'],
    ['constructor', 'tcp', 'unknown'],
  ];

  for (const [name, loaded, meaning] of cases) {
    it(`--${name} after ${loaded || 'nothing'} is ${meaning}`, () => assert.equal(resolve(name, loaded), meaning));
  }

  it('gives the full name that an abbreviation stands for', () => {
    const result = resolveOption('source-po', [findMatch('tcp', 'ipv4')!]);
    assert.equal(result.kind === 'found' && result.name, 'source-port');
  });
});

describe('a short option', () => {
  const cases: readonly (readonly [letter: string, name: string | undefined])[] = [
    ['A', 'append'],
    ['p', 'protocol'],
    ['c', 'set-counters'],
    ['4', 'ipv4'],
    ['a', undefined],
  ];
  for (const [letter, name] of cases) {
    it(`-${letter} is ${name ?? 'unknown'}`, () => assert.equal(resolveShortOption(letter)?.name, name));
  }
});

describe('an option of a module', () => {
  it('is found by each of its exact names only', () => {
    const tcp = findMatch('tcp', 'ipv4')!;
    assert.equal(findOption(tcp, 'source-port')?.name, 'sport');
    assert.equal(findOption(tcp, 'sport')?.name, 'sport');
    assert.equal(findOption(tcp, 'spor'), undefined);
  });
});
