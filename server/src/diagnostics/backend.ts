/** The backend of iptables to judge by: what only the other one refuses is no fault then. */

import type { RefusedBy } from '../modules/refused-by';

export type Backend = 'both' | 'legacy' | 'nf_tables';

/** Every backend that can be chosen; the first is the default. */
export const backends: readonly Backend[] = ['both', 'legacy', 'nf_tables'];

/**
 * Who refuses, as far as it matters to somebody who loads the dump with this backend alone. Undefined for what only the other
 * backend refuses.
 */
export function judgedBy(refusedBy: RefusedBy, backend: Backend): RefusedBy | undefined {
  if (backend === 'both') return refusedBy;
  const { legacy, nft } = refusedBy;
  if (!legacy && !nft) return refusedBy;
  if (backend === 'legacy') return legacy && { legacy };
  return nft && { nft };
}
