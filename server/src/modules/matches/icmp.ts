// -m icmp: type and code of ICMP messages.

import type { IcmpWord, MatchModule } from '../types';

/** In the order of the tool's own table; the names below a type are its codes. */
export const icmpTypes: readonly IcmpWord[] = [
  { word: 'any', type: 255, meaning: 'every ICMP message' },
  { word: 'echo-reply', aliases: ['pong'], type: 0, meaning: 'the answer to a ping' },
  { word: 'destination-unreachable', type: 3, meaning: 'the packet could not be delivered, whatever the reason' },
  { word: 'network-unreachable', type: 3, code: 0, meaning: 'there is no route to the network' },
  { word: 'host-unreachable', type: 3, code: 1, meaning: 'the host does not answer on its network' },
  { word: 'protocol-unreachable', type: 3, code: 2, meaning: 'the host does not speak the protocol' },
  { word: 'port-unreachable', type: 3, code: 3, meaning: 'nobody listens on the port' },
  {
    word: 'fragmentation-needed',
    type: 3,
    code: 4,
    meaning: 'the packet is too big for the next link and must not be fragmented (path MTU discovery)',
  },
  { word: 'source-route-failed', type: 3, code: 5, meaning: 'the route given by the sender could not be followed' },
  { word: 'network-unknown', type: 3, code: 6, meaning: 'the network does not exist' },
  { word: 'host-unknown', type: 3, code: 7, meaning: 'the host does not exist' },
  { word: 'network-prohibited', type: 3, code: 9, meaning: 'the network is closed to the sender by an administrator' },
  { word: 'host-prohibited', type: 3, code: 10, meaning: 'the host is closed to the sender by an administrator' },
  { word: 'TOS-network-unreachable', type: 3, code: 11, meaning: 'no route to the network for this type of service' },
  { word: 'TOS-host-unreachable', type: 3, code: 12, meaning: 'no way to the host for this type of service' },
  { word: 'communication-prohibited', type: 3, code: 13, meaning: 'a filter on the way refused the packet' },
  { word: 'host-precedence-violation', type: 3, code: 14, meaning: 'the precedence asked for is not permitted' },
  { word: 'precedence-cutoff', type: 3, code: 15, meaning: 'the precedence is below the minimum of the network' },
  { word: 'source-quench', type: 4, meaning: 'a plea to send more slowly, obsolete' },
  { word: 'redirect', type: 5, meaning: 'a better first hop, whatever the code' },
  { word: 'network-redirect', type: 5, code: 0, meaning: 'a better first hop to the network' },
  { word: 'host-redirect', type: 5, code: 1, meaning: 'a better first hop to the host' },
  {
    word: 'TOS-network-redirect',
    type: 5,
    code: 2,
    meaning: 'a better first hop to the network for this type of service',
  },
  { word: 'TOS-host-redirect', type: 5, code: 3, meaning: 'a better first hop to the host for this type of service' },
  { word: 'echo-request', aliases: ['ping'], type: 8, meaning: 'a ping' },
  { word: 'router-advertisement', type: 9, meaning: 'a router makes itself known' },
  { word: 'router-solicitation', type: 10, meaning: 'a host asks for routers' },
  { word: 'time-exceeded', aliases: ['ttl-exceeded'], type: 11, meaning: 'a time limit ran out, whatever the code' },
  {
    word: 'ttl-zero-during-transit',
    type: 11,
    code: 0,
    meaning: 'the TTL reached 0 on the way (what traceroute looks for)',
  },
  { word: 'ttl-zero-during-reassembly', type: 11, code: 1, meaning: 'not all fragments arrived in time' },
  { word: 'parameter-problem', type: 12, meaning: 'the header is faulty, whatever the code' },
  { word: 'ip-header-bad', type: 12, code: 0, meaning: 'the message points to the faulty byte of the header' },
  { word: 'required-option-missing', type: 12, code: 1, meaning: 'an IP option that is demanded is missing' },
  { word: 'timestamp-request', type: 13, meaning: "a question for the other host's clock" },
  { word: 'timestamp-reply', type: 14, meaning: 'the answer with the clock' },
  { word: 'address-mask-request', type: 17, meaning: 'a question for the netmask, obsolete' },
  { word: 'address-mask-reply', type: 18, meaning: 'the answer with the netmask, obsolete' },
];

export default {
  kind: 'match',
  name: 'icmp',
  families: ['ipv4'],
  protocols: ['icmp'],
  summary: 'Tests type and code of ICMP messages.',
  note: 'Loaded by itself after `-p icmp` as soon as its option is used. For IPv6 there is icmp6.',
  options: [
    {
      name: 'icmp-type',
      values: [{ kind: 'icmp-type', words: icmpTypes }],
      inversion: 'allowed',
      required: true,
      summary: 'Matches messages of this type, and of this code where one is given.',
    },
  ],
} satisfies MatchModule;
