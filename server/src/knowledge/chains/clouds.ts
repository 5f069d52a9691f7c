// Chains of cloud providers and platforms: AWS, Azure, Google, OpenShift, OVN-Kubernetes, OpenStack.
import type { ChainOwner } from './types';

const aws = {
  owner: 'AWS VPC CNI',
  sureness: 'source',
  chains: [
    [
      'AWS-SNAT-CHAIN-*',
      'nat',
      '`POSTROUTING` (number 0), then each from the one before',
      'Leaves traffic inside the VPC alone, one range for each chain; the last gives everything else the primary address of the node.',
    ],
    [
      'AWS-CONNMARK-CHAIN-*',
      'nat',
      '`PREROUTING`, from pod interfaces (`eni+`)',
      'Marks connections (0x80) so that their replies leave by the primary network interface.',
    ],
  ],
} satisfies ChainOwner;

const azure = {
  owner: 'Azure NPM',
  sureness: 'source',
  chains: [
    ['AZURE-NPM', 'filter', '`FORWARD`', 'Entry to network policy.'],
    ['AZURE-NPM-ACCEPT', 'filter', '`AZURE-NPM`', 'Lets the packet through and clears the marks of the policies.'],
    ['AZURE-NPM-INGRESS', 'filter', '`AZURE-NPM`', 'Policies for what pods receive.'],
    ['AZURE-NPM-INGRESS-ALLOW-MARK', 'filter', 'ingress policy chains', 'Notes with a mark that ingress is allowed.'],
    [
      'AZURE-NPM-INGRESS-*',
      'filter',
      '`AZURE-NPM-INGRESS`',
      'One policy, inbound (version 2: a hash), or a stage of the older version (PORT, FROM, DROPS).',
    ],
    ['AZURE-NPM-EGRESS', 'filter', '`AZURE-NPM`', 'Policies for what pods send.'],
    [
      'AZURE-NPM-EGRESS-*',
      'filter',
      '`AZURE-NPM-EGRESS`',
      'One policy, outbound (version 2: a hash), or a stage of the older version (PORT, TO, DROPS).',
    ],
    ['AZURE-NPM-TARGET-SETS', 'filter', '`AZURE-NPM`', 'The pods that policies select.', 'Only in version 1.'],
  ],
} satisfies ChainOwner;

const masqueradeAgent = {
  owner: 'ip-masq-agent (GKE, AKS)',
  sureness: 'general',
  chains: [
    ['IP-MASQ', 'nat', '`POSTROUTING`', 'Masquerades pod traffic except to the listed ranges.'],
    ['IP-MASQ-AGENT', 'nat', '`POSTROUTING`', 'Masquerades pod traffic except to the listed ranges; the older name.'],
  ],
} satisfies ChainOwner;

const google = {
  owner: 'GKE',
  sureness: 'general',
  chains: [
    [
      'KUBE-METADATA-SERVER',
      'nat',
      '`PREROUTING`',
      'Sends requests for the metadata server to the one of Workload Identity.',
    ],
  ],
  general: [
    ['GKE-*', 'filter nat', 'built-in chains', 'Rules of the node image.'],
    ['FORWARD-NAT-FILTER', 'filter', '`FORWARD`', "Part of GKE's data plane."],
  ],
} satisfies ChainOwner;

const ovn = {
  owner: 'OVN-Kubernetes',
  sureness: 'dump',
  chains: [
    ['OVN-KUBE-NODEPORT', 'nat filter', '`PREROUTING` and `OUTPUT`', 'Node ports: DNAT to the service.'],
    ['OVN-KUBE-EXTERNALIP', 'nat filter', '`PREROUTING` and `OUTPUT`', 'External addresses: DNAT to the service.'],
    ['OVN-KUBE-ETP', 'nat', '`PREROUTING`', 'Services with `externalTrafficPolicy: Local`.'],
    ['OVN-KUBE-ITP', 'nat mangle', '`OUTPUT`', 'Services with `internalTrafficPolicy: Local`.'],
    ['OVN-KUBE-EGRESS-SVC', 'nat', '`POSTROUTING`', 'Egress services: source address of what their pods send out.'],
    ['OVN-KUBE-EGRESS-IP-MULTI-NIC', 'nat', '`POSTROUTING`', 'Egress IPs on a second network interface.'],
    ['OVN-KUBE-SNAT-MGMTPORT', 'nat', '`POSTROUTING`', 'Source address of what leaves by the management port.'],
  ],
} satisfies ChainOwner;

