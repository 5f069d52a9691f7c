/** What the numbers of options count or stand for: data that the value alone does not say. */

export type Unit =
  | 'bytes'
  | 'size'
  | 'seconds'
  | 'milliseconds'
  | 'count'
  | 'least'
  | 'tcp-option'
  | 'dscp'
  | 'protocol'
  | 'ecn'
  | 'bits'
  | 'and-bits'
  | 'set-xmark'
  | 'set-mark'
  | 'set-tos'
  | 'all-of'
  | 'osf-ttl'
  | 'osf-log';

/** By module and option; a number that is not here is a plain one. */
const units: Readonly<Record<string, Readonly<Record<string, Unit>>>> = {
  ah: { ahlen: 'size' },
  cluster: { 'cluster-local-nodemask': 'bits' },
  connbytes: { connbytes: 'least' },
  connlimit: { 'connlimit-upto': 'count', 'connlimit-above': 'count' },
  conntrack: { ctexpire: 'seconds' },
  dscp: { dscp: 'dscp' },
  dst: { 'dst-len': 'size' },
  ecn: { 'ecn-ip-ect': 'ecn' },
  frag: { fraglen: 'size' },
  hashlimit: {
    'hashlimit-mode': 'all-of',
    'hashlimit-htable-size': 'count',
    'hashlimit-htable-max': 'count',
    'hashlimit-htable-expire': 'milliseconds',
    'hashlimit-htable-gcinterval': 'milliseconds',
    'hashlimit-rate-interval': 'seconds',
  },
  hbh: { 'hbh-len': 'size' },
  length: { length: 'size' },
  limit: { 'limit-burst': 'count' },
  osf: { ttl: 'osf-ttl', log: 'osf-log' },
  quota: { quota: 'bytes' },
  rateest: { 'rateest-pps1': 'count', 'rateest-pps2': 'count' },
  recent: { seconds: 'seconds', hitcount: 'count' },
  rt: { 'rt-len': 'size' },
  set: {
    'packets-eq': 'count',
    'packets-lt': 'count',
    'packets-gt': 'count',
    'bytes-eq': 'bytes',
    'bytes-lt': 'bytes',
    'bytes-gt': 'bytes',
  },
  srh: { 'srh-next-hdr': 'protocol' },
  statistic: { every: 'count' },
  tcp: { 'tcp-option': 'tcp-option' },
  tcpmss: { mss: 'size' },
  CONNMARK: {
    'set-xmark': 'set-xmark',
    'set-mark': 'set-mark',
    'and-mark': 'and-bits',
    'or-mark': 'bits',
    'xor-mark': 'bits',
    ctmask: 'bits',
    nfmask: 'bits',
    mask: 'bits',
  },
  CT: { ctevents: 'all-of', expevents: 'all-of' },
  DSCP: { 'set-dscp': 'dscp' },
  ECN: { 'ecn-ip-ect': 'ecn' },
  HMARK: {
    'hmark-tuple': 'all-of',
    'hmark-sport-mask': 'bits',
    'hmark-dport-mask': 'bits',
    'hmark-spi-mask': 'bits',
    'hmark-proto-mask': 'bits',
    'hmark-mod': 'count',
  },
  IDLETIMER: { timeout: 'seconds' },
  LED: { 'led-delay': 'milliseconds' },
  MARK: {
    'set-xmark': 'set-xmark',
    'set-mark': 'set-mark',
    'and-mark': 'and-bits',
    'or-mark': 'bits',
    'xor-mark': 'bits',
  },
  NFLOG: { 'nflog-range': 'size', 'nflog-size': 'size', 'nflog-threshold': 'count' },
  SET: { timeout: 'seconds' },
  SYNPROXY: { mss: 'size' },
  TCPMSS: { 'set-mss': 'size' },
  TOS: { 'set-tos': 'set-tos', 'and-tos': 'and-bits', 'or-tos': 'bits', 'xor-tos': 'bits' },
  TPROXY: { 'tproxy-mark': 'set-xmark' },
  ULOG: { 'ulog-cprange': 'size', 'ulog-qthreshold': 'count' },
};

/** What the number of an option stands for; undefined for plain numbers and for values that are none. */
export function unitOf(module: string | undefined, option: string): Unit | undefined {
  if (module === undefined || !Object.hasOwn(units, module)) return undefined;
  const known = units[module]!;
  return Object.hasOwn(known, option) ? known[option] : undefined;
}
