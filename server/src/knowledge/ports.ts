// What well-known ports mean in dumps of clusters and meshes.

/** What is known about a port. */
export interface PortKnowledge {
  /** A few words, for a lens: `Envoy inbound`. */
  readonly name: string;
  /** The name where ztunnel listens there in place of Envoy and the agent. */
  readonly inAmbient?: string;
  /** One to three Markdown sentences. */
  readonly meaning: string;
  /** Whose port it is. Names of a mesh are certain only where the dump has chains of that mesh; `common` holds anywhere. */
  readonly system: PortSystem;
  /** Other systems that use the same number for something like it. */
  readonly alsoUsedBy?: readonly string[];
}

export type PortSystem = 'Istio' | 'Linkerd' | 'Consul' | 'Open Service Mesh' | 'Kubernetes' | 'Docker' | 'common';

interface PortEntry extends PortKnowledge {
  readonly from: number;
  readonly to?: number;
  /** Only for this protocol; absent: any. */
  readonly protocol?: 'tcp' | 'udp';
}

const istio = (from: number, name: string, meaning: string, alsoUsedBy?: readonly string[]): PortEntry => ({
  from,
  name,
  meaning,
  system: 'Istio',
  ...(alsoUsedBy && { alsoUsedBy }),
});

const inAmbient = (entry: PortEntry, name: string): PortEntry => ({ ...entry, inAmbient: name });

const istioPorts: readonly PortEntry[] = [
  istio(
    15000,
    'Envoy admin',
    "Envoy's admin interface, on localhost only. No rule names it: asked from outside it is captured to 15006.",
  ),
  inAmbient(
    istio(
      15001,
      'Envoy outbound',
      "Envoy's listener for connections that the pod opens; in ambient mode ztunnel's. `ISTIO_REDIRECT` sends them here.",
      ['Consul service mesh', 'Kuma', 'Open Service Mesh'],
    ),
    'ztunnel outbound',
  ),
  istio(
    15002,
    'Istio rule check',
    'Where the validation of istio-iptables connects to (127.0.0.6:15002) to see whether the rules work. It stands in no rule.',
  ),
  istio(15004, 'istio-agent debug', 'Debug port of the agent in the sidecar. It stands in no rule.'),
  inAmbient(
    istio(
      15006,
      'Envoy inbound',
      "Envoy's listener for connections that come in to the pod; in ambient mode ztunnel's, for plain traffic. `ISTIO_IN_REDIRECT` or TPROXY sends them here.",
      ['Kuma'],
    ),
    'ztunnel inbound',
  ),
  istio(
    15008,
    'HBONE tunnel',
    'The tunnel of the mesh: HTTP CONNECT inside mTLS. It has a listener of its own and is never captured (since 1.7).',
  ),
  istio(
    15010,
    'istiod xDS, plain',
    'Configuration for proxies without encryption, in istiod. It stands in no rule of a pod.',
  ),
  istio(
    15012,
    'istiod xDS, TLS',
    'Configuration and certificates for proxies, in istiod. It stands in no rule of a pod.',
  ),
  istio(15014, 'istiod metrics', 'Monitoring of istiod itself. It stands in no rule of a pod.'),
  istio(
    15017,
    'istiod webhooks',
    'Injection and validation webhooks of istiod, behind service port 443. It stands in no rule of a pod.',
  ),
  istio(
    15020,
    'Istio status port',
    'The agent: merged Prometheus metrics and rewritten application probes. Exempt from inbound capture.',
  ),
  istio(
    15021,
    'Istio readiness',
    'Readiness of the sidecar or gateway (`/healthz/ready`). Exempt from inbound capture.',
  ),
  inAmbient(
    istio(
      15053,
      'Istio DNS proxy',
      "The agent's (ambient: ztunnel's) DNS proxy; with DNS capture, port 53 is redirected here.",
    ),
    'ztunnel DNS proxy',
  ),
  istio(15080, 'ztunnel SOCKS', 'A local port of ztunnel on 127.0.0.1, in the manner of SOCKS. It stands in no rule.'),
  istio(15090, 'Envoy Prometheus', "Envoy's own metrics for Prometheus. Exempt from inbound capture."),
];

