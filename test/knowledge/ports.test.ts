// What ports mean, by number and protocol.
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { portKnowledge } from '../../server/src/knowledge/ports';

const ports: [port: number, protocol: string | undefined, name: string | undefined, system?: string][] = [
  [15000, 'tcp', 'Envoy admin', 'Istio'],
  [15001, 'tcp', 'Envoy outbound', 'Istio'],
  [15001, undefined, 'Envoy outbound', 'Istio'],
  [15002, 'tcp', 'Istio rule check', 'Istio'],
  [15003, 'tcp', 'OSM inbound', 'Open Service Mesh'],
  [15004, 'tcp', 'istio-agent debug', 'Istio'],
  [15006, 'tcp', 'Envoy inbound', 'Istio'],
  [15006, 'TCP', 'Envoy inbound', 'Istio'],
  [15006, 'udp', undefined],
  [15008, 'tcp', 'HBONE tunnel', 'Istio'],
  [15010, 'tcp', 'istiod xDS, plain', 'Istio'],
  [15012, 'tcp', 'istiod xDS, TLS', 'Istio'],
  [15014, 'tcp', 'istiod metrics', 'Istio'],
  [15017, 'tcp', 'istiod webhooks', 'Istio'],
  [15020, 'tcp', 'Istio status port', 'Istio'],
  [15021, 'tcp', 'Istio readiness', 'Istio'],
  [15053, 'udp', 'Istio DNS proxy', 'Istio'],
  [15053, 'tcp', 'Istio DNS proxy', 'Istio'],
  [15080, 'tcp', 'ztunnel SOCKS', 'Istio'],
  [15090, 'tcp', 'Envoy Prometheus', 'Istio'],
  [4143, 'tcp', 'Linkerd inbound', 'Linkerd'],
  [4143, 'udp', undefined],
  [22, 'tcp', 'SSH', 'common'],
  [22, 'udp', undefined],
  [53, 'udp', 'DNS', 'common'],
  [6443, 'tcp', 'Kubernetes API', 'Kubernetes'],
  [2379, 'tcp', 'etcd clients', 'Kubernetes'],
  [10250, 'tcp', 'kubelet API', 'Kubernetes'],
  [10256, 'tcp', 'kube-proxy health', 'Kubernetes'],
  [29999, 'tcp', undefined],
  [30000, 'tcp', 'NodePort range', 'Kubernetes'],
  [32767, 'udp', 'NodePort range', 'Kubernetes'],
  [32768, 'tcp', undefined],
  [8081, 'tcp', undefined],
  [8080, 'tcp', 'often HTTP', 'common'],
  [8080, 'udp', undefined],
  [3306, 'tcp', 'MySQL', 'common'],
  [0, 'tcp', undefined],
  [-1, undefined, undefined],
  [Number.NaN, undefined, undefined],
];

describe('ports', () => {
  for (const [port, protocol, name, system] of ports)
    it(`${protocol ?? 'any'} ${port} is ${name ?? 'not known'}`, () => {
      const found = portKnowledge(port, protocol);
      assert.deepEqual([found?.name, found?.system], [name, system]);
    });
});
