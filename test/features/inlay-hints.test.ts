// Inlay hints, written into the lines where they stand: `‹#1›-A INPUT --dport 22‹SSH›`.
import { strict as assert } from 'node:assert';
import type { MarkupContent } from 'vscode-languageserver-types';
import { type InlayHintSettings, inlayHints } from '../../server/src/features/inlay-hints';
import { readDocument } from '../../server/src/ruleset/document';
import { buildRuleset, type FragmentMode, type Ruleset } from '../../server/src/ruleset/ruleset';
import type { Family } from '../../server/src/ruleset/tables';
import { rulesetOf, tableOf } from './cursor';

const nothing: InlayHintSettings = { ports: false, ruleNumbers: false, counterShares: false };
const everything: InlayHintSettings = { ports: true, ruleNumbers: true, counterShares: true };

/** The lines with their hints, for lines that have any. */
function hinted(ruleset: Ruleset, settings: InlayHintSettings, first = 0, last = Number.MAX_SAFE_INTEGER): string[] {
  const hints = inlayHints(ruleset, first, last, settings);
  const lines = [...new Set(hints.map(({ position }) => position.line))];
  return lines.map((line) => {
    const own = hints.filter(({ position }) => position.line === line);
    let { text } = ruleset.document.dump.lines[line]!;
    for (const { position, label } of own.reverse()) {
      text = `${text.slice(0, position.character)}‹${label}›${text.slice(position.character)}`;
    }
    return text;
  });
}

/** A table of which the given lines are the hinted ones; the marks are taken out before. */
function check(settings: InlayHintSettings, table: string, lines: readonly string[], family: Family = 'ipv4'): void {
  const dump = tableOf(table, ...lines.map((line) => line.replace(/‹[^›]*›/g, '')));
  const expected = lines.filter((line) => line.includes('‹'));
  assert.deepEqual(hinted(rulesetOf(dump, family), settings), expected);
}

const numbers: [what: string, lines: string[]][] = [
  [
    'each chain counts for itself',
    [
      ':INPUT ACCEPT [0:0]',
      ':A - [0:0]',
      '‹#1›-A INPUT -j A',
      '‹#1›-A A -j RETURN',
      '‹#2›-A INPUT -j DROP',
      '# a comment',
      '‹#2›[5:60] -A A -j DROP',
    ],
  ],
  [
    'insertions and deletions move rules',
    [
      ':INPUT ACCEPT [0:0]',
      '‹#2›-A INPUT -p tcp',
      '-A INPUT -p udp',
      '‹#4›-A INPUT -p icmp',
      '‹#1›-I INPUT -p esp',
      '‹#3›-I INPUT 3 -p ah',
      '-D INPUT 4',
    ],
  ],
  [
    'replaced, flushed and deleted by text',
    [
      ':INPUT ACCEPT [0:0]',
      ':A - [0:0]',
      '-A INPUT -p tcp',
      '‹#1›-R INPUT 1 -p udp',
      '-A INPUT -p icmp',
      '-D INPUT -p icmp',
      '-A A -p tcp',
      '-F A',
      '‹#1›-A A -p udp',
      '‹#2›-A INPUT -j A',
    ],
  ],
  [
    'a list of addresses makes a rule for each',
    [
      ':INPUT ACCEPT [0:0]',
      '‹#1›-A INPUT -s 10.0.0.1',
      '‹#2–7›-A INPUT -s 10.0.0.1,10.0.0.2/31,10.1.0.0/16 -d 10.2.0.1,10.2.0.2',
      '‹#8›-A INPUT -p tcp -m multiport --dports 80,443',
      '‹#9›-A INPUT -m comment --comment "-s a,b"',
    ],
  ],
  [
    'unknown behind lists where rules are inserted by number',
    [':INPUT ACCEPT [0:0]', '-A INPUT -s 10.0.0.1,10.0.0.2', '-I INPUT 2 -j DROP', '-A INPUT -j DROP'],
  ],
  [
    'unknown behind a host name',
    [':INPUT ACCEPT [0:0]', '‹#1›-A INPUT -p tcp', '-A INPUT -s example.org -j DROP', '-A INPUT -p udp'],
  ],
  [
    'no number without chain, command or table',
    [':INPUT ACCEPT [0:0]', '-A NOWHERE -j DROP', '-p tcp -j DROP', '-P INPUT DROP', '-N A'],
  ],
  ['unknown in a chain that may be loaded already', ['-A INPUT -j DROP', ':A - [0:0]', '‹#1›-A A -j DROP']],
];

