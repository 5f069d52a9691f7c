// All owners of well-known chains in one list.
import { appliances } from './appliances';
import { arno } from './arno';
import { calico } from './calico';
import { clouds } from './clouds';
import { clusterNetworks } from './cluster-networks';
import { containers } from './containers';
import { docker } from './docker';
import { firewalld } from './firewalld';
import { gatewayFirewalls } from './gateway-firewalls';
import { guards } from './guards';
import { hostingFirewalls } from './hosting-firewalls';
import { kubernetes } from './kubernetes';
import { libvirt } from './libvirt';
import { meshes } from './meshes';
import { openwrt } from './openwrt';
import { services } from './services';
import type { ChainOwner } from './types';
import { ufw } from './ufw';

export const chainOwners: readonly ChainOwner[] = [
  ...meshes,
  ...kubernetes,
  ...docker,
  ...calico,
  ...clusterNetworks,
  ...containers,
  ...clouds,
  ...libvirt,
  ...ufw,
  ...firewalld,
  ...guards,
  ...services,
  ...openwrt,
  ...hostingFirewalls,
  ...gatewayFirewalls,
  ...arno,
  ...appliances,
];
