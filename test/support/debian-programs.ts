/** Scripts of firewalls in Debian: those that their programs write or run when they are configured as their documentation says. */

import type { SealedScript } from './sealed-machine';

/** Whose programs are run; the libraries are those of fwbuilder. */
export const programPackages: readonly string[] = [
  'fail2ban',
  'firehol-common',
  'fwbuilder',
  'libdata-validate-ip-perl',
  'libdouble-conversion3',
  'libfile-which-perl',
  'libicu72',
  'libnet-ipv6addr-perl',
  'libnet-netmask-perl',
  'libnetaddr-ip-perl',
  'libpcre2-16-0',
  'libqt5core5a',
  'libxml2',
  'libxslt1.1',
  'sshuttle',
];

const made = '/tmp/made.sh';

/** Its start with all that it reads from other files: the rules in here-documents that write the files anew. */
const ufw: SealedScript = {
  name: "ufw's ufw-init in one file",
  path: made,
  prepare: `cd /etc/ufw
cp /usr/share/ufw/ufw.conf /usr/share/ufw/iptables/* .
ufw default deny incoming
ufw allow 22/tcp
ufw limit 2222/tcp
ufw allow from 198.51.100.0/24 to any port 5432 proto tcp
ufw route allow in on eth0 out on eth1 to 192.0.2.20 port 80 proto tcp
ufw logging low
sed -i s/ENABLED=no/ENABLED=yes/ ufw.conf
{ echo 'set -- start; DATA_DIR='
for file in *.rules; do echo "cat > /etc/ufw/$file <<'END'"; cat $file; echo END; done
cat /etc/default/ufw ufw.conf
sed -n '/^RULES_PATH/,$p' /usr/lib/ufw/ufw-init-functions
sed -n '/^case/,$p' /usr/lib/ufw/ufw-init; } > ${made}`,
  certain: 240,
};

/** What it runs one after the other where it is not told to restore all at once. */
const firehol: SealedScript = {
  name: "firehol's commands",
  path: made,
  shell: 'bash',
  prepare: `sed -i s/=NO/=YES/ /etc/default/firehol
cat > /etc/firehol/firehol.conf <<'END'
version 6
FIREHOL_FAST_ACTIVATION=0
interface4 eth0 world
  policy drop
  server "ssh http" accept
  client all accept
interface eth1 home
  policy reject
  server dns accept
router4 home2world inface eth1 outface eth0
  masquerade
  route all accept
END
firehol debug > ${made}`,
  backends: ['legacy'],
  certain: 190,
};

/** The functions of its configuration with its values, and calls of them as it makes them. */
const netscript: SealedScript = {
  name: "netscript's filters in one file",
  path: made,
  shell: 'bash',
  prepare: `cd /etc/netscript
{ grep -v '^\\s*include ' network.conf
echo 'IPTBL=/sbin/iptables; IP6TBL=/sbin/ip6tables; qt () { "$@" >/dev/null 2>&1 ; }'
grep -v IPFILTER_LOCAL ipfilter.conf
for name in log martians smb snmp icmphost icmpfwd inbrdr outbrdr; do echo ipf4_$name; done
for name in log martians smb icmphost icmpfwd inbrdr; do echo ipf6_$name; done; } > ${made}`,
  certain: 120,
};

/** Compiled from the templates that its windows offer, for the iptables of today. */
function fwbuilderScript(template: string, certain: number): SealedScript {
  return {
    name: `fwbuilder's ${template}`,
    prepare: `sed 's/platform="[a-z]*" version=""/platform="iptables" version="1.4.20"/; s/host_OS="unknown_os"/host_OS="linux24"/' \
  /usr/share/fwbuilder-*/templates.xml > /tmp/templates.fwb
fwb_ipt -f /tmp/templates.fwb -d /tmp -o ${made} '${template}'
sed -i '1a set -- start' ${made}`,
    path: made,
    certain,
  };
}