const ports: [what: string, table: string, lines: string[]][] = [
  [
    'what everybody knows, by protocol',
    'filter',
    [
      '-A INPUT -p tcp --dport 22‹SSH› -j ACCEPT',
      '-A INPUT -p udp --dport 22 -j ACCEPT',
      '-A INPUT -p tcp --sport 443‹HTTPS› -j ACCEPT',
      '-A INPUT -p tcp -m multiport --dports 80‹HTTP›,8081,443‹HTTPS›,20:25 -j ACCEPT',
      '-A INPUT -p tcp --dport 1:80 -j ACCEPT',
      '-A INPUT -p tcp --dport https -j ACCEPT',
      '-A INPUT -p tcp --dport 12345 -j ACCEPT',
      '-A INPUT -p tcp -m comment --comment "--dport 22"',
    ],
  ],
  ['of meshes only where their chains are', 'nat', ['-A PREROUTING -p tcp --dport 15021 -j RETURN']],
  [
    'of Istio',
    'nat',
    [
      ':ISTIO_INBOUND - [0:0]',
      '-A ISTIO_INBOUND -p tcp -m tcp --dport 15021‹Istio readiness› -j RETURN',
      '-A ISTIO_INBOUND -p tcp -j REDIRECT --to-ports 15006‹Envoy inbound›',
    ],
  ],
  [
    'behind addresses',
    'nat',
    [
      '-A PREROUTING -p tcp -j DNAT --to-destination 10.0.0.1:80‹HTTP›',
      '-A PREROUTING -p tcp -j DNAT --to-destination 10.0.0.1',
      '-A PREROUTING -p tcp -j DNAT --to-destination :443‹HTTPS›',
    ],
  ],
];

const shares: [what: string, table: string, lines: string[]][] = [
  [
    'of what jumps into a chain',
    'filter',
    [
      ':INPUT ACCEPT [5:500]',
      ':A - [0:0]',
      '[70:7000]‹93 %› -A INPUT -p tcp -j A',
      '[30:3000]‹40 %› -A INPUT -p udp -g A',
      '[37:3700]‹37 %› -A A -s 10.0.0.1 -j DROP',
      '[33:3300]‹33 %› -A A -s 10.0.0.2 -j DROP',
      '[0:0] -A A -s 10.0.0.3 -j DROP',
      '-A A -j RETURN',
    ],
  ],
  [
    'of what a policy and the rules that decide have counted',
    'filter',
    [
      ':INPUT DROP [100:6000]',
      '[900:1]‹90 %› -A INPUT -j LOG',
      '[898:1]‹90 %› -A INPUT -i lo -j ACCEPT',
      '[2:1]‹<1 %› -A INPUT -i eth0 -j REJECT',
      '[999:1]‹>99 %› -A INPUT',
      '[1000:1]‹100 %› -A INPUT -j RETURN',
    ],
  ],
  [
    'unknown when a chain below is reached from elsewhere too, or a target may decide or not',
    'filter',
    [
      ':INPUT ACCEPT [10:600]',
      ':FORWARD ACCEPT [10:600]',
      ':OUTPUT ACCEPT [10:600]',
      ':A - [0:0]',
      '[6:360] -A INPUT -j A',
      '[4:360] -A FORWARD -j A',
      '[5:300]‹50 %› -A A -j DROP',
      '[5:300] -A OUTPUT -j XTARGET',
    ],
  ],
  [
    'unknown when counters are missing or contradict each other',
    'filter',
    [
      ':INPUT ACCEPT',
      ':OUTPUT ACCEPT [0:0]',
      ':A - [0:0]',
      ':B - [0:0]',
      '[6:360] -A INPUT -j A',
      '-A INPUT -p tcp -j A',
      '[5:300] -A A -j DROP',
      '[3:300]‹50 %› -A OUTPUT -j B',
      '[4:300] -A B -j RETURN',
      '[6:300]‹100 %› -A OUTPUT -j DROP',
    ],
  ],
  ['unknown in a fragment', 'filter', [':A - [0:0]', '[6:360] -A INPUT -j A', '[5:300] -A A -j DROP']],
  [
    'unknown where a chain hides a target',
    'filter',
    [':INPUT ACCEPT [6:360]', ':LOG - [0:0]', '[6:360] -A INPUT -j LOG', '[5:300] -A LOG -j DROP'],
  ],
];

