// The chains of ambient mode: inside the pod, on the host, and those of the first, node-level design.
import { ambientDns, ambientRedirection, bypassInbound, virtualInterfaces } from './settings';
import type { IstioChain } from './types';

const noOwner =
  'Ambient rules test no user: ztunnel runs outside the pod and marks its sockets with 0x539 instead of running as uid 1337.';

const natPrerouting = {
  name: 'ISTIO_PRERT',
  table: 'nat',
  flavour: 'ambient',
  summary: "Sends connections that come in to the pod to ztunnel's inbound port 15006.",
  role: `HBONE on 15008, health probes and ztunnel's own packets are left alone. ${noOwner}`,
  jumpedFrom: '`PREROUTING`, unconditionally',
  rules: [
    {
      shape: '-i {if} -p tcp -j REDIRECT --to-ports {out}',
      why: 'What a virtual machine sends enters by this interface and counts as outbound.',
      when: 'One for each interface of `istio.io/reroute-virtual-interfaces`.',
    },
    {
      shape: '-i {if} -p tcp -j RETURN',
      why: 'Can never match: the REDIRECT before takes the same connections. Normal in such dumps.',
      when: 'One for each interface of `istio.io/reroute-virtual-interfaces`.',
    },
    {
      shape: '-s {probe} -p tcp -m tcp -j ACCEPT',
      why: 'Health probes of the kubelet arrive with this source address (set by `ISTIO_POSTRT` on the host) and go straight to the application.',
    },
    {
      shape: '! -d {lo} -p tcp -m tcp ! --dport {hbone} -m mark ! --mark 0x539/0xfff -j REDIRECT --to-ports {in}',
      why: "Plain inbound TCP goes to ztunnel. Not localhost, not HBONE (15008, which has ztunnel's listener already), not packets that ztunnel itself sends to the application.",
    },
  ],
  order: 'Virtual interfaces first, since they are really outbound; then the probes; the capture last.',
  releases: 'Since 1.21. Early ambient releases captured here with TPROXY rules in mangle instead.',
  settings: [ambientRedirection, bypassInbound, virtualInterfaces],
  pitfalls: [
    'Empty or without the 15006 rule: `bypass-inbound-capture` is on, inbound traffic does not pass ztunnel.',
    'Probes fail when the node does not SNAT them: look for `ISTIO_POSTRT` in the dump of the host.',
  ],
} satisfies IstioChain;

const manglePrerouting = {
  name: 'ISTIO_PRERT',
  table: 'mangle',
  flavour: 'ambient',
  summary: 'Remembers on the connection that ztunnel opened it, by turning its mark 0x539 into connection mark 0x111.',
  role: 'The other half is mangle `ISTIO_OUTPUT`: it puts 0x111 back on the replies, and an `ip rule` routes those to ztunnel.',
  jumpedFrom: '`PREROUTING`, unconditionally',
  rules: [
    {
      shape: '-m mark --mark 0x539/0xfff -j CONNMARK --set-xmark 0x111/0xfff',
      why: 'Marks carry over to replies only when they are kept with the connection.',
    },
  ],
  releases: 'Since 1.21. Early ambient releases had TPROXY rules for 15008 and 15006 here, with mark 0x111/0xfff.',
  settings: [ambientRedirection],
  pitfalls: [
    'If the rule is missing, replies to ztunnel get lost; releases with `bypass-inbound-capture` had this defect for a while.',
    'Replies need `ip rule` (fwmark 0x111/0xfff, table 100) and a local route. A dump cannot show them.',
  ],
} satisfies IstioChain;

const rawPrerouting = {
  name: 'ISTIO_PRERT',
  table: 'raw',
  flavour: 'ambient',
  summary: 'Puts DNS answers that come in from the real resolver into conntrack zone 1.',
  role: "They belong to queries that ztunnel sent, which raw `ISTIO_OUTPUT` has put into zone 1; so they do not mix with the application's captured queries.",
  jumpedFrom: '`PREROUTING`, unconditionally',
  rules: [
    {
      shape: '-p udp -m mark ! --mark 0x539/0xfff -m udp --sport 53 -j CT --zone 1',
      why: 'An answer must be looked up in the zone of its query, or conntrack does not recognise it.',
    },
  ],
  releases: 'Since 1.21, with DNS capture (on by default since 1.25).',
  settings: [ambientDns],
  pitfalls: ['It needs its counterpart in raw `ISTIO_OUTPUT`; one without the other loses answers.'],
} satisfies IstioChain;

