// Globs over chain names.
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { chainGlob, globMatches, isGlob } from '../../server/src/knowledge/chain-glob';

const globs: [glob: string, yes: string, no: string][] = [
  ['KUBE-SVC-*', 'KUBE-SVC-ABC KUBE-SVC-', 'KUBE-SVC kube-svc-a XKUBE-SVC-A'],
  ['*_post', 'IN_public_post _post', 'post IN_post_x'],
  ['neutron-*-i????????-?', 'neutron-openvswi-i12345678-9', 'neutron-openvswi-i1234567-9 neutron-openvswi-o12345678-9'],
  ['a*b*c', 'abc axbxc abbbc', 'ab acb abcx'],
  ['a*a', 'aa aba', 'a'],
  ['F[IOJP]-*', 'FI-vnet0 FP-x', 'FX-vnet0 F[-x'],
  ['x[0-9a-c]', 'x0 x9 xb', 'xd x x00'],
  ['C-[0-9a-f]{4}', 'C-0af9', 'C-0af C-0af9a C-0afg'],
  ['?-x*y', 'a-xy b-xzy', 'aa-xy -xy a-x'],
  ['exact', 'exact', 'exac exactly'],
  ['*', 'x ISTIO_INBOUND', ''],
  [`a*${'b*'.repeat(20)}c`, `a${'b'.repeat(20)}c`, `a${'b'.repeat(60)}`],
];

describe('chain globs', () => {
  for (const [text, yes, no] of globs)
    it(text, () => {
      const glob = chainGlob(text);
      for (const name of yes.split(' ')) assert.equal(globMatches(glob, name), true, name);
      for (const name of no.split(' ').filter(Boolean)) assert.equal(globMatches(glob, name), false, name);
    });

  it('leaves names alone that no kernel would take', () => {
    assert.equal(globMatches(chainGlob('a*'), `a${'b'.repeat(1_000_000)}`), false);
  });

  it('tells globs from names', () => {
    assert.deepEqual(['a*', 'a?', '[a]', 'a-b_c.d'].map(isGlob), [true, true, true, false]);
  });
});
