// Chains of OpenWrt's firewall 3 and its predecessors.
import type { ChainOwner, ChainRow } from './types';

const targets: Readonly<Record<string, string>> = {
  ACCEPT: 'lets it through',
  REJECT: 'refuses it',
  DROP: 'drops it',
};

const byDevice: readonly ChainRow[] = Object.entries(targets).flatMap(([target, does]): ChainRow[] => [
  [
    `zone_*_src_${target}`,
    'filter',
    '`zone_…_input`',
    `Recognises traffic of the zone by incoming interface and ${does}.`,
  ],
  [
    `zone_*_dest_${target}`,
    'filter',
    '`zone_…_forward` and `zone_…_output`',
    `Recognises traffic to the zone by outgoing interface and ${does}.`,
  ],
]);

const userRules = 'Your own rules, for instance from `firewall.user`.';

const fw3 = {
  owner: 'OpenWrt fw3',
  sureness: 'source',
  chains: [
    ['zone_*_input', 'filter', '`INPUT`', 'Traffic from the zone to the router: rules, then the default of the zone.'],
    ['zone_*_output', 'filter', '`OUTPUT`', 'Traffic of the router to the zone: rules, then the default of the zone.'],
    [
      'zone_*_forward',
      'filter',
      '`FORWARD`',
      'Traffic from the zone to other zones: rules, then the default of the zone.',
    ],
    ...byDevice,
    ['zone_*_prerouting', 'nat', '`PREROUTING`', 'Port forwards of the zone.'],
    ['zone_*_postrouting', 'nat', '`POSTROUTING`', 'Masquerading of the zone.'],
    ['forwarding_*_rule', 'filter', '`zone_…_forward`', `${userRules} For forwarded traffic of one zone.`],
    ['prerouting_*_rule', 'nat', '`zone_…_prerouting`', `${userRules} For one zone, before routing.`],
    ['postrouting_*_rule', 'nat', '`zone_…_postrouting`', `${userRules} For one zone, on the way out.`],
    ['forwarding_rule', 'filter', '`FORWARD`', `${userRules} For forwarded traffic of all zones.`],
    ['prerouting_rule', 'nat', '`PREROUTING`', `${userRules} For all zones, before routing.`],
    ['postrouting_rule', 'nat', '`POSTROUTING`', `${userRules} For all zones, on the way out.`],
    ['input_rule', 'filter', '`INPUT`', `${userRules} For traffic to the router.`],
    ['output_rule', 'filter', '`OUTPUT`', `${userRules} For traffic of the router.`],
  ],
  general: [
    ['syn_flood', 'filter', '`INPUT`', 'Limits how many connections may be opened in a second.'],
    ['input_*_rule', 'filter', '`zone_…_input`', `${userRules} For traffic from one zone to the router.`],
    ['output_*_rule', 'filter', '`zone_…_output`', `${userRules} For traffic of the router to one zone.`],
  ],
} satisfies ChainOwner;

const older = {
  owner: 'OpenWrt fw3',
  sureness: 'dump',
  chains: [
    [
      'delegate_*',
      'filter nat mangle raw',
      'the built-in chain of the same name',
      "Takes the built-in chain's place, so that other programs can add rules before it.",
      'Only in older releases.',
    ],
    ['mssfix', 'mangle', '`FORWARD`', 'Lowers the TCP segment size to the path MTU.'],
    [
      'nat_reflection_in',
      'nat',
      '`PREROUTING`',
      'Lets hosts inside use forwarded ports under the public address: destination.',
    ],
    [
      'nat_reflection_out',
      'nat',
      '`POSTROUTING`',
      'Lets hosts inside use forwarded ports under the public address: source.',
    ],
    [
      'nat_reflection_fwd',
      'filter',
      '`FORWARD`',
      'Lets hosts inside use forwarded ports under the public address: permission.',
    ],
    ['forwarding_lan', 'filter', '`zone_lan_forward`', `${userRules} The old form.`],
    ['forwarding_wan', 'filter', '`zone_wan_forward`', `${userRules} The old form.`],
  ],
  general: [
    ['reject', 'filter', 'chains of the zones', 'Refuses: a TCP reset, or port unreachable for everything else.'],
  ],
} satisfies ChainOwner;

export const openwrt: readonly ChainOwner[] = [fw3, older];
