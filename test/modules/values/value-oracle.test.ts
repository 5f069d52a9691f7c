// The checks of numbers, words, texts and times say what the real tools say of odd values, for every option.

import { strict as assert } from 'node:assert';
import { matchModules, targetModules } from '../../../server/src/modules/index';
import type { Family, Module, Option, Value } from '../../../server/src/modules/types';
import { valueFault } from '../../../server/src/modules/values/index';
import { wordsIn } from '../../../server/src/modules/values/words';
import { missingForSets } from '../../support/host-objects';
import { requireOracle } from '../../support/requirements';
import { type Carrier, disagreements, type SweepCase } from '../../support/value-sweep';
import { oddValues } from './odd-values';

const hashlimit = '--hashlimit-name x --hashlimit-upto';
const hmark = '--hmark-mod 2 --hmark-rnd 1';
const connbytes = '--connbytes-dir both --connbytes-mode bytes';

/** What an option needs beside itself: by module, or by module and option, where need be by family. */
const companions: Readonly<Record<string, string>> = {
  'cluster cluster-total-nodes': '--cluster-local-node 1 --cluster-hash-seed 1',
  'cluster cluster-local-node': '--cluster-total-nodes 32 --cluster-hash-seed 1',
  'cluster cluster-local-nodemask': '--cluster-total-nodes 32 --cluster-hash-seed 1',
  'cluster cluster-hash-seed': '--cluster-total-nodes 32 --cluster-local-node 1',
  'connbytes connbytes': connbytes,
  'connbytes connbytes-dir': '--connbytes 1 --connbytes-mode bytes',
  'connbytes connbytes-mode': '--connbytes 1 --connbytes-dir both',
  'conntrack ctdir': '--ctstate NEW',
  hashlimit: `${hashlimit} 1/s`,
  'hashlimit hashlimit-upto': '--hashlimit-name x',
  'hashlimit hashlimit-above': '--hashlimit-name x',
  'hashlimit hashlimit-name': '--hashlimit-upto 1/s',
  'hashlimit hashlimit-rate-interval': '--hashlimit-name y --hashlimit-upto 1/s --hashlimit-rate-match',
  'limit limit-burst': '--limit 10/second',
  'limit limit': '--limit-burst 1',
  'osf ttl': '--genre Linux',
  'osf log': '--genre Linux',
  policy: '--dir in --pol ipsec --strict',
  'policy dir': '--pol ipsec',
  'policy pol': '--dir in',
  'policy mode': '--dir in --pol ipsec --strict --proto esp',
  recent: '--rcheck',
  'recent hitcount': '--rcheck --seconds 1',
  'recent name': '--set',
  'rateest rateest-pps1': '--rateest1 one --rateest-lt --rateest2 two --rateest-pps2 1',
  'rateest rateest-pps2': '--rateest1 one --rateest-lt',
  'rateest rateest-bps1': '--rateest1 one --rateest-lt --rateest2 two --rateest-bps2 1bit',
  'rateest rateest-bps2': '--rateest1 one --rateest-lt',
  'rateest rateest1': '--rateest-lt --rateest-pps 1',
  'rateest rateest2': '--rateest1 one --rateest-lt',
  'statistic mode': '--probability 0.5',
  'statistic probability': '--mode random',
  'statistic every': '--mode nth --packet 0',
  'statistic packet': '--mode nth --every 4294967295',
  'string to': '--algo bm --string a',
  'string from': '--algo bm --string a',
  'string algo': '--string a',
  'string string': '--algo bm',
  'string hex-string': '--algo bm',
  'CONNMARK left-shift-mark': '--save-mark',
  'CONNMARK right-shift-mark': '--save-mark',
  'CONNMARK ctmask': '--save-mark',
  'CONNMARK nfmask': '--save-mark',
  'CONNMARK mask': '--save-mark',
  HMARK: `--hmark-tuple ct ${hmark}`,
  'HMARK hmark-tuple': hmark,
  'HMARK hmark-rnd': '--hmark-mod 2 --hmark-tuple src',
  'HMARK hmark-mod': '--hmark-rnd 1 --hmark-tuple src',
  'IDLETIMER timeout': '--label x',
  'IDLETIMER label': '--timeout 5',
  'LED led-delay': '--led-trigger-id x',
  'CLUSTERIP hashmode': '--new --clustermac 01:00:5e:00:00:01 --total-nodes 2 --local-node 1',
  'CLUSTERIP total-nodes': '--new --hashmode sourceip --clustermac 01:00:5e:00:00:01 --local-node 1',
  'CLUSTERIP local-node': '--new --hashmode sourceip --clustermac 01:00:5e:00:00:01 --total-nodes 2',
  'CLUSTERIP hash-init': '--new --hashmode sourceip --clustermac 01:00:5e:00:00:01 --total-nodes 2 --local-node 1',
  'ipvs vdir': '--ipvs',
  'SYNPROXY wscale': '--mss 1',
  'SYNPROXY mss': '--wscale 1',
  'ipv4 TEE oif': '--gateway 192.0.2.1',
  'ipv6 TEE oif': '--gateway 2001:db8::1',
  'TPROXY tproxy-mark': '--on-port 1',
  set: '--match-set blocklist src',
  'set match-set': '',
  SET: '--add-set blocklist src',
  'SET add-set': '',
  'SET map-set': '--map-mark',
  'RATEEST rateest-name': '--rateest-interval 250ms --rateest-ewmalog 1s',
};

