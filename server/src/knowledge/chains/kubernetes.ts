// Chains of Kubernetes nodes: kube-proxy in its three modes, the kubelet, and host ports.
import type { ChainOwner } from './types';

const iptablesMode = {
  owner: 'kube-proxy (iptables mode)',
  sureness: 'source',
  chains: [
    [
      'KUBE-SERVICES',
      'nat filter',
      '`PREROUTING` and `OUTPUT` of nat; `FORWARD` and `OUTPUT` of filter for new connections',
      'Picks the service by its address and port. In nat it jumps to the chain of the service; in filter it rejects services that have no endpoints.',
    ],
    [
      'KUBE-EXTERNAL-SERVICES',
      'filter',
      '`INPUT` and `FORWARD`, for new connections',
      'Refuses external addresses and node ports of services that have no usable endpoint.',
    ],
    [
      'KUBE-NODEPORTS',
      'nat filter',
      'the last rule of `KUBE-SERVICES` in nat; `INPUT` in filter',
      'Picks the service by node port. The one in filter lets health checks of load balancers in.',
    ],
    [
      'KUBE-SVC-*',
      'nat',
      '`KUBE-SERVICES` and `KUBE-EXT-…`',
      'One service port: spreads its connections over all endpoints, each rule taking its random share. The suffix is a hash of the service port.',
    ],
    [
      'KUBE-SVL-*',
      'nat',
      '`KUBE-EXT-…` and `KUBE-SVC-…`',
      'One service port with traffic policy Local: spreads connections over the endpoints of this node only.',
      'Since 1.24; before it was called `KUBE-XLB-…`.',
    ],
    [
      'KUBE-EXT-*',
      'nat',
      '`KUBE-SERVICES` and `KUBE-NODEPORTS`',
      'Traffic to one service from outside (node port, load balancer, external IP): decides whether to masquerade, then goes on to the service.',
      'Since 1.24.',
    ],
    [
      'KUBE-FW-*',
      'filter nat',
      '`KUBE-PROXY-FIREWALL` in filter; `KUBE-SERVICES` of nat before 1.25',
      'Allows one load-balanced service only to the client ranges in `loadBalancerSourceRanges`.',
    ],
    [
      'KUBE-SEP-*',
      'nat',
      '`KUBE-SVC-…` and `KUBE-SVL-…`',
      'One endpoint: DNAT to the address and port of a pod. It also marks a pod that calls itself, and remembers clients where the service has affinity.',
    ],
    [
      'KUBE-XLB-*',
      'nat',
      '`KUBE-SERVICES`, `KUBE-NODEPORTS` and `KUBE-FW-…`',
      'One service with `externalTrafficPolicy: Local`, the older form.',
      'Removed in 1.24.',
    ],
    [
      'KUBE-MARK-MASQ',
      'nat',
      'chains of services, endpoints and node ports',
      'Sets bit 0x4000: `KUBE-POSTROUTING` will masquerade this connection.',
    ],
    ['KUBE-POSTROUTING', 'nat', '`POSTROUTING`', 'Masquerades what carries mark 0x4000, and clears the mark first.'],
    [
      'KUBE-FORWARD',
      'filter',
      '`FORWARD`',
      'Lets forwarded traffic of services through and drops what conntrack calls INVALID.',
    ],
    [
      'KUBE-PROXY-FIREWALL',
      'filter',
      '`INPUT`, `FORWARD` and `OUTPUT`, for new connections',
      'Sends traffic to load balancer addresses through the check of their allowed sources (`KUBE-FW-…`).',
      'Since 1.25.',
    ],
    [
      'KUBE-PROXY-CANARY',
      'mangle nat filter',
      'nothing: it is never called',
      'An empty marker. When it is gone, somebody flushed the rules, and kube-proxy writes all of them again.',
      'Since 1.17 or 1.18.',
    ],
  ],
} satisfies ChainOwner;

