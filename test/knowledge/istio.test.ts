// Istio's chains, rules, flavours and releases, against the known names and against the corpus.
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  allIstioChains,
  type IstioFlavour,
  isIstioChain,
  istioChain,
  istioChains,
  istioFlavour,
  istioReleases,
  istioRule,
  istioRuleText,
  istioTables,
} from '../../server/src/knowledge/istio';
import { type CorpusLine, corpusDumps, describeCorpus, readDump } from './corpus';

const chains: [tables: string, name: string, flavour: IstioFlavour, says: RegExp][] = [
  ['nat', 'ISTIO_INBOUND', 'sidecar', /Envoy/],
  ['mangle', 'ISTIO_INBOUND', 'sidecar', /TPROXY/],
  ['raw', 'ISTIO_INBOUND', 'sidecar', /zone 1/],
  ['nat', 'ISTIO_IN_REDIRECT', 'sidecar', /15006/],
  ['nat raw', 'ISTIO_OUTPUT', 'sidecar', /Envoy|zones/],
  ['nat', 'ISTIO_REDIRECT', 'sidecar', /15001/],
  ['nat', 'ISTIO_OUTPUT_DNS', 'sidecar', /15053/],
  ['raw', 'ISTIO_OUTPUT_DNS', 'sidecar', /zones/],
  ['mangle', 'ISTIO_DIVERT', 'sidecar', /TPROXY/],
  ['mangle', 'ISTIO_TPROXY', 'sidecar', /15006/],
  ['mangle', 'ISTIO_DROP', 'sidecar', /INVALID/],
  ['mangle nat raw', 'ISTIO_PRERT', 'ambient', /ztunnel|resolver/],
  ['mangle nat raw', 'ISTIO_OUTPUT', 'ambient', /ztunnel/],
  ['nat', 'ISTIO_POSTRT', 'ambient', /169\.254\.7\.127/],
  ['mangle nat', 'ztunnel-PREROUTING', 'ztunnel-node', /ztunnel/],
  ['mangle nat', 'ztunnel-POSTROUTING', 'ztunnel-node', /ztunnel/],
  ['mangle', 'ztunnel-INPUT', 'ztunnel-node', /ztunnel/],
  ['mangle nat', 'ztunnel-OUTPUT', 'ztunnel-node', /ztunnel/],
  ['mangle', 'ztunnel-FORWARD', 'ztunnel-node', /ztunnel/],
];

const flavours: [names: string, flavour: IstioFlavour | undefined][] = [
  ['PREROUTING INPUT ISTIO_INBOUND ISTIO_OUTPUT', 'sidecar'],
  ['ISTIO_OUTPUT ISTIO_REDIRECT', 'sidecar'],
  ['ISTIO_OUTPUT ISTIO_PRERT', 'ambient'],
  ['ISTIO_POSTRT KUBE-SERVICES', 'ambient'],
  ['ztunnel-INPUT', 'ztunnel-node'],
  ['ISTIO_OUTPUT', undefined],
  ['ISTIO_PRERT ISTIO_REDIRECT', undefined],
  ['FOO istio_inbound', undefined],
  ['', undefined],
];

