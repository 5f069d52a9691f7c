// iptables' own words: tables, built-in chains, policies, counters, targets.
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  builtInChainKnowledge,
  counterKnowledge,
  policyKnowledge,
  tableKnowledge,
  targetKnowledge,
} from '../../server/src/knowledge/built-in';

const hooks = ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'];

const tables: [table: string, chains: string][] = [
  ['filter', 'INPUT FORWARD OUTPUT'],
  ['nat', 'PREROUTING INPUT OUTPUT POSTROUTING'],
  ['mangle', 'PREROUTING INPUT FORWARD OUTPUT POSTROUTING'],
  ['raw', 'PREROUTING OUTPUT'],
  ['security', 'INPUT FORWARD OUTPUT'],
];

const orders: [table: string, chain: string, order: RegExp][] = [
  ['nat', 'PREROUTING', /raw, mangle, \*\*nat\*\*;/],
  ['filter', 'INPUT', /mangle, \*\*filter\*\*, security, nat;/],
  ['filter', 'OUTPUT', /raw, mangle, nat, \*\*filter\*\*, security;/],
  ['mangle', 'FORWARD', /\*\*mangle\*\*, filter, security;/],
  ['nat', 'POSTROUTING', /mangle, \*\*nat\*\*;/],
];

const targets: [target: string, walk: string | undefined][] = [
  ['ACCEPT', 'ends'],
  ['DROP', 'ends'],
  ['RETURN', 'returns'],
  ['QUEUE', 'ends'],
  ['REDIRECT', 'ends'],
  ['DNAT', 'ends'],
  ['SNAT', 'ends'],
  ['MASQUERADE', 'ends'],
  ['TPROXY', 'ends'],
  ['REJECT', 'ends'],
  ['LOG', 'goes on'],
  ['MARK', 'goes on'],
  ['CONNMARK', 'goes on'],
  ['CT', 'goes on'],
  ['SYNPROXY', 'depends'],
  ['accept', undefined],
  ['ISTIO_REDIRECT', undefined],
  ['toString', undefined],
];

const counters: [table: string, chain: string | undefined, says: RegExp][] = [
  ['nat', 'PREROUTING', /Equal|equal counters of PREROUTING and INPUT mean that nothing was redirected/],
  ['nat', 'OUTPUT', /Equal counters of both mean that nothing was redirected/],
  ['nat', undefined, /connections, not packets/],
  ['filter', 'INPUT', /every packet counts/],
  ['filter', undefined, /every packet counts/],
];

describe('built-in words', () => {
  for (const [table, chains] of tables)
    it(`${table} has ${chains}`, () => {
      assert.ok(tableKnowledge(table));
      assert.equal(hooks.filter((hook) => builtInChainKnowledge(table, hook)).join(' '), chains);
    });

  for (const [table, chain, order] of orders)
    it(`${table} ${chain} is asked in order`, () =>
      assert.match(builtInChainKnowledge(table, chain)?.order ?? '', order));

  for (const [target, walk] of targets)
    it(`${target}: ${walk ?? 'not known'}`, () => assert.equal(targetKnowledge(target)?.walk, walk));

  for (const [table, chain, says] of counters)
    it(`counters of ${table} ${chain ?? 'rules'}`, () => assert.match(counterKnowledge(table, chain), says));

  it('knows the policies and no other words', () => {
    assert.ok(policyKnowledge('ACCEPT') && policyKnowledge('DROP') && policyKnowledge('-'));
    assert.deepEqual(['accept', 'REJECT', '', 'accpt'].map(policyKnowledge), [
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('does not know other tables', () => {
    assert.equal(tableKnowledge('broute'), undefined);
    assert.equal(builtInChainKnowledge('broute', 'INPUT'), undefined);
    assert.equal(builtInChainKnowledge('filter', 'ISTIO_INBOUND'), undefined);
  });
});
