/** For every kind of value some texts that iptables takes, some that it refuses, and some whose fate hangs on the rest of the rule. */

import type { Family, Value, Word } from '../../../server/src/modules/types';
import { setNames } from '../host-objects';

export interface Samples {
  /** Taken wherever the option is. */
  good: readonly string[];
  /** Refused wherever the option is, by one backend at least. */
  bad: readonly string[];
  /** Only for rules of which nobody says beforehand whether they load. */
  odd?: readonly string[];
}

type Sampler<K extends Value['kind']> = (value: Extract<Value, { kind: K }>, family: Family) => Samples;

/** Samples for a value of an option. */
export function samplesOf<K extends Value['kind']>(value: Extract<Value, { kind: K }>, family: Family): Samples {
  return (samplers[value.kind as K] as Sampler<K>)(value, family);
}

const ports16 = Array.from({ length: 16 }, (_, index) => 1000 + index).join(',');
const ports15 = Array.from({ length: 15 }, (_, index) => 1000 + index).join(',');
const repeated = (item: string, times: number, separator = '') => Array(times).fill(item).join(separator);
/** Values that only a line or a host gives a meaning are not made from samples. */
const none: Samples = { good: [], bad: [] };

const addresses: Record<Family, { good: readonly string[]; bad: readonly string[] }> = {
  ipv4: { good: ['192.0.2.1', '10.0.0.1', '255.255.255.255'], bad: ['300.1.1.1', '1.2.3.4.5'] },
  ipv6: { good: ['2001:db8::1', '::1', 'fe80::1:2'], bad: ['2001:db8:::1', '2001:db8::g', '1:2:3:4:5:6:7:8:9'] },
};

const networks: Record<Family, { good: readonly string[]; bad: readonly string[] }> = {
  ipv4: {
    good: ['10.0.0.0/8', '192.0.2.0/255.255.255.0', '0.0.0.0/0', '10.1.2.3/32'],
    bad: ['300.0.0.0/8', '10.0.0.0/x'],
  },
  ipv6: { good: ['2001:db8::/32', '::/0', '2001:db8::1/128', 'fe80::/10'], bad: ['2001:db8::/129', '2001:db8::/x'] },
};

