// The sidecar's chains of table nat for connections that the pod opens.
import {
  dnsCapture,
  excludeInterfaces,
  excludeOutboundPorts,
  excludeOutboundRanges,
  includeOutboundPorts,
  includeOutboundRanges,
  loopbackRange,
  outboundListener,
  ownerGroups,
  proxyIds,
  virtualInterfaces,
} from './settings';
import type { IstioChain, IstioRule } from './types';

const portExclusions: readonly IstioRule[] = [
  {
    shape: '-p tcp -m tcp --dport {port} -j RETURN',
    why: 'A port whose connections leave without Envoy, whoever opens them.',
    when: 'One for each port of `excludeOutboundPorts`; istio-cni writes 15020 here on its own.',
  },
  {
    shape: '-p udp -m udp --dport {port} -j RETURN',
    why: 'The same exclusion for UDP; it matters only for DNS capture, since nothing else of UDP is redirected.',
    when: 'One for each port of `excludeOutboundPorts`.',
    since: '1.25',
  },
];

const byUser: readonly IstioRule[] = [
  {
    shape: '! -d {lo} -o lo -p tcp -m tcp ! --dport {hbone} -m owner --uid-owner {uid} -j ISTIO_IN_REDIRECT',
    variants: [
      '! -d {lo} -o lo -m owner --uid-owner {uid} -j ISTIO_IN_REDIRECT',
      '! -d {lo} -o lo -p tcp -m multiport ! --dports 53,{hbone} -m owner --uid-owner {uid} -j ISTIO_IN_REDIRECT',
    ],
    why: "Envoy calls the pod's own address: a service that reaches itself through its virtual IP. It has to enter Envoy again as inbound traffic (15006), so that policy for the receiving side applies. HBONE (15008) is exempt since 1.18.",
  },
  {
    shape: '-o lo -m owner ! --uid-owner {uid} -j RETURN',
    variants: ['-o lo -p tcp -m tcp ! --dport 53 -m owner ! --uid-owner {uid} -j RETURN'],
    why: 'Whatever the application sends over lo stays inside the pod: localhost, and also its own pod IP. Envoy does not see it. With DNS capture, port 53 is not spared here.',
  },
  {
    shape: '-m owner --uid-owner {uid} -j RETURN',
    why: "Envoy's own packets leave as they are. Without this rule they would come back to 15001 in an endless loop.",
  },
];

const byGroup: readonly IstioRule[] = [
  {
    shape: '! -d {lo} -o lo -p tcp -m tcp ! --dport {hbone} -m owner --gid-owner {gid} -j ISTIO_IN_REDIRECT',
    variants: ['! -d {lo} -o lo -m owner --gid-owner {gid} -j ISTIO_IN_REDIRECT'],
    why: "The same as for the uid, by group. With Istio's default rules no packet gets this far: on lo, the uid rules above have decided already.",
  },
  {
    shape: '-o lo -m owner ! --gid-owner {gid} -j RETURN',
    variants: ['-o lo -p tcp -m tcp ! --dport 53 -m owner ! --gid-owner {gid} -j RETURN'],
    why: 'The same as for the uid, by group; by default no packet gets this far.',
  },
  {
    shape: '-m owner --gid-owner {gid} -j RETURN',
    why: 'A process in the proxy group leaves as it is, also when its uid is another: an application in group 1337 bypasses the mesh here.',
  },
  {
    shape: '-m owner --gid-owner {group} -j RETURN',
    why: "Processes of this group are not captured. (When the proxy's group is not 1337, this is its exemption.)",
    when: 'One for each group of `ISTIO_OUTBOUND_OWNER_GROUPS_EXCLUDE`.',
    since: '1.14',
  },
  {
    shape: '-m owner ! --gid-owner {group} -j RETURN',
    why: 'Only processes of the listed groups are captured, all others return.',
    when: '`ISTIO_OUTBOUND_OWNER_GROUPS` is a list.',
    since: '1.14',
  },
];

const dns: readonly IstioRule[] = [
  {
    shape: '-j ISTIO_OUTPUT_DNS',
    why: 'DNS queries go to the agent. This stands behind the owner rules, so that the agent can still reach the real resolver.',
    when: 'DNS capture is on.',
    since: '1.25',
  },
  {
    shape: '-p tcp -m tcp --dport 53 -j REDIRECT --to-ports {dns}',
    variants: ['-d {resolver} -p tcp -m tcp --dport 53 -j REDIRECT --to-ports {dns}'],
    why: 'DNS over TCP goes to the agent.',
    when: 'DNS capture is on.',
    until: '1.24',
  },
  {
    shape: '-p udp -m udp --dport 53 -m owner --uid-owner {uid} -j RETURN',
    variants: ['-p udp -m udp --dport 53 -m owner --gid-owner {gid} -j RETURN'],
    why: "The agent's own queries leave for the real resolver.",
    when: 'DNS capture is on; only 1.24 writes it in this chain, earlier releases straight in OUTPUT.',
    until: '1.24',
  },
  {
    shape: '-p udp -m udp --dport 53 -j REDIRECT --to-ports {dns}',
    variants: ['-d {resolver} -p udp -m udp --dport 53 -j REDIRECT --to-ports {dns}'],
    why: 'DNS over UDP goes to the agent.',
    when: 'DNS capture is on; only 1.24 writes it in this chain, earlier releases straight in OUTPUT.',
    until: '1.24',
  },
];

