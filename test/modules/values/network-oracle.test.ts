// The checks of addresses, ports, protocols, owners and the like say what the real tools say of odd values, for every option.

import { strict as assert } from 'node:assert';
import { parameters } from '../../../server/src/modules/core';
import { matchModules, targetModules } from '../../../server/src/modules/index';
import type { RefusedBy } from '../../../server/src/modules/refused-by';
import type { Family, Value } from '../../../server/src/modules/types';
import { valueFault } from '../../../server/src/modules/values/index';
import type { OracleBackend } from '../../support/oracle';
import { requireOracle } from '../../support/requirements';
import { restoreMany, type SmallDump } from '../../support/restore-many';
import { namesOfHosts, oddValues } from './network-values';

/** A rule that is fine but for the value in the place of `@`. */
interface Carrier {
  rule: string;
  table?: string;
  chain?: string;
  /** Why it can only be asked with --test here. */
  onlyTest?: string;
}

const prerouting = { table: 'mangle', chain: 'PREROUTING' };
const hmark = '-j HMARK --hmark-mod 2 --hmark-rnd 1';
const hashlimit = '-m hashlimit --hashlimit-upto 3/s --hashlimit-name x --hashlimit-mode srcip,dstip';
const policy = '-m policy --dir in --pol ipsec --strict';
const noVirtualServer = 'the kernel may have no IP_VS';

/** The carriers of options that need more than `-m module --option @` in the table filter and the chain INPUT. */
const carriers: Readonly<Record<string, Carrier>> = {
  protocol: { rule: '-p @' },
  source: { rule: '-s @' },
  destination: { rule: '-d @' },
  'in-interface': { rule: '-i @' },
  'out-interface': { rule: '-o @', chain: 'OUTPUT' },
  'connlimit connlimit-mask': { rule: '-m connlimit --connlimit-above 3 --connlimit-mask @' },
  'dccp sport': { rule: '-p dccp -m dccp --sport @' },
  'dccp dport': { rule: '-p dccp -m dccp --dport @' },
  'hashlimit hashlimit-srcmask': { rule: `${hashlimit} --hashlimit-srcmask @` },
  'hashlimit hashlimit-dstmask': { rule: `${hashlimit} --hashlimit-dstmask @` },
  'ipvs vproto': { rule: '-m ipvs --vproto @', onlyTest: noVirtualServer },
  'ipvs vaddr': { rule: '-m ipvs --vaddr @', onlyTest: noVirtualServer },
  'ipvs vport': { rule: '-m ipvs --vport @', onlyTest: noVirtualServer },
  'ipvs vportctl': { rule: '-m ipvs --vportctl @', onlyTest: noVirtualServer },
  'multiport sports': { rule: '-p tcp -m multiport --sports @' },
  'multiport dports': { rule: '-p udp -m multiport --dports @' },
  'multiport ports': { rule: '-p sctp -m multiport --ports @' },
  'owner uid-owner': { rule: '-m owner --uid-owner @', chain: 'OUTPUT' },
  'owner gid-owner': { rule: '-m owner --gid-owner @', chain: 'OUTPUT' },
  'physdev physdev-out': { rule: '-m physdev --physdev-is-bridged --physdev-out @', chain: 'FORWARD' },
  'policy tunnel-src': { rule: `${policy} --mode tunnel --tunnel-src @` },
  'policy tunnel-dst': { rule: `${policy} --mode tunnel --tunnel-dst @` },
  'policy proto': { rule: `${policy} --proto @` },
  'recent mask': { rule: '-m recent --rcheck --mask @' },
  'rt rt-0-addrs': { rule: '-m rt --rt-type 0 --rt-0-addrs @' },
  'sctp sport': { rule: '-p sctp -m sctp --sport @' },
  'sctp dport': { rule: '-p sctp -m sctp --dport @' },
  'tcp sport': { rule: '-p tcp -m tcp --sport @' },
  'tcp dport': { rule: '-p tcp -m tcp --dport @' },
  'udp sport': { rule: '-p udp -m udp --sport @' },
  'udp dport': { rule: '-p udp -m udp --dport @' },
  'CLUSTERIP clustermac': {
    rule: '-d 192.0.2.1 -j CLUSTERIP --new --hashmode sourceip --clustermac @ --total-nodes 2 --local-node 1',
    onlyTest: 'recent kernels do not have it',
  },
  'DNAT to-destination': { rule: '-p tcp -j DNAT --to-destination @', table: 'nat', chain: 'PREROUTING' },
  'SNAT to-source': { rule: '-p tcp -j SNAT --to-source @', table: 'nat', chain: 'POSTROUTING' },
  'DNPT src-pfx': { rule: '-j DNPT --src-pfx @ --dst-pfx 2001:db8::/64', ...prerouting },
  'DNPT dst-pfx': { rule: '-j DNPT --src-pfx 2001:db8::/64 --dst-pfx @', ...prerouting },
  'SNPT src-pfx': { rule: '-j SNPT --src-pfx @ --dst-pfx 2001:db8::/64', table: 'mangle' },
  'SNPT dst-pfx': { rule: '-j SNPT --src-pfx 2001:db8::/64 --dst-pfx @', table: 'mangle' },
  'HMARK hmark-src-prefix': { rule: `${hmark} --hmark-src-prefix @`, ...prerouting },
  'HMARK hmark-dst-prefix': { rule: `${hmark} --hmark-dst-prefix @`, ...prerouting },
  'MASQUERADE to-ports': { rule: '-p tcp -j MASQUERADE --to-ports @', table: 'nat', chain: 'POSTROUTING' },
  'NETMAP to': { rule: '-j NETMAP --to @', table: 'nat', chain: 'PREROUTING' },
  'REDIRECT to-ports': { rule: '-p tcp -j REDIRECT --to-ports @', table: 'nat', chain: 'PREROUTING' },
  'TEE gateway': { rule: '-j TEE --gateway @', ...prerouting },
  'TPROXY on-port': { rule: '-p tcp -j TPROXY --on-port @', ...prerouting },
  'TPROXY on-ip': { rule: '-p tcp -j TPROXY --on-port 1 --on-ip @', ...prerouting },
};

