// What chains are for and whose they are, by name, table and the other chains of the dump.
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { chainKnowledge, chainOwnersPresent } from '../../server/src/knowledge/chains';
import { chainOwners } from '../../server/src/knowledge/chains/index';
import { corpusDumps, describeCorpus } from './corpus';

/** `present` are other chains of the same dump. */
const known: [table: string, name: string, owner: string | undefined, pattern?: string, present?: string][] = [
  ['nat', 'KUBE-SERVICES', 'kube-proxy (iptables mode)', 'KUBE-SERVICES'],
  ['nat', 'KUBE-SVC-ERIFXISQEP7F7OF4', 'kube-proxy (iptables mode)', 'KUBE-SVC-*'],
  ['filter', 'KUBE-FIREWALL', 'kubelet', 'KUBE-FIREWALL'],
  ['filter', 'KUBE-NWPLCY-DEFAULT', 'kube-router', 'KUBE-NWPLCY-DEFAULT'],
  ['filter', 'KUBE-NWPLCY-ABCDEF', 'kube-router', 'KUBE-NWPLCY-*'],
  ['filter', 'DOCKER-USER', 'Docker Engine', 'DOCKER-USER'],
  ['nat', 'DOCKER', 'Docker Engine', 'DOCKER'],
  ['filter', 'cali-tw-cali1234567890a', 'Calico Felix', 'cali-tw-*'],
  ['filter', 'cali-to-wl-dispatch-3', 'Calico Felix', 'cali-to-wl-dispatch*'],
  ['nat', 'CILIUM_POST_nat', 'Cilium', 'CILIUM_POST_nat'],
  ['nat', 'CNI-DN-708d9ceaea3c82666e4a9', 'CNI plugin portmap', 'CNI-DN-*'],
  ['nat', 'CNI-708d9ceaea3c82666e4a97d7', 'CNI plugins (masquerade)'],
  ['filter', 'CNI-FORWARD', 'CNI plugin firewall', 'CNI-FORWARD'],
  ['nat', 'CNI-mychain', undefined],
  ['nat', 'NETAVARK-DN-1D8721804F16F', 'Podman Netavark', 'NETAVARK-DN-*'],
  ['nat', 'NETAVARK-1D8721804F16F', 'Podman Netavark', 'NETAVARK-*'],
  ['filter', 'neutron-openvswi-sg-fallback', 'OpenStack Neutron', 'neutron-*-sg-fallback'],
  ['filter', 'neutron-openvswi-i0a1b2c3d-4', 'OpenStack Neutron', 'neutron-*-i????????-?'],
  ['filter', 'AZURE-NPM-INGRESS-ALLOW-MARK', 'Azure NPM', 'AZURE-NPM-INGRESS-ALLOW-MARK'],
  ['filter', 'ufw-user-input', 'ufw', 'ufw-user-input'],
  ['filter', 'ufw6-user-input', 'ufw', 'ufw6-*'],
  ['filter', 'f2b-sshd', 'fail2ban', 'f2b-*'],
  ['nat', 'ISTIO_INBOUND', 'Istio sidecar', 'ISTIO_INBOUND'],
  ['nat', 'ISTIO_OUTPUT', 'Istio sidecar', 'ISTIO_OUTPUT'],
  ['nat', 'ISTIO_OUTPUT', 'Istio ambient', 'ISTIO_OUTPUT', 'ISTIO_PRERT ISTIO_OUTPUT'],
  ['mangle', 'ISTIO_OUTPUT', 'Istio ambient', 'ISTIO_OUTPUT'],
  // General names need another chain that speaks for the owner.
  ['filter', 'IN_public', undefined],
  ['filter', 'IN_public', 'firewalld', 'IN_*', 'INPUT_direct'],
  ['filter', 'net-loc', undefined],
  ['filter', 'net-loc', 'Shorewall', '[a-z]*-[a-z]*', 'tcpflags'],
  ['filter', 'net-fw', 'Shorewall', '*-fw', 'tcpflags'],
  ['filter', 'in_lan', undefined],
  ['filter', 'in_lan', 'FireHOL', 'in_*', 'in_lan_ssh_s3'],
  ['filter', 'tap101i0-IN', 'Proxmox VE firewall', 'tap*i*-IN', 'PVEFW-INPUT'],
  ['filter', 'ufw-user-input', 'ufw', 'ufw-user-input', 'tcpflags'],
  // Names of nobody.
  ...[
    'FOO',
    'INPUT_custom',
    'my-chain',
    'LOGDROP',
    'INPUT',
    'constructor',
    '',
    'istio_inbound',
    'KUBE',
    '*',
    'GROUP-x',
  ].map((name): [string, string, undefined] => ['filter', name, undefined]),
  ['filter', `KUBE-SVC-${'A'.repeat(100_000)}`, undefined],
];