/** Where a module may stand, when not in FORWARD of mangle, and what has to stand before it. */
const places: Readonly<Record<string, Partial<Carrier>>> = {
  policy: { chain: 'INPUT' },
  cgroup: { chain: 'INPUT' },
  CT: { table: 'raw', chain: 'PREROUTING' },
  REJECT: { table: 'filter' },
  SYNPROXY: { table: 'filter' },
  TPROXY: { chain: 'PREROUTING' },
  TEE: { chain: 'PREROUTING' },
};

const protocols: Readonly<Record<string, string>> = {
  'ipv4 ah': 'ah',
  'ipv6 ah': '',
  rt: '',
  frag: '',
  mh: 'mh',
  icmp: 'icmp',
  icmp6: 'icmpv6',
  TCPMSS: 'tcp --tcp-flags SYN SYN',
};

/** What cannot be loaded everywhere is asked with --test. */
const onlyTest: Readonly<Record<string, string>> = {
  ipvs: 'the kernel may have no IP_VS',
  LED: 'the kernel may have no LED triggers',
  nfacct: 'the object has to exist',
  'rateest rateest1': 'the estimators have to exist',
  'rateest rateest2': 'the estimators have to exist',
  'cgroup path': 'the path has to exist',
  CLUSTERIP: 'recent kernels do not have it',
  SECMARK: 'the context has to be known to the kernel',
  ULOG: 'recent kernels do not have it',
};

/** What cannot be told from a single value. */
const leftOut: Readonly<Record<string, string>> = {
  'RATEEST rateest-interval': 'whether it is refused hangs on the other time',
  'RATEEST rateest-ewmalog': 'whether it is refused hangs on the other time',
  'bpf object-pinned': 'a file of the host',
  'CT helper': 'a helper of the host',
  'CT timeout': 'a policy of the host',
};

/** Values that are refused for what stands beside them. */
const notAlone: Readonly<Record<string, readonly string[]>> = {
  'statistic mode': ['nth'],
  'statistic packet': ['4294967295'],
  'string string': [''],
  'HMARK hmark-tuple': ['ct,src,dst,sport,dport,proto,spi'],
};

/** Of odd values for a kind of value that another option has too, only one in so many is tried. */
const thinning = 4;

interface Place {
  module: Module;
  option: Option;
  value: Value;
  /** The values of the option, `@` for this one. */
  shape: string;
  texts: readonly string[];
}

/** What stands for the other value of an option that takes two. */
const others: Readonly<Record<string, string>> = {
  'tcp-flags': 'SYN',
  word: 'any',
  'sctp-chunks': 'DATA',
  'set-name': 'blocklist',
  'set-directions': 'src',
};

