/** The sentence that says which backend refuses, and when. */

import type { Refusal, RefusedBy } from '../modules/refused-by';
import type { Family } from '../ruleset/tables';
import type { Backend } from './backend';
import type { Severity } from './finding';

const when: Record<Refusal, string> = {
  test: '',
  load: ' on a real load, not with --test',
  counters: ' with -c (--counters)',
};

/** Who judges a dump: the tool of its family, and the backend of which alone is spoken. */
export interface Judge {
  family: Family;
  backend: Backend;
}

/** Who refuses, in words; for an error that nobody refuses it says that too. Of a single backend, the other is not spoken of. */
export function refusalSentence(refusedBy: RefusedBy, severity: Severity, { family, backend }: Judge): string {
  const tool = family === 'ipv4' ? 'iptables' : 'ip6tables';
  const { legacy, nft } = refusedBy;
  const refusal = backend === 'both' ? undefined : (legacy ?? nft);
  if (refusal) return `${tool}-restore refuses it${when[refusal]}.`;
  if (legacy && legacy === nft) return `${tool}-restore refuses it${when[legacy]}.`;
  if (legacy === 'test' && nft) return `${tool}-restore refuses it (nf_tables: only${when[nft]}).`;
  if (legacy && nft) return `${tool}-restore refuses it: legacy${when[legacy]}, nf_tables${when[nft]}.`;
  if (legacy) return `${tool}-legacy-restore refuses it${when[legacy]}; the nf_tables one does not.`;
  if (nft) return `${tool}-nft-restore refuses it${when[nft]}; the legacy one does not.`;
  return severity === 'error' ? `${tool}-restore says nothing about it.` : '';
}
