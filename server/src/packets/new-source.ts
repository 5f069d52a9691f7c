/** The source address that nat has given to packets that leave this host. */

import type { Family } from '../ruleset/tables';
import type { Dimension } from './dimensions';
import { type Fields, nowOf, valuesNow } from './fields';
import { goalText } from './goal-text';
import type { Ranges } from './ranges';
import type { Journey } from './traverse';

/** What a packet's source has become. */
export type NewSource =
  | { kind: 'address'; address: Ranges | undefined; port: Ranges | undefined }
  /** MASQUERADE: an address of this host that the kernel chooses. */
  | { kind: 'own' }
  /** Some of the packets have one source, others another one, or keep theirs; `new` where there is only one that they may get. */
  | { kind: 'several'; new: NewSource | undefined };

/** Undefined for packets that keep their source, and for those that do not leave this host. */
export function newSourceOf({ end, fields, packets }: Journey): NewSource | undefined {
  if (end.kind !== 'sent' && end.kind !== 'forwarded') return undefined;
  const isNew = isRewritten(fields, 'source');
  const isNewPort = isRewritten(fields, 'sourcePort');
  if (!isNew && !isNewPort) return undefined;
  const address = isNew ? valuesNow(fields, 'source', packets) : undefined;
  if (isNew && !address && nowOf(fields, 'source').kind === 'key') return { kind: 'own' };
  const port = isNewPort ? valuesNow(fields, 'sourcePort', packets) : undefined;
  return { kind: 'address', address, port };
}

/** True where the packets have something else now than when they were asked about; later fragments have no ports at all. */
function isRewritten(fields: Fields, dimension: Dimension): boolean {
  const now = fields.now.get(dimension);
  return now !== undefined && now.kind !== 'nothing' && !(now.kind === 'key' && now.key === dimension);
}

/** The same for all journeys, or `several`. */
export function commonSource(journeys: readonly Journey[]): NewSource | undefined {
  const sources = new Map(journeys.map((each) => newSourceOf(each)).map((each) => [sourceKey(each), each]));
  const [first, ...others] = [...sources.values()];
  if (others.length === 0) return first;
  const told = [first, ...others].filter((each) => each !== undefined);
  return { kind: 'several', new: told.length === 1 ? told[0] : undefined };
}

/** Alike for sources that are told alike. */
export function sourceKey(source: NewSource | undefined): string {
  return JSON.stringify(source ?? null, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
}

/** `5.6.7.8`, `5.6.7.8:1024-2048`, `this host` (MASQUERADE), `several`; undefined for packets that keep their source. */
export function sourceText(source: NewSource | undefined, family: Family): string | undefined {
  if (!source) return undefined;
  if (source.kind === 'own') return 'this host';
  if (source.kind === 'several') return 'several';
  return goalText(source, family) || 'several';
}

/** `from 5.6.7.8`, `from this host's address (MASQUERADE)`; '' for packets that keep their source. */
export function sourceWords(source: NewSource | undefined, family: Family): string {
  switch (source?.kind) {
    case undefined:
      return '';
    case 'own':
      return "from this host's address (MASQUERADE)";
    case 'several':
      return `some ${sourceWords(source.new, family) || 'from another address'}`;
    case 'address':
      return `from ${goalText(source, family) || 'another address'}`;
  }
}