/** What it hands to a shell when a jail starts, bans an address of either family, and lets one go. */
function fail2banScript(action: string, certain: number): SealedScript {
  return {
    name: `fail2ban's ${action}`,
    prepare: `cat > /etc/fail2ban/jail.local <<'END'
[DEFAULT]
banaction = ${action}
[sshd]
enabled = true
backend = polling
END
touch /var/log/auth.log
cd /
fail2ban-client -d > /tmp/dump
python3 - > ${made} <<'END'
import ast
from fail2ban.server.action import CommandAction
CommandAction.executeCmd = staticmethod(lambda command, *_, **__: print(command) or True)
for line in open('/tmp/dump'):
    if line.startswith("['multi-set', 'sshd', 'action'"):
        action = CommandAction(None, 'sshd')
        for name, value in ast.literal_eval(line)[4]:
            setattr(action, name, value)
        action.start()
        for family, ip in ('inet4', '198.51.100.7'), ('inet4', '198.51.100.8'), ('inet6', '2001:db8::7'):
            action.ban({'family': family, 'ip': ip, 'bantime': 600})
        action.unban({'family': 'inet4', 'ip': '198.51.100.7', 'bantime': 600})
END`,
    path: made,
    certain,
  };
}

/** What its half that runs as root says that it runs; it reads from what others have as standard output. */
const sshuttle: SealedScript = {
  name: "sshuttle's commands",
  prepare: `cd /
timeout 20 python3 - <<'END'
import socket, subprocess
ours, theirs = socket.socketpair()
command = ['sshuttle', '-v', '-v', '--firewall', '--method', 'nat']
program = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=open('/tmp/log', 'w'))
theirs.close()
ours.settimeout(10)
routes = 'ROUTES\\n2,24,0,10.1.0.0,0,0\\n2,32,1,10.1.0.7,0,0\\n2,0,0,0.0.0.0,8000,9000\\n'
ours.sendall((routes + 'NSLIST\\n2,192.0.2.1\\nPORTS 0,12300,0,12299\\nGO 0 - 0x01 1\\n').encode())
while ours.recv(1000) not in (b'STARTED\\n', b''):
    pass
ours.close()
program.wait(10)
END
tr -d '\\r' < /tmp/log | sed -n '/undoing/q; s/^fw: iptables /iptables /p' > ${made}`,
  path: made,
  certain: 8,
};

/** Its start on a machine without its chains, with its configuration for two interfaces and its functions; without plugins. */
const arno: SealedScript = {
  name: 'arno-iptables-firewall in one file',
  path: made,
  prepare: `cd /etc/arno-iptables-firewall
{ echo 'EXT_IF=eth0; INT_IF=eth1; INTERNAL_NET=192.0.2.16/28; NAT_INTERNAL_NET=192.0.2.16/28'
echo 'NAT=1; OPEN_TCP="22 80"; BLOCK_HOSTS_FILE='
echo 'IP4TABLES=/sbin/iptables; IP6TABLES=/sbin/ip6tables'; } >> firewall.conf
ln -sf /bin/true /usr/share/arno-iptables-firewall/aif-job-processor
ln -sf mawk /usr/bin/gawk
sed -e '/^ *\\. "$CONFIG_FILE"/{r firewall.conf
d}' -e '/^\\. "$ENV_FILE"/{r /usr/share/arno-iptables-firewall/environment
d}' /usr/sbin/arno-iptables-firewall |
sed -e '1a set -- start' -e 's/^\\( *\\)\\. .*/\\1:/' -e 's/start_restart;;/main_start;;/' > ${made}`,
  certain: 165,
};

/** What it hands to iptables-restore for the rules of its template. */
const uif: SealedScript = {
  name: "uif's rules",
  path: made,
  prepare: `zcat /usr/share/doc/uif/uif.conf.IPv4.tmpl.gz > /etc/uif/uif.conf
{ echo 'iptables-restore <<END'
FILTER_COMMAND=iptables uif -p -c /etc/uif/uif.conf
echo END; } > ${made}`,
  certain: 60,
};

/** Those that can be run here, and how. */
export const programScripts: readonly SealedScript[] = [
  ufw,
  firehol,
  netscript,
  fwbuilderScript('fw template 1', 33),
  fwbuilderScript('host fw template 1', 30),
  fwbuilderScript('web server', 29),
  fail2banScript('iptables-multiport', 8),
  fail2banScript('iptables-multiport-log', 12),
  fail2banScript('iptables-new', 8),
  fail2banScript('iptables-ipset-proto6', 0),
  sshuttle,
  uif,
  arno,
];
