// The sidecar's chains of table mangle: TPROXY mode and the drop of INVALID packets.
import {
  excludeInboundPorts,
  inboundListener,
  includeInboundPorts,
  interceptionMode,
  invalidDrop,
  tproxyMark,
} from './settings';
import type { IstioChain } from './types';

const inbound = {
  name: 'ISTIO_INBOUND',
  table: 'mangle',
  flavour: 'sidecar',
  summary: 'TPROXY mode: decides which inbound TCP packets are handed to Envoy without rewriting their addresses.',
  role: 'New connections go to `ISTIO_TPROXY`, packets of connections that exist go to `ISTIO_DIVERT`, exclusions return. Unlike REDIRECT, Envoy and the application keep seeing the real client address.',
  jumpedFrom: '`PREROUTING`, for `-p tcp`',
  rules: [
    {
      shape: '-p tcp -m mark --mark 0x539 -j RETURN',
      why: 'A packet that carries the mark already is part of a captured connection.',
    },
    {
      shape: '-s {six} -i lo -p tcp -j RETURN',
      why: 'Envoy to the application, after inbound processing: capturing it again would be a loop.',
    },
    {
      shape: '-i lo -p tcp -m mark ! --mark 0x53a -j RETURN',
      why: 'On lo only packets that Envoy itself sends to the own pod (mark 1338, set in mangle OUTPUT) are captured.',
    },
    {
      shape: '-p tcp -m tcp --dport {port} -j RETURN',
      why: 'A port that is left alone; by default 15090 (Envoy metrics), 15021 (readiness) and 15020 (status).',
    },
    {
      shape: '-p tcp -m tcp --dport {port} -m conntrack --ctstate RELATED,ESTABLISHED -j ISTIO_DIVERT',
      why: 'Later packets of a captured connection to this port.',
      when: '`includeInboundPorts` is a list.',
    },
    {
      shape: '-p tcp -m tcp --dport {port} -j ISTIO_TPROXY',
      why: 'A new connection to a listed port.',
      when: '`includeInboundPorts` is a list.',
    },
    {
      shape: '-p tcp -m conntrack --ctstate RELATED,ESTABLISHED -j ISTIO_DIVERT',
      why: 'Later packets of a connection need only the mark that routes them to the local socket.',
    },
    {
      shape: '-p tcp -j ISTIO_TPROXY',
      why: 'What is left is the first packet of a new connection.',
    },
  ],
  order:
    'Loops and loopback first (Istio inserts these three at the top), then exclusions, then known connections, new ones last.',
  releases: 'With TPROXY mode, since 0.8.',
  settings: [interceptionMode, includeInboundPorts, excludeInboundPorts, tproxyMark],
  pitfalls: [
    '15008 is not exempt here: its RETURN stands in nat `ISTIO_INBOUND`, which nobody calls in this mode, so inbound 15008 is captured to 15006.',
    'It works only with `ip rule` (mark 1337, table 133) and a local route in that table. A dump cannot show them.',
    "Envoy's calls to the own pod are captured only thanks to mark 1338, set in mangle `OUTPUT`; without it they skip inbound processing.",
  ],
} satisfies IstioChain;

const divert = {
  name: 'ISTIO_DIVERT',
  table: 'mangle',
  flavour: 'sidecar',
  summary: 'TPROXY mode: marks packets of captured connections so that routing delivers them to the local socket.',
  role: "The mark 1337 selects routing table 133, which says that every address is local; Envoy's socket takes the packet.",
  jumpedFrom: '`ISTIO_INBOUND`, for established connections',
  rules: [
    { shape: '-j MARK --set-xmark 0x539/0xffffffff', why: 'Mark 1337: this packet belongs to a captured connection.' },
    { shape: '-j ACCEPT', why: 'Done with this table for the packet.' },
  ],
  order: 'MARK does not end the walk, ACCEPT does; the other way round no packet would be marked.',
  releases: 'Since 0.8.',
  settings: [interceptionMode, tproxyMark],
  pitfalls: ['Counters here count every packet of the connections, unlike those in nat.'],
} satisfies IstioChain;

const tproxy = {
  name: 'ISTIO_TPROXY',
  table: 'mangle',
  flavour: 'sidecar',
  summary: 'TPROXY mode: hands a new inbound connection to Envoy on port 15006 without rewriting it.',
  role: 'Envoy accepts it with the original addresses on both ends, so the application can see the real client.',
  jumpedFrom: '`ISTIO_INBOUND`, last rule',
  rules: [
    {
      shape: '! -d {lo} -p tcp -j TPROXY --on-port {in} --on-ip {any} --tproxy-mark 0x539/0xffffffff',
      why: 'Assigns the packet to the socket on 15006 and marks it 1337 for routing. Localhost is left alone.',
    },
  ],
  releases: 'Since 0.8.',
  settings: [interceptionMode, inboundListener, tproxyMark],
  pitfalls: [
    'The packet is dropped when nothing listens on the port, or when the listening socket is not transparent.',
    'Envoy needs the capability NET_ADMIN in this mode.',
  ],
} satisfies IstioChain;

const drop = {
  name: 'ISTIO_DROP',
  table: 'mangle',
  flavour: 'sidecar',
  summary: 'Drops packets that conntrack calls INVALID.',
  role: 'INVALID packets skip nat, so they would reach the application past Envoy, and the kernel might answer them with a reset that breaks a good connection.',
  jumpedFrom: '`PREROUTING`, for `--ctstate INVALID`',
  rules: [{ shape: '-j DROP', why: 'Everything that gets here is discarded.' }],
  releases: 'Since 1.24. From 1.13 to 1.23 the rule was `-j DROP` straight in mangle `PREROUTING`.',
  settings: [invalidDrop],
  pitfalls: ['Rising counters mean INVALID packets arrive: often asymmetric routing or late duplicates.'],
} satisfies IstioChain;

export const sidecarMangle: readonly IstioChain[] = [inbound, divert, tproxy, drop];
