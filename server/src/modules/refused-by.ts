// Who refuses what, and when: the two backends of iptables do not always agree.

/** When a backend refuses: already with `--test`, only on a real load, or only with `-c` (`--counters`). */
export type Refusal = 'test' | 'load' | 'counters';

/** Who refuses; empty when nobody does. Measured against iptables-restore 1.8.9. */
export interface RefusedBy {
  legacy?: Refusal;
  nft?: Refusal;
}

/** Both tools cannot parse it. */
export const byBoth: RefusedBy = { legacy: 'test', nft: 'test' };
/** Both parse it, and the kernel refuses it. */
export const byKernel: RefusedBy = { legacy: 'load', nft: 'load' };
/** Legacy sees it while it builds the table, nf_tables only when it commits. */
export const byState: RefusedBy = { legacy: 'test', nft: 'load' };
export const byLegacy: RefusedBy = { legacy: 'test' };
export const byLegacyOnLoad: RefusedBy = { legacy: 'load' };
export const byNft: RefusedBy = { nft: 'test' };
export const byNftOnLoad: RefusedBy = { nft: 'load' };
export const withCounters: RefusedBy = { legacy: 'counters', nft: 'counters' };
export const byNobody: RefusedBy = {};

const ranks: Readonly<Record<Refusal, number>> = { test: 3, load: 2, counters: 1 };
const backends = ['legacy', 'nft'] as const;

/** True when each backend refuses the first as early as the second, or earlier. */
export function isRefusedAsEarly(first: RefusedBy, second: RefusedBy): boolean {
  return backends.every((backend) => rank(first[backend]) >= rank(second[backend]));
}

/** Who refuses a line on which all of these are refused, and when. */
export function earliest(all: readonly RefusedBy[]): RefusedBy {
  const found: RefusedBy = {};
  for (const each of all)
    for (const backend of backends) if (rank(each[backend]) > rank(found[backend])) found[backend] = each[backend]!;
  return found;
}

function rank(refusal: Refusal | undefined): number {
  return refusal ? ranks[refusal] : 0;
}