const meshPorts: readonly PortEntry[] = [
  {
    from: 4140,
    name: 'Linkerd outbound',
    meaning: "The Linkerd proxy's listener for outbound connections.",
    system: 'Linkerd',
  },
  {
    from: 4143,
    name: 'Linkerd inbound',
    meaning: "The Linkerd proxy's listener for inbound connections.",
    system: 'Linkerd',
  },
  {
    from: 20000,
    name: 'Consul public listener',
    meaning: "Envoy's inbound listener in Consul's mesh.",
    system: 'Consul',
  },
  {
    from: 15003,
    name: 'OSM inbound',
    meaning: "Envoy's inbound listener in Open Service Mesh.",
    system: 'Open Service Mesh',
  },
];

const clusterPorts: readonly PortEntry[] = [
  {
    from: 2379,
    name: 'etcd clients',
    meaning: 'Where the API server talks to etcd.',
    system: 'Kubernetes',
    protocol: 'tcp',
  },
  {
    from: 2380,
    name: 'etcd peers',
    meaning: 'Replication between etcd members.',
    system: 'Kubernetes',
    protocol: 'tcp',
  },
  { from: 6443, name: 'Kubernetes API', meaning: 'The API server over TLS.', system: 'Kubernetes', protocol: 'tcp' },
  {
    from: 10250,
    name: 'kubelet API',
    meaning: 'Logs, exec and metrics of the pods of a node; the API server connects here.',
    system: 'Kubernetes',
    protocol: 'tcp',
  },
  {
    from: 10256,
    name: 'kube-proxy health',
    meaning: 'Health of kube-proxy; load balancers ask here whether a node takes traffic.',
    system: 'Kubernetes',
    protocol: 'tcp',
  },
  {
    from: 10257,
    name: 'controller manager',
    meaning: 'Secure port of kube-controller-manager.',
    system: 'Kubernetes',
    protocol: 'tcp',
  },
  { from: 10259, name: 'scheduler', meaning: 'Secure port of kube-scheduler.', system: 'Kubernetes', protocol: 'tcp' },
  {
    from: 30000,
    to: 32767,
    name: 'NodePort range',
    meaning: 'The default range for node ports: a service reachable under the address of every node.',
    system: 'Kubernetes',
  },
  {
    from: 2375,
    name: 'Docker API, plain',
    meaning: 'The Docker daemon without TLS: full control of the host.',
    system: 'Docker',
    protocol: 'tcp',
  },
  { from: 2376, name: 'Docker API, TLS', meaning: 'The Docker daemon over TLS.', system: 'Docker', protocol: 'tcp' },
  {
    from: 2377,
    name: 'Swarm management',
    meaning: 'Cluster management between Docker Swarm nodes.',
    system: 'Docker',
    protocol: 'tcp',
  },
  { from: 7946, name: 'Swarm gossip', meaning: 'How Docker Swarm nodes find each other.', system: 'Docker' },
];

const common = (from: number, name: string, meaning: string, protocol?: 'tcp' | 'udp', to?: number): PortEntry => ({
  from,
  name,
  meaning,
  system: 'common',
  ...(protocol && { protocol }),
  ...(to && { to }),
});