describe('inlay hints', () => {
  describe('of rule numbers', () => {
    for (const [what, lines] of numbers) it(what, () => check({ ...nothing, ruleNumbers: true }, 'filter', lines));

    it('count in the table they stand in', () => {
      const dump =
        tableOf('nat', ':OUTPUT ACCEPT [0:0]') + tableOf('filter', ':INPUT ACCEPT [0:0]', '-A INPUT -j DROP');
      assert.deepEqual(hinted(rulesetOf(dump), { ...nothing, ruleNumbers: true }), ['‹#1›-A INPUT -j DROP']);
    });

    it('hang on what the user calls a fragment', () => {
      const document = readDocument(tableOf('filter', ':INPUT ACCEPT [0:0]', '-A INPUT -j DROP'), 'ipv4');
      const count = (mode: FragmentMode) => inlayHints(buildRuleset(document, mode), 0, 9, everything).length;
      assert.deepEqual([count('never'), count('auto'), count('always')], [1, 1, 0]);
    });
  });

  describe('of ports', () => {
    for (const [what, table, lines] of ports) it(what, () => check({ ...nothing, ports: true }, table, lines));

    it('behind IPv6 addresses', () => {
      const lines = [
        '-A PREROUTING -p tcp -j DNAT --to-destination [2001:db8::1]:443‹HTTPS›',
        '-A PREROUTING -p tcp -j DNAT --to-destination 2001:db8::443',
      ];
      check({ ...nothing, ports: true }, 'nat', lines, 'ipv6');
    });
  });

  describe('of shares', () => {
    for (const [what, table, lines] of shares) it(what, () => check({ ...nothing, counterShares: true }, table, lines));
  });

  it('stand together, in the lines that are asked for', () => {
    const lines = [':INPUT ACCEPT [1:60]', '[1:60] -A INPUT -p tcp --dport 22 -j ACCEPT', '-A INPUT -p tcp --dport 80'];
    const ruleset = rulesetOf(tableOf('filter', ...lines));
    const second = '‹#1›[1:60]‹50 %› -A INPUT -p tcp --dport 22‹SSH› -j ACCEPT';
    assert.deepEqual(hinted(ruleset, everything, 0, 2), [second]);
    assert.deepEqual(hinted(ruleset, everything, 2), [second, '‹#2›-A INPUT -p tcp --dport 80‹HTTP›']);
    assert.deepEqual(hinted(ruleset, everything, 3, 3), ['‹#2›-A INPUT -p tcp --dport 80‹HTTP›']);
    assert.deepEqual(hinted(ruleset, nothing), []);
  });

  it('explain themselves', () => {
    const lines = [':OUTPUT ACCEPT [3:60]', '[1:60] -A OUTPUT -p tcp --dport 443 -s 10.0.0.1,10.0.0.2 -j ACCEPT'];
    const tooltips = inlayHints(rulesetOf(tableOf('nat', ...lines)), 0, 9, everything).map(
      ({ tooltip }) => (tooltip as MarkupContent).value,
    );
    const expected = [
      /^Rules 1 to 2, one for each address, of `OUTPUT` in table nat, as `iptables -t nat -L OUTPUT --line-numbers` counts/,
      /^1 of the 4 packets that entered `OUTPUT` matched this rule\.[\s\S]*policy[\s\S]*connection/,
      /TLS/,
    ];
    assert.equal(tooltips.length, expected.length);
    tooltips.forEach((tooltip, i) => {
      assert.match(tooltip, expected[i]!);
    });
  });
});
