// Every match module; a new one is a file in this folder and a line in each list here.

import type { MatchModule } from '../types';
import addrtypeMatch from './addrtype';
import ahMatch from './ah';
import bpfMatch from './bpf';
import cgroupMatch from './cgroup';
import clusterMatch from './cluster';
import commentMatch from './comment';
import connbytesMatch from './connbytes';
import connlabelMatch from './connlabel';
import connlimitMatch from './connlimit';
import connmarkMatch from './connmark';
import conntrackMatch from './conntrack';
import cpuMatch from './cpu';
import dccpMatch from './dccp';
import devgroupMatch from './devgroup';
import dscpMatch from './dscp';
import dstMatch from './dst';
import ecnMatch from './ecn';
import espMatch from './esp';
import eui64Match from './eui64';
import fragMatch from './frag';
import hashlimitMatch from './hashlimit';
import hbhMatch from './hbh';
import helperMatch from './helper';
import hlMatch from './hl';
import icmpMatch from './icmp';
import icmp6Match from './icmp6';
import ipcompMatch from './ipcomp';
import iprangeMatch from './iprange';
import ipv6headerMatch from './ipv6header';
import ipvsMatch from './ipvs';
import lengthMatch from './length';
import limitMatch from './limit';
import macMatch from './mac';
import markMatch from './mark';
import mhMatch from './mh';
import multiportMatch from './multiport';
import nfacctMatch from './nfacct';
import osfMatch from './osf';
import ownerMatch from './owner';
import physdevMatch from './physdev';
import pkttypeMatch from './pkttype';
import policyMatch from './policy';
import quotaMatch from './quota';
import rateestMatch from './rateest';
import realmMatch from './realm';
import recentMatch from './recent';
import rpfilterMatch from './rpfilter';
import rtMatch from './rt';
import sctpMatch from './sctp';
import setMatch from './set';
import socketMatch from './socket';
import srhMatch from './srh';
import stateMatch from './state';
import statisticMatch from './statistic';
import stringMatch from './string';
import tcpMatch from './tcp';
import tcpmssMatch from './tcpmss';
import timeMatch from './time';
import tosMatch from './tos';
import ttlMatch from './ttl';
import u32Match from './u32';
import udpMatch from './udp';

/** By file name; a file may hold the variants of both families. */
export const matches: Readonly<Record<string, MatchModule | readonly MatchModule[]>> = {
  addrtype: addrtypeMatch,
  ah: ahMatch,
  bpf: bpfMatch,
  cgroup: cgroupMatch,
  cluster: clusterMatch,
  comment: commentMatch,
  connbytes: connbytesMatch,
  connlabel: connlabelMatch,
  connlimit: connlimitMatch,
  connmark: connmarkMatch,
  conntrack: conntrackMatch,
  cpu: cpuMatch,
  dccp: dccpMatch,
  devgroup: devgroupMatch,
  dscp: dscpMatch,
  dst: dstMatch,
  ecn: ecnMatch,
  esp: espMatch,
  eui64: eui64Match,
  frag: fragMatch,
  hashlimit: hashlimitMatch,
  hbh: hbhMatch,
  helper: helperMatch,
  hl: hlMatch,
  icmp: icmpMatch,
  icmp6: icmp6Match,
  ipcomp: ipcompMatch,
  iprange: iprangeMatch,
  ipv6header: ipv6headerMatch,
  ipvs: ipvsMatch,
  length: lengthMatch,
  limit: limitMatch,
  mac: macMatch,
  mark: markMatch,
  mh: mhMatch,
  multiport: multiportMatch,
  nfacct: nfacctMatch,
  osf: osfMatch,
  owner: ownerMatch,
  physdev: physdevMatch,
  pkttype: pkttypeMatch,
  policy: policyMatch,
  quota: quotaMatch,
  rateest: rateestMatch,
  realm: realmMatch,
  recent: recentMatch,
  rpfilter: rpfilterMatch,
  rt: rtMatch,
  sctp: sctpMatch,
  set: setMatch,
  socket: socketMatch,
  srh: srhMatch,
  state: stateMatch,
  statistic: statisticMatch,
  string: stringMatch,
  tcp: tcpMatch,
  tcpmss: tcpmssMatch,
  time: timeMatch,
  tos: tosMatch,
  ttl: ttlMatch,
  u32: u32Match,
  udp: udpMatch,
};
