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

/** Whether rules are given to iptables-restore, or each to iptables itself. */
export type Form = 'dump' | 'command';

/** Who judges rules: the tool of their family, and the backend of which alone is spoken. */
export interface Judge {
  family: Family;
  backend: Backend;
  form: Form;
}

/** Who refuses, in words; for an error that nobody refuses it says that too. Of a single backend, the other is not spoken of. */
export function refusalSentence(refusedBy: RefusedBy, severity: Severity, judge: Judge): string {
  const { family, backend, form } = judge;
  if (form === 'command') return refusalOfCommand(refusedBy, judge);
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

function refusalOfCommand({ legacy, nft }: RefusedBy, { family, backend }: Judge): string {
  const tool = family === 'ipv4' ? 'iptables' : 'ip6tables';
  const isByLegacy = legacy !== undefined && legacy !== 'counters';
  const isByNft = nft !== undefined && nft !== 'counters';
  if (isByLegacy && isByNft) return `${tool} refuses it.`;
  if (backend !== 'both') return isByLegacy || isByNft ? `${tool} refuses it.` : '';
  if (isByLegacy) return `${tool}-legacy refuses it; the nf_tables one does not.`;
  return isByNft ? `${tool}-nft refuses it; the legacy one does not.` : '';
}