const natOutput = {
  name: 'ISTIO_OUTPUT',
  table: 'nat',
  flavour: 'ambient',
  summary: "Sends connections that the pod opens to ztunnel's outbound port 15001, and DNS queries to 15053.",
  role: `Same name as the sidecar's chain, other content: it redirects here, without \`ISTIO_REDIRECT\`, and ends with ACCEPT where the sidecar has RETURN. ${noOwner}`,
  jumpedFrom: '`OUTPUT`, unconditionally',
  rules: [
    {
      shape: '-d {probe} -p tcp -m tcp -j ACCEPT',
      why: 'Answers towards the probe address are never captured.',
    },
    {
      shape: '! -o lo -p udp -m mark ! --mark 0x539/0xfff -m udp --dport 53 -j REDIRECT --to-ports {dns}',
      why: "The application's DNS queries over UDP go to the DNS proxy; ztunnel's own (mark 0x539) go to the resolver.",
      when: 'DNS capture is on, the default since 1.25.',
    },
    {
      shape: '! -d {lo} -p tcp -m tcp --dport 53 -m mark ! --mark 0x539/0xfff -j REDIRECT --to-ports {dns}',
      why: 'The same for DNS over TCP.',
      when: 'DNS capture is on, the default since 1.25.',
    },
    {
      shape: '-p tcp -m mark --mark 0x111/0xfff -j ACCEPT',
      why: 'Packets of connections that ztunnel opened to the application: the way back stays as it is.',
    },
    {
      shape: '! -d {lo} -o lo -j ACCEPT',
      why: 'The application talks to its own pod IP over lo: it stays inside the pod.',
    },
    {
      shape: '! -d {lo} -p tcp -m mark ! --mark 0x539/0xfff -j REDIRECT --to-ports {out}',
      why: "All other TCP of the application goes to ztunnel. Mark 0x539 tells ztunnel's own packets apart; without that test they would loop.",
    },
  ],
  order:
    'Probes, then DNS (before the general capture would take TCP 53), then what must not be captured, the capture last.',
  releases: 'Since 1.21. The DNS rules are the default since 1.25.',
  settings: [ambientRedirection, ambientDns],
  pitfalls: [
    'A process that sets mark 0x539 on its sockets bypasses ztunnel; that takes CAP_NET_ADMIN.',
    'Uid and gid 1337 mean nothing here, unlike with a sidecar.',
  ],
} satisfies IstioChain;

const mangleOutput = {
  name: 'ISTIO_OUTPUT',
  table: 'mangle',
  flavour: 'ambient',
  summary: 'Puts connection mark 0x111 back on the replies to connections that ztunnel opened.',
  role: 'An `ip rule` for fwmark 0x111/0xfff then routes these replies to ztunnel instead of out of the pod.',
  jumpedFrom: '`OUTPUT`, unconditionally',
  rules: [
    {
      shape: '-m connmark --mark 0x111/0xfff -j CONNMARK --restore-mark --nfmask 0xffffffff --ctmask 0xffffffff',
      why: 'Only marked connections are touched, so marks of other tools survive.',
    },
  ],
  releases: 'Since 1.21.',
  settings: [ambientRedirection],
  pitfalls: ['It works only with the CONNMARK rule of mangle `ISTIO_PRERT`, which sets the connection mark.'],
} satisfies IstioChain;

const rawOutput = {
  name: 'ISTIO_OUTPUT',
  table: 'raw',
  flavour: 'ambient',
  summary: "Puts ztunnel's own DNS queries into conntrack zone 1, apart from the application's captured ones.",
  role: 'Without zones both queries may share source port and resolver, and one would be taken for part of the other.',
  jumpedFrom: '`OUTPUT`, unconditionally',
  rules: [
    {
      shape: '-p udp -m mark --mark 0x539/0xfff -m udp --dport 53 -j CT --zone 1',
      why: "Mark 0x539 is how ztunnel's packets are known.",
    },
  ],
  releases: 'Since 1.21, with DNS capture (on by default since 1.25).',
  settings: [ambientDns],
  pitfalls: ['It needs its counterpart in raw `ISTIO_PRERT`.'],
} satisfies IstioChain;

const postrouting = {
  name: 'ISTIO_POSTRT',
  table: 'nat',
  flavour: 'ambient',
  summary: "Gives the kubelet's health probes to ambient pods a fixed source address, 169.254.7.127.",
  role: 'It stands on the host, not in a pod. Inside the pod that address is exempt from capture, so probes reach the application although they speak no mTLS.',
  jumpedFrom: '`POSTROUTING` of the host, at position 1',
  rules: [
    {
      shape:
        '-p tcp -m owner --socket-exists -m set --match-set istio-inpod-probes-v4 dst -j SNAT --to-source 169.254.7.127',
      variants: [
        '-p tcp -m owner --socket-exists -m set --match-set istio-inpod-probes-v6 dst -j SNAT --to-source fd16:9254:7127:1337:ffff:ffff:ffff:ffff',
      ],
      why: 'Only packets of a local process (the kubelet) to a pod of the ipset `istio-inpod-probes-v4` (IPv6: `-v6`); forwarded traffic has no local socket.',
    },
  ],
  releases: 'Since 1.21.',
  settings: [ambientRedirection],
  pitfalls: [
    'The dump loads only where the ipset exists.',
    'A masquerade rule of another tool in front of the jump changes the source first, and probes fail.',
  ],
} satisfies IstioChain;

const nodeTables = {
  PREROUTING: ['mangle', 'nat'],
  POSTROUTING: ['mangle', 'nat'],
  INPUT: ['mangle'],
  OUTPUT: ['mangle', 'nat'],
  FORWARD: ['mangle'],
} as const;

function nodeChain(hook: string, table: string): IstioChain {
  return {
    name: `ztunnel-${hook}`,
    table,
    flavour: 'ztunnel-node',
    summary: `Part of the first ambient design: steered traffic of the whole node to ztunnel at ${hook}.`,
    role: 'It stood on the host and was given up for rules inside each pod (`ISTIO_PRERT`, `ISTIO_OUTPUT`).',
    jumpedFrom: `\`${hook}\` of the host`,
    rules: [],
    releases: 'Only 1.18 to 1.20.',
    settings: [],
    pitfalls: ['In a dump of a node with a newer release it is a leftover.'],
  };
}

/** Chains inside a pod of the ambient mesh, and on its host. */
export const ambient: readonly IstioChain[] = [
  natPrerouting,
  manglePrerouting,
  rawPrerouting,
  natOutput,
  mangleOutput,
  rawOutput,
  postrouting,
];

/** Chains of the first ambient design, releases 1.18 to 1.20. */
export const ztunnelNode: readonly IstioChain[] = Object.entries(nodeTables).flatMap(([hook, tables]) =>
  tables.map((table) => nodeChain(hook, table)),
);
