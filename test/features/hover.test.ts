// Hovers: a dump with a cursor, the word that the hover is about, and what its text says and does not say.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import type { MarkupContent } from 'vscode-languageserver-types';
import { hover } from '../../server/src/features/hover';
import { code } from '../../server/src/features/markdown';
import { byteSize } from '../../server/src/features/numbers';
import type { Family } from '../../server/src/ruleset/tables';
import { atCursor, rulesetOf, tableOf } from './cursor';

const examples = new URL('../../examples/', import.meta.url);
const fixtures = [new URL('../fixtures/valid/', import.meta.url), new URL('../fixtures/damaged/', import.meta.url)];
const mended = readFileSync(new URL('istio-mended.iptables', examples), 'utf8');
const damaged = readFileSync(new URL('istio-damaged.iptables', examples), 'utf8');

interface Expected {
  word: string;
  says: string[];
  not?: string[];
  family?: Family;
}

/** The dump with a cursor in front of the text behind `at`, which has to stand there once; `lead` is what stands before it. */
function cursorIn(dump: string, lead: string, at: string): string {
  const found = dump.indexOf(lead + at);
  assert.ok(found >= 0 && dump.indexOf(lead + at, found + 1) < 0, `${lead}${at} does not stand there once`);
  return `${dump.slice(0, found + lead.length)}<|>${dump.slice(found + lead.length)}`;
}

function textAt(marked: string, family?: Family): { word: string; text: string } | undefined {
  const { ruleset, line, column } = atCursor(marked, family);
  const found = hover(ruleset, line, column);
  if (!found?.range) return undefined;
  const { start, end } = found.range;
  assert.deepEqual([start.line, end.line], [line, line]);
  const word = ruleset.document.dump.lines[line]!.text.slice(start.character, end.character);
  return { word, text: (found.contents as MarkupContent).value };
}

function checkHover(marked: string, { word, says, not = [], family }: Expected): void {
  const found = textAt(marked, family);
  assert.ok(found, 'no hover');
  assert.equal(found.word, word);
  for (const text of says) assert.ok(found.text.includes(text), `"${text}" is missing in:\n${found.text}`);
  for (const text of not) assert.ok(!found.text.includes(text), `"${text}" is in:\n${found.text}`);
  checkHarmless(found.text);
}

