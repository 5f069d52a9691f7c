// The sidecar's chains of table nat for connections that come in to the pod.
import { excludeInboundPorts, inboundListener, includeInboundPorts, interceptionMode, statusPort } from './settings';
import type { IstioChain } from './types';

const inbound = {
  name: 'ISTIO_INBOUND',
  table: 'nat',
  flavour: 'sidecar',
  summary: 'Decides which inbound TCP connections of the pod go to Envoy and which reach their port directly.',
  role: 'Ports on the exclusion list RETURN and arrive untouched; everything else goes on to `ISTIO_IN_REDIRECT`, so Envoy (15006) sees it before the application does.',
  jumpedFrom: '`PREROUTING`, for `-p tcp`',
  rules: [
    {
      shape: '-p tcp -m tcp --dport {hbone} -j RETURN',
      why: '15008 is the HBONE tunnel: encrypted already, with a listener of its own, so it must not be redirected.',
      since: '1.7',
    },
    {
      shape: '-p tcp -m tcp --dport 22 -j RETURN',
      why: 'SSH was never captured.',
      until: '1.12',
    },
    {
      shape: '-p tcp -m tcp --dport 15090 -j RETURN',
      why: "Prometheus scrapes Envoy's own metrics here; Envoy answers without being asked twice.",
    },
    {
      shape: '-p tcp -m tcp --dport 15021 -j RETURN',
      why: 'The kubelet asks for readiness here (`/healthz/ready`); it speaks no mTLS.',
    },
    {
      shape: '-p tcp -m tcp --dport 15020 -j RETURN',
      why: 'The status port of the agent: merged metrics and rewritten application probes.',
    },
    {
      shape: '-p tcp -m tcp --dport {port} -j RETURN',
      why: 'A port that is left alone: connections to it reach the application without Envoy, mTLS or policy.',
      when: 'One for each port of `excludeInboundPorts`.',
    },
    {
      shape: '-p tcp -m tcp --dport {port} -j ISTIO_IN_REDIRECT',
      why: 'Only listed ports are captured; every other port reaches the application directly.',
      when: 'One for each port when `includeInboundPorts` is a list, in place of the RETURNs and the catch-all.',
    },
    {
      shape: '-p tcp -j ISTIO_IN_REDIRECT',
      why: 'Everything that did not return goes to Envoy.',
    },
  ],
  order:
    'Exceptions first, the catch-all last: the first match decides, so a RETURN behind the catch-all would never be reached.',
  releases:
    'Since 0.5. Up to 1.12 port 22 returned; 15008 returns since 1.7. The order 15090, 15021, 15020 comes from the injector (istio-init), 15020, 15021, 15090 from istio-cni without annotations.',
  settings: [includeInboundPorts, excludeInboundPorts, statusPort, interceptionMode],
  pitfalls: [
    '`excludeInboundPorts` has no effect when `includeInboundPorts` is a list: the dump then shows single `--dport … -j ISTIO_IN_REDIRECT` rules and no RETURNs.',
    'Declared but with no jump from `PREROUTING`, nothing inbound is captured: `includeInboundPorts` is empty, or the mode is TPROXY and the work is done in mangle.',
    "A DNAT or ACCEPT of another tool in front of the jump (Docker, CNI host ports) takes connections away from it: Istio's jump should come first.",
    'TCP probes to a captured port always succeed, because Envoy accepts the connection whether or not the application listens.',
    'Twice the same rules means that the init container ran again (before 1.24); the copies do no harm.',
  ],
} satisfies IstioChain;

const inRedirect = {
  name: 'ISTIO_IN_REDIRECT',
  table: 'nat',
  flavour: 'sidecar',
  summary: "Sends a TCP connection to Envoy's inbound listener, port 15006 of this pod.",
  role: 'Its one rule rewrites the destination; Envoy reads the original port back from the kernel (`SO_ORIGINAL_DST`), applies mTLS and policy, and connects to the application from 127.0.0.6.',
  jumpedFrom: '`ISTIO_INBOUND`, and `ISTIO_OUTPUT` when Envoy calls the own pod over lo',
  rules: [
    {
      shape: '-p tcp -j REDIRECT --to-ports {in}',
      why: 'From `PREROUTING` the new destination is the address of the interface, from `OUTPUT` it is 127.0.0.1; the port is 15006 in both cases.',
    },
  ],
  releases: 'Since 1.0. Before, `ISTIO_REDIRECT` served both directions.',
  settings: [inboundListener, interceptionMode],
  pitfalls: [
    'Counters here count connections, not packets: nat is asked for the first packet of each connection only.',
    'Counters at zero while the pod is in use mean that every connection returned before: look at the exclusions in `ISTIO_INBOUND`.',
    'A connection from outside to 15000, 15001 or 15006 itself lands on 15006 too; those ports are not exempt.',
  ],
} satisfies IstioChain;

export const sidecarInbound: readonly IstioChain[] = [inbound, inRedirect];
