// Chains of libvirt: virtual networks and the filters of single guests.
import type { ChainOwner } from './types';

const since = 'Since 5.1.';

export const libvirt: readonly ChainOwner[] = [
  {
    owner: 'libvirt networks',
    sureness: 'source',
    chains: [
      ['LIBVIRT_INP', 'filter', '`INPUT`', 'Lets guests reach DHCP and DNS on this host.', since],
      ['LIBVIRT_OUT', 'filter', '`OUTPUT`', 'Lets answers of DHCP and DNS go to the guests.', since],
      ['LIBVIRT_FWI', 'filter', '`FORWARD`', 'Traffic towards the guests of virtual networks.', since],
      ['LIBVIRT_FWO', 'filter', '`FORWARD`', 'Traffic that guests of virtual networks send out.', since],
      ['LIBVIRT_FWX', 'filter', '`FORWARD`', 'Traffic between guests of the same virtual network.', since],
      [
        'LIBVIRT_PRT',
        'nat mangle',
        '`POSTROUTING`',
        'Masquerades what guests send out (nat) and repairs checksums of DHCP answers (mangle).',
        since,
      ],
    ],
  },
  {
    owner: 'libvirt nwfilter',
    sureness: 'source',
    chains: [
      ['libvirt-in', 'filter', '`FORWARD`', 'Finds the filter of the guest that sends.'],
      ['libvirt-out', 'filter', '`FORWARD`', 'Finds the filter of the guest that receives.'],
      ['libvirt-in-post', 'filter', '`FORWARD`', 'What is decided after the filters of the guests.'],
      ['libvirt-host-in', 'filter', '`INPUT`', 'Finds the filter of the guest that talks to this host.'],
    ],
    general: [
      [
        'F[IOJP]-*',
        'filter',
        '`libvirt-in` and `libvirt-out`',
        'One guest interface: FI from the guest, FO to the guest; FJ and FP exist only during a change.',
      ],
      [
        'H[IJP]-*',
        'filter',
        '`libvirt-host-in`',
        'One guest interface, towards this host; HJ and HP exist only during a change.',
      ],
    ],
  },
];
