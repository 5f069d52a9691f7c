// Chains of network plugins for clusters: Cilium, Flannel, Weave Net, Antrea, kube-router, Submariner.
import type { ChainOwner } from './types';

const cilium = {
  owner: 'Cilium',
  sureness: 'source',
  chains: [
    ['CILIUM_INPUT', 'filter', '`INPUT`', "Lets traffic back in that Cilium's proxy has handled."],
    ['CILIUM_OUTPUT', 'filter', '`OUTPUT`', "Lets the proxy's traffic out and marks what the host sends to pods."],
    [
      'CILIUM_FORWARD',
      'filter',
      '`FORWARD`',
      'Lets forwarded traffic of pods through; the policy itself is enforced by eBPF.',
    ],
    ['CILIUM_OUTPUT_raw', 'raw', '`OUTPUT`', 'Takes traffic of the proxy and of pods out of connection tracking.'],
    ['CILIUM_PRE_raw', 'raw', '`PREROUTING`', "Takes the proxy's traffic out of connection tracking."],
    ['CILIUM_PRE_mangle', 'mangle', '`PREROUTING`', 'Hands traffic with layer 7 or DNS policy to the proxy (TPROXY).'],
    ['CILIUM_POST_mangle', 'mangle', '`POSTROUTING`', "Looks after Cilium's marks."],
    ['CILIUM_PRE_nat', 'nat', '`PREROUTING`', 'Helps with host ports and egress.'],
    ['CILIUM_OUTPUT_nat', 'nat', '`OUTPUT`', 'Helps with host ports and egress, for traffic of the host.'],
    ['CILIUM_POST_nat', 'nat', '`POSTROUTING`', 'Masquerades what pods send out of the cluster.'],
    [
      'CILIUM_TRANSIENT_FORWARD',
      'filter',
      '`FORWARD`',
      'Keeps traffic flowing while the agent restarts.',
      'From 1.5 to 1.8.',
    ],
    [
      'OLD_CILIUM_*',
      'raw mangle nat filter',
      'the built-in chain of its successor',
      'The rules of before, kept until the new ones are in place. Left over, it means a restart that stopped halfway.',
      'Since 1.9.',
    ],
  ],
} satisfies ChainOwner;

const flannel = {
  owner: 'Flannel',
  sureness: 'source',
  chains: [
    ['FLANNEL-POSTRTG', 'nat', '`POSTROUTING`', 'Masquerades what pods send out of the cluster.', 'Since 0.21.'],
    ['FLANNEL-FWD', 'filter', '`FORWARD`', 'Lets traffic from and to the pod network through.', 'Since 0.21.'],
  ],
} satisfies ChainOwner;

const weavePolicy = {
  owner: 'Weave Net',
  sureness: 'source',
  chains: [
    ['WEAVE-NPC', 'filter', '`FORWARD`, towards the weave bridge', 'Network policy for what pods receive.'],
    ['WEAVE-NPC-DEFAULT', 'filter', '`WEAVE-NPC`', 'Lets traffic to pods through that no policy selects.'],
    ['WEAVE-NPC-INGRESS', 'filter', '`WEAVE-NPC`', 'The ingress rules of network policies.'],
    [
      'WEAVE-NPC-EGRESS',
      'filter',
      '`FORWARD` and `INPUT`, from the weave bridge',
      'Network policy for what pods send.',
    ],
    ['WEAVE-NPC-EGRESS-DEFAULT', 'filter', '`WEAVE-NPC-EGRESS`', 'Lets traffic of pods out that no policy selects.'],
    ['WEAVE-NPC-EGRESS-CUSTOM', 'filter', '`WEAVE-NPC-EGRESS`', 'The egress rules of network policies.'],
    [
      'WEAVE-NPC-EGRESS-ACCEPT',
      'filter',
      '`WEAVE-NPC-EGRESS-DEFAULT` and `WEAVE-NPC-EGRESS-CUSTOM`',
      'Notes with mark 0x40000 that the packet may leave.',
    ],
  ],
} satisfies ChainOwner;

const weaveNetwork = {
  owner: 'Weave Net',
  sureness: 'dump',
  chains: [
    ['WEAVE', 'nat', '`POSTROUTING`', 'Masquerades between the Weave network and everything else.'],
    ['WEAVE-EXPOSE', 'filter', '`FORWARD`', 'Access to the Weave network where a host is exposed on it.'],
    ['WEAVE-IPSEC-IN', 'mangle filter', '`INPUT`', 'Incoming traffic of the encrypted fast datapath.'],
    ['WEAVE-IPSEC-OUT', 'mangle filter', '`OUTPUT`', 'Outgoing traffic of the encrypted fast datapath.'],
    ['WEAVE-IPSEC-OUT-MARK', 'mangle', '`WEAVE-IPSEC-OUT`', 'Marks packets that IPsec has to encrypt.'],
    ['WEAVE-IPSEC-IN-MARK', 'mangle', '`WEAVE-IPSEC-IN`', 'Marks packets that came through IPsec.'],
    [
      'WEAVE-CANARY',
      'nat filter',
      'nothing: it is never called',
      'An empty marker: when it is gone, somebody flushed the rules.',
    ],
  ],
} satisfies ChainOwner;

