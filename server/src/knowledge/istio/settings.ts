// The annotations and install options that change Istio's rules, each named once for all chains that speak of it.
import type { IstioSetting } from './types';

export const interceptionMode = {
  name: '`sidecar.istio.io/interceptionMode`',
  effect: '`REDIRECT` (default) uses nat, `TPROXY` takes inbound traffic in mangle, `NONE` writes no rules at all.',
} satisfies IstioSetting;

export const includeInboundPorts = {
  name: '`traffic.sidecar.istio.io/includeInboundPorts`',
  effect: '`*` (default) captures every port, a list captures only those, an empty value captures nothing inbound.',
} satisfies IstioSetting;

export const excludeInboundPorts = {
  name: '`traffic.sidecar.istio.io/excludeInboundPorts`',
  effect: 'Adds one RETURN for each port. It is ignored when `includeInboundPorts` is a list.',
} satisfies IstioSetting;

export const statusPort = {
  name: '`status.sidecar.istio.io/port`',
  effect: 'The status port (default 15020) joins the ports that are left alone inbound.',
} satisfies IstioSetting;

export const includeOutboundRanges = {
  name: '`traffic.sidecar.istio.io/includeOutboundIPRanges`',
  effect:
    '`*` (default) ends the chain with a catch-all, a list captures only those ranges, an empty value captures none.',
} satisfies IstioSetting;

export const excludeOutboundRanges = {
  name: '`traffic.sidecar.istio.io/excludeOutboundIPRanges`',
  effect: 'Adds one RETURN for each range in front of the capturing rules.',
} satisfies IstioSetting;

export const includeOutboundPorts = {
  name: '`traffic.sidecar.istio.io/includeOutboundPorts`',
  effect:
    'Captures these ports even outside the included ranges. An excluded range still wins, because it stands earlier.',
} satisfies IstioSetting;

export const excludeOutboundPorts = {
  name: '`traffic.sidecar.istio.io/excludeOutboundPorts`',
  effect: 'Adds RETURNs at the top of the chain, for every process of the pod.',
} satisfies IstioSetting;

export const virtualInterfaces = {
  name: '`istio.io/reroute-virtual-interfaces`',
  effect:
    'Traffic that enters by these interfaces (virtual machines) counts as outbound. Older name: `traffic.sidecar.istio.io/kubevirtInterfaces`.',
} satisfies IstioSetting;

export const excludeInterfaces = {
  name: '`traffic.sidecar.istio.io/excludeInterfaces`',
  effect: 'Traffic on these interfaces returns from PREROUTING and OUTPUT before any Istio chain.',
} satisfies IstioSetting;

export const ownerGroups = {
  name: '`ISTIO_OUTBOUND_OWNER_GROUPS` and `ISTIO_OUTBOUND_OWNER_GROUPS_EXCLUDE` (proxyMetadata)',
  effect: 'Limit outbound capture to processes of some groups, or spare some groups. Since 1.14.',
} satisfies IstioSetting;

export const proxyIds = {
  name: 'proxy uid and gid (flags `-u` and `-g`, default 1337)',
  effect: 'The ids in the `owner` rules. They must be those Envoy really runs with.',
} satisfies IstioSetting;

export const outboundListener = {
  name: '`meshConfig.proxyListenPort`',
  effect: 'Changes 15001.',
} satisfies IstioSetting;

export const inboundListener = {
  name: '`meshConfig.proxyInboundListenPort`',
  effect: 'Changes 15006.',
} satisfies IstioSetting;

export const dnsCapture = {
  name: '`ISTIO_META_DNS_CAPTURE` (proxyMetadata)',
  effect: 'Turns DNS capture on; it is off by default for sidecars.',
} satisfies IstioSetting;

export const invalidDrop = {
  name: '`INVALID_DROP` (proxyMetadata)',
  effect: '`true` adds the rule that drops INVALID packets; off by default.',
} satisfies IstioSetting;

export const loopbackRange = {
  name: '`ISTIO_OUTBOUND_IPV4_LOOPBACK_CIDR`',
  effect: 'Widens 127.0.0.1/32 in the loopback rules, for instance to 127.0.0.1/8.',
} satisfies IstioSetting;

export const tproxyMark = {
  name: 'flags `-t` (mark, default 1337) and `-r` (route table, default 133)',
  effect: 'Change the mark and the routing table that TPROXY relies on.',
} satisfies IstioSetting;

export const bypassInbound = {
  name: '`ambient.istio.io/bypass-inbound-capture`',
  effect: '`true` leaves out the inbound rules: only what the pod sends is captured.',
} satisfies IstioSetting;

export const ambientDns = {
  name: '`ambient.istio.io/dns-capture`, or `ambient.dnsCapture` of the CNI chart',
  effect: 'Turns DNS capture on or off; on by default since 1.25.',
} satisfies IstioSetting;

export const ambientRedirection = {
  name: '`ambient.istio.io/redirection`',
  effect: '`enabled` on a pod shows that the CNI agent wrote these rules into it.',
} satisfies IstioSetting;