const samplers: { [K in Value['kind']]: Sampler<K> } = {
  integer: integerSamples,
  'integer-range': rangeSamples,
  'lenient-integer': () => ({ good: ['1', '10', '3600', '7x'], bad: ['0', 'abc', '-1'] }),
  decimal: () => ({ good: ['0', '0.5', '1', '1e-2', '.25'], bad: ['1.5', '-0.1', 'half', '0.5x'] }),
  rate: () => ({
    good: ['10/s', '3/minute', '50/hour', '100/day', '100', '7/SEC', '10000/second'],
    bad: ['0/s', '10001/s', '5/week', '5/', 'often', '-1/s'],
    odd: ['1/day', '1/h', '0', '5/minutes', '2/d'],
  }),
  'packet-or-byte-rate': () => ({
    good: ['10/s', '3/minute', '50/hour', '100', '1000000/s', '512kb/s', '1mb/s', '100b/s'],
    bad: ['0/s', '1000001/s', '5/week', 'often'],
    odd: ['1/day', '5gb/s', '0kb/s', '100kb', '1kb/m'],
  }),
  'packet-or-byte-burst': () => ({
    good: ['5', '100', '10000'],
    bad: ['many', '-1', '10x'],
    odd: ['0', '10k', '1mb', '1000001'],
  }),
  bandwidth: () => ({ good: ['1mbit', '10kbit', '100bps', '1KiBps'], bad: ['fast', '1parsec'], odd: ['1', '0bit'] }),
  duration: () => ({
    good: ['500ms', '1s', '2s', '500000us', '600000'],
    bad: ['long', '1week'],
    odd: ['9s', '1ms', '-1s'],
  }),
  mark: () => ({
    good: ['0x1', '0x1/0xff', '42', '1/1', '0', '4294967295', '010/0x1f'],
    bad: ['red', '1/x', '0x100000000', '1/', '-1', '1/0x1ffffffff', ''],
    odd: ['/1', '0xff/0x1', '+1', ' 1'],
  }),
  'named-number': () => ({
    good: ['1', '0x10/0xff', '0'],
    bad: ['1/x', '1/', '4294967296'],
    odd: ['5/1', '0xffffffff'],
  }),
  tos: ({ words }) => ({
    good: [...spellings(words), '0x10', '0x10/0x3f', '16', '255'],
    bad: ['0x100', 'fastest', '0x10/0x100', '-1'],
    odd: ['0x10/', '/1'],
  }),
  'class-id': () => ({ good: ['1:10', 'ffff:ffff', '0:1'], bad: ['x', '1', ':1'], odd: ['1:', '1:2:3', '10000:1'] }),
  zone: () => ({ good: ['1', '65535', 'mark', '0x10'], bad: ['left', '65536', '-1'], odd: ['0'] }),
  'connection-label': () => ({ good: ['1', '127', '0'], bad: ['128'], odd: ['0x5'] }),
  word: wordSamples,
  words: wordsSamples,
  'log-level': ({ words }) => ({
    good: ['0', '4', '7', ...spellings(words)],
    bad: ['8', 'loud', '-1'],
    odd: ['DEBUG', 'deb'],
  }),
  'dscp-class': ({ words }) => ({
    good: [...spellings(words), 'af11', 'ef'],
    bad: ['XX1', 'AF99'],
    odd: ['CS0x', 'EF1'],
  }),
  'icmp-type': ({ words }) => ({
    good: [...spellings(words), '8', '8/0', '3/4'],
    bad: ['no-such-type', '256', '8/256', '8/', 'x/1'],
    odd: ['255', '255/255', 'echo', 'destination', '-1', '8/x', 'any'],
  }),
  'mobility-type': ({ words }) => ({
    good: [...spellings(words), '1', '1:3', '0'],
    bad: ['no-such-type', '256'],
    odd: ['5:1', '1:', ':3', 'home'],
  }),
  'tcp-flags': ({ part }) => ({
    good: part === 'mask' ? ['SYN,ACK', 'ALL', 'FIN,SYN,RST,ACK', 'SYN'] : ['SYN', 'NONE', 'SYN,ACK'],
    bad: ['BOGUS', 'SYN,BOGUS', 'SYN-ACK'],
    odd: ['syn', '', 'SYN,', 'SYN,SYN', 'ALL,NONE'],
  }),
  'tcp-options': ({ words }) => ({
    good: [...spellings(words), 'wscale,timestamp', '5', '255,6'],
    bad: ['no-such', '256', 'mss,mss', '0'],
    odd: ['1', 'mss,', ''],
  }),
  'sctp-chunks': ({ words }) => ({
    good: [...spellings(words), 'INIT,ABORT', 'ALL', 'NONE', 'DATA:Be', 'ABORT:T'],
    bad: ['BOGUS', 'DATA,BOGUS', 'DATA:x'],
    odd: ['data', 'DATA,', 'INIT:T', 'all', ''],
  }),
  text: textSamples,
  'hex-pattern': () => ({
    good: ['abc', '|0a 0b|', 'a|41|b', '|4142|', 'GET /'],
    bad: ['|zz|', '|41', `${repeated('x', 129)}`, '|4|'],
    odd: ['', '||', 'a\\|', '|41 4|'],
  }),
  'bpf-program': () => ({
    good: ['4,48 0 0 9,21 0 1 6,6 0 0 1,6 0 0 0', '1,6 0 0 0'],
    bad: ['x', '1,48 0 0', '2,6 0 0 0', '0,', '1,48 0 0 9', '65,6 0 0 0'],
    odd: ['1,6 0 0 0,6 0 0 0', '1, 6 0 0 0'],
  }),
  'u32-tests': () => ({
    good: ['6&0xFF=1', '0>>22&0x3C@12>>26&7=0:3', '4&0x3FFF=0:0xffff&&0>>22&0x3C@0>>24=0,8', '0 = 5'],
    bad: ['x', '6&', '6=', '=1', '6&0xFF=1&&', '6=1=2', repeated('6=1', 12, '&&')],
    odd: ['6=2:1', '6=1,', '6=4294967296', ''],
  }),
  address: (_, family) => ({ ...addresses[family], odd: ['192.0.2', '0x7f.1', ''] }),
  'address-with-mask': (value, family) => maskedSamples(value, family),
  'address-list': (_, family) => ({
    good: [...addresses[family].good, ...networks[family].good, networks[family].good.slice(0, 2).join(',')],
    bad: [
      ...addresses[family].bad,
      ...networks[family].bad,
      ...(family === 'ipv4' ? ['10.0.0.0/33', '10.0.0.0/8,300.1.1.1'] : ['2001:db8::/32,1:2']),
    ],
    odd:
      family === 'ipv4'
        ? ['10.1/16', '10.0.0.1/8', '10.0.0.0/', ',10.0.0.1', '10.0.0.1,', '10.0.0.0/255.0.255.0']
        : ['::1,', '2001:db8::1/32', '2001:db8::/ffff::'],
  }),
  'address-range': (_, family) =>
    family === 'ipv4'
      ? {
          good: ['192.0.2.1', '192.0.2.1-192.0.2.9'],
          bad: ['192.0.2.9-192.0.2.1', '192.0.2.1-x', '300.1.1.1', '10.0.0.0/8'],
          odd: ['10.0.0.1-', '10.0.0.1-10.0.0.2-10.0.0.3'],
        }
      : {
          good: ['2001:db8::1', '2001:db8::1-2001:db8::9'],
          bad: ['2001:db8::9-2001:db8::1', '2001:db8::1-x', '2001:db8::/32'],
          odd: ['::1-'],
        },
  'ipv6-addresses': ({ max }) => ({
    good: ['2001:db8::1', '::1,::2', repeated('::1', max, ',')],
    bad: ['10.0.0.1', 'x:y', repeated('::1', max + 1, ',')],
    odd: ['::1,', ''],
  }),
  'prefix-length': (_, family) =>
    family === 'ipv4'
      ? {
          good: ['24', '0', '32', '255.255.255.0'],
          bad: ['300.0.0.0', 'wide'],
          odd: ['33', '-1', '255.0.255.0', '0x10', ''],
        }
      : { good: ['64', '128', '0', 'ffff:ffff::'], bad: ['129', 'wide'], odd: ['-1', 'ffff::1', '0x10', ''] },
  'nat-address': (value, family) => natSamples(value, family),
  'nat-ports': ({ basePort }) => ({
    good: ['8080', '8080-8090', '1', '65535'],
    bad: ['65536', '90-80', '80:90'],
    odd: ['0', '80-', '80-90/85', '80-90-100', '', ...(basePort ? ['8080-8090/8085'] : [])],
  }),
  'mac-address': ({ multicast }) => ({
    good: multicast ? ['01:00:5e:00:00:20', '3:1:2:3:4:5'] : ['00:11:22:33:44:55', '0:1:2:3:4:5', 'AA:bb:CC:dd:EE:ff'],
    bad: [
      ...(multicast ? ['00:11:22:33:44:55'] : []),
      '00:11:22',
      'zz:11:22:33:44:55',
      '00:11:22:33:44:55:66',
      '00-11-22-33-44-55',
    ],
    odd: ['01:00:5e:00:00:01', '::::::', '000:1:2:3:4:5'],
  }),
  interface: () => ({
    good: ['eth0', 'lo', 'eth+', 'veth0123456789a', 'br-1.2'],
    bad: ['sixteen-bytes-is'],
    odd: ['', '+', 'eth/0', 'a b', '++'],
  }),
  protocol: ({ only }) =>
    only
      ? { good: only, bad: ['tcp', '17'], odd: ['50', '0'] }
      : {
          good: ['tcp', 'udp', '6', 'TCP', '47', 'sctp', 'icmp', '255'],
          bad: ['256', '-1', '6x'],
          odd: ['all', '0', '', '0x6'],
        },
  port: () => ({
    good: ['80', '65535', '1'],
    bad: ['4294967295', '2147483648', '80:90'],
    odd: ['0', '65536', '', '0x50'],
  }),
  'port-range': ({ numbers }) => ({
    good: ['80', '80:90', ':80', '1024:', ':'],
    bad: numbers === 'c' ? ['65536', '90:80', '80-90', '-1'] : ['4294967295', '80-90'],
    odd: ['80:90:100', '0x50', '', '070', '90:80', '65536:1'],
  }),
  'port-list': () => ({
    good: ['80', '80,443', '80:90,443', ports15],
    bad: [ports16, '65536', '90:80', '80-90', '80,65536'],
    odd: ['80,', '', ',', '80,,90', '80:', ':80', '0x50'],
  }),
  'ipv6-header-options': ({ max }) => ({
    good: ['5', '5:2', '5:2,7', repeated('1', max, ',')],
    bad: ['x', '5:x', repeated('1', max + 1, ',')],
    odd: ['256', '5:256', '5,', ':2', ''],
  }),
  'ipv6-headers': ({ words }) => ({
    good: [...spellings(words), 'frag,auth', '44'],
    bad: ['no-such-header', 'frag,no-such'],
    odd: ['frag,', '', 'FRAG', '6'],
  }),
  owner: () => ({
    good: ['0', '1000', '0-100'],
    bad: ['100-0'],
    odd: ['4294967295', '0x10', '5:6', '-1', '1-'],
  }),
  'set-name': () => ({ good: setNames, bad: ['', repeated('x', 32)] }),
  'set-directions': ({ max }) => ({
    good: ['src', 'src,dst', 'dst,dst,src', repeated('dst', max, ',')],
    bad: ['up', 'src,', ',dst', 'SRC', '', repeated('src', max + 1, ',')],
    odd: ['srcs', 'dst,source', 'src dst', 'src,,dst'],
  }),
  date: () => ({
    good: ['2024-01-01', '2030', '2024-02', '2024-01-01T12', '2024-01-01T12:30', '2024-01-01T12:30:59'],
    bad: ['soon', '2024-13-01', '1969-01-01', '2024-01-01T25:00', '2039', '2024-01-01 12:00'],
    odd: ['2024-02-31', '2038-01-19', '2024-1-1', '', '2024-00-01'],
  }),
  'time-of-day': () => ({
    good: ['08:00', '23:59:59', '00:00', '9:5'],
    bad: ['25:00', '8', 'noon', '10:60', '10:00:60'],
    odd: ['24:00', '10:00:', '', '010:00'],
  }),
  weekdays: () => ({
    good: ['Mon', '1,2', 'Mo,Tu', '7', 'Sa,Su', 'Monday'],
    bad: ['8', 'Xy', 'mon'],
    odd: ['0', 'Mon,9', 'Mon,', '', 'M', '1,,2'],
  }),
  'month-days': () => ({
    good: ['1', '1,15', '31', '5,6,7'],
    bad: ['0', '32', 'first', '1,32'],
    odd: ['1,', '', '0x5', '1,,2'],
  }),
  chain: () => none,
  'new-chain': () => none,
  'user-chain': () => none,
  'rule-number': () => none,
  policy: () => none,
  table: () => none,
  target: () => none,
  match: () => none,
  counter: () => ({ good: ['0', '5', '1000000'], bad: ['x'], odd: ['', '-1', '5x', '1,2'] }),
  seconds: () => none,
  microseconds: () => none,
  path: () => none,
};