const antrea = {
  owner: 'Antrea',
  sureness: 'source',
  chains: [
    ['ANTREA-FORWARD', 'filter', '`FORWARD`', 'Lets traffic of the gateway interface antrea-gw0 through.'],
    ['ANTREA-INPUT', 'filter', '`INPUT`', 'WireGuard, multicast and policy for the node itself.'],
    [
      'ANTREA-OUTPUT',
      'filter nat raw mangle',
      '`OUTPUT`',
      'Traffic of the node: exemptions from tracking, marks, policy for the node.',
    ],
    [
      'ANTREA-PREROUTING',
      'nat raw mangle',
      '`PREROUTING`',
      'Node ports and load balancer addresses; exempts the tunnel from tracking.',
    ],
    ['ANTREA-POSTROUTING', 'nat mangle', '`POSTROUTING`', 'Masquerades pod traffic and applies Egress addresses.'],
    [
      'ANTREA-POL-PRE-INGRESS-RULES',
      'filter',
      '`ANTREA-INPUT`',
      'Policy for the node, inbound: what is decided before any policy.',
    ],
    [
      'ANTREA-POL-PRE-EGRESS-RULES',
      'filter',
      '`ANTREA-OUTPUT`',
      'Policy for the node, outbound: what is decided before any policy.',
    ],
    ['ANTREA-POL-INGRESS-RULES', 'filter', '`ANTREA-INPUT`', 'Policy for the node, inbound.'],
    ['ANTREA-POL-EGRESS-RULES', 'filter', '`ANTREA-OUTPUT`', 'Policy for the node, outbound.'],
    ['ANTREA-POL-*', 'filter', 'the ingress and egress rules', 'One policy rule that names several ports.'],
    [
      'ANTREA-NODE-PORT-LOCAL',
      'nat',
      '`PREROUTING` and `OUTPUT`',
      'NodePortLocal: a port of the node for one single pod.',
    ],
  ],
} satisfies ChainOwner;

const kubeRouterPolicy = {
  owner: 'kube-router',
  sureness: 'source',
  chains: [
    ['KUBE-ROUTER-INPUT', 'filter', '`INPUT`', 'Network policy for traffic between pods and this node.'],
    ['KUBE-ROUTER-FORWARD', 'filter', '`FORWARD`', 'Network policy for forwarded traffic of pods.'],
    ['KUBE-ROUTER-OUTPUT', 'filter', '`OUTPUT`', 'Network policy for traffic of this node to pods.'],
    [
      'KUBE-POD-FW-*',
      'filter',
      '`KUBE-ROUTER-…`',
      'One pod: the policies that select it, then the refusal of the rest.',
    ],
    ['KUBE-NWPLCY-DEFAULT', 'filter', '`KUBE-POD-FW-…`', 'Stands in where no network policy selects the pod.'],
    ['KUBE-NWPLCY-*', 'filter', '`KUBE-POD-FW-…`', 'One network policy.'],
  ],
} satisfies ChainOwner;

const kubeRouterServices = {
  owner: 'kube-router',
  sureness: 'general',
  chains: [
    ['KUBE-ROUTER-SERVICES', 'filter', '`INPUT`', 'Guards service addresses that ipvs put on this node.'],
    ['KUBE-ROUTER-HAIRPIN', 'nat', '`POSTROUTING`', 'Masquerades a pod that reaches itself through its service.'],
  ],
} satisfies ChainOwner;

const submariner = {
  owner: 'Submariner',
  sureness: 'source',
  chains: [
    [
      'SUBMARINER-POSTROUTING',
      'nat',
      '`POSTROUTING`',
      'Keeps source addresses of traffic between clusters as they are.',
    ],
    [
      'SUBMARINER-POSTROUTING-MSS',
      'mangle',
      '`POSTROUTING`',
      'Lowers the TCP segment size so that it fits the tunnel.',
    ],
    ['SUBMARINER-INPUT', 'filter', '`INPUT`', 'Lets VXLAN from the gateway node in.'],
    ['SUBMARINER-FORWARD', 'filter', '`FORWARD`', 'Lets traffic between clusters through.'],
    ['SUBMARINER-FWD-MSSCLAMP', 'mangle', '`FORWARD`', 'Lowers the TCP segment size so that it fits the tunnel.'],
    ['SUBMARINER-SELF-SNAT', 'nat', '`POSTROUTING`', 'Source addresses of its own traffic.'],
    [
      'SUBMARINER-GN-*',
      'nat',
      '`PREROUTING` and `POSTROUTING`',
      'Globalnet: addresses that are unique across clusters, inbound, outbound or marking.',
    ],
    [
      'SM-GN-*',
      'nat',
      '`SUBMARINER-GN-EGRESS`',
      'Globalnet: outbound addresses of a namespace, of single pods or of the cluster.',
    ],
  ],
} satisfies ChainOwner;

export const clusterNetworks: readonly ChainOwner[] = [
  cilium,
  flannel,
  weavePolicy,
  weaveNetwork,
  antrea,
  kubeRouterPolicy,
  kubeRouterServices,
  submariner,
];
