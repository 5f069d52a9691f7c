// What well-known user and group ids of `-m owner` mean.

/** What is known about a user or group id. */
export interface OwnerKnowledge {
  /** A few words. */
  readonly name: string;
  /** One to three Markdown sentences. */
  readonly meaning: string;
  /** Whose id it is; `common` holds anywhere, the others where the dump has chains of that system. */
  readonly system: 'Istio' | 'OpenShift' | 'common';
}

const istioUser: OwnerKnowledge = {
  name: 'istio-proxy',
  meaning:
    'The user Envoy runs as in a sidecar. Only this id tells its packets from the application; an application that runs as uid 1337 bypasses the mesh.',
  system: 'Istio',
};

const istioGroup: OwnerKnowledge = {
  name: 'istio-proxy',
  meaning:
    'The group Envoy runs in. A process in group 1337 bypasses the mesh whatever its uid is, because the rules test the group on its own.',
  system: 'Istio',
};

const root: OwnerKnowledge = {
  name: 'root',
  meaning: 'Root, and what it starts. Istio captures root like any other user.',
  system: 'common',
};

const openShift: OwnerKnowledge = {
  name: 'OpenShift id',
  meaning:
    "OpenShift gives each namespace its own range of ids from 1000000000. In Istio's rules it is the proxy's id, and Envoy must really run with it, or its connections loop.",
  system: 'OpenShift',
};

const openShiftRange = { from: 1_000_000_000, to: 1_999_999_999 };

/**
 * What a uid or gid means; `id` is the text of `--uid-owner` or `--gid-owner`. Undefined for names, ranges and ids that
 * are not known.
 */
export function ownerKnowledge(kind: 'uid' | 'gid', id: string): OwnerKnowledge | undefined {
  if (!/^\d{1,10}$/.test(id)) return undefined;
  const number = Number(id);
  if (number === 1337) return kind === 'uid' ? istioUser : istioGroup;
  if (number === 0) return root;
  return number >= openShiftRange.from && number <= openShiftRange.to ? openShift : undefined;
}
