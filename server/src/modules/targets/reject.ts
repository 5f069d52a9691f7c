// -j REJECT: drop a packet and tell the sender.

import type { TargetModule } from '../types';

const summary = 'Drops the packet and answers the sender with an error.';
const optionSummary = 'Chooses the answer.';

/** The two families answer with different messages. */
export default [
  {
    kind: 'target',
    name: 'REJECT',
    families: ['ipv4'],
    tables: ['filter'],
    hooks: ['INPUT', 'FORWARD', 'OUTPUT'],
    terminating: 'yes',
    summary,
    options: [
      {
        name: 'reject-with',
        values: [
          {
            kind: 'word',
            matching: 'beginning',
            words: [
              { word: 'icmp-net-unreachable', aliases: ['net-unreach'], meaning: 'ICMP: no route to the network' },
              { word: 'icmp-host-unreachable', aliases: ['host-unreach'], meaning: 'ICMP: the host is unreachable' },
              {
                word: 'icmp-proto-unreachable',
                aliases: ['proto-unreach'],
                meaning: 'ICMP: the protocol is not spoken here',
              },
              {
                word: 'icmp-port-unreachable',
                aliases: ['port-unreach'],
                meaning: 'ICMP: nobody listens on the port; the default',
              },
              { word: 'icmp-net-prohibited', aliases: ['net-prohib'], meaning: 'ICMP: the network is off limits' },
              { word: 'icmp-host-prohibited', aliases: ['host-prohib'], meaning: 'ICMP: the host is off limits' },
              {
                word: 'tcp-reset',
                aliases: ['tcp-rst'],
                meaning: 'a TCP RST, as if the port were closed',
                protocols: ['tcp'],
              },
              { word: 'icmp-admin-prohibited', aliases: ['admin-prohib'], meaning: 'ICMP: a filter forbids it' },
            ],
          },
        ],
        summary: optionSummary,
        note: 'A beginning of the name is enough, the first that fits is meant. Without the option, icmp-port-unreachable.',
      },
    ],
  },
  {
    kind: 'target',
    name: 'REJECT',
    families: ['ipv6'],
    tables: ['filter'],
    hooks: ['INPUT', 'FORWARD', 'OUTPUT'],
    terminating: 'yes',
    summary,
    options: [
      {
        name: 'reject-with',
        values: [
          {
            kind: 'word',
            matching: 'beginning',
            words: [
              { word: 'icmp6-no-route', aliases: ['no-route'], meaning: 'ICMPv6: no route to the destination' },
              { word: 'icmp6-adm-prohibited', aliases: ['adm-prohibited'], meaning: 'ICMPv6: a filter forbids it' },
              {
                word: 'icmp6-addr-unreachable',
                aliases: ['addr-unreach'],
                meaning: 'ICMPv6: the address is unreachable',
              },
              {
                word: 'icmp6-port-unreachable',
                aliases: ['port-unreach'],
                meaning: 'ICMPv6: nobody listens on the port; the default',
              },
              { word: 'tcp-reset', meaning: 'a TCP RST, as if the port were closed', protocols: ['tcp'] },
              {
                word: 'icmp6-policy-fail',
                aliases: ['policy-fail'],
                meaning: 'ICMPv6: the source address is refused by policy',
              },
              {
                word: 'icmp6-reject-route',
                aliases: ['reject-route'],
                meaning: 'ICMPv6: the route to the destination says reject',
              },
            ],
          },
        ],
        summary: optionSummary,
        note: 'A beginning of the name is enough, the first that fits is meant. Without the option, icmp6-port-unreachable.',
      },
    ],
  },
] satisfies TargetModule[];