const commonPorts: readonly PortEntry[] = [
  common(22, 'SSH', 'Secure shell. Lock it out and you may lose the way into the host.', 'tcp'),
  common(25, 'SMTP', 'Mail between servers.', 'tcp'),
  common(53, 'DNS', 'Name resolution, mostly over UDP; over TCP for long answers.'),
  common(67, 'DHCP server', 'Where DHCP clients send their requests.', 'udp'),
  common(68, 'DHCP client', 'Where DHCP servers send their answers.', 'udp'),
  common(80, 'HTTP', 'Web without TLS.', 'tcp'),
  common(123, 'NTP', 'Time synchronisation.', 'udp'),
  common(137, 'NetBIOS', 'Windows name service and datagrams.', 'udp', 138),
  common(139, 'NetBIOS session', 'Windows file sharing over NetBIOS.', 'tcp'),
  common(179, 'BGP', 'Routing between nodes and routers; Calico uses it.', 'tcp'),
  common(443, 'HTTPS', 'Web over TLS; over UDP it is QUIC.'),
  common(445, 'SMB', 'Windows file sharing.', 'tcp'),
  common(546, 'DHCPv6 client', 'Where DHCPv6 servers send their answers.', 'udp'),
  common(547, 'DHCPv6 server', 'Where DHCPv6 clients send their requests.', 'udp'),
  common(1900, 'SSDP', 'UPnP discovery, multicast.', 'udp'),
  common(3306, 'MySQL', 'Databases of MySQL and MariaDB.', 'tcp'),
  common(4789, 'VXLAN', 'Overlay network between nodes (Docker, many CNI plugins).', 'udp'),
  common(5353, 'mDNS', 'Name resolution on the local link, multicast.', 'udp'),
  common(5432, 'PostgreSQL', 'Databases of PostgreSQL.', 'tcp'),
  common(6081, 'Geneve', 'Overlay network between nodes (OVN, Antrea).', 'udp'),
  common(
    6379,
    'Redis',
    'Redis and what speaks its protocol: caches, queues. It often asks nobody for a password.',
    'tcp',
  ),
  common(8080, 'often HTTP', 'Web servers and proxies that do not run as root; the number is only a habit.', 'tcp'),
  common(8472, 'VXLAN (Linux)', "The Linux kernel's older VXLAN port; Flannel and Cilium use it.", 'udp'),
  common(9090, 'often Prometheus', 'Metrics of Prometheus; Cockpit and others use the number too.', 'tcp'),
  common(27017, 'MongoDB', 'Databases of MongoDB.', 'tcp'),
  common(51820, 'WireGuard', 'Encrypted tunnel.', 'udp'),
];

const entries: readonly PortEntry[] = [...istioPorts, ...meshPorts, ...clusterPorts, ...commonPorts];
const single = new Map(entries.filter((entry) => entry.to === undefined).map((entry) => [entry.from, entry]));
const ranges = entries.filter((entry) => entry.to !== undefined);

/** A mesh listens on TCP, its DNS proxy aside. */
function meshOnlyTcp(entry: PortEntry): boolean {
  return (entry.system === 'Istio' && entry.from !== 15053) || meshPorts.includes(entry);
}

function known(entry: PortEntry): PortKnowledge {
  const { name, meaning, system, alsoUsedBy, inAmbient: ambient } = entry;
  return { name, ...(ambient && { inAmbient: ambient }), meaning, system, ...(alsoUsedBy && { alsoUsedBy }) };
}

/**
 * What a port means. With a protocol (`tcp`, `udp`, in any case) that the port is not known for, undefined; so for a
 * port that is not known. Istio's ports are returned whatever the dump: ask `system` before claiming them.
 */
export function portKnowledge(port: number, protocol?: string): PortKnowledge | undefined {
  const entry = single.get(port) ?? ranges.find((range) => port >= range.from && port <= (range.to ?? range.from));
  if (entry === undefined) return undefined;
  const asked = protocol?.toLowerCase();
  const only = entry.protocol ?? (meshOnlyTcp(entry) ? 'tcp' : undefined);
  return asked === undefined || only === undefined || asked === only ? known(entry) : undefined;
}

/** A port by its number. */
export interface KnownPort extends PortKnowledge {
  readonly port: number;
}

/** The single ports that are known for a protocol, or for any where none is given, in the order of systems: Istio first. */
export function knownPorts(protocol?: string): KnownPort[] {
  return [...single].flatMap(([port]) => {
    const knowledge = portKnowledge(port, protocol);
    return knowledge ? [{ port, ...knowledge }] : [];
  });
}
