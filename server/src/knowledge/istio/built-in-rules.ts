// The rules that Istio writes straight into built-in chains: the jumps, and marks that cannot stand anywhere else.
import { zoneRules } from './sidecar-dns';
import type { IstioFlavour, IstioRule } from './types';

/** A rule of Istio in a built-in chain. */
export interface IstioBuiltInRule extends IstioRule {
  readonly table: string;
  readonly chain: string;
  readonly flavour: IstioFlavour;
}

const sidecar: readonly Omit<IstioBuiltInRule, 'flavour'>[] = [
  {
    table: 'nat',
    chain: 'PREROUTING',
    shape: '-i {if} -j ISTIO_REDIRECT',
    variants: ['-d {cidr} -i {if} -j ISTIO_REDIRECT'],
    why: 'What a virtual machine sends enters by this interface and counts as outbound, so it goes to 15001. Each such rule is inserted at the top, which reverses their order.',
    when: 'One for each interface of `istio.io/reroute-virtual-interfaces`.',
  },
  {
    table: 'nat',
    chain: 'PREROUTING',
    shape: '-i {if} -j RETURN',
    why: 'Traffic of this interface never reaches `ISTIO_INBOUND`.',
    when: '`excludeInterfaces`, or `istio.io/reroute-virtual-interfaces` behind its jump to `ISTIO_REDIRECT`.',
  },
  {
    table: 'nat',
    chain: 'OUTPUT',
    shape: '-o {if} -j RETURN',
    why: 'Traffic that leaves by this interface never reaches `ISTIO_OUTPUT`.',
    when: 'One for each interface of `excludeInterfaces`.',
  },
  {
    table: 'mangle',
    chain: 'PREROUTING',
    shape: '-i {if} -j RETURN',
    why: 'Traffic of this interface is not captured.',
    when: '`excludeInterfaces` in TPROXY mode.',
  },
  {
    table: 'mangle',
    chain: 'OUTPUT',
    shape: '-o {if} -j RETURN',
    why: 'Traffic that leaves by this interface is not marked.',
    when: '`excludeInterfaces` in TPROXY mode.',
  },
  {
    table: 'nat',
    chain: 'PREROUTING',
    shape: '-p tcp -j ISTIO_INBOUND',
    why: 'Every TCP connection that comes in to the pod is judged by `ISTIO_INBOUND`.',
  },
  {
    table: 'nat',
    chain: 'OUTPUT',
    shape: '-j ISTIO_OUTPUT',
    variants: ['-p tcp -j ISTIO_OUTPUT', '-p udp -j ISTIO_OUTPUT'],
    why: 'Every connection that a process of the pod opens is judged by `ISTIO_OUTPUT`. With `-p tcp` up to 1.24, without since 1.25; `-p udp` only in 1.24.',
  },
  {
    table: 'mangle',
    chain: 'PREROUTING',
    shape: '-m conntrack --ctstate INVALID -j ISTIO_DROP',
    variants: ['-m conntrack --ctstate INVALID -j DROP'],
    why: 'Packets that fit no connection are dropped before they can disturb one. Straight `-j DROP` from 1.13 to 1.23.',
    when: '`INVALID_DROP` is true.',
  },
  {
    table: 'mangle',
    chain: 'PREROUTING',
    shape: '-p tcp -j ISTIO_INBOUND',
    why: 'TPROXY mode: every inbound TCP packet is judged by `ISTIO_INBOUND` of mangle.',
    when: 'TPROXY mode.',
  },
  {
    table: 'mangle',
    chain: 'PREROUTING',
    shape: '-p tcp -m mark --mark 0x539 -j CONNMARK --save-mark --nfmask 0xffffffff --ctmask 0xffffffff',
    why: 'Keeps mark 1337 with the connection, so that replies can get it back.',
    when: 'TPROXY mode.',
  },
  {
    table: 'mangle',
    chain: 'OUTPUT',
    shape: '-o lo -p tcp -m mark --mark 0x539 -j RETURN',
    why: 'A packet on lo that is marked already needs nothing more.',
    when: 'TPROXY mode.',
  },
  {
    table: 'mangle',
    chain: 'OUTPUT',
    shape: '! -d {lo} -o lo -p tcp -m owner --uid-owner {uid} -j MARK --set-xmark 0x53a/0xffffffff',
    variants: ['! -d {lo} -o lo -p tcp -m owner --gid-owner {gid} -j MARK --set-xmark 0x53a/0xffffffff'],
    why: "Envoy calls the pod's own address: mark 1338 tells `ISTIO_INBOUND` of mangle to capture it as inbound traffic.",
    when: 'TPROXY mode.',
  },
  {
    table: 'mangle',
    chain: 'OUTPUT',
    shape: '-p tcp -m connmark --mark 0x539 -j CONNMARK --restore-mark --nfmask 0xffffffff --ctmask 0xffffffff',
    why: 'Replies of captured connections get mark 1337 back, so that routing finds the local socket.',
    when: 'TPROXY mode.',
  },
  {
    table: 'raw',
    chain: 'PREROUTING',
    shape: '-j ISTIO_INBOUND',
    why: 'DNS answers get their conntrack zone before conntrack looks at them; only raw is early enough.',
    when: 'DNS capture is on.',
  },
  {
    table: 'raw',
    chain: 'PREROUTING',
    shape: '-p udp -m udp --sport 53 -j CT --zone 1',
    variants: ['-s {resolver} -p udp -m udp --sport 53 -j CT --zone 1'],
    why: 'DNS answers of the real resolver get zone 1, that of the query.',
    when: 'DNS capture is on, in older releases.',
  },
  {
    table: 'raw',
    chain: 'PREROUTING',
    shape: '-d {resolver} -p udp -m udp --sport 53 -j CT --zone 1',
    why: 'Meant for answers of the resolver, but it tests the destination and so never matches one: an old defect.',
    when: 'DNS capture is on, in older releases.',
  },
  {
    table: 'raw',
    chain: 'OUTPUT',
    shape: '-j ISTIO_OUTPUT_DNS',
    variants: ['-p udp -j ISTIO_OUTPUT'],
    why: 'DNS packets get their conntrack zone before conntrack looks at them; only raw is early enough.',
    when: 'DNS capture is on.',
  },
  ...zoneRules.map((rule) => ({ ...rule, table: 'raw', chain: 'OUTPUT', when: 'DNS capture is on.', until: '1.23' })),
  {
    table: 'nat',
    chain: 'OUTPUT',
    shape: '-p udp -m udp --dport 53 -m owner --uid-owner {uid} -j RETURN',
    variants: ['-p udp -m udp --dport 53 -m owner --gid-owner {gid} -j RETURN'],
    why: "The agent's own DNS queries leave for the real resolver.",
    when: 'DNS capture is on.',
    until: '1.23',
  },
  {
    table: 'nat',
    chain: 'OUTPUT',
    shape: '-p udp -m udp --dport 53 -j REDIRECT --to-ports {dns}',
    variants: ['-d {resolver} -p udp -m udp --dport 53 -j REDIRECT --to-ports {dns}'],
    why: "The application's DNS queries over UDP go to the agent.",
    when: 'DNS capture is on.',
    until: '1.23',
  },
  ...['INPUT', 'FORWARD', 'OUTPUT'].map((chain) => ({
    table: 'filter',
    chain,
    shape: '-p tcp -j DROP',
    variants: ['-p udp -j DROP'],
    why: 'A guard while istio-iptables rewrites the rules (since 1.24). Left in a dump, it means that the run was interrupted, and it stops all traffic.',
    when: 'Only during a reconcile.',
    since: '1.24',
  })),
];

const ambient: readonly Omit<IstioBuiltInRule, 'flavour'>[] = [
  ...['mangle', 'nat', 'raw'].flatMap((table) => [
    {
      table,
      chain: 'PREROUTING',
      shape: '-j ISTIO_PRERT',
      why: 'Ambient mode: everything that comes in to the pod is judged by `ISTIO_PRERT`.',
    },
    {
      table,
      chain: 'OUTPUT',
      shape: '-j ISTIO_OUTPUT',
      why: 'Ambient mode: everything that a process of the pod sends is judged by `ISTIO_OUTPUT`.',
    },
  ]),
  {
    table: 'nat',
    chain: 'POSTROUTING',
    shape: '-j ISTIO_POSTRT',
    why: 'On the host: probes of the kubelet get their fixed source address, before any masquerade.',
  },
];

export const builtInRules: readonly IstioBuiltInRule[] = [
  ...sidecar.map((rule) => ({ ...rule, flavour: 'sidecar' as const })),
  ...ambient.map((rule) => ({ ...rule, flavour: 'ambient' as const })),
];
