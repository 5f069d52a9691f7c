/** What else a rule needs for one option to be taken, where that takes more than the data of single options. */

import type { ModuleRule } from '../../../server/src/modules/types';

/** Options with values that go with the one that the rule is about. */
type Companions = (focus: string | undefined, value: string | undefined) => readonly (readonly string[])[];

const policyElement = ['reqid', 'spi', 'proto', 'mode', 'tunnel-src', 'tunnel-dst', 'next', 'strict'];

export const companions: Partial<Record<ModuleRule, Companions>> = {
  'cluster-nodes': (focus) => [
    ['cluster-total-nodes', '32'],
    [focus === 'cluster-local-nodemask' ? focus : 'cluster-local-node', '1'],
  ],
  'clusterip-new': () => [
    ['new'],
    ['hashmode', 'sourceip'],
    ['clustermac', '01:00:5e:00:00:20'],
    ['total-nodes', '2'],
    ['local-node', '1'],
  ],
  'hashlimit-burst': (focus) =>
    focus === 'hashlimit-upto' || focus === 'hashlimit-above' ? [] : [['hashlimit-upto', '100/s']],
  'hmark-tuple': (focus) =>
    /^hmark-(?:mod|rnd|offset)$/.test(focus ?? 'hmark-mod') ? [['hmark-tuple', 'src,dst']] : [],
  'limit-overflow': (focus) => (focus === 'limit-burst' ? [['limit', '100/s']] : []),
  'policy-elements': (focus) => {
    if (!policyElement.includes(focus ?? '')) return [];
    const tunnel = focus?.startsWith('tunnel') ? [['mode', 'tunnel']] : [];
    const second = focus === 'next' ? [['reqid', '1'], ['next'], ['reqid', '2']] : [['reqid', '1']];
    return [['pol', 'ipsec'], ['strict'], ...tunnel, ...second];
  },
  'rateest-combination': (focus) => {
    const compare = /^rateest-(?:lt|gt|eq)$/.test(focus ?? '') ? [] : [['rateest-lt']];
    if (focus === 'rateest2' || focus?.endsWith('2'))
      return [['rateest1', 'one'], ...compare, ['rateest-bps1'], ['rateest2', 'two'], ['rateest-bps2']];
    return [['rateest1', 'one'], ...compare, [focus === 'rateest-pps1' ? focus : 'rateest-bps1', '100']];
  },
  'rateest-intervals': () => [
    ['rateest-interval', '250ms'],
    ['rateest-ewmalog', '8s'],
  ],
  'recent-command': (focus) => (/^(?:seconds|hitcount|rttl|reap)$/.test(focus ?? '') ? [['rcheck']] : []),
  'set-combination': (focus) => (focus === 'map-set' ? [['map-mark']] : []),
  'statistic-mode': (focus, value) =>
    focus === 'every' || focus === 'packet' || value === 'nth'
      ? [
          ['mode', 'nth'],
          ['every', '4294967295'],
          ['packet', '0'],
        ]
      : [
          ['mode', 'random'],
          ['probability', '0.5'],
        ],
  'time-contiguous': (focus) =>
    focus === 'contiguous'
      ? [
          ['timestart', '23:00'],
          ['timestop', '01:00'],
        ]
      : [],
};

/** True for a value that the option takes, and that no companion can make loadable. */
export function isUnfit(option: string, value: string | undefined): boolean {
  return option === 'packet' && value === '4294967295';
}
