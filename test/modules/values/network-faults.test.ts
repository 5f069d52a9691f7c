// Which characters of an address, a port or an owner are marked, and what is put in their place.

import { strict as assert } from 'node:assert';
import type { Family, Value } from '../../../server/src/modules/types';
import { valueFault } from '../../../server/src/modules/values/index';
import { namesPorts } from '../../../server/src/modules/values/ports';

const list: Value = { kind: 'address-list' };
const masked: Value = { kind: 'address-with-mask' };
const range: Value = { kind: 'port-range', numbers: 'c' };
const decimal: Value = { kind: 'port-range', numbers: 'decimal' };
const ports: Value = { kind: 'port-list', slots: 15 };
const nat: Value = { kind: 'nat-address', basePort: true };
const redirect: Value = { kind: 'nat-ports' };
const directions: Value = { kind: 'set-directions', max: 6 };
const fifteen = '1,2,3,4,5,6,7,8,9,10,11,12,13,14,15';

/** `marked` is the text at fault; the replacement has `?` behind it where it is only likely. */
const faults: readonly [
  value: Value,
  family: Family,
  text: string,
  code: string,
  marked: string,
  replacement?: string,
][] = [
  [list, 'ipv4', '10.0.0.1,10.0.0.300', 'invalid-value', '10.0.0.300'],
  [list, 'ipv4', '10.0.0.0/33', 'invalid-value', '33'],
  [list, 'ipv4', '10.0.0.0/255.255', 'invalid-value', '255.255'],
  [list, 'ipv4', '10.0.0.1,2001:db8::1/64', 'address-family-mismatch', '2001:db8::1/64'],
  [list, 'ipv6', '2001:db8::1,10.0.0.1', 'address-family-mismatch', '10.0.0.1'],
  [list, 'ipv4', '::/0', 'address-family-mismatch', '::/0', '0.0.0.0/0'],
  [list, 'ipv4', '10.0.0.0/8,10.0.0.1/8', 'host-bits-set', '10.0.0.1/8', '10.0.0.0/8'],
  [list, 'ipv6', '2001:db8::1/64', 'host-bits-set', '2001:db8::1/64', '2001:db8::/64'],
  [masked, 'ipv4', '10.0.0.0/33', 'invalid-value', '33'],
  [{ kind: 'address-range' }, 'ipv4', '10.0.0.1-10.0.0.300', 'invalid-value', '10.0.0.300'],
  [{ kind: 'address-range' }, 'ipv4', '10.0.0.9-10.0.0.1', 'empty-range', '10.0.0.9-10.0.0.1', '10.0.0.1-10.0.0.9?'],
  [{ kind: 'ipv6-addresses', max: 2 }, 'ipv6', '::1,::2,::3', 'invalid-value', '::3'],
  [{ kind: 'mac-address' }, 'ipv4', '00-11-22-33-44-55', 'invalid-value', '00-11-22-33-44-55', '00:11:22:33:44:55'],
  [{ kind: 'interface' }, 'ipv4', 'abcdefghijklmnop', 'invalid-value', 'abcdefghijklmnop'],
  [{ kind: 'interface' }, 'ipv4', 'eth0:1', 'invalid-value', 'eth0:1'],
  [range, 'ipv4', '80:99999', 'invalid-value', '99999'],
  [range, 'ipv4', '80-90', 'invalid-value', '80-90', '80:90'],
  [range, 'ipv4', '90:80', 'invalid-value', '90:80', '80:90?'],
  [decimal, 'ipv4', '90:80', 'empty-range', '90:80', '80:90?'],
  [decimal, 'ipv4', '99999', 'invalid-value', '99999'],
  [ports, 'ipv4', '80,99999,443', 'invalid-value', '99999'],
  [ports, 'ipv4', '80,80:80', 'invalid-value', '80:80', '80'],
  [ports, 'ipv4', '80,,443', 'invalid-value', ','],
  [ports, 'ipv4', `${fifteen},16`, 'invalid-value', '16'],
  [nat, 'ipv4', '10.0.0.300:80', 'invalid-value', '10.0.0.300'],
  [nat, 'ipv4', '10.0.0.1:65536', 'invalid-value', '65536'],
  [nat, 'ipv4', '10.0.0.1:80:90', 'invalid-value', '80:90', '80-90'],
  [nat, 'ipv4', '[2001:db8::1]:80', 'address-family-mismatch', '[2001:db8::1]:80'],
  [nat, 'ipv4', '10.0.0.9-10.0.0.1:80', 'empty-range', '10.0.0.9-10.0.0.1', '10.0.0.1-10.0.0.9?'],
  [nat, 'ipv6', '[fd00::9-fd00::1]:80', 'empty-range', 'fd00::9-fd00::1', 'fd00::1-fd00::9?'],
  [list, 'ipv4', '10.0.0.0/24/8', 'invalid-value', '10.0.0.0/24/8'],
  [{ kind: 'address-range' }, 'ipv4', '10.0.0.1:10.0.0.9', 'invalid-value', '10.0.0.1:10.0.0.9', '10.0.0.1-10.0.0.9'],
  [range, 'ipv4', '80,443', 'invalid-value', '80,443'],
  [decimal, 'ipv4', 'http,8000-8080', 'invalid-value', 'http,8000-8080'],
  [redirect, 'ipv4', '80-90/70', 'invalid-value', '/70'],
  [{ kind: 'owner', of: 'user' }, 'ipv4', '5-3', 'invalid-value', '5-3', '3-5?'],
  [{ kind: 'protocol' }, 'ipv4', '256', 'invalid-value', '256'],
  [directions, 'ipv4', 'src,foo', 'invalid-value', 'foo'],
  [directions, 'ipv4', 'src,dst,src,dst,src,dst,src', 'invalid-value', 'src'],
  [{ kind: 'set-name' }, 'ipv4', 'x'.repeat(32), 'invalid-value', 'x'.repeat(32)],
];

const fine: readonly [value: Value, family: Family, texts: readonly string[]][] = [
  [list, 'ipv4', ['10.0.0.0/8', '10.0.0.0/255.0.0.0', '10.0.0.1,10.0.0.2', 'db.example.com/24', '0/0']],
  [list, 'ipv6', ['2001:db8::/32', '::/0', 'fe80::1%eth0']],
  [ports, 'ipv4', [fifteen, '80,443,8000:8100', 'http,https']],
  [directions, 'ipv4', ['src', 'src,dst', 'src,dst,src,dst,src,dst']],
  [{ kind: 'set-name' }, 'ipv4', ['blocked', 'x'.repeat(31)]],
];

describe('a fault in a value of the network', () => {
  it('is marked where it lies', () => {
    for (const [value, family, text, code, marked, replacement] of faults) {
      const fault = valueFault(value, text, family);
      assert.ok(fault, text);
      const put = fault.replacement && `${fault.replacement.text}${fault.replacement.certain ? '' : '?'}`;
      assert.deepEqual([fault.code, text.slice(fault.start, fault.end), put], [code, marked, replacement], text);
    }
  });

  it('is not found in what is fine', () => {
    for (const [value, family, texts] of fine) {
      for (const text of texts) assert.equal(valueFault(value, text, family), undefined, text);
    }
  });

  it('is not looked for where the question is whether ports are named', () => {
    for (const text of ['10.0.0.1:80', ':80', '[2001:db8::1]:80']) assert.ok(namesPorts(nat, text), text);
    for (const text of ['10.0.0.1', '2001:db8::1', '10.0.0.1-10.0.0.9']) assert.ok(!namesPorts(nat, text), text);
    assert.ok(namesPorts(redirect, '80'));
  });
});
