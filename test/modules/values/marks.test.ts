// The part of a value that is at fault is marked, and what was meant is offered.

import { strict as assert } from 'node:assert';
import { findMatch, findTarget } from '../../../server/src/modules/index';
import { findOption } from '../../../server/src/modules/option-names';
import type { Family, Value } from '../../../server/src/modules/types';
import { valueFault } from '../../../server/src/modules/values/index';
import { wordsIn } from '../../../server/src/modules/values/words';

interface Case {
  option: string;
  text: string;
  /** The text at fault; undefined when nothing is. */
  marked?: string;
  /** What is put in; `?` before it when it is only offered. */
  instead?: string;
  warning?: true;
}

const cases: readonly Case[] = [
  { option: 'length length', text: '20:10', marked: '20:10', instead: '?10:20', warning: true },
  { option: 'length length', text: '1:65536', marked: '65536' },
  { option: 'length length', text: '1:65535' },
  { option: 'tcpmss mss', text: '9:2', marked: '9:2', instead: '?2:9' },
  { option: 'conntrack ctstate', text: 'NEW,ESTABLISHD', marked: 'ESTABLISHD', instead: '?ESTABLISHED' },
  { option: 'conntrack ctstate', text: 'new,est' },
  { option: 'string algo', text: 'BM', marked: 'BM', instead: 'bm' },
  { option: 'LOG log-level', text: 'INFO', marked: 'INFO', instead: 'info' },
  { option: 'mark mark', text: '0x1/0xg', marked: '0xg' },
  { option: 'limit limit', text: '5/minutes', marked: 'minutes' },
  { option: 'limit limit', text: '20000/s', marked: '20000' },
  { option: 'statistic probability', text: '0,5', marked: '0,5', instead: '?0.5' },
  { option: 'icmp icmp-type', text: '8/256', marked: '256' },
  { option: 'icmp icmp-type', text: 'echo', marked: 'echo' },
  { option: 'tcp tcp-flags', text: 'SYN,ACKK', marked: 'ACKK', instead: '?ACK' },
  { option: 'TCPOPTSTRIP strip-options', text: 'mss,2', marked: '2' },
  { option: 'sctp chunk-types', text: 'any', marked: undefined },
  { option: 'time weekdays', text: 'Mon,tue', marked: 'tue', instead: 'Tue' },
  { option: 'time weekdays', text: '1,9', marked: '9', warning: true },
  { option: 'time monthdays', text: '1,08', marked: '08', instead: '8' },
  { option: 'time monthdays', text: '031', marked: '031', warning: true },
  { option: 'time datestart', text: '2025-13-01', marked: '13' },
  { option: 'time timestart', text: '10:60', marked: '60' },
  { option: 'u32 u32', text: '0>>40=1', marked: '40' },
  { option: 'u32 u32', text: '0=1,x', marked: 'x' },
  { option: 'string hex-string', text: '|4g|', marked: '4g' },
  { option: 'bpf bytecode', text: '1,0 0 0 0', marked: '0 0 0 0' },
  { option: 'hashlimit hashlimit-name', text: 'a/b', marked: '/' },
  { option: 'realm realm', text: 'cosmos' },
  { option: 'connlabel label', text: 'customers' },
];

describe('the part of a value that is at fault', () => {
  for (const { option, text, marked, instead, warning } of cases) {
    it(`--${option.split(' ')[1]} ${text}`, () => {
      const fault = valueFault(valueOfOption(option), text, 'ipv4');
      assert.equal(fault && text.slice(fault.start, fault.end), marked);
      const offered = fault?.replacement && `${fault.replacement.certain ? '' : '?'}${fault.replacement.text}`;
      assert.equal(offered, instead);
      assert.equal(fault !== undefined && Object.keys(fault.refusedBy).length === 0, warning ?? false);
    });
  }
});

describe('the words that a value names', () => {
  it('have their places', () => {
    const named = (option: string, text: string, family: Family = 'ipv4') =>
      wordsIn(valueOfOption(option, family), text).map(({ word, start, end }) => [word.word, text.slice(start, end)]);
    assert.deepEqual(named('conntrack ctstate', 'new,x,REL'), [
      ['NEW', 'new'],
      ['RELATED', 'REL'],
    ]);
    assert.deepEqual(named('icmp icmp-type', 'pin'), [['echo-request', 'pin']]);
    assert.deepEqual(named('icmp icmp-type', '8/0'), []);
    assert.deepEqual(named('mh mh-type', 'brr:hot', 'ipv6'), [
      ['binding-refresh-request', 'brr'],
      ['home-test', 'hot'],
    ]);
    assert.deepEqual(named('TCPOPTSTRIP strip-options', '2,mss'), [['mss', 'mss']]);
    assert.deepEqual(named('REJECT reject-with', 'tcp'), [['tcp-reset', 'tcp']]);
    assert.deepEqual(named('dscp dscp-class', 'ef'), [['EF', 'ef']]);
  });
});

function valueOfOption(name: string, family: Family = 'ipv4'): Value {
  const [module = '', option = ''] = name.split(' ');
  const found = findMatch(module, family) ?? findTarget(module, family);
  const value = found && findOption(found, option)?.values?.[0];
  assert.ok(value, name);
  return value;
}
