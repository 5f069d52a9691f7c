// Chains of programs that ban or admit single addresses: fail2ban, SSHGuard, CrowdSec, psad, fwknop.
import type { ChainOwner } from './types';

export const guards: readonly ChainOwner[] = [
  {
    owner: 'fail2ban',
    sureness: 'source',
    chains: [
      [
        'f2b-*',
        'filter',
        '`INPUT`, for the ports of the jail',
        'One jail, named behind `f2b-`: refuses each banned address, everybody else returns.',
      ],
      ['fail2ban-*', 'filter', '`INPUT`', 'One jail: refuses each banned address.', 'Before 0.9.'],
    ],
  },
  {
    owner: 'SSHGuard',
    sureness: 'source',
    chains: [['sshguard', 'filter', '`INPUT`', 'Drops everything from addresses that attacked.']],
  },
  {
    owner: 'CrowdSec firewall bouncer',
    sureness: 'source',
    chains: [
      [
        'CROWDSEC_CHAIN',
        'filter',
        '`INPUT`, `FORWARD` and `DOCKER-USER`',
        'Drops addresses that are in the ipsets of CrowdSec.',
        'Since 0.0.28.',
      ],
      ['CROWDSEC_LOG', 'filter', '`CROWDSEC_CHAIN`', 'Logs a blocked address, then drops.'],
    ],
  },
  {
    owner: 'psad',
    sureness: 'source',
    chains: [
      ['PSAD_BLOCK_INPUT', 'filter', '`INPUT`', 'Blocks port scanners, on the way in.'],
      ['PSAD_BLOCK_OUTPUT', 'filter', '`OUTPUT`', 'Blocks port scanners, on the way out.'],
      ['PSAD_BLOCK_FORWARD', 'filter', '`FORWARD`', 'Blocks port scanners in forwarded traffic.'],
    ],
  },
  {
    owner: 'fwknop',
    sureness: 'source',
    chains: [
      [
        'FWKNOP_INPUT',
        'filter',
        '`INPUT`',
        'Opens ports for a short time to clients that knocked with an authorised packet.',
      ],
      ['FWKNOP_OUTPUT', 'filter', '`OUTPUT`', 'Lets answers to such clients out.'],
      ['FWKNOP_FORWARD', 'filter', '`FORWARD`', 'Lets such clients through to other hosts for a short time.'],
      ['FWKNOP_PREROUTING', 'nat', '`PREROUTING`', 'Sends such clients on to another host for a short time.'],
      ['FWKNOP_POSTROUTING', 'nat', '`POSTROUTING`', 'Source address for such connections.'],
      ['FWKNOP_MASQUERADE', 'nat', '`POSTROUTING`', 'Masquerades such connections.'],
    ],
  },
];
