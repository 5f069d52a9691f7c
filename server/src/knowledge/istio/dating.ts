// Which Istio releases can have written a dump, read off the rules in it.

/** A rule of a dump, as far as dating needs it: the text behind `-A CHAIN`. */
export interface DatedRule {
  readonly table: string;
  readonly chain: string;
  readonly text: string;
}

/** One observation and the releases it speaks for. */
export interface DatingHint {
  /** What is seen in the dump: a Markdown sentence. */
  readonly observation: string;
  /** First release, for instance `1.7`. */
  readonly since?: string;
  /** Last release. */
  readonly until?: string;
  /** What else could explain the observation. */
  readonly unless?: string;
  readonly seen: (rules: readonly DatedRule[]) => boolean;
}

type Test = (rule: DatedRule) => boolean;

const inChain =
  (table: string, chain: string, ...texts: readonly string[]): Test =>
  (rule) =>
    rule.table === table && rule.chain === chain && texts.every((text) => rule.text.includes(text));

const exactly =
  (table: string, chain: string, text: string): Test =>
  (rule) =>
    rule.table === table && rule.chain === chain && rule.text === text;

const anyRule =
  (test: Test) =>
  (rules: readonly DatedRule[]): boolean =>
    rules.some(test);

/** A sidecar's outbound capture is there, but none of its rules passes the test. */
const sidecarWithout =
  (test: Test) =>
  (rules: readonly DatedRule[]): boolean =>
    rules.some(inChain('nat', 'ISTIO_REDIRECT', '-j REDIRECT')) && !rules.some(test);

const reachesChain =
  (name: string): Test =>
  (rule) =>
    rule.chain === name || rule.text.includes(`-j ${name}`);

const either =
  (...tests: readonly Test[]): Test =>
  (rule) =>
    tests.some((test) => test(rule));

const returns = (port: number) => inChain('nat', 'ISTIO_INBOUND', `--dport ${port} -j RETURN`);
const selfCall = inChain('nat', 'ISTIO_OUTPUT', '-o lo', '--uid-owner', '-j ISTIO_IN_REDIRECT');

/** Observations that date a dump, each on its own; `istioReleases` puts them together. */
export const datingHints: readonly DatingHint[] = [
  {
    observation: 'One `ISTIO_REDIRECT` serves both directions: there is no `ISTIO_IN_REDIRECT`.',
    until: '0.8',
    seen: sidecarWithout(reachesChain('ISTIO_IN_REDIRECT')),
  },
  {
    observation: 'No rule spares source 127.0.0.6 on lo.',
    until: '1.2',
    seen: sidecarWithout(either(inChain('nat', 'ISTIO_OUTPUT', '127.0.0.6'), inChain('nat', 'ISTIO_OUTPUT', '::6'))),
  },
  {
    observation: '`ISTIO_INBOUND` returns port 22.',
    until: '1.12',
    unless: '`excludeInboundPorts` lists 22.',
    seen: anyRule(returns(22)),
  },
  {
    observation: '`ISTIO_INBOUND` returns port 15008.',
    since: '1.7',
    seen: anyRule(returns(15008)),
  },
  {
    observation: 'Port 53 is redirected to 15053.',
    since: '1.7',
    seen: anyRule((rule) => rule.table === 'nat' && rule.text.includes('--to-ports 15053')),
  },
  {
    observation: 'INVALID packets are dropped straight in mangle `PREROUTING`.',
    since: '1.13',
    until: '1.23',
    seen: anyRule(inChain('mangle', 'PREROUTING', '--ctstate INVALID -j DROP')),
  },
  {
    observation: 'INVALID packets go to `ISTIO_DROP`.',
    since: '1.24',
    seen: anyRule(inChain('mangle', 'PREROUTING', '--ctstate INVALID -j ISTIO_DROP')),
  },
  {
    observation: "Envoy's calls to the own pod are captured for every port.",
    until: '1.17',
    seen: anyRule((rule) => selfCall(rule) && !rule.text.includes('--dport')),
  },
  {
    observation: "Envoy's calls to the own pod are captured except port 15008.",
    since: '1.18',
    seen: anyRule((rule) => selfCall(rule) && rule.text.includes('15008')),
  },
  {
    observation: 'There are rules of ambient mode in the pod or on its host.',
    since: '1.21',
    seen: anyRule(either(reachesChain('ISTIO_PRERT'), reachesChain('ISTIO_POSTRT'))),
  },
  {
    observation: 'There are chains of the first, node-level ambient design.',
    since: '1.18',
    until: '1.20',
    seen: anyRule((rule) => rule.chain.startsWith('ztunnel-') || rule.text.includes('-j ztunnel-')),
  },
  {
    observation: '`OUTPUT` jumps to `ISTIO_OUTPUT` for `-p tcp` only.',
    until: '1.24',
    seen: anyRule(exactly('nat', 'OUTPUT', '-p tcp -j ISTIO_OUTPUT')),
  },
  {
    observation: '`OUTPUT` jumps to `ISTIO_OUTPUT` for `-p udp`.',
    since: '1.24',
    until: '1.24',
    seen: anyRule((rule) => rule.chain === 'OUTPUT' && rule.text === '-p udp -j ISTIO_OUTPUT'),
  },
  {
    observation: "`OUTPUT` jumps to the sidecar's `ISTIO_OUTPUT` for every protocol.",
    since: '1.25',
    seen: (rules) =>
      rules.some(exactly('nat', 'OUTPUT', '-j ISTIO_OUTPUT')) && rules.some(reachesChain('ISTIO_REDIRECT')),
  },
  {
    observation: 'DNS capture has a chain of its own, `ISTIO_OUTPUT_DNS`.',
    since: '1.25',
    seen: anyRule(reachesChain('ISTIO_OUTPUT_DNS')),
  },
  {
    observation: '`ISTIO_OUTPUT` returns a UDP port.',
    since: '1.25',
    seen: anyRule(
      (rule) => inChain('nat', 'ISTIO_OUTPUT', '-p udp', '--dport', '-j RETURN')(rule) && !rule.text.includes('owner'),
    ),
  },
];

/** The releases a dump can come from, and the observations that say so. */
export interface IstioReleases {
  readonly since?: string;
  readonly until?: string;
  readonly hints: readonly DatingHint[];
  /** The observations contradict each other: rules were edited or come from several releases. */
  readonly contradictory: boolean;
}

function releaseOrder(release: string): number {
  const [major, minor] = release.split('.');
  return Number(major) * 1000 + Number(minor);
}

/**
 * Dates a dump by its rules. Without a telling rule both ends stay open and `hints` is empty. A hint that has another
 * explanation (`unless`) narrows the range like the others; show it.
 */
export function istioReleases(rules: readonly DatedRule[]): IstioReleases {
  const hints = datingHints.filter((hint) => hint.seen(rules));
  const since = hints.flatMap((hint) => hint.since ?? []).sort((a, b) => releaseOrder(b) - releaseOrder(a))[0];
  const until = hints.flatMap((hint) => hint.until ?? []).sort((a, b) => releaseOrder(a) - releaseOrder(b))[0];
  const contradictory = since !== undefined && until !== undefined && releaseOrder(since) > releaseOrder(until);
  return { ...(since && { since }), ...(until && { until }), hints, contradictory };
}
