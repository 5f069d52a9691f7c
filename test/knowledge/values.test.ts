// What ids, addresses, marks and zones mean.
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { addressKnowledge } from '../../server/src/knowledge/addresses';
import { markKnowledge, zoneKnowledge } from '../../server/src/knowledge/marks';
import { ownerKnowledge } from '../../server/src/knowledge/owners';

const owners: [kind: 'uid' | 'gid', id: string, name: string | undefined][] = [
  ['uid', '1337', 'istio-proxy'],
  ['gid', '1337', 'istio-proxy'],
  ['uid', '0', 'root'],
  ['uid', '1000680001', 'OpenShift id'],
  ['uid', '1000', undefined],
  ['uid', 'root', undefined],
  ['uid', '0-1337', undefined],
  ['gid', '', undefined],
  ['gid', '1'.repeat(1000), undefined],
];

const addresses: [address: string, says: RegExp | undefined][] = [
  ['127.0.0.6/32', /Envoy/],
  ['127.0.0.6', /Envoy/],
  ['::6/128', /Envoy/],
  ['127.0.0.1/32', /localhost/],
  ['::1', /localhost/],
  ['169.254.7.127', /probes/],
  ['FD16:9254:7127:1337:FFFF:FFFF:FFFF:FFFF/128', /probes/],
  ['127.0.0.11/32', /Docker/],
  ['127.0.0.0/8', /loopback/],
  ['169.254.169.254/32', /metadata/],
  ['10.0.0.0/8', /private/],
  ['127.0.0.6/31', undefined],
  ['127.0.0.7', undefined],
  ['0.0.0.0', undefined],
  ['', undefined],
  ['1'.repeat(100_000), undefined],
];

const marks: [value: number, mask: number | undefined, name: string | undefined][] = [
  [1337, undefined, 'TPROXY capture (1337)'],
  [0x539, 0xffffffff, 'TPROXY capture (1337)'],
  [0x539, 0xfff, 'ztunnel'],
  [0x53a, undefined, 'Envoy to the own pod (1338)'],
  [0x111, 0xfff, 'opened by ztunnel'],
  [0x111, undefined, undefined],
  [0x4000, 0x4000, 'masquerade me'],
  [0x4000, 0, 'masquerade me'],
  [0x8000, 0x8000, 'drop me'],
  [0x2000, 0x2000, 'masquerade me (host port)'],
  [0x40000, 0xff0000, 'Tailscale subnet route'],
  [0x40000, 0x40000, 'egress allowed'],
  [0x80, 0x80, 'by the primary interface'],
  [1, undefined, undefined],
  [Number.NaN, undefined, undefined],
];

describe('values', () => {
  for (const [kind, id, name] of owners)
    it(`${kind} ${id.slice(0, 20)} is ${name ?? 'not known'}`, () =>
      assert.equal(ownerKnowledge(kind, id)?.name, name));

  it('explains uid and gid 1337 each in its own way', () => {
    assert.notEqual(ownerKnowledge('uid', '1337')?.meaning, ownerKnowledge('gid', '1337')?.meaning);
  });

  for (const [address, says] of addresses)
    it(`${address.slice(0, 50) || '(empty)'} ${says ? `is ${says.source}` : 'is not known'}`, () => {
      const found = addressKnowledge(address);
      if (says === undefined) assert.equal(found, undefined);
      else assert.match(found?.name ?? 'not found', says);
    });

  for (const [value, mask, name] of marks)
    it(`mark 0x${value.toString(16)}/${mask?.toString(16) ?? 'all'} is ${name ?? 'not known'}`, () =>
      assert.equal(markKnowledge(value, mask)?.name, name));

  it('knows conntrack zones 1 and 2', () => {
    assert.match(zoneKnowledge(1)?.meaning ?? '', /resolver/);
    assert.match(zoneKnowledge(2)?.meaning ?? '', /application/);
    assert.equal(zoneKnowledge(0), undefined);
  });
});