function allPlaces(): Place[] {
  const seen = new Set<string>();
  return [...matchModules, ...targetModules].flatMap((module) =>
    module.options.flatMap((option) =>
      (option.values ?? []).flatMap((value, at, values) => {
        const name = `${module.name} ${option.name}`;
        if (leftOut[name] ?? oddValues(value).length === 0) return [];
        if (module.rules?.includes('set-combination') && missingForSets()) return [];
        const shape = values.map((other, index) => (index === at ? '@' : others[other.kind])).join(' ');
        const key = JSON.stringify(value);
        const texts = oddValues(value).filter((_, index) => !seen.has(key) || index % thinning === 0);
        seen.add(key);
        return [{ module, option, value, shape, texts }];
      }),
    ),
  );
}

function carrierOf({ module, option, shape }: Place, family: Family): Carrier {
  const name = `${module.name} ${option.name}`;
  const needed = [...(option.protocols === 'any' ? ['tcp'] : (option.protocols ?? [])), ...(module.protocols ?? [])][0];
  const protocol = protocols[`${family} ${module.name}`] ?? protocols[module.name] ?? needed ?? '';
  const companion = companions[`${family} ${name}`] ?? companions[name] ?? companions[module.name] ?? '';
  const load = `${module.kind === 'match' ? '-m' : '-j'} ${module.name}`;
  const before = protocol && `-p ${protocol}`;
  const why = onlyTest[name] ?? onlyTest[module.name];
  const place = places[module.name] ?? {};
  return { rule: `${before} ${load} ${companion} --${option.name} ${shape}`, ...place, ...(why && { onlyTest: why }) };
}

const plainNumber = /^[ \t]*\+?(?:0x[\da-f]+|0[0-7]*|[1-9]\d{0,9})$/i;
const maskedNumber = /^[ \t]*\+?(?:0x[\da-f]+|0[0-7]*|[1-9]\d{0,9})(?:\/|$)/i;

/** Words with conditions on the rest of the rule, and names of files of the host, are not judged by the value alone. */
function judgedElsewhere(value: Value, text: string, family: Family): boolean {
  if (
    wordsIn(value, text).some(({ word }) => word.protocols || word.hooks || !(word.families?.includes(family) ?? true))
  )
    return true;
  const number =
    value.kind === 'named-number' ? maskedNumber : value.kind === 'connection-label' ? plainNumber : undefined;
  return number !== undefined && valueFault(value, text, family) === undefined && !number.test(text);
}

function casesOf(place: Place): SweepCase[] {
  const { module, option, value, texts } = place;
  return (option.families ?? module.families).flatMap((family) => {
    const carrier = carrierOf(place, family);
    return texts
      .filter(
        (text) =>
          !(option.optionalValues && text.startsWith('-')) &&
          !notAlone[`${module.name} ${option.name}`]?.includes(text) &&
          !judgedElsewhere(value, text, family),
      )
      .map((text) => ({
        name: `${family} ${carrier.rule} ${JSON.stringify(text)}`,
        family,
        carrier,
        text,
        refusedBy: valueFault(value, text, family)?.refusedBy ?? {},
      }));
  });
}

describe('the checks of numbers, words, texts and times agree with the real tools', () => {
  for (const backend of ['legacy', 'nft'] as const) {
    it(`on a real load, ${backend}`, async function () {
      requireOracle(this);
      this.timeout(300_000);
      const cases = allPlaces()
        .flatMap(casesOf)
        .filter(({ carrier }) => !carrier.onlyTest);
      assert.deepEqual(await disagreements(cases, backend, []), []);
    });

    it(`with --test, ${backend}`, async function () {
      requireOracle(this);
      this.timeout(300_000);
      const cases = allPlaces()
        .flatMap(casesOf)
        .filter(({ carrier, refusedBy }) => carrier.onlyTest || refusedBy[backend] === 'load');
      assert.deepEqual(await disagreements(cases, backend, ['--test']), []);
    });
  }
});