interface Case {
  /** Family, option and value, for the report. */
  name: string;
  dump: SmallDump;
  refusedBy: RefusedBy;
  onlyTest: boolean;
}

interface Place {
  name: string;
  value: Value;
  families: readonly Family[];
  carrier: Carrier;
}

const both: readonly Family[] = ['ipv4', 'ipv6'];

function places(): Place[] {
  const core = parameters.map((option) => ({ option, families: both, module: undefined }));
  const extensions = [...matchModules, ...targetModules].flatMap((module) =>
    module.options.map((option) => ({ option, families: option.families ?? module.families, module })),
  );
  return [...core, ...extensions].flatMap(({ option, families, module }) => {
    const value = option.values?.find((each) => oddValues[each.kind]);
    const name = module ? `${module.name} ${option.name}` : option.name;
    const rule = `-m ${module?.name} --${option.name} @`;
    return value ? [{ name, value, families, carrier: carriers[name] ?? { rule } }] : [];
  });
}

function casesOf({ name, value, families, carrier }: Place): Case[] {
  const { rule, table = 'filter', chain = 'INPUT', onlyTest } = carrier;
  return families.flatMap((family) =>
    oddValues[value.kind]!.map((text) => ({
      name: `${family} ${name} ${JSON.stringify(text)}`,
      dump: { family, text: `*${table}\n-A ${chain} ${rule.replace('@', () => quoted(text))}\nCOMMIT\n` },
      refusedBy: valueFault(value, text, family)?.refusedBy ?? {},
      onlyTest: onlyTest !== undefined,
    })),
  );
}

function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}

/** Where the tools disagree with what was foretold. */
async function disagreements(
  cases: readonly Case[],
  backend: OracleBackend,
  args: readonly string[],
): Promise<string[]> {
  const answers = await restoreMany(
    cases.map(({ dump }) => dump),
    backend,
    { args },
  );
  return cases.flatMap(({ name, refusedBy }, index) => {
    const { refused, message } = answers[index]!;
    const foretold = args.includes('--test') ? refusedBy[backend] === 'test' : refusedBy[backend] !== undefined;
    return refused === foretold
      ? []
      : [`${backend} ${args} ${refused ? `refuses: ${message.trim()}` : 'takes'}: ${name}`];
  });
}

describe('the checks of addresses, ports and owners agree with the real tools', () => {
  const all = places();

  it('knows no carrier without its option', () => {
    const names = new Set(all.map(({ name }) => name));
    assert.deepEqual(
      Object.keys(carriers).filter((name) => !names.has(name)),
      [],
    );
  });

  for (const backend of ['legacy', 'nft'] as const) {
    it(`on a real load, ${backend}`, async function () {
      requireOracle(this);
      this.timeout(300_000);
      const cases = all.flatMap(casesOf).filter(({ onlyTest }) => !onlyTest);
      assert.deepEqual(await disagreements(cases, backend, []), []);
    });

    it(`with --test, ${backend}`, async function () {
      requireOracle(this);
      this.timeout(300_000);
      const seen = new Set<string>();
      const distinct = all.filter(({ value, carrier: { onlyTest } }) => {
        const key = JSON.stringify(value);
        return onlyTest || (!seen.has(key) && seen.add(key));
      });
      const cases = distinct.flatMap(casesOf).filter(({ onlyTest, refusedBy }) => onlyTest || refusedBy[backend]);
      assert.deepEqual(await disagreements(cases, backend, ['--test']), []);
    });
  }

  it('leaves names to the host', () => {
    for (const { name, value, families } of all) {
      if ('only' in value || 'maxPrefix' in value) continue;
      for (const text of namesOfHosts[value.kind] ?? []) {
        const faults = families.map((family) => valueFault(value, text, family)?.message);
        assert.ok(faults.includes(undefined), `${name} ${text}: ${faults}`);
      }
    }
  });
});
