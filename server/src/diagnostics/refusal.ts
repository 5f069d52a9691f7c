/** The sentence that says which backend refuses, and when. */

import type { Refusal, RefusedBy } from '../modules/refused-by';
import type { Backend } from './backend';
import type { Severity } from './finding';

const when: Record<Refusal, string> = {
  test: '',
  load: ' on a real load, not with --test',
  counters: ' with -c (--counters)',
};

/** Who refuses, in words; for an error that nobody refuses it says that too. Of a single backend, the other is not spoken of. */
export function refusalSentence(refusedBy: RefusedBy, severity: Severity, backend: Backend = 'both'): string {
  const { legacy, nft } = refusedBy;
  const refusal = backend === 'both' ? undefined : (legacy ?? nft);
  if (refusal) return `iptables-restore refuses it${when[refusal]}.`;
  if (legacy && legacy === nft) return `iptables-restore refuses it${when[legacy]}.`;
  if (legacy === 'test' && nft) return `iptables-restore refuses it (nf_tables: only${when[nft]}).`;
  if (legacy && nft) return `iptables-restore refuses it: legacy${when[legacy]}, nf_tables${when[nft]}.`;
  if (legacy) return `iptables-legacy-restore refuses it${when[legacy]}; the nf_tables one does not.`;
  if (nft) return `iptables-nft-restore refuses it${when[nft]}; the legacy one does not.`;
  return severity === 'error' ? 'iptables-restore says nothing about it.' : '';
}
