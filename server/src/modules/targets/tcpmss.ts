// -j TCPMSS: limit the segment size that a connection agrees on.

import type { Option, TargetModule } from '../types';

const clamp: Option = {
  name: 'clamp-mss-to-pmtu',
  hooks: ['FORWARD', 'OUTPUT', 'POSTROUTING'],
  anyHookWith: { option: 'set-mss', behind: true },
  summary: 'Lowers the size to what fits the path MTU that this host knows.',
};

/** The families leave room for headers of different size. */
export default [variant('ipv4', 65515), variant('ipv6', 65495)] satisfies TargetModule[];

function variant(family: 'ipv4' | 'ipv6', max: number): TargetModule {
  return {
    kind: 'target',
    name: 'TCPMSS',
    families: [family],
    protocols: ['tcp'],
    terminating: 'no',
    needsOneOf: ['set-mss', 'clamp-mss-to-pmtu'],
    rules: ['syn-only'],
    summary: 'Rewrites the maximum segment size in TCP SYNs; the packet goes on to the next rule.',
    note: 'For paths on which large packets vanish because ICMP errors are filtered. The rule has to match SYNs only, as with `--tcp-flags SYN,RST SYN`.',
    options: [
      {
        name: 'set-mss',
        values: [{ kind: 'integer', bits: 16, max }],
        summary: 'Lowers the size to this number of bytes; it is never raised.',
      },
      clamp,
    ],
  };
}