describe('chain knowledge', () => {
  for (const [table, name, owner, pattern, present] of known)
    it(`${table} ${name.slice(0, 40) || '(no name)'}${present ? ` beside ${present}` : ''} is ${owner ?? 'not known'}`, () => {
      const found = chainKnowledge(table, name, (present && chainOwnersPresent(present.split(' '))) || undefined);
      assert.equal(found?.owner, owner);
      if (pattern) assert.equal(found?.pattern, pattern);
      if (owner) assert.deepEqual([found?.guess, found?.otherTable], [false, false]);
    });

  it('says when the owner has the chain in other tables only', () => {
    const found = chainKnowledge('filter', 'KUBE-SVC-ABC');
    assert.deepEqual([found?.owner, found?.otherTable, found?.tables], ['kube-proxy (iptables mode)', true, ['nat']]);
  });

  it('calls a general name a guess, and names who else uses it', () => {
    const found = chainKnowledge('filter', 'reject');
    assert.equal(found?.guess, true);
    assert.deepEqual([found?.owner, ...(found?.alsoUsedBy ?? [])].sort(), ['OpenWrt fw3', 'Shorewall']);
    const known = chainKnowledge('filter', 'reject', chainOwnersPresent(['tcpflags']));
    assert.deepEqual([known?.owner, known?.guess, known?.alsoUsedBy], ['Shorewall', false, ['OpenWrt fw3']]);
  });

  it('takes names that several use for no evidence', () => {
    assert.deepEqual([...chainOwnersPresent(['ISTIO_OUTPUT', 'reject', 'IN_x', 'FOO'])], []);
    assert.deepEqual([...chainOwnersPresent(['ISTIO_PRERT', 'f2b-sshd'])], ['Istio ambient', 'fail2ban']);
  });

  it('finds no general name for an owner that no other chain can speak for', () => {
    const strong = new Set(chainOwners.filter((owner) => owner.chains.length > 0).map((owner) => owner.owner));
    assert.deepEqual(
      chainOwners.filter((owner) => !strong.has(owner.owner)),
      [],
    );
  });

  it('has each name once for an owner and table', () => {
    const seen = new Set<string>();
    for (const { owner, chains, general = [] } of chainOwners)
      for (const [name, tables] of [...chains, ...general])
        for (const table of tables.split(' ')) {
          assert.ok(['filter', 'nat', 'mangle', 'raw', 'security'].includes(table), `${name}: ${table}`);
          assert.ok(!seen.has(`${owner} ${name} ${table}`), `${owner} ${name} ${table}`);
          seen.add(`${owner} ${name} ${table}`);
        }
  });
});

const folders: [folder: string, owners: string][] = [
  ['kube-proxy-1.20', 'kube-proxy (iptables mode),kubelet'],
  ['docker-fresh', 'Docker Engine'],
  ['docker-networks', 'Docker Engine'],
  ['docker-containers', 'Docker Engine'],
  ['cni-portmap', 'CNI plugin portmap,CNI plugin firewall,CNI plugins (masquerade)'],
  ['ufw', 'ufw'],
  ['firewalld', 'firewalld'],
  ['fail2ban', 'fail2ban'],
  ['sshguard', 'SSHGuard'],
  ['arno-iptables-firewall', "Arno's iptables firewall"],
  ['shorewall-Universal', 'Shorewall'],
  ['shorewall-one-interface', 'Shorewall'],
  ['shorewall-two-interfaces', 'Shorewall'],
  ['shorewall6-Universal', 'Shorewall'],
  ['shorewall6-one-interface', 'Shorewall'],
  ['shorewall6-two-interfaces', 'Shorewall'],
  ['istio', 'Istio sidecar,Istio ambient'],
];

const builtIn = new Set(['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING']);

describeCorpus('chains of the corpus', () => {
  for (const [folder, owners] of folders)
    it(`${folder}: every chain is known to be of ${owners}`, () => {
      const dumps = corpusDumps(folder);
      assert.ok(dumps.size > 0);
      for (const [file, lines] of dumps) {
        const declared = lines.filter((line) => !line.words && !builtIn.has(line.chain));
        const present = chainOwnersPresent(declared.map((line) => line.chain));
        for (const { table, chain } of declared) {
          const found = chainKnowledge(table, chain, present);
          assert.ok(found && owners.split(',').includes(found.owner), `${file}: ${table} ${chain} is ${found?.owner}`);
          assert.equal(found.guess, false, `${file}: ${chain} is a guess`);
          assert.equal(found.otherTable, false, `${file}: ${chain} in ${table}`);
        }
      }
    });

  it('claims nothing in dumps that their authors named the chains of', () => {
    const claimed = ['fwbuilder', 'ferm-dmz_router', 'ferm-dsl_router', 'ferm-fileserver', 'ferm-workstation'].flatMap(
      (folder) =>
        [...corpusDumps(folder).values()].flatMap((lines) =>
          lines.filter((line) => !line.words).flatMap((line) => chainKnowledge(line.table, line.chain)?.pattern ?? []),
        ),
    );
    assert.deepEqual(claimed, []);
  });
});