const destinations: readonly IstioRule[] = [
  {
    shape: '-d {lo} -j RETURN',
    why: 'Localhost is never captured. Earlier rules have taken all of it unless DNS capture is on; it stays as a safeguard.',
  },
  {
    shape: '-d {cidr} -j RETURN',
    why: 'Destinations in this range are reached without Envoy.',
    when: 'One for each range of `excludeOutboundIPRanges`.',
  },
  {
    shape: '-p tcp -m tcp --dport {port} -j ISTIO_REDIRECT',
    why: 'This port is captured even where its address is outside the included ranges.',
    when: 'One for each port of `includeOutboundPorts`.',
  },
  {
    shape: '-d {cidr} -j ISTIO_REDIRECT',
    why: 'Only destinations in this range go to Envoy; what matches no such rule leaves without it.',
    when: 'One for each range when `includeOutboundIPRanges` is a list, in place of the catch-all.',
  },
  {
    shape: '-j ISTIO_REDIRECT',
    why: 'Everything that is left goes to Envoy. Only TCP is rewritten there; other protocols pass through unchanged.',
  },
];

const output = {
  name: 'ISTIO_OUTPUT',
  table: 'nat',
  flavour: 'sidecar',
  summary: 'Decides which connections that leave a process of this pod go to Envoy.',
  role: "It tells Envoy's own traffic (uid and gid 1337) from the application's, spares loopback and exclusions, and sends the rest to `ISTIO_REDIRECT` (15001).",
  jumpedFrom: '`OUTPUT`, for every protocol since 1.25, for `-p tcp` before',
  rules: [
    ...portExclusions,
    {
      shape: '-s {six} -o lo -j RETURN',
      why: 'Envoy connects to the application from 127.0.0.6, after inbound processing; capturing that again would be a loop. Any uid, so it comes before the owner rules.',
      since: '1.3',
    },
    ...byUser,
    ...byGroup,
    ...dns,
    ...destinations,
  ],
  order:
    "Envoy to the application (127.0.0.6) first; then Envoy to the own pod over lo, which counts as inbound; then everything else on lo, left alone; then the rest of Envoy's packets, left alone, or they would loop; the same by group; then localhost and exclusions; the catch-all last.",
  releases:
    'Since 0.3. 127.0.0.6 since 1.3, owner groups since 1.14, `! --dport 15008` in the first owner rule since 1.18. `-A OUTPUT -p tcp -j ISTIO_OUTPUT` up to 1.24 (1.24 also `-p udp`), without a protocol since 1.25.',
  settings: [
    includeOutboundRanges,
    excludeOutboundRanges,
    includeOutboundPorts,
    excludeOutboundPorts,
    ownerGroups,
    proxyIds,
    dnsCapture,
    loopbackRange,
    excludeInterfaces,
  ],
  pitfalls: [
    'An application that runs as uid 1337 or in group 1337 bypasses the mesh: the owner RETURNs let it out, and nothing in the dump shows it.',
    "If Envoy runs under another uid than the rules name (OpenShift's uid ranges, a custom `runAsUser`), its own connections come back to 15001 in an endless loop.",
    'A pod that calls its own IP talks to itself directly, without mTLS: by design, through the `-o lo ! --uid-owner` RETURN.',
    'The rules `… --gid-owner … -j ISTIO_IN_REDIRECT`, `-o lo ! --gid-owner … -j RETURN` and `-d 127.0.0.1/32 -j RETURN` are never reached in a default dump. That is normal, not a defect.',
    '`excludeOutboundPorts` applies to every process of the pod, Envoy included.',
    'A loopback range inside `includeOutboundIPRanges` removes the `-o lo ! --uid-owner` and `! --gid-owner` RETURNs.',
    'If the chain exists but `OUTPUT` does not jump to it, another tool flushed `OUTPUT` or a clean-up stopped halfway: nothing outbound is captured.',
  ],
} satisfies IstioChain;

const redirect = {
  name: 'ISTIO_REDIRECT',
  table: 'nat',
  flavour: 'sidecar',
  summary: "Sends a TCP connection to Envoy's outbound listener, port 15001 of this pod.",
  role: 'Its one rule rewrites the destination; Envoy reads the original address back from the kernel (`SO_ORIGINAL_DST`) and picks the route for it.',
  jumpedFrom: '`ISTIO_OUTPUT`, and `PREROUTING` for rerouted virtual interfaces',
  rules: [
    {
      shape: '-p tcp -j REDIRECT --to-ports {out}',
      why: 'From `OUTPUT` the new destination is 127.0.0.1:15001 and the source address stays as it was. UDP does not match and goes on untouched.',
    },
  ],
  releases: 'Since 0.3. Up to 0.8 it was the target for inbound connections too.',
  settings: [outboundListener, virtualInterfaces],
  pitfalls: [
    'Counters here count connections, not packets.',
    'No traffic here although the application connects: it runs as uid or gid 1337, or a range, port or group exclusion returns first.',
  ],
} satisfies IstioChain;

export const sidecarOutbound: readonly IstioChain[] = [output, redirect];
