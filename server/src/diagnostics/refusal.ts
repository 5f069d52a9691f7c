/** The ways in which the backends refuse, and the sentence that says so. */

import type { Refusal, RefusedBy, Severity } from './finding';

/** Both tools cannot parse it. */
export const byBoth: RefusedBy = { legacy: 'test', nft: 'test' };
/** Legacy sees it while it builds the table, nf_tables only when it commits. */
export const byState: RefusedBy = { legacy: 'test', nft: 'load' };
export const byLegacy: RefusedBy = { legacy: 'test' };
export const byNft: RefusedBy = { nft: 'test' };
export const byNftOnLoad: RefusedBy = { nft: 'load' };
export const withCounters: RefusedBy = { legacy: 'counters', nft: 'counters' };
export const byNobody: RefusedBy = {};

const when: Record<Refusal, string> = {
  test: '',
  load: ' on a real load, not with --test',
  counters: ' with -c (--counters)',
};

/** Who refuses, in words; for an error that nobody refuses it says that too. */
export function refusalSentence(refusedBy: RefusedBy, severity: Severity): string {
  const { legacy, nft } = refusedBy;
  if (legacy && legacy === nft) return `iptables-restore refuses it${when[legacy]}.`;
  if (legacy === 'test' && nft) return `iptables-restore refuses it (nf_tables: only${when[nft]}).`;
  if (legacy && nft) return `iptables-restore refuses it: legacy${when[legacy]}, nf_tables${when[nft]}.`;
  if (legacy) return `iptables-legacy-restore refuses it${when[legacy]}; the nf_tables one does not.`;
  if (nft) return `iptables-nft-restore refuses it${when[nft]}; the legacy one does not.`;
  return severity === 'error' ? 'iptables-restore says nothing about it.' : '';
}
