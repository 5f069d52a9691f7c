// Modules that are no part of iptables and that some hosts have all the same: what they take, only the host knows.

const xtablesAddons = 'xtables-addons';

/** Match modules by name, with where they come from. */
const matches: Readonly<Record<string, string>> = {
  account: xtablesAddons,
  asn: xtablesAddons,
  condition: xtablesAddons,
  dhcpmac: xtablesAddons,
  fuzzy: xtablesAddons,
  geoip: xtablesAddons,
  gradm: xtablesAddons,
  iface: xtablesAddons,
  ipp2p: xtablesAddons,
  ipv4options: xtablesAddons,
  length2: xtablesAddons,
  lscan: xtablesAddons,
  pknock: xtablesAddons,
  psd: xtablesAddons,
  quota2: xtablesAddons,
  layer7: 'l7-filter',
  ndpi: 'nDPI',
  tls: 'xt_tls',
};

/** Target modules by name. */
const targets: Readonly<Record<string, string>> = {
  ACCOUNT: xtablesAddons,
  CHAOS: xtablesAddons,
  DELUDE: xtablesAddons,
  DHCPMAC: xtablesAddons,
  DNETMAP: xtablesAddons,
  ECHO: xtablesAddons,
  IPMARK: xtablesAddons,
  LOGMARK: xtablesAddons,
  PROTO: xtablesAddons,
  RAWDNAT: xtablesAddons,
  RAWSNAT: xtablesAddons,
  STEAL: xtablesAddons,
  SYSRQ: xtablesAddons,
  TARPIT: xtablesAddons,
  FLOWOFFLOAD: 'OpenWrt',
  FULLCONENAT: 'netfilter-full-cone-nat',
  IMQ: 'IMQ',
  NDPI: 'nDPI',
  NETFLOW: 'ipt-netflow',
  RTPENGINE: 'rtpengine',
};

/** The project that a match comes from; undefined for one that is iptables' own or that nobody knows. */
export function externalMatch(name: string): string | undefined {
  return Object.hasOwn(matches, name) ? matches[name] : undefined;
}

/** The project that a target comes from; undefined for one that is iptables' own or that nobody knows. */
export function externalTarget(name: string): string | undefined {
  return Object.hasOwn(targets, name) ? targets[name] : undefined;
}

/** The names of all such targets. */
export const externalTargets: readonly string[] = Object.keys(targets);