const openShift = {
  owner: 'OpenShift SDN',
  sureness: 'general',
  chains: [
    ['OPENSHIFT-MASQUERADE', 'nat', '`POSTROUTING`', 'Masquerades what pods send out of the cluster.'],
    [
      'OPENSHIFT-MASQUERADE-2',
      'nat',
      '`OPENSHIFT-MASQUERADE`',
      'Exceptions, multicast for instance, then the masquerade itself.',
    ],
    ['OPENSHIFT-FIREWALL-ALLOW', 'filter', '`INPUT`', 'Lets VXLAN and traffic of the interface tun0 in.'],
    ['OPENSHIFT-FIREWALL-FORWARD', 'filter', '`FORWARD`', 'Lets traffic of pods through.'],
    ['OPENSHIFT-ADMIN-OUTPUT-RULES', 'filter', '`FORWARD`', 'The place for your own rules on what pods send.'],
    [
      'OPENSHIFT-BLOCK-OUTPUT',
      'filter',
      '`FORWARD` and `OUTPUT`',
      'Keeps pods away from the ports of the machine config server.',
    ],
    ['OS_FIREWALL_ALLOW', 'filter', '`INPUT`', 'Ports that the installer of OpenShift 3 opened.'],
  ],
} satisfies ChainOwner;

const wrapped = (hook: string): string => `The agent's own copy of ${hook}; the built-in chain only jumps here.`;

const neutron = {
  owner: 'OpenStack Neutron',
  sureness: 'source',
  chains: [
    ['neutron-filter-top', 'filter', '`FORWARD` and `OUTPUT`', 'Calls the `…-local` chain of every agent.'],
    ['neutron-postrouting-bottom', 'nat', '`POSTROUTING`', 'Calls the `…-snat` chain of every agent.'],
    [
      'neutron-*-INPUT',
      'filter mangle raw',
      '`INPUT`',
      `${wrapped('INPUT')} Names of agents are cut, as in neutron-openvswi or neutron-dhcp-age.`,
    ],
    ['neutron-*-OUTPUT', 'filter nat mangle raw', '`OUTPUT`', wrapped('OUTPUT')],
    ['neutron-*-FORWARD', 'filter mangle', '`FORWARD`', wrapped('FORWARD')],
    [
      'neutron-*-PREROUTING',
      'nat mangle raw',
      '`PREROUTING`',
      `${wrapped('PREROUTING')} In nat it has the DNAT of floating IPs.`,
    ],
    ['neutron-*-POSTROUTING', 'nat mangle', '`POSTROUTING`', wrapped('POSTROUTING')],
    ['neutron-*-local', 'filter', '`neutron-filter-top`', 'Local rules of the agent.'],
    ['neutron-*-snat', 'nat', '`neutron-postrouting-bottom`', "Gives outgoing traffic the router's gateway address."],
    ['neutron-*-float-snat', 'nat mangle', 'the `…-snat` chain', 'Gives outgoing traffic its floating IP.'],
    ['neutron-*-floatingip', 'mangle', 'the `…-PREROUTING` chain', 'Marks for each floating IP.'],
    ['neutron-*-mark', 'mangle', 'the `…-PREROUTING` chain', 'Marks traffic from outside.'],
    ['neutron-*-scope', 'filter mangle', 'the `…-FORWARD` chain', 'Keeps address scopes apart.'],
    [
      'neutron-*-sg-chain',
      'filter',
      'the `…-FORWARD` chain',
      'Security groups: finds the chain of the port by its tap device.',
    ],
    ['neutron-*-sg-fallback', 'filter', 'the chains of the ports', 'Security groups: drops what no rule allowed.'],
    [
      'neutron-*-i????????-?',
      'filter',
      'the `…-sg-chain` chain',
      'Security groups of one port, for what the machine receives. The name holds the first characters of the port id.',
    ],
    [
      'neutron-*-o????????-?',
      'filter',
      'the `…-sg-chain` chain',
      'Security groups of one port, for what the machine sends.',
    ],
    [
      'neutron-*-s????????-?',
      'filter',
      "the port's outgoing chain",
      'One port: drops what does not come from its own address.',
    ],
  ],
} satisfies ChainOwner;

const nova = {
  owner: 'OpenStack Nova (legacy)',
  sureness: 'general',
  chains: [
    ['nova-filter-top', 'filter', '`FORWARD` and `OUTPUT`', 'Calls the `…-local` chain of every service.'],
    ['nova-postrouting-bottom', 'nat', '`POSTROUTING`', 'Calls the `…-snat` chain of every service.'],
  ],
  general: [['nova-*', 'filter nat', 'built-in chains', 'Networking and security groups of the former nova-network.']],
} satisfies ChainOwner;

export const clouds: readonly ChainOwner[] = [aws, azure, masqueradeAgent, google, ovn, openShift, neutron, nova];
