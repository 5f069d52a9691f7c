// Every match module; a new one is a file in this folder and a line in each list here.

import type { MatchModule } from '../types';
import addrtypeMatch from './addrtype';
import commentMatch from './comment';
import connmarkMatch from './connmark';
import conntrackMatch from './conntrack';
import icmpMatch from './icmp';
import limitMatch from './limit';
import markMatch from './mark';
import multiportMatch from './multiport';
import ownerMatch from './owner';
import setMatch from './set';
import stateMatch from './state';
import statisticMatch from './statistic';
import tcpMatch from './tcp';
import udpMatch from './udp';

/** By file name; a file may hold the variants of both families. */
export const matches: Readonly<Record<string, MatchModule | readonly MatchModule[]>> = {
  addrtype: addrtypeMatch,
  comment: commentMatch,
  connmark: connmarkMatch,
  conntrack: conntrackMatch,
  icmp: icmpMatch,
  limit: limitMatch,
  mark: markMatch,
  multiport: multiportMatch,
  owner: ownerMatch,
  set: setMatch,
  state: stateMatch,
  statistic: statisticMatch,
  tcp: tcpMatch,
  udp: udpMatch,
};