function integerSamples(value: Extract<Value, { kind: 'integer' }>): Samples {
  const highest = value.bits === 64 ? 18446744073709551615n : 2n ** BigInt(value.bits) - 1n;
  const min = BigInt(Math.max(value.min ?? 0, value.kernelMin ?? 0));
  const max = BigInt(
    Math.min(value.max ?? Number.POSITIVE_INFINITY, value.kernelMax ?? Number.POSITIVE_INFINITY) ===
      Number.POSITIVE_INFINITY
      ? highest
      : Math.min(value.max ?? Number.POSITIVE_INFINITY, value.kernelMax ?? Number.POSITIVE_INFINITY),
  );
  const middle = min + (max - min) / 2n;
  const small = min + (max - min > 5n ? 5n : max - min);
  return {
    good: [
      ...new Set([
        `${min}`,
        `${small}`,
        `0x${middle.toString(16)}`,
        `0${small.toString(8)}`,
        `${max}`,
        ...(value.orInfinity ? ['inf'] : []),
      ]),
    ],
    bad: [`${max + 1n}`, ...(min > 0n ? [`${min - 1n}`] : []), '-1', 'many', '12x', '1.5', '0x', ''],
    odd: [`+${small}`, ` ${small}`, '08', '1,2'],
  };
}