const rules: [table: string, chain: string, rule: string, says: RegExp | undefined][] = [
  ['nat', 'ISTIO_INBOUND', '-p tcp -m tcp --dport 15021 -j RETURN', /readiness/],
  ['nat', 'ISTIO_INBOUND', '-p tcp -m tcp --dport 8443 -j RETURN', /left alone/],
  ['nat', 'ISTIO_INBOUND', '-p tcp -m tcp --dport 22 -j RETURN', /SSH/],
  ['nat', 'ISTIO_INBOUND', '-j ISTIO_IN_REDIRECT -p tcp', /Everything/],
  ['nat', 'ISTIO_OUTPUT', '! -d 127.0.0.1/32 -o lo -m owner --uid-owner 1337 -j ISTIO_IN_REDIRECT', /own address/],
  ['nat', 'ISTIO_OUTPUT', '-o lo -m owner ! --uid-owner 1000680001 -j RETURN', /inside the pod/],
  ['nat', 'ISTIO_OUTPUT', '-m owner --gid-owner 1337 -j RETURN', /bypasses the mesh/],
  ['nat', 'ISTIO_OUTPUT', '-m owner --gid-owner 888 -j RETURN', /group/],
  ['nat', 'ISTIO_OUTPUT', '-s ::6/128 -o lo -j RETURN', /127\.0\.0\.6/],
  ['nat', 'OUTPUT', '-p tcp -j ISTIO_OUTPUT', /ISTIO_OUTPUT/],
  ['nat', 'OUTPUT', '-p udp -m udp --dport 53 -j REDIRECT --to-ports 15053', /agent/],
  ['nat', 'ISTIO_OUTPUT', '-d 10.96.0.10/32 -p udp -m udp --dport 53 -j REDIRECT --to-ports 15053', /agent/],
  ['raw', 'PREROUTING', '-d 10.96.0.10/32 -p udp -m udp --sport 53 -j CT --zone 1', /defect/],
  ['raw', 'OUTPUT', '-p udp -m udp --sport 15053 -m owner --gid-owner 1337 -j CT --zone 2', /group/],
  ['filter', 'FORWARD', '-p udp -j DROP', /interrupted/],
  ['mangle', 'PREROUTING', '-m conntrack --ctstate INVALID -j DROP', /dropped/],
  ['nat', 'ISTIO_INBOUND', '-p tcp -m tcp --dport 15021 -j DROP', undefined],
  ['nat', 'ISTIO_OUTPUT', '-m owner --uid-owner 1337 -j ACCEPT', undefined],
  ['nat', 'FOO', '-p tcp -j ISTIO_IN_REDIRECT', undefined],
  ['filter', 'ISTIO_INBOUND', '-p tcp -j ISTIO_IN_REDIRECT', undefined],
  ['nat', 'ISTIO_INBOUND', `-p tcp${' ! -s 10.0.0.1'.repeat(40)} -j RETURN`, undefined],
];

const dated: [dump: string, since: string | undefined, until: string | undefined][] = [
  [
    '*nat\n-A OUTPUT -p tcp -j ISTIO_OUTPUT\n-A ISTIO_INBOUND -p tcp -m tcp --dport 15008 -j RETURN\n' +
      '-A ISTIO_INBOUND -p tcp -m tcp --dport 22 -j RETURN\n-A ISTIO_INBOUND -p tcp -j ISTIO_IN_REDIRECT\n' +
      '-A ISTIO_OUTPUT -s 127.0.0.6/32 -o lo -j RETURN\n-A ISTIO_REDIRECT -p tcp -j REDIRECT --to-ports 15001',
    '1.7',
    '1.12',
  ],
  ['*nat\n-A OUTPUT -p udp -j ISTIO_OUTPUT', '1.24', '1.24'],
  ['*nat\n-A ISTIO_REDIRECT -p tcp -j REDIRECT --to-ports 15001', undefined, '0.8'],
  ['*mangle\n-A PREROUTING -m conntrack --ctstate INVALID -j DROP', '1.13', '1.23'],
  ['*mangle\n-A PREROUTING -j ztunnel-PREROUTING', '1.18', '1.20'],
  ['*filter\n-A INPUT -p tcp -j ACCEPT', undefined, undefined],
];

const releasesOf = (lines: readonly CorpusLine[]) =>
  istioReleases(lines.flatMap((line) => (line.words ? [{ ...line, text: line.words.join(' ') }] : [])));

