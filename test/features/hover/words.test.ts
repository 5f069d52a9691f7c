// Hovers of targets, modules, options, policies, counters and tables, and where there is none.
import assert from 'node:assert/strict';
import { tableOf } from '../cursor';
import { type Case, checkCases, cursorIn, damaged, mended, natRule, rule, textAt } from './support';

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
    { word: '--ctstate', says: ['option of match `conntrack`', 'Takes one or several of `NEW`, `ESTABLISHED`'] },
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
    'an option whose module is not loaded',
    rule('-A INPUT --ctst<|>ate NEW'),
    {
      word: '--ctstate',
      says: ['option of match `conntrack`', '**Not known on this line:** it needs `-m conntrack` before it.'],
    },
  ],
  [
    'an option whose module comes behind',
    rule('-A INPUT --dp<|>ort=22 -p tcp'),
    { word: '--dport=22', says: ['**`--dport, --destination-port`**', 'it needs `-p tcp`, `-p udp`, '] },
  ],
  [
    'an option that several modules have',
    rule('-A INPUT --mo<|>de x'),
    { word: '--mode', says: ['option of several modules', '- `-m policy`: ', '- `-m statistic`: '] },
  ],
  [
    'an option of another target',
    natRule('-A PREROUTING -j ACCEPT --to-des<|>tination 10.0.0.1'),
    { word: '--to-destination', says: ['option of target `DNAT`', 'it needs `-j DNAT` before it'] },
  ],
  [
    'a misspelt target',
    rule('-A INPUT -j REJ<|>CT'),
    { word: 'REJCT', says: ['no target, and no chain of this table', 'Did you mean `REJECT`?'], not: ['Not declared'] },
  ],
  [
    'a misspelt chain',
    tableOf('filter', ':INPUT ACCEPT [0:0]', ':web-in - [0:0]', '-A INPUT -j web-<|>inn'),
    { word: 'web-inn', says: ['**Not declared** in this table', 'Did you mean `web-in`?'] },
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

describe('hover of other words', () => {
  checkCases(words);
  for (const [what, dump] of silent) it(`nothing for ${what}`, () => assert.equal(textAt(dump), undefined));
});