function rangeSamples({ bits, order, bothEnds }: Extract<Value, { kind: 'integer-range' }>): Samples {
  const tooHigh = `${2n ** BigInt(bits)}`;
  return {
    good: [
      '1:10',
      '0:255',
      ...(bothEnds ? [] : ['0', '7', ':10', '10:', '0x10:0x20', ':']),
      ...(order ? [] : ['10:5']),
    ],
    bad: [
      ...(order ? ['10:5'] : []),
      ...(order === 'strictly-ascending' ? ['5:5'] : []),
      'a:b',
      '1:2:3',
      tooHigh,
      `1:${tooHigh}`,
      '-1:5',
      '5-10',
    ],
    odd: ['', ...(bothEnds ? ['5', ':', '5:', ':5'] : []), '5:5', '+1:2'],
  };
}

function spellings(words: readonly Word[]): string[] {
  return words.flatMap(({ word, aliases = [] }) => [word, ...aliases]);
}

function knownIn(words: readonly Word[], family: Family): string[] {
  return spellings(words.filter((word) => word.families?.includes(family) ?? true));
}

function wordSamples({ words, matching }: Extract<Value, { kind: 'word' }>, family: Family): Samples {
  const good = knownIn(words, family);
  const turned = good.map((word) => (word === word.toLowerCase() ? word.toUpperCase() : word.toLowerCase()));
  return {
    good: matching === 'exact' ? good : [...good, ...turned],
    bad: ['no-such-word', `${good[0]}x`, ...(matching === 'exact' ? [turned[0]!, ''] : [])],
    odd: [good[0]!.slice(0, 2), '', ...spellings(words), ...(matching === 'exact' ? [] : ['n'])],
  };
}

