// -m icmp6: type and code of ICMPv6 messages.

import type { IcmpWord, MatchModule } from '../types';

/** In the order of the tool's own table; the names below a type are its codes. */
export const icmp6Types: readonly IcmpWord[] = [
  { word: 'destination-unreachable', type: 1, meaning: 'the packet could not be delivered, whatever the reason' },
  { word: 'no-route', type: 1, code: 0, meaning: 'there is no route to the destination' },
  { word: 'communication-prohibited', type: 1, code: 1, meaning: 'a filter on the way refused the packet' },
  { word: 'beyond-scope', type: 1, code: 2, meaning: 'the source address is not valid outside its network' },
  { word: 'address-unreachable', type: 1, code: 3, meaning: 'the host does not answer on its network' },
  { word: 'port-unreachable', type: 1, code: 4, meaning: 'nobody listens on the port' },
  { word: 'failed-policy', type: 1, code: 5, meaning: 'the source address is refused by policy' },
  { word: 'reject-route', type: 1, code: 6, meaning: 'the route to the destination says reject' },
  { word: 'packet-too-big', type: 2, meaning: 'the packet is too big for the next link (path MTU discovery)' },
  { word: 'time-exceeded', aliases: ['ttl-exceeded'], type: 3, meaning: 'a time limit ran out, whatever the code' },
  {
    word: 'ttl-zero-during-transit',
    type: 3,
    code: 0,
    meaning: 'the hop limit reached 0 on the way (what traceroute looks for)',
  },
  { word: 'ttl-zero-during-reassembly', type: 3, code: 1, meaning: 'not all fragments arrived in time' },
  { word: 'parameter-problem', type: 4, meaning: 'a header is faulty, whatever the code' },
  { word: 'bad-header', type: 4, code: 0, meaning: 'a field of a header is wrong' },
  { word: 'unknown-header-type', type: 4, code: 1, meaning: 'the type of the next header is not known' },
  { word: 'unknown-option', type: 4, code: 2, meaning: 'an option of a header is not known' },
  { word: 'echo-request', aliases: ['ping'], type: 128, meaning: 'a ping' },
  { word: 'echo-reply', aliases: ['pong'], type: 129, meaning: 'the answer to a ping' },
  { word: 'router-solicitation', type: 133, meaning: 'a host asks for routers' },
  { word: 'router-advertisement', type: 134, meaning: 'a router makes itself and its prefixes known' },
  {
    word: 'neighbour-solicitation',
    aliases: ['neighbor-solicitation'],
    type: 135,
    meaning: 'asks for the link-layer address of a neighbour',
  },
  {
    word: 'neighbour-advertisement',
    aliases: ['neighbor-advertisement'],
    type: 136,
    meaning: 'tells the link-layer address',
  },
  { word: 'redirect', type: 137, meaning: 'a better first hop' },
];

export default {
  kind: 'match',
  name: 'icmp6',
  aliases: ['icmpv6', 'ipv6-icmp'],
  families: ['ipv6'],
  protocols: ['ipv6-icmp'],
  summary: 'Tests type and code of ICMPv6 messages.',
  note: 'Loaded by itself after `-p icmpv6` as soon as its option is used. Without neighbour messages IPv6 does not work on a link.',
  options: [
    {
      name: 'icmpv6-type',
      values: [{ kind: 'icmp-type', words: icmp6Types }],
      inversion: 'allowed',
      required: true,
      summary: 'Matches messages of this type, and of this code where one is given.',
    },
  ],
} satisfies MatchModule;
