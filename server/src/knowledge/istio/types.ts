// The shape of what is known about a chain that Istio writes.

/** Who writes the chain: the sidecar's init container or CNI plugin, the ambient CNI agent, or the first ambient design. */
export type IstioFlavour = 'sidecar' | 'ambient' | 'ztunnel-node';

/** One rule as Istio generates it. */
export interface IstioRule {
  /** The words behind `-A CHAIN` as iptables-save prints them; `{name}` stands for what a setting decides (see rule-shape). */
  readonly shape: string;
  /** Other forms of the same rule: older releases, or with DNS capture. */
  readonly variants?: readonly string[];
  /** What the rule does and why it is there. */
  readonly why: string;
  /** The setting that brings the rule; absent when Istio writes the rule by default. */
  readonly when?: string;
  /** First release that writes it. */
  readonly since?: string;
  /** Last release that wrote it. */
  readonly until?: string;
}

/** An annotation or install option that changes a chain. */
export interface IstioSetting {
  readonly name: string;
  readonly effect: string;
}

/** Everything known about one Istio chain in one table. All texts are Markdown sentences. */
export interface IstioChain {
  readonly name: string;
  readonly table: string;
  readonly flavour: IstioFlavour;
  /** One sentence: what the chain does. */
  readonly summary: string;
  /** What the chain is part of and how it works. */
  readonly role: string;
  /** Which rules send packets here: a phrase, not a sentence. */
  readonly jumpedFrom: string;
  /** The rules in Istio's order, those that need a setting included. */
  readonly rules: readonly IstioRule[];
  /** Why the rules stand in this order; absent when there is nothing to say. */
  readonly order?: string;
  /** Which releases have the chain, and what changed between them. */
  readonly releases: string;
  readonly settings: readonly IstioSetting[];
  /** What goes wrong here, and what is normal although it looks wrong. */
  readonly pitfalls: readonly string[];
}
