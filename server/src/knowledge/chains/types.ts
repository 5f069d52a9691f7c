// The shape of the data on chains that well-known programs create.

/**
 * How a fact is known: read in the owner's source, seen in dumps of the owner, or general knowledge that was not checked
 * against either.
 */
export type Sureness = 'source' | 'dump' | 'general';

/**
 * One chain or family of chains: name or glob (see chain-glob), the tables it is
 * in (separated by blanks), who jumps there (a phrase), what it is for (sentences), and when it existed (a sentence).
 */
export type ChainRow = readonly [name: string, tables: string, jumpedFrom: string, purpose: string, lifetime?: string];

/** The chains of one program, as far as they are known in the same way. */
export interface ChainOwner {
  readonly owner: string;
  readonly sureness: Sureness;
  readonly chains: readonly ChainRow[];
  /** Names so general that others use them too: they speak for the owner only where its other chains are present. */
  readonly general?: readonly ChainRow[];
}
