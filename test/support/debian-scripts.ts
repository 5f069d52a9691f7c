/** Scripts with iptables that packages of Debian ship, and those that their programs write. */

import { programPackages, programScripts } from './debian-programs';
import type { SealedScript } from './sealed-machine';

/** Whose files are read. */
export const packages: readonly string[] = [
  'apf-firewall',
  'arno-iptables-firewall',
  'ferm',
  'filtergen',
  'firehol',
  'fwbuilder-common',
  'fwsnort',
  'iptables-persistent',
  'knockd',
  'miniupnpd',
  'miniupnpd-iptables',
  'netfilter-persistent',
  'netscript-2.4',
  'openvpn',
  'shorewall',
  'shorewall-core',
  'strongswan-libcharon',
  'ufw',
  'uif',
  'uruk',
  'vpnc-scripts',
  ...programPackages,
];

const made = '/tmp/made.sh';

/** Written by ferm: one iptables-restore for each family, or one command for each rule. */
function fermScript(example: string, certain: number, how = ''): SealedScript {
  const from = `/usr/share/doc/ferm/examples/${example}.ferm`;
  return {
    name: `ferm's ${example}${how}`,
    prepare: `ferm --noexec --lines --shell ${how} ${from} | sed 's/tables-legacy/tables/g' > ${made}`,
    path: made,
    certain,
  };
}

function filtergenScript(example: string, certain: number): SealedScript {
  return {
    name: `filtergen's ${example}`,
    prepare: `cd /usr/share/doc/filtergen/examples; filtergen -t iptables ${example}.filter > ${made}`,
    path: made,
    certain,
  };
}

/** Compiled from the examples of its documentation; with its command, and with what it reads of other files left empty. */
function shorewallScript(example: string, certain: number): SealedScript {
  return {
    name: `shorewall's ${example}`,
    prepare: `cp /usr/share/doc/shorewall/examples/${example}/* /etc/shorewall
sed -i 's/^STARTUP_ENABLED=.*/STARTUP_ENABLED=Yes/' /etc/shorewall/shorewall.conf
shorewall compile /etc/shorewall ${made}
sed -i '1a set -- start; NOROUTES=Yes; : > /etc/shorewall/vardir' ${made}`,
    path: made,
    backends: ['legacy'],
    certain,
  };
}

/** miniupnpd's scripts with what they read from another file put in its place. */
function miniupnpdScript(name: string, values: string): SealedScript {
  const folder = '/etc/miniupnpd';
  return {
    name: `miniupnpd's ${name} in one file`,
    prepare: `{ echo '${values}'; cat ${folder}/miniupnpd_functions.sh; grep -v '^\\. ' ${folder}/${name}; } > ${made}`,
    path: made,
  };
}

const updown = [
  'PLUTO_VERB=up-client PLUTO_VERSION=1.1 PLUTO_INTERFACE=eth0 PLUTO_REQID=1 PLUTO_PROTO=esp PLUTO_UNIQUEID=1',
  'PLUTO_ME=192.0.2.10 PLUTO_MY_CLIENT=192.0.2.10/32 PLUTO_PEER=198.51.100.1 PLUTO_PEER_CLIENT=10.2.0.0/16',
  'PLUTO_MY_PROTOCOL=0 PLUTO_PEER_PROTOCOL=0 PLUTO_IPCOMP= PLUTO_UDP_ENC=',
].join(' ');

/** Those that can be run here, and how. */
export const scripts: readonly SealedScript[] = [
  {
    name: "openvpn's firewall.sh",
    path: '/usr/share/doc/openvpn/examples/sample-config-files/firewall.sh',
    certain: 34,
  },
  {
    name: "uruk's RFC 4890 firewall",
    path: '/usr/share/doc/uruk/examples/rfc4890-icmpv6-firewall.sh',
    shell: 'bash',
    certain: 39,
  },
  {
    name: 'uruk',
    path: '/usr/sbin/uruk',
    prepare: 'cp /usr/share/doc/uruk/examples/rc /etc/uruk/rc',
    readsOthers: true,
  },
  { name: "miniupnpd's iptables_init.sh", path: '/etc/miniupnpd/iptables_init.sh', readsOthers: true },
  {
    name: "miniupnpd's iptables_removeall.sh",
    path: '/etc/miniupnpd/iptables_removeall.sh',
    prepare: 'sh /etc/miniupnpd/iptables_init.sh',
  },
  { name: "miniupnpd's ip6tables_init.sh", path: '/etc/miniupnpd/ip6tables_init.sh', readsOthers: true },
  miniupnpdScript('iptables_init.sh', 'EXTIF=eth0'),
  miniupnpdScript('ip6tables_init.sh', 'EXTIF=eth0; IPV6=1'),
  {
    name: 'apf-firewall',
    path: '/etc/apf-firewall/firewall',
    prepare: `sed -i 's/^SET_MONOKERN=.*/SET_MONOKERN="1"/' /etc/apf-firewall/conf.apf
printf '#!/bin/sh\\nip route show\\n' > /usr/sbin/route; chmod +x /usr/sbin/route`,
    shell: 'bash',
    readsOthers: true,
    certain: 20,
  },
  { name: "strongswan's _updown", path: '/usr/lib/ipsec/_updown', shell: `${updown} sh` },
  {
    name: "knockd's helper",
    path: '/usr/sbin/knock_helper_ipt.sh',
    shell: 'bash',
    args: '-a -f 198.51.100.7 -d 22',
  },
  { name: "fwsnort's prerm", path: '/var/lib/dpkg/info/fwsnort.prerm', args: 'remove' },
  fermScript('dmz_router', 33),
  fermScript('dmz_router', 33, ' --slow'),
  fermScript('dsl_router', 25),
  fermScript('dsl_router', 25, ' --slow'),
  fermScript('fileserver', 14),
  fermScript('fileserver', 14, ' --slow'),
  fermScript('ipv6', 8),
  fermScript('ipv6', 8, ' --slow'),
  fermScript('mailserver', 15, ' --slow'),
  fermScript('webserver', 10, ' --slow'),
  fermScript('workstation', 8, ' --slow'),
  filtergenScript('name', 17),
  filtergenScript('oneway', 41),
  filtergenScript('tnat', 169),
  shorewallScript('one-interface', 93),
  shorewallScript('two-interfaces', 153),
  ...programScripts,
];
