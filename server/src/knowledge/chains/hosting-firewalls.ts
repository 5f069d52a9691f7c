// Chains of ConfigServer Firewall (csf) and APF, common on hosting servers.
import type { ChainOwner } from './types';

const csf = {
  owner: 'ConfigServer Firewall (csf)',
  sureness: 'source',
  chains: [
    ['LOCALINPUT', 'filter', '`INPUT`', 'Allow and deny lists, for what comes in.'],
    ['LOCALOUTPUT', 'filter', '`OUTPUT`', 'Allow and deny lists, for what goes out.'],
    ['LOGDROPIN', 'filter', '`INPUT`, as its last rule', 'Logs and drops what no rule let in.'],
    ['LOGDROPOUT', 'filter', '`OUTPUT`, as its last rule', 'Logs and drops what no rule let out.'],
    ['DENYIN', 'filter', '`LOCALINPUT`', 'Denied addresses, inbound.'],
    ['DENYOUT', 'filter', '`LOCALOUTPUT`', 'Denied addresses, outbound.'],
    ['ALLOWIN', 'filter', '`LOCALINPUT`', 'Allowed addresses, inbound.'],
    ['ALLOWOUT', 'filter', '`LOCALOUTPUT`', 'Allowed addresses, outbound.'],
    ['SMTPOUTPUT', 'filter', '`OUTPUT`', 'Lets only the mail server send mail (`SMTP_BLOCK`).'],
    ['BLOCKDROP', 'filter', 'the block lists', 'Drops addresses of public block lists.'],
    ['CCDROP', 'filter', 'the rules for countries', 'Drops addresses of denied countries.'],
    ['PORTFLOOD', 'filter', '`INPUT`', 'Limits new connections to single ports.'],
    ['UDPFLOOD', 'filter', '`OUTPUT`', 'Limits outgoing UDP.'],
  ],
  general: [
    ['SYNFLOOD', 'filter', '`INPUT`', 'Limits how many connections may be opened in a second.'],
    ['CONNLIMIT', 'filter', '`INPUT`', 'Limits how many connections one address may hold.'],
  ],
} satisfies ChainOwner;

const csfUnchecked = {
  owner: 'ConfigServer Firewall (csf)',
  sureness: 'general',
  chains: [
    ['INVDROP', 'filter', '`INVALID`', 'Drops packets that make no sense.'],
    ['CC_DENY', 'filter', '`LOCALINPUT`', 'Denied countries.'],
    ['CC_ALLOW', 'filter', '`LOCALINPUT`', 'Allowed countries.'],
    ['GDENYIN', 'filter', '`LOCALINPUT`', 'Denied addresses of a shared list.'],
    ['GALLOWIN', 'filter', '`LOCALINPUT`', 'Allowed addresses of a shared list.'],
  ],
  general: [['INVALID', 'filter', '`INPUT` and `OUTPUT`', 'Looks for packets that make no sense.']],
} satisfies ChainOwner;

const both = '`INPUT` and `OUTPUT`';

const apf = {
  owner: 'APF',
  sureness: 'source',
  chains: [
    ['TALLOW', 'filter', both, 'Allowed addresses.'],
    ['TGALLOW', 'filter', both, 'Allowed addresses of a shared list.'],
    ['TDENY', 'filter', both, 'Denied addresses.'],
    ['TGDENY', 'filter', both, 'Denied addresses of a shared list.'],
    ['IN_SANITY', 'filter', both, 'Drops packets that make no sense, inbound.'],
    ['OUT_SANITY', 'filter', both, 'Drops packets that make no sense, outbound.'],
    ['SDROP', 'filter', both, 'Addresses of the Spamhaus list.'],
    ['DSHIELD', 'filter', both, 'Addresses of the DShield list.'],
    ['PZERO', 'filter', both, 'Drops what uses port 0.'],
    ['RABPSCAN', 'filter', both, 'Recognises port scans by trap ports.'],
  ],
  general: [
    ['P2P', 'filter', both, 'Ports of file sharing programs.'],
    ['PHP', 'filter', both, 'Addresses of the Project Honey Pot list; it has nothing to do with the language.'],
    ['PROHIBIT', 'filter', both, 'Refuses with an ICMP message: prohibited.'],
    ['TMP_DROP', 'filter', both, 'Addresses that are dropped for a while.'],
    ['RESET', 'filter', both, 'Refuses with a TCP reset.'],
    ['IDENT', 'filter', both, 'Answers requests for ident at once, so that nobody waits for it.'],
  ],
} satisfies ChainOwner;

export const hostingFirewalls: readonly ChainOwner[] = [csf, csfUnchecked, apf];