const kubelet = {
  owner: 'kubelet',
  sureness: 'source',
  chains: [
    [
      'KUBE-FIREWALL',
      'filter nat',
      '`INPUT` and `OUTPUT` of filter; in nat only in ipvs mode',
      'Keeps other hosts out of 127.0.0.0/8, which service routing would otherwise open; older releases also drop packets marked 0x8000 here.',
    ],
    [
      'KUBE-MARK-DROP',
      'nat',
      '`KUBE-FW-…` and `KUBE-XLB-…`',
      'Sets bit 0x8000: `KUBE-FIREWALL` will drop this packet.',
      'No longer created since about 1.27.',
    ],
    [
      'KUBE-KUBELET-CANARY',
      'mangle nat filter',
      'nothing: it is never called',
      'An empty marker. When it is gone, the kubelet knows that somebody flushed the rules.',
      'Since 1.17.',
    ],
    [
      'KUBE-IPTABLES-HINT',
      'mangle',
      'nothing: it is never called',
      'An empty marker that tells containers which iptables backend (legacy or nf_tables) this host uses.',
      'Since 1.24.',
    ],
  ],
} satisfies ChainOwner;

const ipvsMode = {
  owner: 'kube-proxy (ipvs mode)',
  sureness: 'source',
  chains: [
    [
      'KUBE-NODE-PORT',
      'nat filter',
      '`KUBE-SERVICES` in nat; `INPUT` in filter',
      'Handles node ports, looked up in ipsets.',
    ],
    ['KUBE-LOAD-BALANCER', 'nat', '`KUBE-SERVICES`', 'Marks load balancer traffic for masquerading.'],
    [
      'KUBE-SOURCE-RANGES-FIREWALL',
      'filter',
      '`KUBE-PROXY-FIREWALL`',
      'Enforces `loadBalancerSourceRanges`, looked up in ipsets.',
    ],
    [
      'KUBE-IPVS-FILTER',
      'filter',
      '`INPUT`',
      'Keeps service addresses from answering on ports that are not part of a service: in ipvs mode they sit on an interface of the node.',
      'Since 1.26.',
    ],
    [
      'KUBE-IPVS-OUT-FILTER',
      'filter',
      '`OUTPUT`',
      'The same check for traffic that the node itself sends to service addresses.',
      'Since 1.29.',
    ],
  ],
} satisfies ChainOwner;

const userspaceMode = {
  owner: 'kube-proxy (userspace mode)',
  sureness: 'source',
  chains: [
    [
      'KUBE-PORTALS-CONTAINER',
      'nat',
      '`PREROUTING`',
      'Sends what pods address to a service into the proxy process.',
      'Removed in 1.26.',
    ],
    [
      'KUBE-PORTALS-HOST',
      'nat',
      '`OUTPUT`',
      'Sends what the node addresses to a service into the proxy process.',
      'Removed in 1.26.',
    ],
    [
      'KUBE-NODEPORT-CONTAINER',
      'nat',
      '`PREROUTING`',
      'Node ports, for traffic from pods and other hosts.',
      'Removed in 1.26.',
    ],
    ['KUBE-NODEPORT-HOST', 'nat', '`OUTPUT`', 'Node ports, for traffic of the node itself.', 'Removed in 1.26.'],
    ['KUBE-NODEPORT-NON-LOCAL', 'filter', '`INPUT`', 'Node ports reached from other hosts.', 'Removed in 1.26.'],
  ],
} satisfies ChainOwner;

const hostPorts = {
  owner: 'Kubernetes host ports (kubenet, dockershim, CRI-O)',
  sureness: 'source',
  chains: [
    ['KUBE-HOSTPORTS', 'nat', '`PREROUTING` and `OUTPUT`, for local destinations', 'Picks the container by host port.'],
    [
      'KUBE-HP-*',
      'nat',
      '`KUBE-HOSTPORTS`',
      'One host port: DNAT to its container, with a mark when the container calls itself.',
    ],
  ],
} satisfies ChainOwner;

export const kubernetes: readonly ChainOwner[] = [iptablesMode, kubelet, ipvsMode, userspaceMode, hostPorts];
