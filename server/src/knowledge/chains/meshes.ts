// Chains of service meshes: Istio (taken over from its own data), Linkerd, Consul, Kuma, Open Service Mesh.
import { allIstioChains, type IstioChain, type IstioFlavour } from '../istio';
import type { ChainOwner, ChainRow } from './types';

const istioOwners: Readonly<Record<IstioFlavour, string>> = {
  sidecar: 'Istio sidecar',
  ambient: 'Istio ambient',
  'ztunnel-node': 'Istio ambient (first design)',
};

/** One row for each table, since the purpose differs between them. */
function istioRow(chain: IstioChain): ChainRow {
  return [chain.name, chain.table, chain.jumpedFrom, chain.summary, chain.releases];
}

const istio = Object.entries(istioOwners).map(([flavour, owner]) => ({
  owner,
  sureness: 'source' as const,
  chains: allIstioChains.filter((chain) => chain.flavour === flavour).map(istioRow),
}));

const linkerd = {
  owner: 'Linkerd',
  sureness: 'source',
  chains: [
    [
      'PROXY_INIT_OUTPUT',
      'nat',
      '`OUTPUT`',
      "Sends connections that the pod opens to the proxy (4140); the proxy's own uid and loopback return.",
    ],
    [
      'PROXY_INIT_REDIRECT',
      'nat',
      '`PREROUTING`',
      'Sends connections that come in to the proxy (4143); excluded ports return.',
    ],
  ],
} satisfies ChainOwner;

const consul = {
  owner: 'Consul service mesh',
  sureness: 'source',
  chains: [
    ['CONSUL_PROXY_INBOUND', 'nat', '`PREROUTING`', 'Decides which connections that come in go to Envoy.'],
    [
      'CONSUL_PROXY_IN_REDIRECT',
      'nat',
      '`CONSUL_PROXY_INBOUND`',
      "Sends a connection to Envoy's public listener (20000).",
    ],
    ['CONSUL_PROXY_OUTPUT', 'nat', '`OUTPUT`', 'Decides which connections that leave go to Envoy.'],
    [
      'CONSUL_PROXY_REDIRECT',
      'nat',
      '`CONSUL_PROXY_OUTPUT`',
      "Sends a connection to Envoy's outbound listener (15001).",
    ],
    ['CONSUL_DNS_REDIRECT', 'nat', '`OUTPUT`', "Sends DNS queries to Consul's resolver."],
  ],
} satisfies ChainOwner;

const older = 'Name used by releases of about 1.6 to 1.8.';

const kuma = {
  owner: 'Kuma / Kong Mesh',
  sureness: 'source',
  chains: [
    ['KUMA_MESH_INBOUND', 'nat', '`PREROUTING`', 'Decides which connections that come in go to Envoy.'],
    ['KUMA_MESH_INBOUND_REDIRECT', 'nat', '`KUMA_MESH_INBOUND`', 'Sends a connection to Envoy, port 15006.'],
    ['KUMA_MESH_OUTBOUND', 'nat', '`OUTPUT`', 'Decides which connections that leave go to Envoy.'],
    ['KUMA_MESH_OUTBOUND_REDIRECT', 'nat', '`KUMA_MESH_OUTBOUND`', 'Sends a connection to Envoy, port 15001.'],
    ['MESH_INBOUND', 'nat', '`PREROUTING`', 'Decides which connections that come in go to Envoy.', older],
    ['MESH_OUTBOUND', 'nat', '`OUTPUT`', 'Decides which connections that leave go to Envoy.', older],
    ['MESH_INBOUND_REDIRECT', 'nat', '`MESH_INBOUND`', 'Sends a connection to Envoy, inbound.', older],
    ['MESH_OUTBOUND_REDIRECT', 'nat', '`MESH_OUTBOUND`', 'Sends a connection to Envoy, outbound.', older],
  ],
} satisfies ChainOwner;

const archived = 'The project is archived.';

const openServiceMesh = {
  owner: 'Open Service Mesh',
  sureness: 'general',
  chains: [
    ['OSM_PROXY_INBOUND', 'nat', '`PREROUTING`', 'Decides which connections that come in go to Envoy.', archived],
    ['OSM_PROXY_IN_REDIRECT', 'nat', '`OSM_PROXY_INBOUND`', 'Sends a connection to Envoy, port 15003.', archived],
    ['OSM_PROXY_OUTBOUND', 'nat', '`OUTPUT`', 'Decides which connections that leave go to Envoy.', archived],
    ['OSM_PROXY_OUT_REDIRECT', 'nat', '`OSM_PROXY_OUTBOUND`', 'Sends a connection to Envoy, port 15001.', archived],
  ],
} satisfies ChainOwner;

export const meshes: readonly ChainOwner[] = [...istio, linkerd, consul, kuma, openServiceMesh];
