/** Phrases for what match modules test, as they stand behind `TCP packets …`. */

import type { MatchPhrases } from './phrases';

const ports: MatchPhrases = { options: { sport: 'from {}', dport: 'to {}' } };
const addressTypeScope = {
  'limit-iface-in': '(counting only the addresses of the incoming interface)',
  'limit-iface-out': '(counting only the addresses of the outgoing interface)',
};

const phrases: Readonly<Record<string, MatchPhrases>> = {
  addrtype: { options: { 'src-type': 'from {meaning}', 'dst-type': 'to {meaning}', ...addressTypeScope } },
  ah: {
    bare: 'with an authentication header',
    options: {
      ahspi: 'with the SPI {}',
      ahlen: 'with an authentication header of {}',
      ahres: 'with a zero reserved field',
    },
  },
  bpf: { options: { bytecode: 'that {} picks', 'object-pinned': 'that the eBPF program {} picks' } },
  cgroup: { options: { path: 'of the control group {}', cgroup: 'of the control group class {}' } },
  cluster: {
    options: {
      'cluster-total-nodes': 'shared between {} nodes',
      'cluster-local-node': 'falling to node {}',
      'cluster-local-nodemask': 'falling to the nodes of the mask {}',
      'cluster-hash-seed': '',
    },
  },
  comment: { options: { comment: '' } },
  connbytes: {
    options: {
      connbytes: 'of a connection that has carried {}',
      'connbytes-mode': '{}',
      'connbytes-dir': '({meaning})',
    },
  },
  connlabel: { options: { label: 'of a connection with {}', set: '(put on it where it is missing)' } },
  connlimit: {
    options: {
      'connlimit-upto': ['while there are at most {} connections', 'while there are more than {} connections'],
      'connlimit-above': ['while there are more than {} connections', 'while there are at most {} connections'],
      'connlimit-mask': 'for each {} network',
      'connlimit-saddr': '(by source address)',
      'connlimit-daddr': '(by destination address)',
    },
  },
  connmark: { options: { mark: 'of a connection with mark {}' } },
  conntrack: {
    options: {
      ctstate: 'in state {}',
      ctproto: 'of a connection over {}',
      ctorigsrc: 'of a connection opened from {}',
      ctorigdst: 'of a connection opened to {}',
      ctreplsrc: 'of a connection answered from {}',
      ctrepldst: 'of a connection answered to {}',
      ctorigsrcport: 'of a connection opened from {}',
      ctorigdstport: 'of a connection opened to {}',
      ctreplsrcport: 'of a connection answered from {}',
      ctrepldstport: 'of a connection answered to {}',
      ctstatus: 'of a connection with status {}',
      ctexpire: 'of a connection with {} left to live',
      ctdir: 'in {} direction',
    },
  },
  cpu: { options: { cpu: 'handled by processor {}' } },
  dccp: {
    options: {
      ...ports.options,
      'dccp-types': 'of type {}',
      'dccp-option': ['with DCCP option {}', 'without DCCP option {}'],
    },
  },
  devgroup: {
    options: { 'src-group': 'arriving on interface group {}', 'dst-group': 'leaving through interface group {}' },
  },
  dscp: { options: { dscp: 'with DSCP {}', 'dscp-class': 'with DSCP {}' } },
  dst: {
    bare: 'with options for the destination',
    options: { 'dst-len': 'with a destination options header of {}', 'dst-opts': 'with the destination options {}' },
  },
  ecn: {
    options: {
      'ecn-tcp-cwr': ['with CWR set', 'without CWR'],
      'ecn-tcp-ece': ['with ECE set', 'without ECE'],
      'ecn-ip-ect': 'with ECN {}',
    },
  },
  esp: { bare: 'with an ESP header', options: { espspi: 'with the SPI {}' } },
  eui64: { always: 'whose source address was made from their Ethernet address', options: {} },
  frag: {
    bare: 'with a fragment header',
    options: {
      fragid: 'with the fragment identification {}',
      fraglen: '',
      fragres: 'with zero reserved fields',
      fragfirst: 'that are a first fragment',
      fragmore: 'that further fragments follow',
      fraglast: 'that are a last fragment',
    },
  },
  hashlimit: {
    options: {
      'hashlimit-upto': ['while at most {}', 'while above {}'],
      'hashlimit-above': ['while above {}', 'while at most {}'],
      'hashlimit-burst': 'with bursts up to {}',
      'hashlimit-mode': '(counted {meaning})',
      'hashlimit-srcmask': '(sources by {} networks)',
      'hashlimit-dstmask': '(destinations by {} networks)',
      'hashlimit-name': '(table {})',
      'hashlimit-htable-size': '',
      'hashlimit-htable-max': '',
      'hashlimit-htable-expire': '',
      'hashlimit-htable-gcinterval': '',
      'hashlimit-rate-match': '(by measured rate)',
      'hashlimit-rate-interval': '(over {})',
    },
  },
  hbh: {
    bare: 'with options for every hop',
    options: { 'hbh-len': 'with a hop-by-hop header of {}', 'hbh-opts': 'with the hop-by-hop options {}' },
  },
  helper: {
    options: { helper: ['that the conntrack helper {} announced', 'that the conntrack helper {} did not announce'] },
  },
  hl: {
    options: {
      'hl-eq': ['with a hop limit of {}', 'with a hop limit other than {}'],
      'hl-lt': 'with a hop limit below {}',
      'hl-gt': 'with a hop limit above {}',
    },
  },
  icmp: { options: { 'icmp-type': 'of {}' } },
  icmp6: { options: { 'icmpv6-type': 'of {}' } },
  ipcomp: {
    bare: 'with compressed payload',
    options: { ipcompspi: 'with the CPI {}', compres: 'with a zero reserved field' },
  },
  iprange: { options: { 'src-range': 'from {}', 'dst-range': 'to {}' } },
  ipv6header: { options: { header: 'with exactly the headers {}', soft: '(others may be there too)' } },
  ipvs: {
    options: {
      ipvs: ['of a virtual server', 'of no virtual server'],
      vproto: 'of a virtual service over {}',
      vaddr: 'of the virtual service at {}',
      vport: 'of a virtual service on {}',
      vdir: 'in {} direction',
      vmethod: 'forwarded by {}',
      vportctl: 'controlled through {}',
    },
  },
  length: { options: { length: ['that are {} long', 'that are not {} long'] } },
  limit: { bare: 'at most 3 an hour', options: { limit: 'at most {}', 'limit-burst': 'with bursts up to {}' } },
  mac: { options: { 'mac-source': 'from the Ethernet address {}' } },
  mark: { options: { mark: ['with mark {}', 'without mark {}'] } },
  mh: { options: { 'mh-type': 'of type {}' } },
  multiport: { options: { sports: 'from {}', dports: 'to {}', ports: 'from or to {}' } },
  nfacct: { options: { 'nfacct-name': 'counted as {}' } },
  osf: { options: { genre: 'whose sender looks like {}', ttl: '(TTL compared: {})', log: '' } },
  owner: {
    options: {
      'uid-owner': 'sent by {}',
      'gid-owner': 'sent by {}',
      'socket-exists': ['with a local socket', 'without a local socket'],
      'suppl-groups': '(supplementary groups too)',
    },
  },
  physdev: {
    options: {
      'physdev-in': 'arriving on bridge port {}',
      'physdev-out': 'leaving through bridge port {}',
      'physdev-is-in': 'arriving on a bridge port',
      'physdev-is-out': 'leaving through a bridge port',
      'physdev-is-bridged': ['that are bridged', 'that are not bridged'],
    },
  },
  pkttype: { options: { 'pkt-type': 'sent {meaning}' } },
  policy: {
    options: {
      dir: 'on their way {}',
      pol: 'with IPsec policy {}',
      strict: 'of exactly these elements:',
      reqid: 'with request number {}',
      spi: 'with the SPI {}',
      proto: 'protected by {}',
      mode: 'in {} mode',
      'tunnel-src': 'in a tunnel from {}',
      'tunnel-dst': 'in a tunnel to {}',
      next: 'and then',
    },
  },
  quota: { options: { quota: ['until {} are used up', 'once {} are used up'] } },
  rateest: {
    options: {
      rateest1: 'while the rate {}',
      rateest2: 'the rate {}',
      'rateest-bps1': '(less {})',
      'rateest-pps1': '(less {} packets a second)',
      'rateest-bps2': '{}',
      'rateest-pps2': '{} packets a second',
      'rateest-delta': '(by what is left)',
      'rateest-lt': ['is below', 'is not below'],
      'rateest-gt': ['is above', 'is not above'],
      'rateest-eq': ['is', 'is not'],
    },
  },
  realm: { options: { realm: 'of the routing realm {}' } },
  recent: {
    options: {
      set: 'whose address is noted as seen',
      rcheck: ['whose address was seen', 'whose address was not seen'],
      update: ['whose address was seen (and is noted again)', 'whose address was not seen'],
      remove: ['whose address was seen (and is forgotten)', 'whose address was not seen'],
      seconds: 'within the last {}',
      reap: '(older ones are forgotten)',
      hitcount: 'at least {} times',
      rttl: 'with the same TTL',
      name: 'in the list {}',
      rsource: '(source address)',
      rdest: '(destination address)',
      mask: '(by the mask {})',
    },
  },
  rpfilter: {
    always: 'whose answer would leave through the interface they came by',
    alwaysIf: { option: 'invert', phrase: 'whose answer would not leave through the interface they came by' },
    options: {
      loose: '(any interface will do)',
      validmark: '(by their mark)',
      'accept-local': '(own addresses pass)',
      invert: '',
    },
  },
  rt: {
    bare: 'with a routing header',
    options: {
      'rt-type': 'with a routing header of type {}',
      'rt-segsleft': 'with {} stations left',
      'rt-len': 'with a routing header of {}',
      'rt-0-res': 'with a zero reserved field',
      'rt-0-addrs': 'over {}',
      'rt-0-not-strict': '(others may lie between)',
    },
  },
  sctp: { options: { ...ports.options, 'chunk-types': 'with chunks ({}): {1}' } },
  set: {
    options: {
      'match-set': ['in the set {} by {1}', 'not in the set {} by {1}'],
      'return-nomatch': '(on its nomatch entries)',
      'update-counters': ['', '(without counting)'],
      'update-subcounters': ['', '(without counting in member sets)'],
      'packets-eq': 'whose entry has counted {} packets',
      'packets-lt': 'whose entry has counted fewer than {} packets',
      'packets-gt': 'whose entry has counted more than {} packets',
      'bytes-eq': 'whose entry has counted {}',
      'bytes-lt': 'whose entry has counted less than {}',
      'bytes-gt': 'whose entry has counted more than {}',
    },
  },
  socket: {
    always: 'that belong to an open local socket',
    options: {
      transparent: '(a transparent one)',
      nowildcard: '(wildcard listeners too)',
      'restore-skmark': 'and take over its mark',
    },
  },
  srh: {
    bare: 'with a segment routing header',
    options: {
      'srh-next-hdr': 'with the next header {}',
      'srh-hdr-len-eq': 'with a header length of {}',
      'srh-hdr-len-gt': 'with a header length above {}',
      'srh-hdr-len-lt': 'with a header length below {}',
      'srh-segs-left-eq': 'with {} segments left',
      'srh-segs-left-gt': 'with more than {} segments left',
      'srh-segs-left-lt': 'with fewer than {} segments left',
      'srh-last-entry-eq': 'with the last segment {}',
      'srh-last-entry-gt': 'with a last segment above {}',
      'srh-last-entry-lt': 'with a last segment below {}',
      'srh-tag': 'with the tag {}',
      'srh-psid': 'with the previous segment {}',
      'srh-nsid': 'with the next segment {}',
      'srh-lsid': 'with the last segment {}',
    },
  },
  state: { options: { state: 'in state {}' } },
  statistic: {
    options: {
      mode: '',
      probability: ['picked by chance ({})', 'not picked by chance ({})'],
      every: ['of which one in {} is picked', 'of which all but one in {} are picked'],
      packet: '(number {} of each round, counted from 0)',
    },
  },
  string: {
    options: {
      algo: '',
      from: '(searched from byte {} on)',
      to: '(searched up to byte {})',
      string: 'containing {}',
      'hex-string': 'containing {}',
      icase: '(in any case)',
    },
  },
  tcp: {
    options: {
      ...ports.options,
      syn: ['that open a connection (SYN)', 'that do not open a connection (no SYN)'],
      'tcp-flags': ['where {}', 'except where {}'],
      'tcp-option': ['with TCP option {}', 'without TCP option {}'],
    },
  },
  tcpmss: { options: { mss: 'announcing a segment size of {}' } },
  time: {
    options: {
      datestart: 'from {}',
      datestop: 'until {}',
      timestart: 'from {}',
      timestop: 'until {}',
      contiguous: '(without a break at midnight)',
      weekdays: 'on {}',
      monthdays: 'on {}',
      localtz: "(the kernel's local time)",
      utc: '(UTC)',
      kerneltz: "(the kernel's local time)",
    },
  },
  tos: { options: { tos: 'with TOS {}' } },
  ttl: {
    options: {
      'ttl-eq': ['with a TTL of {}', 'with a TTL other than {}'],
      'ttl-lt': 'with a TTL below {}',
      'ttl-gt': 'with a TTL above {}',
    },
  },
  u32: { options: { u32: ['that pass {} of u32', 'that do not pass {} of u32'] } },
  udp: ports,
};

/** The phrases of a match module by its name; undefined for one that nobody has put into words. */
export function matchPhrases(module: string): MatchPhrases | undefined {
  return Object.hasOwn(phrases, module) ? phrases[module] : undefined;
}
