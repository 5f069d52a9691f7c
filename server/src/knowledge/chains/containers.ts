// Chains of the CNI reference plugins, Podman, Nomad and Rancher 1.
import type { ChainOwner } from './types';

const portmap = {
  owner: 'CNI plugin portmap',
  sureness: 'source',
  chains: [
    [
      'CNI-HOSTPORT-DNAT',
      'nat',
      '`PREROUTING` and `OUTPUT`, for local destinations',
      'Picks the container by host port.',
    ],
    [
      'CNI-HOSTPORT-SETMARK',
      'nat',
      '`CNI-DN-…`',
      'Marks (0x2000) connections from this host or from the container itself, whose source must be masqueraded.',
    ],
    ['CNI-HOSTPORT-MASQ', 'nat', '`POSTROUTING`', 'Masquerades what carries mark 0x2000.'],
    [
      'CNI-HOSTPORT-SNAT',
      'nat',
      '`POSTROUTING`',
      'Masquerades containers that reach their own host port.',
      'Before 0.8.',
    ],
    [
      'CNI-DN-*',
      'nat',
      '`CNI-HOSTPORT-DNAT`',
      'One container: DNAT of its host ports. The suffix is a hash of network and container.',
    ],
    [
      'CNI-SN-*',
      'nat',
      '`CNI-HOSTPORT-SNAT`',
      'One container: source translation for its own host ports.',
      'Before 0.8.',
    ],
  ],
} satisfies ChainOwner;

const firewall = {
  owner: 'CNI plugin firewall',
  sureness: 'source',
  chains: [
    ['CNI-FORWARD', 'filter', '`FORWARD`', 'Lets traffic of containers through, with two rules for each container.'],
    [
      'CNI-ADMIN',
      'filter',
      '`CNI-FORWARD`, first',
      'The place for your own rules; they are asked before those of the plugin.',
    ],
    [
      'CNI-ISOLATION-STAGE-1',
      'filter',
      '`FORWARD`',
      'Same-bridge policy: catches what leaves a bridge; stage 2 decides.',
    ],
    [
      'CNI-ISOLATION-STAGE-2',
      'filter',
      '`CNI-ISOLATION-STAGE-1`',
      'Same-bridge policy: drops what would enter another bridge.',
    ],
  ],
} satisfies ChainOwner;

const masquerade = {
  owner: 'CNI plugins (masquerade)',
  sureness: 'source',
  chains: [
    [
      'CNI-[0-9a-f]{24}',
      'nat',
      '`POSTROUTING`, for the address of the container',
      'One container: leaves traffic inside its network alone and masquerades the rest. The name is a hash of network and container.',
    ],
  ],
} satisfies ChainOwner;

const netavark = {
  owner: 'Podman Netavark',
  sureness: 'source',
  chains: [
    [
      'NETAVARK_FORWARD',
      'filter',
      '`FORWARD`',
      'Lets traffic of container networks through and drops what conntrack calls INVALID.',
      'Until Netavark 2.0, which no longer writes iptables rules.',
    ],
    ['NETAVARK_INPUT', 'filter', '`INPUT`', 'Lets containers ask the DNS server aardvark.', 'Since 1.9, until 2.0.'],
    [
      'NETAVARK-HOSTPORT-DNAT',
      'nat',
      '`PREROUTING` and `OUTPUT`, for local destinations',
      'Picks the network by published port.',
    ],
    [
      'NETAVARK-HOSTPORT-SETMARK',
      'nat',
      '`NETAVARK-DN-…`',
      'Marks (0x2000) connections whose source must be masqueraded.',
    ],
    ['NETAVARK-HOSTPORT-MASQ', 'nat', '`POSTROUTING`', 'Masquerades what carries mark 0x2000.'],
    [
      'NETAVARK_ISOLATION_1',
      'filter',
      '`FORWARD`',
      'Network isolation: catches what leaves an isolated network.',
      'Since 1.7.',
    ],
    [
      'NETAVARK_ISOLATION_2',
      'filter',
      '`NETAVARK_ISOLATION_1`',
      'Network isolation: drops what would enter another network.',
    ],
    ['NETAVARK_ISOLATION_3', 'filter', '`FORWARD`', 'Strict isolation: cuts a network off from all others.'],
    ['NETAVARK-DN-*', 'nat', '`NETAVARK-HOSTPORT-DNAT`', 'One network: DNAT of published ports to its containers.'],
    [
      'NETAVARK-*',
      'nat',
      '`POSTROUTING`, for the range of the network',
      'One network: leaves traffic inside alone and masquerades the rest. The suffix is a hash.',
    ],
  ],
} satisfies ChainOwner;

const nomad = {
  owner: 'Nomad',
  sureness: 'source',
  chains: [
    ['NOMAD-ADMIN', 'filter', '`CNI-FORWARD`', 'The place for your own rules on the traffic of bridge-mode jobs.'],
  ],
} satisfies ChainOwner;

const rancher = {
  owner: 'Rancher 1.x',
  sureness: 'general',
  chains: [
    [
      'CATTLE_*',
      'filter nat mangle raw',
      'built-in chains',
      'Networking of Rancher 1: host ports, network policy, masquerading.',
    ],
  ],
} satisfies ChainOwner;

export const containers: readonly ChainOwner[] = [portmap, firewall, masquerade, netavark, nomad, rancher];
