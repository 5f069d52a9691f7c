// Chains of network services and VPNs: MiniUPnPd, NetworkManager, Tailscale, transparent proxies.
import type { ChainOwner } from './types';

const tailscale = {
  owner: 'Tailscale',
  sureness: 'source',
  chains: [
    [
      'ts-input',
      'filter',
      '`INPUT`, as its first rule',
      'Lets traffic of tailscale0 in and drops Tailscale addresses (100.64.0.0/10) that come from anywhere else.',
    ],
    [
      'ts-forward',
      'filter',
      '`FORWARD`, as its first rule',
      'Marks traffic of subnet routes (0x40000/0xff0000) and lets it through.',
    ],
    ['ts-postrouting', 'nat', '`POSTROUTING`, as its first rule', 'Masquerades the marked traffic.'],
  ],
} satisfies ChainOwner;

const miniUpnp = {
  owner: 'MiniUPnPd',
  sureness: 'source',
  chains: [
    [
      'MINIUPNPD',
      'nat filter mangle',
      '`PREROUTING` of nat and mangle; `FORWARD` of filter',
      'Ports that programs in the local network have opened for themselves (UPnP, NAT-PMP, PCP); for IPv6, pinholes.',
    ],
    [
      'MINIUPNPD-POSTROUTING',
      'nat',
      '`POSTROUTING`',
      'Source address for such ports, also when they are used from inside.',
    ],
    ['MINIUPNPD-PCP-PEER', 'nat', '`POSTROUTING`', 'Source address for such ports; the older name.'],
  ],
} satisfies ChainOwner;

const networkManager = {
  owner: 'NetworkManager (shared connections)',
  sureness: 'source',
  chains: [
    [
      'nm-sh-in-*',
      'filter',
      '`INPUT`, from the shared interface',
      'Lets the clients of a shared interface reach DHCP and DNS here.',
    ],
    ['nm-sh-fw-*', 'filter', '`FORWARD`', 'Lets the clients of a shared interface out, and answers in.'],
  ],
} satisfies ChainOwner;

const passwall = {
  owner: 'PassWall (OpenWrt proxy)',
  sureness: 'source',
  chains: [
    [
      'PSW',
      'nat mangle',
      '`PREROUTING`',
      'Sends traffic of the local network to the transparent proxy, apart from exceptions.',
    ],
    [
      'PSW_*',
      'nat mangle',
      '`OUTPUT` and `PREROUTING`',
      'A part of the transparent proxy: lists, exceptions, traffic of the router itself.',
    ],
    ['PSW2*', 'nat mangle', '`PREROUTING` and `OUTPUT`', 'The transparent proxy, version 2.'],
  ],
} satisfies ChainOwner;

const proxies = {
  owner: 'a transparent proxy',
  sureness: 'general',
  chains: [
    ['SHADOWSOCKS*', 'nat', '`PREROUTING` and `OUTPUT`', 'Sends connections to ss-redir (Shadowsocks).'],
    ['SS_SPEC_*', 'nat mangle', '`PREROUTING` and `OUTPUT`', 'Sends traffic to shadowsocks-libev, as on OpenWrt.'],
    ['REDSOCKS*', 'nat', '`PREROUTING` and `OUTPUT`', 'Sends connections to redsocks.'],
    [
      'sshuttle-*',
      'nat',
      '`OUTPUT` and `PREROUTING`',
      'Sends connections into the sshuttle tunnel; the number in the name is its local port.',
    ],
    ['V2RAY_*', 'mangle', '`PREROUTING` and `OUTPUT`', 'Hands traffic to V2Ray (TPROXY).'],
    ['XRAY_*', 'mangle', '`PREROUTING` and `OUTPUT`', 'Hands traffic to Xray (TPROXY).'],
    ['CLASH_*', 'nat mangle', '`PREROUTING` and `OUTPUT`', 'Sends traffic to Clash.'],
  ],
  general: [
    ['V2RAY', 'mangle', '`PREROUTING` and `OUTPUT`', 'Hands traffic to V2Ray (TPROXY).'],
    ['XRAY', 'mangle', '`PREROUTING` and `OUTPUT`', 'Hands traffic to Xray (TPROXY).'],
    ['CLASH', 'nat mangle', '`PREROUTING` and `OUTPUT`', 'Sends traffic to Clash.'],
  ],
} satisfies ChainOwner;

export const services: readonly ChainOwner[] = [tailscale, miniUpnp, networkManager, passwall, proxies];
