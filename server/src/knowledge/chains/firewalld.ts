// Chains of firewalld with the iptables backend.
import type { ChainOwner, ChainRow } from './types';

const untilDispatch = 'Until 1.3; 2.0 has `…_dispatch` chains.';
const until09 = 'Until 0.9.';

const direct: readonly ChainRow[] = (
  [
    ['INPUT', 'filter mangle security'],
    ['OUTPUT', 'filter nat mangle raw security'],
    ['FORWARD', 'filter mangle security'],
    ['PREROUTING', 'raw mangle nat'],
    ['POSTROUTING', 'nat mangle'],
  ] as const
).map(([hook, tables]) => [
  `${hook}_direct`,
  tables,
  `\`${hook}\``,
  "Direct rules of the administrator (`firewall-cmd --direct`), asked before firewalld's own.",
]);

const zones: readonly ChainRow[] = [
  ['INPUT_ZONES', 'filter', '`INPUT`', 'Finds the zone by incoming interface or source.', untilDispatch],
  ['INPUT_ZONES_SOURCE', 'filter', '`INPUT`', 'Finds the zone by source.', until09],
  [
    'FORWARD_ZONES',
    'filter',
    '`FORWARD`',
    'Finds the zone of forwarded traffic by incoming interface or source.',
    untilDispatch,
  ],
  ['FORWARD_IN_ZONES', 'filter', '`FORWARD`', 'Finds the zone that forwarded traffic comes from.', untilDispatch],
  ['FORWARD_OUT_ZONES', 'filter', '`FORWARD`', 'Finds the zone that forwarded traffic goes to.', untilDispatch],
  [
    'FORWARD_IN_ZONES_SOURCE',
    'filter',
    '`FORWARD`',
    'Finds the zone that forwarded traffic comes from, by source.',
    until09,
  ],
  [
    'FORWARD_OUT_ZONES_SOURCE',
    'filter',
    '`FORWARD`',
    'Finds the zone that forwarded traffic goes to, by destination.',
    until09,
  ],
  [
    'PREROUTING_ZONES',
    'raw mangle nat',
    '`PREROUTING`',
    'Finds the zone by incoming interface or source, before routing.',
    untilDispatch,
  ],
  ['PREROUTING_ZONES_SOURCE', 'raw mangle nat', '`PREROUTING`', 'Finds the zone by source, before routing.', until09],
  ['POSTROUTING_ZONES', 'nat', '`POSTROUTING`', 'Finds the zone by outgoing interface or destination.', untilDispatch],
  ['POSTROUTING_ZONES_SOURCE', 'nat', '`POSTROUTING`', 'Finds the zone by address, on the way out.', until09],
];

const dispatch: readonly ChainRow[] = [
  [
    'INPUT_dispatch',
    'filter',
    '`INPUT`',
    'Finds the policies by the zone that traffic to this host comes from.',
    'Since 2.0.',
  ],
  [
    'FORWARD_dispatch',
    'filter',
    '`FORWARD`',
    'Finds the policies by the pair of zones that traffic passes between.',
    'Since 2.0.',
  ],
  [
    'OUTPUT_dispatch',
    'filter',
    '`OUTPUT`',
    'Finds the policies by the zone that traffic of this host goes to.',
    'Since 2.0.',
  ],
  ['PREROUTING_dispatch', 'raw mangle nat', '`PREROUTING`', 'Finds the zone of what comes in.', 'Since 2.0.'],
  ['POSTROUTING_dispatch', 'nat', '`POSTROUTING`', 'Finds the zones of what leaves.', 'Since 2.0.'],
  [
    '*_dispatch_stage2',
    'filter nat mangle raw',
    'the `…_dispatch` chain',
    'The second half of the choice: the zone on the way out.',
    'Since 2.0.',
  ],
];

const parts = 'The parts `_pre`, `_log`, `_deny`, `_allow` and `_post` are asked in this order.';

const byZone: readonly ChainRow[] = [
  ['IN_*', 'filter', '`INPUT_ZONES`', `Traffic to this host from one zone, or under one policy. ${parts}`],
  ['FWD_*', 'filter', '`FORWARD_ZONES` or policies', `Forwarded traffic of one zone or policy. ${parts}`],
  [
    'PRE_*',
    'raw mangle nat',
    '`PREROUTING_ZONES`',
    `One zone or policy before routing: forwarded ports, helpers, marks. ${parts}`,
  ],
  ['POST_*', 'nat', '`POSTROUTING_ZONES`', `One zone or policy on the way out: masquerading. ${parts}`],
  ['OUT_*', 'filter', '`OUTPUT` policies', `Traffic of this host under one policy. ${parts}`],
  [
    '*_POLICIES_pre',
    'filter nat mangle raw',
    'the chain of a zone, first',
    'Policies with a negative priority: they come before the rules of the zone.',
    'From 0.9 to 1.3.',
  ],
  [
    '*_POLICIES_post',
    'filter nat mangle raw',
    'the chain of a zone, last',
    'Policies with a positive priority: they come after the rules of the zone.',
    'From 0.9 to 1.3.',
  ],
];

export const firewalld: readonly ChainOwner[] = [
  {
    owner: 'firewalld',
    sureness: 'source',
    chains: [
      ...direct,
      ...zones,
      ...dispatch,
      ['FWDI_*', 'filter', '`FORWARD_IN_ZONES`', `Forwarded traffic that comes from one zone. ${parts}`],
      ['FWDO_*', 'filter', '`FORWARD_OUT_ZONES`', `Forwarded traffic that goes to one zone. ${parts}`],
    ],
    general: byZone,
  },
  {
    owner: 'firewalld',
    sureness: 'dump',
    chains: [
      [
        'RFC3964_IPv4',
        'filter',
        '`FORWARD` and `OUTPUT` (IPv6)',
        'Refuses 6to4 addresses that wrap private or reserved IPv4 addresses.',
      ],
    ],
  },
];
