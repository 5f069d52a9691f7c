// Names of services as /etc/services lists them, and which one a misspelt name means.

import { mostSimilar } from './similar';

/** Those that rules speak of, by the names that the registry of IANA or Debian gives them. */
const common = `
  amqp amqps auth bgp bootpc bootps cvspserver daytime dhcpv6-client dhcpv6-server discard distcc docker domain
  domain-s echo exec finger ftp ftp-data ftps ftps-data git gopher http http-alt https ident imap imap2 imaps ipp
  ipsec-nat-t irc ircd isakmp iscsi-target kerberos kpasswd l2f l2tp ldap ldaps ldp login mdns microsoft-ds mqtt
  ms-sql-m ms-sql-s ms-wbt-server mysql netbios-dgm netbios-ns netbios-ssn nfs nntp nntps nrpe ntp nut openvpn pop3
  pop3s portmapper postgres postgresql pptp printer puppet radius radius-acct redis rsync rtsp shell sieve sip sip-tls
  smtp smtps snmp snmp-trap snmptrap socks ssh submission submissions subversion sunrpc svn syslog syslog-tls tacacs
  telnet telnets tftp time webcache webmin whois www x11 xmpp-client xmpp-server zabbix-agent zabbix-trapper
`;

/** All others that are listed anywhere and differ from one of those in a letter, or in case. */
const almost = `
  L2TP X11 adap bftp bmap brcd distccd eftp entp etftp exce fmtp gntp gsakmp hdap hnmp htcp https-alt httpx icap
  idmaps imap3 imip imsp ipcd ircs ircu jprinter kauth kerberos4 kerberos5 kftp kftp-data klogin kpasswd5 kshell
  ktelnet ldxp lhtp lstp mftp minger msql msync mysqlx ndtp nlogin nmap nnsp ottp pdap pdtp pftp pop-3 pop2 qmqp qmtp
  qmtps rpasswd rptp rsmtp rtelnet rtip rtmp rtsps rwhois sftp sgmp smap smip smpp smsp snap sncp snip snntp snpp spmp
  srmp sshell ssmtp sxmp talnet tftps timed untp utime xnmp xsync
`;

const namesIn = (text: string) => text.trim().split(/\s+/);
const commonNames = namesIn(common);
const listed: ReadonlySet<string> = new Set([...commonNames, ...namesIn(almost)]);

/** Too many names of three letters differ in one only. */
const shortest = 4;
const longNames = commonNames.filter(({ length }) => length >= shortest);

/** The service that a name means which no usual list of services has; undefined for those that are listed, and for all that may be. */
export function misspeltService(name: string): string | undefined {
  if (listed.has(name)) return undefined;
  const sameName = commonNames.find((each) => each === name.toLowerCase());
  return sameName ?? (name.length >= shortest ? mostSimilar(name, longNames, 1) : undefined);
}