describe('Istio chains', () => {
  for (const [tables, name, flavour, says] of chains)
    it(`${name} of ${flavour} exists in ${tables}`, () => {
      assert.equal(isIstioChain(name), true);
      for (const table of tables.split(' ')) {
        const chain = istioChain(table, name, flavour);
        assert.equal(chain?.flavour, flavour);
        assert.match(chain.summary, says);
        assert.ok(istioTables(name).includes(table));
      }
    });

  it('has no chain that this list does not name', () => {
    const listed = new Set(
      chains.flatMap(([tables, name, flavour]) => tables.split(' ').map((table) => table + name + flavour)),
    );
    assert.deepEqual(
      allIstioChains.filter((chain) => !listed.has(chain.table + chain.name + chain.flavour)),
      [],
    );
  });

  it('offers both meanings of ISTIO_OUTPUT, the sidecar one first', () => {
    assert.deepEqual(
      istioChains('nat', 'ISTIO_OUTPUT').map((chain) => chain.flavour),
      ['sidecar', 'ambient'],
    );
    assert.equal(istioChain('nat', 'ISTIO_OUTPUT')?.flavour, 'sidecar');
    assert.equal(istioChain('mangle', 'ISTIO_OUTPUT')?.flavour, 'ambient');
  });

  for (const [table, name] of [
    ['filter', 'ISTIO_INBOUND'],
    ['nat', 'istio_inbound'],
    ['nat', 'ISTIO_FOO'],
    ['nat', 'constructor'],
  ] as const)
    it(`knows nothing of ${table} ${name}`, () => assert.equal(istioChain(table, name), undefined));
});

describe('Istio flavour', () => {
  for (const [names, flavour] of flavours)
    it(`${names || 'nothing'} is ${flavour ?? 'undecided'}`, () =>
      assert.equal(istioFlavour(names.split(' ')), flavour));
});

describe('Istio rules', () => {
  for (const [table, chain, rule, says] of rules)
    it(`${table} ${chain} ${rule.slice(0, 90)}`, () => {
      const found = istioRule(table, chain, rule.split(' '));
      if (says === undefined) assert.equal(found, undefined);
      else assert.match(found?.why ?? 'not found', says);
    });

  it('shows defaults in place of open words', () => {
    for (const chain of allIstioChains)
      for (const rule of chain.rules) assert.doesNotMatch(istioRuleText(rule), /[{}]/, rule.shape);
  });
});

describe('Istio releases', () => {
  for (const [dump, since, until] of dated)
    it(`${since ?? 'any'} to ${until ?? 'any'}`, () => {
      const found = releasesOf(readDump(dump));
      assert.deepEqual([found.since, found.until, found.contradictory], [since, until, false]);
    });

  it('says when observations contradict each other', () => {
    const dump = '*nat\n-A ISTIO_INBOUND -p tcp -m tcp --dport 22 -j RETURN\n-A ISTIO_OUTPUT -j ISTIO_OUTPUT_DNS';
    assert.equal(releasesOf(readDump(dump)).contradictory, true);
  });
});

describeCorpus('Istio dumps of the corpus', () => {
  it('every rule of every dump is explained', () => {
    const dumps = corpusDumps('istio');
    assert.equal(dumps.size, 23);
    for (const [file, lines] of dumps) {
      const flavour = istioFlavour(lines.map((line) => line.chain));
      assert.equal(flavour, file.startsWith('ambient') ? 'ambient' : 'sidecar', file);
      for (const line of lines)
        if (line.words)
          assert.ok(
            istioRule(line.table, line.chain, line.words, flavour),
            `${file}: ${line.chain} ${line.words.join(' ')}`,
          );
    }
  });

  for (const [file, flavour] of [
    ['sidecar-default.save', 'sidecar'],
    ['ambient-nodns.save', 'ambient'],
  ] as const)
    it(`the default rules, in order, are those of ${file}`, () => {
      const lines = corpusDumps('istio').get(file) ?? [];
      const own = new Set(
        lines.filter((line) => !line.words && isIstioChain(line.chain)).map((line) => `${line.table} ${line.chain}`),
      );
      assert.ok(own.size > 3);
      for (const key of own) {
        const [table, name] = key.split(' ') as [string, string];
        const chain = istioChain(table, name, flavour);
        const byDefault = chain?.rules.filter((rule) => !rule.when && !rule.until).map(istioRuleText);
        const saved = lines.filter((line) => line.words && line.chain === name && line.table === table);
        assert.deepEqual(
          byDefault,
          saved.map((line) => line.words?.join(' ')),
          key,
        );
      }
    });

  it('no dump is dated wrongly', () => {
    for (const [file, lines] of corpusDumps('istio')) {
      const found = releasesOf(lines);
      assert.equal(found.contradictory, false, file);
      assert.equal(found.until, undefined, file);
      assert.equal(found.since, file.startsWith('ambient') ? '1.21' : '1.25', file);
    }
  });
});
