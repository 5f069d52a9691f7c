// Chains of appliances and devices: Proxmox VE, Android, UniFi, VyOS, Synology, old Red Hat.
import type { ChainOwner } from './types';

const proxmox = {
  owner: 'Proxmox VE firewall',
  sureness: 'source',
  chains: [
    ['PVEFW-INPUT', 'filter', '`INPUT`', 'Entry for what comes in to the host.'],
    ['PVEFW-OUTPUT', 'filter', '`OUTPUT`', 'Entry for what the host sends.'],
    ['PVEFW-FORWARD', 'filter', '`FORWARD`', 'Entry for traffic of guests.'],
    ['PVEFW-HOST-IN', 'filter', '`PVEFW-INPUT`', 'Rules of the host, inbound.'],
    ['PVEFW-HOST-OUT', 'filter', '`PVEFW-OUTPUT`', 'Rules of the host, outbound.'],
    ['PVEFW-FWBR-IN', 'filter', '`PVEFW-FORWARD`', 'Finds the chain of the guest that receives.'],
    ['PVEFW-FWBR-OUT', 'filter', '`PVEFW-FORWARD`', 'Finds the chain of the guest that sends.'],
    [
      'PVEFW-*',
      'filter',
      'chains of host and guests',
      'A helper of the firewall, such as Drop, Reject, SET-ACCEPT-MARK, smurfs, tcpflags, blacklist or IPS.',
    ],
  ],
  general: [
    ['tap*i*-IN', 'filter', '`PVEFW-FWBR-IN`', 'One network interface of a virtual machine: what it receives.'],
    ['tap*i*-OUT', 'filter', '`PVEFW-FWBR-OUT`', 'One network interface of a virtual machine: what it sends.'],
    ['veth*i*-IN', 'filter', '`PVEFW-FWBR-IN`', 'One network interface of a container: what it receives.'],
    ['veth*i*-OUT', 'filter', '`PVEFW-FWBR-OUT`', 'One network interface of a container: what it sends.'],
    ['GROUP-*', 'filter', 'chains of guests and host', 'One security group.'],
  ],
} satisfies ChainOwner;

const tethering = {
  owner: 'Android (netd)',
  sureness: 'source',
  chains: [
    [
      'tetherctrl_*',
      'filter nat mangle raw',
      '`FORWARD` and `POSTROUTING`',
      'Tethering: traffic of devices that use the phone as their way out.',
    ],
  ],
} satisfies ChainOwner;

const android = {
  owner: 'Android (netd)',
  sureness: 'general',
  chains: [
    ['oem_*', 'filter nat mangle', 'built-in chains', 'The place for rules of the manufacturer.'],
    ['idletimer_*', 'mangle raw', '`PREROUTING` and `POSTROUTING`', 'Timers that notice idle interfaces.'],
    ['routectrl_*', 'mangle', '`INPUT`', 'Marks by the network that a packet came in by.'],
    ['wakeupctrl_*', 'mangle', '`INPUT`', 'Logs packets that wake the device.'],
  ],
  general: [
    ['bw_*', 'filter mangle raw', '`INPUT`, `OUTPUT` and `FORWARD`', 'Bandwidth control: quotas and background data.'],
    ['fw_*', 'filter', '`INPUT` and `OUTPUT`', 'Firewall by application (uid): standby, doze, power saving.'],
    ['st_*', 'filter', '`OUTPUT`', 'Strict mode: finds applications that send without encryption.'],
  ],
} satisfies ChainOwner;

const unifi = {
  owner: 'Ubiquiti UniFi OS',
  sureness: 'dump',
  chains: [
    [
      'UBIOS_*',
      'filter nat mangle',
      'built-in chains',
      'A rule set of the UniFi firewall, for instance `UBIOS_WAN_LOCAL_USER`.',
    ],
  ],
} satisfies ChainOwner;

const vyos = {
  owner: 'VyOS / EdgeOS',
  sureness: 'general',
  chains: [
    ['VYATTA_*', 'filter nat raw', 'built-in chains', 'A hook of the configuration system.'],
    ['VYOS_*', 'filter nat raw', 'built-in chains', 'A hook of the configuration system.'],
  ],
} satisfies ChainOwner;

const redHat = {
  owner: 'Red Hat (RHEL 4 and 5)',
  sureness: 'general',
  chains: [
    [
      'RH-Firewall-1-INPUT',
      'filter',
      '`INPUT` and `FORWARD`',
      'The whole default firewall: allowed ports, then a refusal.',
    ],
  ],
} satisfies ChainOwner;

const synology = {
  owner: 'Synology DSM',
  sureness: 'dump',
  chains: [
    ['INPUT_FIREWALL', 'filter', '`INPUT`', 'The firewall profile, for what comes in.'],
    ['FORWARD_FIREWALL', 'filter', '`FORWARD`', 'The firewall profile, for forwarded traffic.'],
    ['DOS_PROTECT', 'filter', '`INPUT` and `FORWARD`', 'Limits against floods.'],
  ],
  general: [
    ['DEFAULT_INPUT', 'filter', '`INPUT`', 'Rules that always hold, for what comes in.'],
    ['DEFAULT_FORWARD', 'filter', '`FORWARD`', 'Rules that always hold, for forwarded traffic.'],
  ],
} satisfies ChainOwner;

export const appliances: readonly ChainOwner[] = [proxmox, tethering, android, unifi, vyos, redHat, synology];