/** Without its inline code, the text has no HTML and no link. */
function checkHarmless(markdown: string): void {
  for (const line of markdown.split('\n')) {
    const plain = withoutCode(line);
    assert.doesNotMatch(plain, /[<`]|\]\(|undefined|NaN|\[object/, line);
  }
}

/** Cuts inline code as CommonMark reads it: from a run of backticks to the next one of the same length. */
function withoutCode(line: string): string {
  const runs = [...line.matchAll(/`+/g)];
  let plain = '';
  let from = 0;
  for (let i = 0; i < runs.length; i++) {
    const close = runs.findIndex((run, j) => j > i && run[0].length === runs[i]![0].length);
    if (close < 0) continue;
    plain += line.slice(from, runs[i]!.index);
    from = runs[close]!.index + runs[close]![0].length;
    i = close;
  }
  return plain + line.slice(from);
}

const inRedirect = `**\`ISTIO_IN_REDIRECT\`** · Istio sidecar, table \`nat\`

Sends a TCP connection to Envoy's inbound listener, port 15006 of this pod.

- Declared on line 7
- Its only rule (line 18): \`-p tcp -j REDIRECT --to-ports 15006\` (Envoy inbound)
- Jumped to from \`ISTIO_INBOUND\` (line 17) and \`ISTIO_OUTPUT\` (lines 20, 23)

Its one rule rewrites the destination; Envoy reads the original port back from the kernel (\`SO_ORIGINAL_DST\`), applies mTLS and policy, and connects to the application from 127.0.0.6. Istio jumps here from \`ISTIO_INBOUND\`, and \`ISTIO_OUTPUT\` when Envoy calls the own pod over lo.

**The rules Istio puts here**

1. \`-p tcp -j REDIRECT --to-ports 15006\` (line 18): From \`PREROUTING\` the new destination is the address of the interface, from \`OUTPUT\` it is 127.0.0.1; the port is 15006 in both cases.

**Releases:** Since 1.0. Before, \`ISTIO_REDIRECT\` served both directions.

**This dump:** Istio 1.7 to 1.12, by its rules. \`ISTIO_INBOUND\` returns port 22 (up to 1.12, unless \`excludeInboundPorts\` lists 22). \`ISTIO_INBOUND\` returns port 15008 (since 1.7).

**What changes it**

- \`meshConfig.proxyInboundListenPort\`: Changes 15006.
- \`sidecar.istio.io/interceptionMode\`: \`REDIRECT\` (default) uses nat, \`TPROXY\` takes inbound traffic in mangle, \`NONE\` writes no rules at all.

**Good to know**

- Counters here count connections, not packets: nat is asked for the first packet of each connection only.
- Counters at zero while the pod is in use mean that every connection returned before: look at the exclusions in \`ISTIO_INBOUND\`.
- A connection from outside to 15000, 15001 or 15006 itself lands on 15006 too; those ports are not exempt.`;

const rule = (text: string) => tableOf('filter', ':INPUT ACCEPT [0:0]', text);
const natRule = (text: string) => tableOf('nat', ':PREROUTING ACCEPT [0:0]', text);

type Case = [what: string, dump: string, expected: Expected];

const chains: Case[] = [
  [
    'a chain of Istio at a jump',
    cursorIn(mended, '-o lo -m owner --uid-owner 1337 -j ', 'ISTIO_IN_REDIRECT'),
    { word: 'ISTIO_IN_REDIRECT', says: ['**`ISTIO_IN_REDIRECT`** · Istio sidecar'] },
  ],
  [
    'a chain of Istio with its rules in order, settings and pitfalls',
    cursorIn(mended, ':', 'ISTIO_OUTPUT'),
    {
      word: 'ISTIO_OUTPUT',
      says: [
        '- 9 rules (lines 19 to 27): 6 × `RETURN`, 2 × `ISTIO_IN_REDIRECT` and `ISTIO_REDIRECT`; the last: `-j ISTIO_REDIRECT`',
        '1. `-s 127.0.0.6/32 -o lo -j RETURN` (line 19): ',
        '9. `-j ISTIO_REDIRECT` (line 27): ',
        '**Why in this order:**',
        'excludeOutboundIPRanges',
      ],
      not: ['10. ', 'not in this dump', 'Not written by Istio', '**This rule'],
    },
  ],
  [
    'the reason for one rule of Istio',
    cursorIn(mended, '-A ', 'ISTIO_INBOUND -p tcp -m tcp --dport 15021'),
    { word: 'ISTIO_INBOUND', says: ['- **This rule (4 of 6):** The kubelet asks for readiness here'] },
  ],
  [
    'rules that Istio did not write, and those that are missing',
    tableOf('nat', ':ISTIO_RE<|>DIRECT - [0:0]', '-A ISTIO_REDIRECT -p udp -j RETURN'),
    {
      word: 'ISTIO_REDIRECT',
      says: ['`-p tcp -j REDIRECT --to-ports 15001` (not in this dump)', 'Not written by Istio: line 3.'],
    },
  ],
  [
    'a chain of ambient mode by the company it is in',
    tableOf('nat', ':ISTIO_OU<|>TPUT - [0:0]', ':ISTIO_PRERT - [0:0]'),
    { word: 'ISTIO_OUTPUT', says: ['Istio ambient mode, table `nat`'], not: ['Istio sidecar', 'Or of'] },
  ],
  [
    'a chain of which no company tells the flavour',
    tableOf('nat', ':ISTIO_OU<|>TPUT - [0:0]'),
    { word: 'ISTIO_OUTPUT', says: ['Istio sidecar, table `nat`', 'Or of Istio ambient mode: '] },
  ],
  [
    'a name of Istio in a table where Istio has none',
    tableOf('filter', ':ISTIO_IN_RE<|>DIRECT - [0:0]'),
    { word: 'ISTIO_IN_REDIRECT', says: ['· possibly Istio sidecar, table `filter`', 'in `nat`, not in `filter`'] },
  ],
  [
    'a declaration in capitals and lower case',
    cursorIn(damaged, ':', 'istio_inbound -'),
    { word: 'istio_inbound', says: ["Istio's chain is called `ISTIO_INBOUND`"], not: ['sidecar'] },
  ],
  [
    'a piece of a joined line that counts for nobody',
    cursorIn(damaged, ' :', 'istio_in_routing'),
    { word: 'istio_in_routing', says: ['**Not declared** for iptables-restore: on line 6'] },
  ],
  [
    'a piece of a joined line that is declared elsewhere',
    cursorIn(damaged, '[0:0] :', 'ISTIO_REDIRECT - [0:0] '),
    {
      word: 'ISTIO_REDIRECT',
      says: ['· Istio sidecar', 'Declared on line 9, and overlooked behind another declaration on lines 8, 9'],
    },
  ],
  [
    'an undeclared chain',
    cursorIn(damaged, '-A PREROUTING -p tcp -j ', 'ISTIO_INBOUND'),
    { word: 'ISTIO_INBOUND', says: ['**Not declared** in this table', '- 6 rules (lines 12 to 17)'] },
  ],
  [
    'a built-in chain',
    cursorIn(mended, ':', 'PREROUTING ACCEPT'),
    {
      word: 'PREROUTING',
      says: [
        '**`PREROUTING`** · built-in chain of table `nat`',
        '- Declared on line 2: policy `ACCEPT`, 1,112 packets (66.7 kB)',
        '- Its only rule (line 10): `-p tcp -j ISTIO_INBOUND`',
        'raw, mangle, **nat**',
      ],
      not: ['Jumped', 'No rule jumps'],
    },
  ],
  [
    'a rule of Istio in a built-in chain',
    cursorIn(mended, '-A ', 'PREROUTING'),
    { word: 'PREROUTING', says: ['**This rule (1 of 1):** Every TCP connection that comes in'] },
  ],
  [
    'a built-in chain that the table does not have',
    tableOf('nat', ':FOR<|>WARD - [0:0]'),
    {
      word: 'FORWARD',
      says: ['user-defined chain', '`FORWARD` is a built-in chain of `filter`, `mangle` and `security`'],
    },
  ],
  [
    'a built-in chain in lower case',
    tableOf('nat', ':out<|>put - [0:0]'),
    { word: 'output', says: ['The built-in chain is called `OUTPUT`'] },
  ],
  [
    'a chain of kube-proxy',
    tableOf('nat', '-N KUBE-SERVICES', '-A PREROUTING -j KUBE-SER<|>VICES'),
    {
      word: 'KUBE-SERVICES',
      says: ['· kube-proxy (iptables mode), table `nat`', 'Declared on line 2', '`PREROUTING` (line 3)'],
      not: ['possibly'],
    },
  ],
  [
    'a chain of Docker',
    tableOf('filter', ':DOCKER<|>-USER - [0:0]', '-A DOCKER-USER -j RETURN'),
    {
      word: 'DOCKER-USER',
      says: ['· Docker Engine, table `filter`', 'Its only rule (line 3): `-j RETURN`', 'No rule jumps here'],
    },
  ],
  [
    'a known name in a table where its owner has none',
    tableOf('raw', ':KUBE-SER<|>VICES - [0:0]'),
    { word: 'KUBE-SERVICES', says: ['possibly kube-proxy', 'not in `raw`: it may be something else here'] },
  ],
  [
    'a chain of nobody',
    tableOf('filter', ':MINE - [0:0]', '-A INPUT -g MI<|>NE', '-A MINE -j LOG', '-A MINE', '-A MINE -j LOG'),
    {
      word: 'MINE',
      says: [
        '**`MINE`** · user-defined chain of table `filter`',
        '3 rules (lines 4 to 6): 2 × `LOG` and no target; the last: `-j LOG`',
        'Jumped to from `INPUT` (goto, line 3)',
      ],
      not: ['Istio'],
    },
  ],
  [
    'the number of a rule',
    tableOf('filter', ':A - [0:0]', '-A A -j LOG', '-A <|>A -j DROP'),
    { word: 'A', says: ['- This is rule 2 of 2'] },
  ],
  [
    'no number where rules are inserted',
    tableOf('filter', ':A - [0:0]', '-A A -j LOG', '-I A -j LOG', '-A <|>A -j DROP'),
    { word: 'A', says: ['3 rules (lines 3 to 5)'], not: ['This is rule'] },
  ],
  [
    'many callers',
    tableOf(
      'filter',
      ':A - [0:0]',
      ...Array.from({ length: 10 }, (_, i) => `-A C${i} -j A`),
      '-A C0 -j A',
      '-A C0 -j A',
      '-A C0 -j <|>A',
    ),
    {
      word: 'A',
      says: ['from `C0` (lines 3, 13, 14 and 1 more), `C1` (line 4)', '`C7` (line 10) and 2 more chains'],
      not: ['C8'],
    },
  ],
  [
    'a chain of a fragment that is loaded already',
    tableOf('filter', ':ufw-mine - [0:0]', '-A ufw-mine -j <|>elsewhere'),
    { word: 'elsewhere', says: ['this fragment needs it to be loaded already', 'No rules in this dump'] },
  ],
  ['outside of every table', '-A <|>A -j B\n', { word: 'A', says: ['user-defined chain, outside of every table'] }],
  [
    'hostile names',
    tableOf('filter', ':`](command:x)`_<img> - [0:0]', '-A a<b>c -j `](command<|>:x)`_<img>'),
    {
      word: '`](command:x)`_<img>',
      says: ['**`` `](command:x)`_<img> ``** · user-defined chain', 'Jumped to from `a<b>c` (line 3)'],
    },
  ],
  [
    'a hostile comment in the last rule',
    tableOf(
      'filter',
      ':A - [0:0]',
      '-A A -m comment --comment "`` ](http://x) <img src=y>" -j RETURN',
      '-A INPUT -j <|>A',
    ),
    { word: 'A', says: ['``` -m comment --comment "`` ](http://x) <img src=y>" -j RETURN ```'] },
  ],
];

const values: Case[] = [
  [
    'a port of Istio',
    cursorIn(mended, '--dport ', '15021'),
    {
      word: '15021',
      says: ['**`15021/tcp`** · Istio readiness', '**In this rule:** The kubelet asks', '`--dport`: Matches'],
      not: ['possibly'],
    },
  ],
  [
    'the same port where nothing is of Istio',
    rule('-A INPUT -p tcp -m tcp --dport <|>15021 -j ACCEPT'),
    { word: '15021', says: ['· possibly Istio readiness (Istio)', 'no chain of this dump speaks for Istio'] },
  ],
  [
    'where a redirect goes',
    cursorIn(mended, '--to-ports ', '15001'),
    { word: '15001', says: ['**`15001/tcp`** · Envoy outbound', '**In this rule:**'] },
  ],
  [
    'one of several ports',
    rule('-A INPUT -p tcp -m multiport --dports 80,4<|>43,8000:8100'),
    { word: '443', says: ['**`443/tcp`** · HTTPS', '`--dports`: '], not: ['`80'] },
  ],
  [
    'a range of ports',
    rule('-A INPUT -p udp -m multiport --dports 80,60:<|>70'),
    {
      word: '60:70',
      says: ['**`60:70`** · 11 ports, 60 to 70', 'Among them: `67` DHCP server, `68` DHCP client.'],
    },
  ],
  [
    'a range with open ends names only some ports',
    rule('-A INPUT -p tcp --dport 1024<|>:'),
    { word: '1024:', says: ['64,512 ports, 1024 to 65535'], not: ['Istio', 'Envoy'] },
  ],
  ['a service by name', rule('-A INPUT -p tcp --dport <|>ssh'), { word: 'ssh', says: ['**`ssh/tcp`** · SSH'] }],
  [
    'a port nobody knows',
    rule('-A INPUT -p tcp --sport <|>8081'),
    { word: '8081', says: ['**`8081`** · value of `--sport`', 'source port'] },
  ],
  [
    'a port of TCP in a rule for UDP',
    rule('-A INPUT -p udp --dport <|>22'),
    { word: '22', says: ['value of `--dport`'], not: ['SSH'] },
  ],
  [
    'a port without protocol',
    rule('-A INPUT -p 0 -m multiport --dports <|>53'),
    { word: '53', says: ['· DNS'], not: ['tcp'] },
  ],
  [
    'an inverted port',
    rule('-A INPUT -p tcp -m tcp ! --dport <|>22'),
    { word: '22', says: ['`! --dport`: ', 'does **not** hold'] },
  ],
  [
    'the address of a DNAT',
    natRule('-A PREROUTING -p tcp -j DNAT --to-destination 172.17.<|>0.1:80'),
    { word: '172.17.0.1', says: ["possibly Docker's default bridge"] },
  ],
  [
    'the port of a DNAT',
    natRule('-A PREROUTING -p tcp -j DNAT --to-destination 172.17.0.2:4<|>43'),
    { word: '443', says: ['· HTTPS'] },
  ],
  [
    'the port of a DNAT over IPv6',
    natRule('-A PREROUTING -p tcp -j DNAT --to-destination [fd00::2]:<|>443'),
    { word: ':443', says: ['· HTTPS'], family: 'ipv6' },
  ],
  [
    'the port of a TPROXY',
    tableOf('mangle', ':ISTIO_TPROXY - [0:0]', '-A ISTIO_TPROXY -p tcp -j TPROXY --on-port <|>15006'),
    { word: '15006', says: ['· Envoy inbound'] },
  ],
  [
    "Envoy's user",
    cursorIn(mended, '-m owner ! --uid-owner ', '1337'),
    { word: '1337', says: ['**`uid 1337`** · istio-proxy', '`! --uid-owner`', 'stays inside the pod'] },
  ],
  [
    "Envoy's group",
    cursorIn(mended, '-m owner ! --gid-owner ', '1337'),
    { word: '1337', says: ['**`gid 1337`** · istio-proxy'] },
  ],
  [
    'the same user without Istio',
    rule('-A OUTPUT -m owner --uid-owner <|>1337'),
    { word: '1337', says: ['possibly istio-proxy (Istio)'] },
  ],
  ['root by name', rule('-A OUTPUT -m owner --uid-owner <|>root'), { word: 'root', says: ['**`uid root`** · root'] }],
  [
    "Envoy's source address",
    cursorIn(mended, '-s ', '127.0.0.6/32'),
    { word: '127.0.0.6/32', says: ['· Envoy towards the application', '**In this rule:**', '`--source`'] },
  ],
  [
    'one of several networks',
    rule('-A INPUT -s 192.0.2.0/30,10.<|>0.0.0/8'),
    { word: '10.0.0.0/8', says: ['· private network', '16,777,216 addresses, `10.0.0.0` to `10.255.255.255`'] },
  ],
  [
    'a network nobody knows',
    rule('-A INPUT -s <|>192.0.2.0/30'),
    { word: '192.0.2.0/30', says: ['· network', '4 addresses, `192.0.2.0` to `192.0.2.3`'] },
  ],
  [
    'a network of IPv6',
    rule('-A INPUT -s <|>2001:db8::/32'),
    { word: '2001:db8::/32', says: ['2^96 addresses'], family: 'ipv6' },
  ],
  [
    'a mark of ambient mode',
    tableOf('mangle', ':ISTIO_PRERT - [0:0]', '-A ISTIO_PRERT -m mark --mark <|>0x539/0xfff -j ACCEPT'),
    { word: '0x539/0xfff', says: ['· ztunnel', '`0x539` = 1337; the mask `0xfff`'] },
  ],
  [
    'a connection mark of ambient mode',
    tableOf('mangle', ':ISTIO_PRERT - [0:0]', '-A ISTIO_PRERT -j CONNMARK --set-xmark <|>0x111/0xfff'),
    { word: '0x111/0xfff', says: ['· opened by ztunnel', '`--set-xmark`'] },
  ],
  [
    'a mark of kube-proxy',
    tableOf('nat', ':KUBE-MARK-MASQ - [0:0]', '-A KUBE-MARK-MASQ -j MARK --set-xmark <|>0x4000/0x4000'),
    { word: '0x4000/0x4000', says: ['· masquerade me', '`0x4000` = 16384'], not: ['possibly'] },
  ],
  ['a mark nobody knows', rule('-A INPUT -m mark --mark <|>16'), { word: '16', says: ['· mark', '`0x10` = 16.'] }],
  [
    'a conntrack zone of Istio',
    tableOf('raw', ':ISTIO_OUTPUT_DNS - [0:0]', '-A ISTIO_OUTPUT_DNS -j CT --zone <|>2'),
    { word: '2', says: ['**`zone 2`** · DNS, application and agent'] },
  ],
  [
    'the loopback interface',
    cursorIn(mended, '-s 127.0.0.6/32 -o ', 'lo'),
    { word: 'lo', says: ['· loopback interface'] },
  ],
  [
    'interfaces by the beginning of their name',
    rule('-A INPUT -i <|>docker+'),
    { word: 'docker+', says: ['name begins with `docker`'] },
  ],
  ['a protocol by name', rule('-A INPUT -p <|>tcp'), { word: 'tcp', says: ['protocol 6', '`--protocol`'] }],
  ['a protocol by number', rule('-A INPUT -p <|>17'), { word: '17', says: ['**`17`** · udp'] }],
  [
    'one of several words',
    rule('-A INPUT -m conntrack --ctstate RELATED,EST<|>ABLISHED'),
    { word: 'ESTABLISHED', says: ['**`ESTABLISHED`** · ', '`--ctstate`: '] },
  ],
  [
    'a word that is none of the list',
    rule('-A INPUT -m conntrack --ctstate <|>SLEEPING'),
    { word: 'SLEEPING', says: ['value of `--ctstate`'] },
  ],
  [
    'a comment',
    rule('-A INPUT -m comment --comment "a `<|>b` <i>"'),
    { word: '"a `b` <i>"', says: ['`` a `b` <i> ``', 'value of `--comment`'] },
  ],
];

const words: Case[] = [
  [
    'a target',
    cursorIn(mended, '--dport 22 -j ', 'RETURN'),
    { word: 'RETURN', says: ['back to the calling chain', 'SSH'] },
  ],
  ['a target that ends the way', natRule('-A OUTPUT -j <|>REDIRECT'), { word: 'REDIRECT', says: ['ends the way'] }],
  ['a target that does not', rule('-A INPUT -j <|>LOG'), { word: 'LOG', says: ['the next rule follows'] }],
  ['a match module', rule('-A INPUT -m <|>owner'), { word: 'owner', says: ['· match module', '`--uid-owner`'] }],
  ['a parameter', rule('-A INPUT <|>-p tcp'), { word: '-p', says: ['**`-p, --protocol`** · parameter'] }],
  ['a command', rule('<|>-A INPUT -p tcp'), { word: '-A', says: ['**`-A, --append`** · command'] }],
  [
    'an option of a match',
    rule('-A INPUT -m conntrack --ctst<|>ate NEW'),
    { word: '--ctstate', says: ['option of match `conntrack`', 'Values: `INVALID`, `NEW`'] },
  ],
  [
    'an option of a target',
    natRule('-A OUTPUT -j REDIRECT <|>--to-ports 1'),
    { word: '--to-ports', says: ['option of target `REDIRECT`'] },
  ],
  [
    'an abbreviated option with its value joined',
    rule('-A INPUT -p tcp <|>--dp=80'),
    { word: '--dp=80', says: ['**`--dport, --destination-port`**'] },
  ],
  [
    'an inversion',
    rule('-A INPUT <|>! -s 10.0.0.0/8'),
    { word: '!', says: ['before `--source`', 'does **not** hold'] },
  ],
  ['an inversion that is refused', rule('-A INPUT <|>! -j DROP'), { word: '!', says: ['iptables refuses `!` here'] }],
  [
    'the policy of a built-in chain',
    tableOf('filter', ':INPUT <|>DROP [0:0]'),
    { word: 'DROP', says: ['policy of `INPUT`', 'silently'] },
  ],
  ['the policy of a command', tableOf('filter', '-P INPUT <|>ACCEPT'), { word: 'ACCEPT', says: ['policy of `INPUT`'] }],
  [
    'the dash of a user-defined chain',
    tableOf('filter', ':A <|>- [0:0]'),
    { word: '-', says: ['A user-defined chain has no policy'] },
  ],
  ['the dash of a built-in chain', tableOf('nat', ':INPUT <|>- [0:0]'), { word: '-', says: ['needs a policy'] }],
  ['a policy of a user-defined chain', tableOf('nat', ':A <|>DROP [0:0]'), { word: 'DROP', says: ['Only built-in'] }],
  ['no policy', cursorIn(damaged, 'postprocessing ', 'accpt'), { word: 'accpt', says: ['· no policy'] }],
  [
    'counters of a policy in nat',
    cursorIn(mended, 'PREROUTING ACCEPT ', '[1112:66720]'),
    {
      word: '[1112:66720]',
      says: [
        '**1,112 packets, 66.7 kB** · 60 bytes each on average',
        'nothing was redirected on its way in',
        '**In this dump** `INPUT` has just as many.',
      ],
    },
  ],
  [
    'counters that differ',
    tableOf('nat', ':OUTPUT ACCEPT <|>[1:60]', ':POSTROUTING ACCEPT [2:120]'),
    { word: '[1:60]', says: ['**1 packet, 60 bytes**', '`POSTROUTING` has 2 packets (120 bytes)'] },
  ],
  [
    'counters of a policy in filter',
    tableOf('filter', ':INPUT ACCEPT <|>[0:0]'),
    { word: '[0:0]', says: ['**No packets**', 'every packet counts'], not: ['In this dump'] },
  ],
  [
    'counters of a user-defined chain',
    tableOf('filter', ':A - <|>[0:0]'),
    { word: '[0:0]', says: ['no counters for user-defined chains'], not: ['not zero'] },
  ],
  [
    'counters that a user-defined chain cannot have',
    cursorIn(damaged, 'accpt ', '[152:13538]'),
    { word: '[152:13538]', says: ['**152 packets, 13.5 kB** · 89 bytes', 'These are not zero'] },
  ],
  [
    'counters of a rule',
    rule('[80<|>90:4750112] -A INPUT -j ACCEPT'),
    { word: '[8090:4750112]', says: ['**8,090 packets, 4.8 MB** · 587 bytes', 'this rule has matched'] },
  ],
  [
    'a table',
    cursorIn(mended, '', '*nat'),
    { word: '*nat', says: ['· table', '19 rules, 4 user-defined chains', 'line 29'] },
  ],
  ['a table without COMMIT', '*n<|>at\n', { word: '*nat', says: ['**No `COMMIT`**', '0 rules'] }],
  ['no table', '*n<|>at<b>\n', { word: '*nat<b>', says: ['**`*nat<b>`** · no table of iptables', '`security`'] }],
  ['COMMIT', '*nat\n<|>COMMIT\n', { word: 'COMMIT', says: ['end of table `nat`'], not: ['capitals'] }],
  ['commit', '*nat\n<|>commit \n', { word: 'commit', says: ['Only `COMMIT` in capitals'] }],
];

const silent: [what: string, dump: string][] = [
  ['a comment line', '# Generated by <|>iptables-save\n'],
  ['a blank line', '*nat\n<|>\nCOMMIT\n'],
  ['an unknown option', rule('-A INPUT --not<|>hing')],
  ['behind a rule', rule('-A INPUT -j ACCEPT  <|> ')],
  ['counters longer than the kernel has', tableOf('nat', `:INPUT ACCEPT <|>[${'9'.repeat(30)}:0]`)],
  ['an unclosed quotation mark alone', rule('<|>"')],
];

const codes: [text: string, expected: string][] = [
  ['plain', '`plain`'],
  ['a`b', '`` a`b ``'],
  ['`](command:x)` <img>', '`` `](command:x)` <img> ``'],
  ['``', '``` `` ```'],
  ['', '`""`'],
  [' ', '`" "`'],
  ['a\nb\u202ec\0', '`a\ufffdb\ufffdc\ufffd`'],
  ['x'.repeat(200), `\`${'x'.repeat(160)}…\``],
];

const sizes: [bytes: bigint, expected: string][] = [
  [0n, '0 bytes'],
  [1n, '1 byte'],
  [999n, '999 bytes'],
  [1000n, '1.0 kB'],
  [66_720n, '66.7 kB'],
  [999_949n, '999.9 kB'],
  [999_950n, '1.0 MB'],
  [70_123_456n, '70.1 MB'],
  [2n ** 64n, '18.4 EB'],
];

describe('hover', () => {
  describe('chains', () => {
    for (const [what, dump, expected] of chains) it(what, () => checkHover(dump, expected));

    it('ISTIO_IN_REDIRECT, read in full', () => {
      assert.equal(textAt(cursorIn(mended, ':', 'ISTIO_IN_REDIRECT'))?.text, inRedirect);
    });
  });

  describe('values', () => {
    for (const [what, dump, expected] of values) it(what, () => checkHover(dump, expected));
  });

  describe('other words', () => {
    for (const [what, dump, expected] of words) it(what, () => checkHover(dump, expected));
    for (const [what, dump] of silent) it(`nothing for ${what}`, () => assert.equal(textAt(dump), undefined));
  });

  describe('every column', () => {
    for (const folder of [examples, ...fixtures])
      for (const file of readdirSync(folder).filter((name) => /tables/.test(name)))
        it(file, () => checkEveryWord(readFileSync(new URL(file, folder), 'utf8')));
  });

  describe('inline code', () => {
    for (const [text, expected] of codes) it(expected.slice(0, 40), () => assert.equal(code(text), expected));
  });

  describe('sizes', () => {
    for (const [bytes, expected] of sizes) it(expected, () => assert.equal(byteSize(bytes), expected));
  });
});

/** Nothing throws, every text is harmless, and the range holds the cursor. */
function checkEveryWord(dump: string): void {
  for (const family of ['ipv4', 'ipv6'] as const) {
    const ruleset = rulesetOf(dump, family);
    ruleset.document.dump.lines.forEach(({ text }, line) => {
      for (let column = 0; column <= Math.min(text.length, 400); column += 3) {
        const found = hover(ruleset, line, column);
        if (!found?.range) continue;
        const { start, end } = found.range;
        const colon = text[column] === ':' ? 1 : 0;
        assert.ok(start.character <= column + colon && column <= end.character, `${line}:${column} in ${text}`);
        checkHarmless((found.contents as MarkupContent).value);
      }
    });
  }
}
