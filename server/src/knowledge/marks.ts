// What well-known packet marks, connection marks and conntrack zones mean.

/** What is known about a mark or a zone. */
export interface MarkKnowledge {
  /** A few words. */
  readonly name: string;
  /** One to three Markdown sentences. */
  readonly meaning: string;
  /** Whose mark it is: certain only where the dump has chains of that system. */
  readonly system: string;
  /** Other systems that use the same value for something like it. */
  readonly alsoUsedBy?: readonly string[];
}

interface MarkEntry extends MarkKnowledge {
  readonly value: number;
  /** The masks it is written with. */
  readonly masks: readonly number[];
}

const fullMask = 0xffffffff;

const marks: readonly MarkEntry[] = [
  {
    value: 0x539,
    masks: [fullMask],
    name: 'TPROXY capture (1337)',
    meaning:
      'Packet of a captured inbound connection in TPROXY mode. Routing sends it to the local socket: `fwmark 1337 lookup 133`, where table 133 holds a local default route.',
    system: 'Istio',
  },
  {
    value: 0x53a,
    masks: [fullMask],
    name: 'Envoy to the own pod (1338)',
    meaning: "TPROXY mode: Envoy's own packet to the pod's address over lo, which must be captured as inbound traffic.",
    system: 'Istio',
  },
  {
    value: 0x539,
    masks: [0xfff],
    name: 'ztunnel',
    meaning: "Ambient mode: ztunnel marks its sockets with it, so these packets are ztunnel's own and bypass capture.",
    system: 'Istio',
  },
  {
    value: 0x111,
    masks: [0xfff],
    name: 'opened by ztunnel',
    meaning:
      'Ambient mode: a connection that ztunnel opened to the application. It is kept with the connection and restored on replies, which `ip rule` (fwmark 0x111/0xfff, table 100) routes to ztunnel.',
    system: 'Istio',
  },
  {
    value: 0x4000,
    masks: [0x4000, 0, fullMask],
    name: 'masquerade me',
    meaning:
      '`KUBE-MARK-MASQ` sets this bit on service traffic whose source must be hidden; `KUBE-POSTROUTING` clears it and masquerades.',
    system: 'kube-proxy',
  },
  {
    value: 0x8000,
    masks: [0x8000, fullMask],
    name: 'drop me',
    meaning: '`KUBE-MARK-DROP` sets this bit, `KUBE-FIREWALL` drops what carries it. Gone from newer Kubernetes nodes.',
    system: 'kubelet',
  },
  {
    value: 0x2000,
    masks: [0x2000],
    name: 'masquerade me (host port)',
    meaning:
      'Traffic to a host port from the node or from the container itself; its source is masqueraded so that answers come back.',
    system: 'CNI portmap',
    alsoUsedBy: ['Podman Netavark'],
  },
  {
    value: 0x40000,
    masks: [0xff0000],
    name: 'Tailscale subnet route',
    meaning: 'Forwarded traffic of a Tailscale subnet route; `ts-postrouting` masquerades it.',
    system: 'Tailscale',
  },
  {
    value: 0x40000,
    masks: [0x40000, fullMask],
    name: 'egress allowed',
    meaning: "Weave's network policy controller has allowed this packet to leave the pod.",
    system: 'Weave Net',
  },
  {
    value: 0x80,
    masks: [0x80],
    name: 'by the primary interface',
    meaning: 'The AWS VPC CNI marks connections whose replies must leave by the primary network interface of the node.',
    system: 'AWS VPC CNI',
  },
];

/**
 * What a packet or connection mark means; the mask is all ones where none is written. For `--set-xmark` give value and
 * mask as they stand. Undefined for marks that are not known with this mask.
 */
export function markKnowledge(value: number, mask: number = fullMask): MarkKnowledge | undefined {
  const found = marks.find((mark) => mark.value === value && mark.masks.includes(mask));
  if (found === undefined) return undefined;
  const { name, meaning, system, alsoUsedBy } = found;
  return { name, meaning, system, ...(alsoUsedBy && { alsoUsedBy }) };
}

const zones: Readonly<Record<number, MarkKnowledge>> = {
  1: {
    name: 'DNS, agent and resolver',
    meaning: 'Conntrack zone of DNS between the agent (ambient: ztunnel) and the real resolver.',
    system: 'Istio',
  },
  2: {
    name: 'DNS, application and agent',
    meaning:
      'Conntrack zone of DNS between the application and the agent; apart from zone 1, so that the two never mix.',
    system: 'Istio',
  },
};

/** What a conntrack zone of `CT --zone` means. Undefined for zones that are not known. */
export function zoneKnowledge(zone: number): MarkKnowledge | undefined {
  return zones[zone];
}

/** The known marks, each as it is written in rules: `0x539`, `0x4000/0x4000`. */
export function knownMarks(): (MarkKnowledge & { text: string })[] {
  return marks.map(({ value, masks: [mask = fullMask], name, meaning, system }) => {
    const text = mask === fullMask ? hex(value) : `${hex(value)}/${hex(mask)}`;
    return { text, name, meaning, system };
  });
}

function hex(value: number): string {
  return `0x${value.toString(16)}`;
}
