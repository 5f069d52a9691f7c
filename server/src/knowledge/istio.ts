// What Istio's chains and rules mean: sidecar, TPROXY, DNS capture and ambient mode, and how to tell them apart.
import { ambient, ztunnelNode } from './istio/ambient';
import { builtInRules } from './istio/built-in-rules';
import { hasShape, shownShape } from './istio/rule-shape';
import { sidecarDns } from './istio/sidecar-dns';
import { sidecarInbound } from './istio/sidecar-inbound';
import { sidecarMangle } from './istio/sidecar-mangle';
import { sidecarOutbound } from './istio/sidecar-outbound';
import type { IstioChain, IstioFlavour, IstioRule } from './istio/types';

export type { DatedRule, DatingHint, IstioReleases } from './istio/dating';
export { datingHints, istioReleases } from './istio/dating';
export type { IstioChain, IstioFlavour, IstioRule, IstioSetting } from './istio/types';

/** Every Istio chain, once for each table and flavour it exists in. */
export const allIstioChains: readonly IstioChain[] = [
  ...sidecarInbound,
  ...sidecarOutbound,
  ...sidecarDns,
  ...sidecarMangle,
  ...ambient,
  ...ztunnelNode,
];

function byName(chains: readonly IstioChain[]): ReadonlyMap<string, readonly IstioChain[]> {
  const found = new Map<string, IstioChain[]>();
  for (const chain of chains) found.set(chain.name, [...(found.get(chain.name) ?? []), chain]);
  return found;
}

const chainsByName = byName(allIstioChains);

/** Whether Istio uses this chain name, in whatever table. Names are case-sensitive. */
export function isIstioChain(name: string): boolean {
  return chainsByName.has(name);
}

/** What Istio may mean by this chain of this table: none, one, or (ISTIO_OUTPUT) one for each flavour. */
export function istioChains(table: string, name: string): readonly IstioChain[] {
  return (chainsByName.get(name) ?? []).filter((chain) => chain.table === table);
}

/** The tables in which Istio has a chain of this name; empty for other names. */
export function istioTables(name: string): readonly string[] {
  return [...new Set((chainsByName.get(name) ?? []).map((chain) => chain.table))];
}

/**
 * The meaning of an Istio chain in a table, undefined when Istio has none there. Where flavours share the name, the
 * given flavour decides; without one, the sidecar's meaning is returned (ask `istioFlavour` first, or show `istioChains`).
 */
export function istioChain(table: string, name: string, flavour?: IstioFlavour): IstioChain | undefined {
  const known = istioChains(table, name);
  return known.find((chain) => chain.flavour === flavour) ?? known[0];
}

/**
 * The flavour that a dump's chain names speak for, by names that only one flavour uses. Undefined when none of them is
 * there (ISTIO_OUTPUT alone decides nothing) or when they contradict each other.
 */
export function istioFlavour(chainNames: Iterable<string>): IstioFlavour | undefined {
  const seen = new Set<IstioFlavour>();
  for (const name of chainNames) {
    const flavours = new Set((chainsByName.get(name) ?? []).map((chain) => chain.flavour));
    if (flavours.size === 1) for (const flavour of flavours) seen.add(flavour);
  }
  return seen.size === 1 ? [...seen][0] : undefined;
}

/** A rule of Istio as a reader sees it: defaults filled in, capitals (`PORT`, `CIDR`) where there is no default. */
export function istioRuleText(rule: IstioRule): string {
  return shownShape(rule.shape);
}

function rulesOf(table: string, chain: string, flavour: IstioFlavour | undefined): readonly IstioRule[] {
  const wanted = (known: { readonly flavour: IstioFlavour }) => flavour === undefined || known.flavour === flavour;
  const builtIn = builtInRules.filter((rule) => rule.table === table && rule.chain === chain && wanted(rule));
  const own = istioChains(table, chain).filter(wanted);
  return [...builtIn, ...own.flatMap((known) => known.rules)];
}

/**
 * Which of Istio's rules a rule of a dump is, in an Istio chain or a built-in one. `words` are the words behind
 * `-A CHAIN`, unquoted; their order and `-m` words do not count. Undefined when Istio does not write such a rule there.
 */
export function istioRule(
  table: string,
  chain: string,
  words: readonly string[],
  flavour?: IstioFlavour,
): IstioRule | undefined {
  const candidates = rulesOf(table, chain, flavour);
  return candidates.find((rule) => [rule.shape, ...(rule.variants ?? [])].some((shape) => hasShape(shape, words)));
}
