// Hovers of chain names.
import assert from 'node:assert/strict';
import { tableOf } from '../cursor';
import { type Case, checkCases, cursorIn, damaged, mended, textAt } from './support';

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
    { word: 'elsewhere', says: ['this fragment needs it to be loaded already', 'No rules here'] },
  ],
  ['outside of every table', '-A <|>A -j B\n', { word: 'A', says: ['user-defined chain, outside of every table'] }],
  [
    'a target that iptables does not have',
    tableOf('filter', '-A INPUT -p tcp -j TAR<|>PIT --tarpit'),
    {
      word: 'TARPIT',
      says: ['· target of xtables-addons', 'depends on the host'],
      not: ['chain of table', 'Not declared'],
    },
  ],
  [
    'a chain with the name of such a target',
    tableOf('filter', ':TARPIT - [0:0]', '-A INPUT -j TAR<|>PIT'),
    { word: 'TARPIT', says: ['· user-defined chain of table `filter`'], not: ['xtables'] },
  ],
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

describe('hover of chains', () => {
  checkCases(chains);

  it('ISTIO_IN_REDIRECT, read in full', () => {
    assert.equal(textAt(cursorIn(mended, ':', 'ISTIO_IN_REDIRECT'))?.text, inRedirect);
  });
});
