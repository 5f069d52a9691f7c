// Which packets open a connection, as Linux 6.18 said of each flag and type sent from another network namespace.

import { strict as assert } from 'node:assert';
import { states, tcpFlags } from '../../server/src/packets/dimensions';
import { askedPackets, type Question } from '../../server/src/packets/question';
import { includesValue, type Ranges } from '../../server/src/packets/ranges';
import type { Direction } from '../../server/src/packets/traverse';
import { witness } from '../../server/src/packets/witness';
import type { Family } from '../../server/src/ruleset/tables';

function statesOf(question: Question, family: Family, direction: Direction = 'in'): string {
  const asked = askedPackets(question, direction, family);
  assert.ok('packets' in asked);
  const has = (index: number) => asked.packets.some((box) => includesValue(box.get('state') as Ranges, index));
  return states.filter((_, index) => has(index)).join(' ');
}

/** Of all sets of the six flags these were NEW (net.netfilter.nf_conntrack_tcp_loose is 1), all others INVALID. */
const opening = 'SYN, SYN PSH, SYN URG, SYN PSH URG, ACK, PSH ACK, ACK URG, PSH ACK URG'.split(', ');

/** Of the types 0 to 200 these were NEW. */
const openingTypes: Record<Family, number[]> = { ipv4: [8, 13, 15, 17], ipv6: [128, 139] };

const others = 'INVALID ESTABLISHED RELATED UNTRACKED';

/** What connection tracking makes of a single message. */
function statesOfType(type: number, family: Family): string {
  if (openingTypes[family].includes(type)) return 'NEW';
  const isV4 = family === 'ipv4';
  if (isV4 ? [3, 4, 5, 11, 12].includes(type) : type < 128) return 'INVALID RELATED';
  if ((isV4 ? [0, 14, 16, 18] : [129, 140]).includes(type)) return 'INVALID ESTABLISHED';
  return !isV4 && ((type >= 130 && type <= 136) || type === 143) ? 'UNTRACKED' : 'INVALID';
}

describe('packets that open a connection', () => {
  for (const direction of ['in', 'forward', 'out'] as const) {
    it(`have certain flags of TCP: ${direction}`, () => {
      for (let bits = 0; bits < 64; bits++) {
        const set = Object.keys(tcpFlags).filter((name) => tcpFlags[name]! & bits);
        const question = { protocol: 'tcp', tcpFlags: `ALL ${set.join(',') || 'NONE'}` };
        const isOpening = opening.includes(set.join(' '));
        assert.equal(statesOf(question, 'ipv4', direction), isOpening ? 'NEW' : others, set.join(' '));
        assert.equal(statesOf({ ...question, state: 'NEW' }, 'ipv4', direction), isOpening ? 'NEW' : '');
      }
    });
  }

  for (const family of ['ipv4', 'ipv6'] as const) {
    it(`have certain types of ICMP: ${family}`, () => {
      for (let type = 0; type <= 200; type++) {
        const question = { protocol: family === 'ipv4' ? 'icmp' : 'icmpv6', icmpType: `${type}/3` };
        assert.equal(statesOf(question, family), statesOfType(type, family), `${type}`);
      }
    });
  }

  it('are the examples of new connections', () => {
    const example = (question: Question) => {
      const asked = askedPackets(question, 'in', 'ipv4');
      return 'packets' in asked ? witness(asked.packets, 'ipv4') : undefined;
    };
    assert.equal(example({ protocol: 'tcp', state: 'INVALID,NEW' })?.tcpFlags, 'SYN');
    assert.equal(example({ protocol: 'icmp' })?.icmpType, 'echo-request');
    assert.equal(example({ protocol: 'tcp', state: 'NEW,INVALID' })?.state, 'NEW');
    assert.equal(example({ protocol: 'tcp', tcpFlags: 'RST' })?.state, 'INVALID');
  });
});