function wordsSamples({ words, matching, separators }: Extract<Value, { kind: 'words' }>, family: Family): Samples {
  const good = knownIn(words, family);
  const pair = good.slice(0, 2).join(',');
  return {
    good: [
      ...good,
      ...(good.length > 1 ? [pair, good.slice(1, 4).join(',')] : []),
      ...(separators === ',|' && good.length > 1 ? [good.slice(0, 2).join('|')] : []),
      ...(matching === 'beginning' ? [good[0]!.toLowerCase(), good.at(-1)!.slice(0, 4)] : []),
    ],
    bad: ['no-such-word', `${good[0]},no-such-word`, `${good[0]}x`],
    odd: [`${pair},`, `,${good[0]}`, '', `${good[0]},${good[0]}`, good[0]!.slice(0, 1), spellings(words).at(-1)!],
  };
}

function textSamples({ min = 0, max, tooLong, fileName, hostObject }: Extract<Value, { kind: 'text' }>): Samples {
  if (hostObject?.includes('control group')) return { good: ['/', ''], bad: [] };
  const longest = repeated('x', Math.min(max, 500));
  return {
    good: [
      'abc',
      fileName || max < 16 ? 'a-b' : 'a b',
      longest,
      ...(tooLong === 'cut' ? [`${longest}${repeated('x', 5)}`] : []),
    ],
    bad: [
      ...(min > 0 ? [''] : []),
      ...(tooLong === 'refused' ? [repeated('x', max + 1)] : []),
      ...(fileName ? ['a/b', '.', '..'] : []),
    ],
    odd: ['', "it's", 'a"b'],
  };
}

function maskedSamples(
  { maxPrefix, noHostBits }: Extract<Value, { kind: 'address-with-mask' }>,
  family: Family,
): Samples {
  if (maxPrefix !== undefined) {
    return {
      good: ['2001:db8::/32', 'fd00:1:2:3::/64'],
      bad: [`2001:db8::/${maxPrefix + 1}`, '2001:db8::/129', '2001:db8::/x', ...(noHostBits ? ['2001:db8::1/32'] : [])],
      odd: ['2001:db8::', '::/0'],
    };
  }
  const { good, bad } = networks[family];
  return {
    good: [...addresses[family].good, ...good],
    bad: [...addresses[family].bad, ...bad],
    odd:
      family === 'ipv4'
        ? ['10.0.0.0/33', '10.1/16', '10.0.0.0/', '10.0.0.1,10.0.0.2']
        : ['::1/', '2001:db8::1/32', '::1,::2'],
  };
}

function natSamples({ basePort }: Extract<Value, { kind: 'nat-address' }>, family: Family): Samples {
  if (family === 'ipv4') {
    return {
      good: ['192.0.2.1', '192.0.2.1-192.0.2.9', '192.0.2.1:80', '192.0.2.1:80-90', '192.0.2.1-192.0.2.3:8080'],
      bad: ['300.1.1.1', '192.0.2.1:0', '192.0.2.1:70000', '192.0.2.1:90-80'],
      odd: [
        ':80',
        '192.0.2.9-192.0.2.1',
        '192.0.2.1:',
        '192.0.2.1-',
        '',
        '10.0.0.0/8',
        ...(basePort ? ['192.0.2.1:80-90/85'] : []),
      ],
    };
  }
  return {
    good: ['2001:db8::1', '2001:db8::1-2001:db8::9', '[2001:db8::1]:80', '[2001:db8::1]:80-90', '[2001:db8::1]'],
    bad: ['2001:db8:::1', '[2001:db8::1]:0', '[2001:db8::1]:70000', '[2001:db8::1]:90-80', '[2001:db8::1'],
    odd: ['2001:db8::9-2001:db8::1', '[::1]:', '', '[2001:db8::1]80', ...(basePort ? ['[2001:db8::1]:80-90/85'] : [])],
  };
}
