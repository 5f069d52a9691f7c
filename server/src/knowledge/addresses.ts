// What well-known addresses and networks mean in dumps of hosts, clusters and meshes.

/** What is known about an address or network. */
export interface AddressKnowledge {
  /** A few words. */
  readonly name: string;
  /** One to three Markdown sentences. */
  readonly meaning: string;
  /** Whose address it is; `common` holds anywhere, a default of another system is a likely guess only. */
  readonly system: 'Istio' | 'Docker' | 'Kubernetes' | 'cloud' | 'common';
}

type Row = readonly [addresses: string, system: AddressKnowledge['system'], name: string, meaning: string];

const rows: readonly Row[] = [
  [
    '127.0.0.6 ::6',
    'Istio',
    'Envoy towards the application',
    'The source address of connections that Envoy makes to the application after inbound processing. Rules spare it so that those connections are not captured a second time; the application sees it as the client.',
  ],
  [
    '169.254.7.127 fd16:9254:7127:1337:ffff:ffff:ffff:ffff',
    'Istio',
    'health probes (ambient)',
    "The source address that the host gives to the kubelet's probes of ambient pods, so that the pod can let them past ztunnel.",
  ],
  [
    '127.0.0.1 ::1',
    'common',
    'localhost',
    'This host itself, over the interface lo. It never leaves the network namespace.',
  ],
  ['127.0.0.0/8', 'common', 'loopback network', 'All loopback addresses; packets to them stay on this host.'],
  [
    '127.0.0.11',
    'Docker',
    "Docker's resolver",
    "The DNS server Docker puts into containers of user-defined networks. nat sends its port 53 to the resolver's real, random port.",
  ],
  [
    '172.17.0.0/16 172.17.0.1',
    'Docker',
    "Docker's default bridge",
    'The usual network of docker0; 172.17.0.1 is the host on it.',
  ],
  [
    '10.96.0.0/12 10.96.0.1 10.96.0.10',
    'Kubernetes',
    'service addresses (kubeadm)',
    "kubeadm's default range for cluster IPs: 10.96.0.1 is the API server, 10.96.0.10 cluster DNS. They exist only in rules, on no interface.",
  ],
  [
    '10.244.0.0/16',
    'Kubernetes',
    'pod addresses (Flannel)',
    'The default pod network of Flannel and of many kubeadm guides.',
  ],
  ['169.254.20.10', 'Kubernetes', 'NodeLocal DNS cache', 'The usual address of the DNS cache on each Kubernetes node.'],
  [
    '169.254.169.254',
    'cloud',
    'metadata service',
    "Where a cloud's virtual machines ask for their own data and credentials. Often blocked or redirected for containers.",
  ],
  ['0.0.0.0/0 ::/0', 'common', 'any address', 'Matches every packet; iptables-save leaves it out.'],
  ['255.255.255.255', 'common', 'limited broadcast', 'Every host on the local link; DHCP uses it.'],
  ['224.0.0.0/4 ff00::/8', 'common', 'multicast', 'All multicast groups.'],
  ['224.0.0.251 ff02::fb', 'common', 'mDNS group', 'Multicast group of mDNS, UDP port 5353.'],
  ['239.255.255.250 ff02::c', 'common', 'SSDP group', 'Multicast group of UPnP discovery, UDP port 1900.'],
  [
    '169.254.0.0/16 fe80::/10',
    'common',
    'link-local',
    'Addresses valid on one link only; routers do not forward them.',
  ],
  [
    '10.0.0.0/8 172.16.0.0/12 192.168.0.0/16',
    'common',
    'private network',
    'Addresses for private use; they are not routed on the Internet.',
  ],
  [
    '100.64.0.0/10',
    'common',
    'shared address space',
    'For carrier-grade NAT; Tailscale gives its addresses from here.',
  ],
  ['fc00::/7', 'common', 'unique local', "IPv6's private addresses."],
];

function entriesOf([addresses, system, name, meaning]: Row): [string, AddressKnowledge][] {
  return addresses.split(' ').map((address) => [address, { name, meaning, system }]);
}

const known: ReadonlyMap<string, AddressKnowledge> = new Map(rows.flatMap(entriesOf));

/** Longer texts are no address. */
const longestAddress = 64;

/**
 * What an address or network means, written as iptables-save prints it: with or without `/32` or `/128`, IPv6 in its
 * shortest form, in any case. Undefined for others; an address inside a known network is not looked up in it.
 */
export function addressKnowledge(address: string): AddressKnowledge | undefined {
  if (address.length > longestAddress) return undefined;
  const text = address.toLowerCase();
  return known.get(text.replace(text.includes(':') ? /\/128$/ : /\/32$/, ''));
}
