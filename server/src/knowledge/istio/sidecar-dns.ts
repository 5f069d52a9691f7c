// The sidecar's chains for DNS capture: the redirect to the agent in nat and the conntrack zones in raw.
import { dnsCapture } from './settings';
import type { IstioChain, IstioRule } from './types';

const captureAll = {
  name: 'capture-all-dns',
  effect: 'Captures port 53 wherever it goes; otherwise only queries to the resolvers of `/etc/resolv.conf` (`-d`).',
};

const zoneReason =
  'Two conntrack zones keep the two halves of a captured query apart: application to agent in zone 2, agent to real resolver in zone 1. Without them both may share source port and resolver, and the second query is taken for part of the first: it escapes the redirect, or its answer goes to the wrong socket.';

/** In raw, for what leaves; up to 1.23 straight in `OUTPUT`. */
export const zoneRules: readonly IstioRule[] = [
  {
    shape: '-p udp -m udp --dport 53 -m owner --uid-owner {uid} -j CT --zone 1',
    why: "The agent's own query to the real resolver: zone 1.",
  },
  {
    shape: '-p udp -m udp --sport {dns} -m owner --uid-owner {uid} -j CT --zone 2',
    why: "The agent's answer to the application: zone 2.",
  },
  {
    shape: '-p udp -m udp --dport 53 -m owner --gid-owner {gid} -j CT --zone 1',
    why: 'The same as for the uid, by group. It still counts packets, but a zone that is set already stays.',
  },
  {
    shape: '-p udp -m udp --sport {dns} -m owner --gid-owner {gid} -j CT --zone 2',
    why: 'The same as for the uid, by group.',
  },
  {
    shape: '-p udp -m udp --dport 53 -j CT --zone 2',
    variants: ['-d {resolver} -p udp -m udp --dport 53 -j CT --zone 2'],
    why: "The application's query, which nat will send to the agent: zone 2.",
  },
];

const natDns = {
  name: 'ISTIO_OUTPUT_DNS',
  table: 'nat',
  flavour: 'sidecar',
  summary: "Sends the application's DNS queries to the agent's DNS proxy, port 15053.",
  role: 'The agent answers for the services it knows and asks the real resolver for the rest.',
  jumpedFrom: '`ISTIO_OUTPUT`, behind the owner rules',
  rules: [
    {
      shape: '-p tcp -m tcp --dport 53 -j REDIRECT --to-ports {dns}',
      variants: ['-d {resolver} -p tcp -m tcp --dport 53 -j REDIRECT --to-ports {dns}'],
      why: 'DNS over TCP goes to 127.0.0.1:15053.',
    },
    {
      shape: '-p udp -m udp --dport 53 -j REDIRECT --to-ports {dns}',
      variants: ['-d {resolver} -p udp -m udp --dport 53 -j REDIRECT --to-ports {dns}'],
      why: 'DNS over UDP goes to 127.0.0.1:15053.',
    },
  ],
  order: 'The order of the two does not matter: no packet matches both.',
  releases:
    'Since 1.25. DNS capture itself is older (rules on 15053 since 1.7): up to 1.23 the UDP rules stood straight in `OUTPUT`, in 1.24 in `ISTIO_OUTPUT`; the TCP rule stood in `ISTIO_OUTPUT`.',
  settings: [dnsCapture, captureAll],
  pitfalls: [
    'An application that runs as uid or gid 1337 asks the real resolver: the owner rules of `ISTIO_OUTPUT` return before this chain.',
    'A RETURN for UDP in front of the jump switches capture off without a trace; `excludeOutboundPorts` with 53 does that.',
    'It needs its counterpart in table raw: redirect without conntrack zones gives lost or mixed-up answers.',
  ],
} satisfies IstioChain;

const rawDns = {
  name: 'ISTIO_OUTPUT_DNS',
  table: 'raw',
  flavour: 'sidecar',
  summary: 'Puts outgoing DNS packets into conntrack zones, so that captured queries and the real ones never mix.',
  role: zoneReason,
  jumpedFrom: '`OUTPUT`, unconditionally',
  rules: zoneRules,
  order:
    'The agent by uid and gid first, then everybody else: for zones the first match decides, later ones count but change nothing.',
  releases: 'Since 1.25. Before, the same `CT` rules stood straight in raw `OUTPUT` (in 1.24 in raw `ISTIO_OUTPUT`).',
  settings: [dnsCapture, captureAll],
  pitfalls: ['Counters of several rules may rise for one packet: `CT` does not end the walk.'],
} satisfies IstioChain;

const rawInbound = {
  name: 'ISTIO_INBOUND',
  table: 'raw',
  flavour: 'sidecar',
  summary: 'Puts DNS answers that come from the real resolver into conntrack zone 1.',
  role: zoneReason,
  jumpedFrom: '`PREROUTING`, unconditionally',
  rules: [
    {
      shape: '-p udp -m udp --sport 53 -j CT --zone 1',
      variants: ['-s {resolver} -p udp -m udp --sport 53 -j CT --zone 1'],
      why: "The answer must be looked up in the zone of the agent's query, or conntrack does not recognise it.",
    },
  ],
  releases: 'Only with DNS capture; older releases put the same rule straight into raw `PREROUTING`.',
  settings: [dnsCapture, captureAll],
  pitfalls: ['A rule that tests `-d` with the resolver instead of `-s` is an old defect: it never matches an answer.'],
} satisfies IstioChain;

const rawOutput = {
  name: 'ISTIO_OUTPUT',
  table: 'raw',
  flavour: 'sidecar',
  summary: 'Puts outgoing DNS packets into conntrack zones (release 1.24 only).',
  role: zoneReason,
  jumpedFrom: '`OUTPUT`, for `-p udp`',
  rules: zoneRules,
  order: 'The agent by uid and gid first, then everybody else: for zones the first match decides.',
  releases: 'Only 1.24; since 1.25 the chain is `ISTIO_OUTPUT_DNS`.',
  settings: [dnsCapture, captureAll],
  pitfalls: ['In ambient mode a chain of this name exists in raw too, with other content.'],
} satisfies IstioChain;

export const sidecarDns: readonly IstioChain[] = [natDns, rawDns, rawInbound, rawOutput];
