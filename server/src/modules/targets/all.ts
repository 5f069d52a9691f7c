// Every target module; a new one is a file in this folder and a line in each list here.

import type { TargetModule } from '../types';
import acceptTarget from './accept';
import connmarkTarget from './connmark';
import ctTarget from './ct';
import dnatTarget from './dnat';
import dropTarget from './drop';
import logTarget from './log';
import markTarget from './mark';
import masqueradeTarget from './masquerade';
import queueTarget from './queue';
import redirectTarget from './redirect';
import rejectTarget from './reject';
import returnTarget from './return';
import snatTarget from './snat';
import standardTarget from './standard';
import tproxyTarget from './tproxy';

/** By file name; a file may hold the variants of both families. */
export const targets: Readonly<Record<string, TargetModule | readonly TargetModule[]>> = {
  accept: acceptTarget,
  connmark: connmarkTarget,
  ct: ctTarget,
  dnat: dnatTarget,
  drop: dropTarget,
  log: logTarget,
  mark: markTarget,
  masquerade: masqueradeTarget,
  queue: queueTarget,
  redirect: redirectTarget,
  reject: rejectTarget,
  return: returnTarget,
  snat: snatTarget,
  standard: standardTarget,
  tproxy: tproxyTarget,
};
