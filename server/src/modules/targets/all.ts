// Every target module; a new one is a file in this folder and a line in each list here.

import type { TargetModule } from '../types';
import acceptTarget from './accept';
import auditTarget from './audit';
import checksumTarget from './checksum';
import classifyTarget from './classify';
import clusteripTarget from './clusterip';
import connmarkTarget from './connmark';
import connsecmarkTarget from './connsecmark';
import ctTarget from './ct';
import dnatTarget from './dnat';
import dnptTarget from './dnpt';
import dropTarget from './drop';
import dscpTarget from './dscp';
import ecnTarget from './ecn';
import hlTarget from './hl';
import hmarkTarget from './hmark';
import idletimerTarget from './idletimer';
import ledTarget from './led';
import logTarget from './log';
import markTarget from './mark';
import masqueradeTarget from './masquerade';
import netmapTarget from './netmap';
import nflogTarget from './nflog';
import nfqueueTarget from './nfqueue';
import notrackTarget from './notrack';
import queueTarget from './queue';
import rateestTarget from './rateest';
import redirectTarget from './redirect';
import rejectTarget from './reject';
import returnTarget from './return';
import secmarkTarget from './secmark';
import setTarget from './set';
import snatTarget from './snat';
import snptTarget from './snpt';
import standardTarget from './standard';
import synproxyTarget from './synproxy';
import tcpmssTarget from './tcpmss';
import tcpoptstripTarget from './tcpoptstrip';
import teeTarget from './tee';
import tosTarget from './tos';
import tproxyTarget from './tproxy';
import traceTarget from './trace';
import ttlTarget from './ttl';
import ulogTarget from './ulog';

/** By file name; a file may hold the variants of both families. */
export const targets: Readonly<Record<string, TargetModule | readonly TargetModule[]>> = {
  accept: acceptTarget,
  audit: auditTarget,
  checksum: checksumTarget,
  classify: classifyTarget,
  clusterip: clusteripTarget,
  connmark: connmarkTarget,
  connsecmark: connsecmarkTarget,
  ct: ctTarget,
  dnat: dnatTarget,
  dnpt: dnptTarget,
  drop: dropTarget,
  dscp: dscpTarget,
  ecn: ecnTarget,
  hl: hlTarget,
  hmark: hmarkTarget,
  idletimer: idletimerTarget,
  led: ledTarget,
  log: logTarget,
  mark: markTarget,
  masquerade: masqueradeTarget,
  netmap: netmapTarget,
  nflog: nflogTarget,
  nfqueue: nfqueueTarget,
  notrack: notrackTarget,
  queue: queueTarget,
  rateest: rateestTarget,
  redirect: redirectTarget,
  reject: rejectTarget,
  return: returnTarget,
  secmark: secmarkTarget,
  set: setTarget,
  snat: snatTarget,
  snpt: snptTarget,
  standard: standardTarget,
  synproxy: synproxyTarget,
  tcpmss: tcpmssTarget,
  tcpoptstrip: tcpoptstripTarget,
  tee: teeTarget,
  tos: tosTarget,
  tproxy: tproxyTarget,
  trace: traceTarget,
  ttl: ttlTarget,
  ulog: ulogTarget,
};
