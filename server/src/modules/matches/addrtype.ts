// -m addrtype: what the routing table says of an address.

import type { MatchModule, Word } from '../types';

const addressTypes: readonly Word[] = [
  { word: 'UNSPEC', meaning: 'the unspecified address, such as 0.0.0.0' },
  { word: 'UNICAST', meaning: 'an address reached by an ordinary route' },
  { word: 'LOCAL', meaning: 'an address of this host' },
  { word: 'BROADCAST', families: ['ipv4'], meaning: 'a broadcast address' },
  { word: 'ANYCAST', meaning: 'an anycast address' },
  { word: 'MULTICAST', meaning: 'a multicast address' },
  { word: 'BLACKHOLE', families: ['ipv4'], meaning: 'routed into a black hole: dropped in silence' },
  { word: 'UNREACHABLE', meaning: 'routed as unreachable: answered with host unreachable' },
  { word: 'PROHIBIT', families: ['ipv4'], meaning: 'routed as prohibited: answered with administratively prohibited' },
  { word: 'THROW', families: ['ipv4'], meaning: 'a route that ends the lookup in its table' },
  { word: 'NAT', families: ['ipv4'], meaning: 'a route with address translation, which Linux does not have any more' },
  { word: 'XRESOLVE', families: ['ipv4'], meaning: 'a route resolved from outside, which Linux never had in use' },
];

export default {
  kind: 'match',
  name: 'addrtype',
  families: ['ipv4', 'ipv6'],
  needsOneOf: ['src-type', 'dst-type'],
  summary: 'Tests what kind of address the routing table takes source or destination for.',
  options: [
    {
      name: 'src-type',
      values: [{ kind: 'words', words: addressTypes, matching: 'beginning', separators: ',' }],
      inversion: 'allowed',
      summary: 'Matches when the source address is of one of these types.',
      note: 'For IPv6 the kernel refuses BROADCAST, BLACKHOLE, PROHIBIT and the types after it.',
    },
    {
      name: 'dst-type',
      values: [{ kind: 'words', words: addressTypes, matching: 'beginning', separators: ',' }],
      inversion: 'allowed',
      summary: 'Matches when the destination address is of one of these types.',
      note: 'For IPv6 the kernel refuses BROADCAST, BLACKHOLE, PROHIBIT and the types after it.',
    },
    {
      name: 'limit-iface-in',
      excludes: ['limit-iface-out'],
      hooks: ['PREROUTING', 'INPUT', 'FORWARD'],
      summary: 'Judges the address only by the interface through which the packet came in.',
    },
    {
      name: 'limit-iface-out',
      excludes: ['limit-iface-in'],
      hooks: ['FORWARD', 'OUTPUT', 'POSTROUTING'],
      summary: 'Judges the address only by the interface through which the packet is going to leave.',
    },
  ],
} satisfies MatchModule;
