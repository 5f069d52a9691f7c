// The words of code lenses: on the damaged dump letter for letter, on the examples, and on the sample dumps of Istio.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CodeLens, codeLenses, maxLenses, resolveLens } from '../../server/src/features/code-lens';
import { readDocument } from '../../server/src/ruleset/document';
import { detectFamily } from '../../server/src/ruleset/family';
import { buildRuleset, type Ruleset, tableAt } from '../../server/src/ruleset/ruleset';
import { wholeNumbers } from '../support/random';
import { requireShared } from '../support/requirements';

interface Shown {
  table: string;
  line: number;
  text: string;
  kind: CodeLens['kind'];
  title: string;
  /** Lines of the steps, from 1. */
  steps: number[];
}

function rulesetOf(text: string, name = ''): Ruleset {
  const document = readDocument(text, 'ipv4');
  const { family } = detectFamily(name, document.dump);
  return buildRuleset(family === 'ipv4' ? document : readDocument(text, family));
}

function lensesOf(ruleset: Ruleset): Shown[] {
  return codeLenses(ruleset).map((lens) => {
    const resolved = resolveLens(ruleset, lens);
    assert.ok(resolved, `the lens of line ${lens.line + 1} has no title`);
    const steps = resolved.steps.map(({ line }) => line + 1);
    return {
      table: tableAt(ruleset, lens.line)!.name,
      line: lens.line + 1,
      text: ruleset.document.dump.lines[lens.line]!.text,
      kind: lens.kind,
      title: resolved.title,
      steps,
    };
  });
}

function example(name: string): string {
  return readFileSync(new URL(`../../examples/${name}`, import.meta.url), 'utf8');
}

/** The titles above lines that hold the given text. */
function titlesAbove(text: string, lenses: readonly Shown[]): string[] {
  return lenses.filter((lens) => lens.text.includes(text)).map(({ title }) => title);
}

const damaged: [above: string, title: string, steps: number[]][] = [
  [':PREROUTING ', 'tcp in → 15006 (Envoy inbound) except 22, 15008, 15020, 15021, 15090', [2, 10, 17, 18]],
  [':INPUT ', 'no rule changes where packets come from · policy ACCEPT', [3]],
  [':OUTPUT ', 'tcp out → 15001 (Envoy outbound) unless uid/gid 1337, on lo, or to 127.0.0.1', [4, 11, 20, 18, 27, 28]],
  ['--dport 15021 ', 'tcp 15021 in: PREROUTING → ISTIO_INBOUND → RETURN → policy ACCEPT · not redirected', [2, 10, 15]],
  ['--dport 22 ', 'tcp 22 in: PREROUTING → ISTIO_INBOUND → RETURN → policy ACCEPT · not redirected', [2, 10, 13]],
  [
    '--to-ports 15006',
    'reached from PREROUTING: tcp except 22, 15008, 15020, 15021, 15090; ' +
      'from OUTPUT: tcp with uid 1337 on lo unless to 127.0.0.1 or from 127.0.0.6',
    [2, 10, 17, 18, 4, 11, 20],
  ],
  ['--to-ports 15001', 'reached from OUTPUT: tcp unless uid/gid 1337, on lo, or to 127.0.0.1', [4, 11, 27, 28]],
];

/** In dumps of this project: the text that the line above holds, and its titles. */
const inExamples: Record<string, [above: string, titles: string[]][]> = {
  'docker-host.iptables-save': [
    [
      ':PREROUTING ACCEPT [164',
      [
        'tcp in 8080 to this host → 172.17.0.2:80 unless on docker0; ' +
          'tcp in 5432 to this host to 127.0.0.1 → 172.17.0.3:5432 unless on docker0',
      ],
    ],
    [':OUTPUT ACCEPT [811', ['tcp out 8080 to this host → 172.17.0.2:80 unless to 127.0.0.0/8']],
    [':POSTROUTING ACCEPT [999', ['all out from 172.17.0.0/16 → MASQUERADE unless on docker0']],
    [
      '--dport 8080 -j DNAT',
      [
        'tcp 8080 in unless on docker0: PREROUTING → DOCKER → DNAT 172.17.0.2:80 if to this host; ' +
          'otherwise PREROUTING → policy ACCEPT | … (click for all)',
        'reached from PREROUTING: tcp 8080 to this host unless on docker0; ' +
          'from OUTPUT: tcp 8080 to this host unless to 127.0.0.0/8',
      ],
    ],
  ],
  'kubernetes-node.iptables-save': [
    [
      '-A KUBE-SERVICES -d 10.96.0.10/32 -p udp',
      [
        'udp 53 in or out to 10.96.0.10: PREROUTING or OUTPUT → KUBE-SERVICES → KUBE-SVC-TCOU7JCQXEZGVUNU → ' +
          'one of DNAT 10.244.0.2:53, DNAT 10.244.0.3:53, 50 % each',
      ],
    ],
    [
      '--to-destination 10.244.1.13:8080',
      [
        'reached from PREROUTING or OUTPUT: tcp 80 to 10.96.141.20 by chance (33 %); ' +
          'tcp 30080 to this host by chance (33 %)',
      ],
    ],
    [
      ':PREROUTING ACCEPT [214',
      [
        'tcp in 443 to 10.96.0.1 → 172.18.0.2:6443; ' +
          'tcp/udp in 53 to 10.96.0.10 → one of 10.244.0.2:53, 10.244.0.3:53, 50 % each; … (click for all)',
      ],
    ],
    ['DNAT --to-destination 172.18.0.2:6443', ['reached from PREROUTING or OUTPUT: tcp 443 to 10.96.0.1']],
    [':POSTROUTING ACCEPT [1990', ['all out with mark 0x4000/0x4000 → MASQUERADE']],
  ],
  'istio-dns-capture.iptables-save': [
    [
      ':OUTPUT ACCEPT [88',
      [
        'tcp/udp out 53 → 15053 (Istio DNS proxy) unless uid/gid 1337 or on lo from 127.0.0.6; ' +
          'tcp out → 15001 (Envoy outbound) unless port 53, uid/gid 1337, on lo, or to 127.0.0.1',
      ],
    ],
  ],
};

const header = ':PREROUTING ACCEPT [0:0]\n:INPUT ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n:POSTROUTING ACCEPT [0:0]\n';

/** The rules of a nat table, and what the line with the given text is told. */
const small: [name: string, rules: string, above: string, titles: string[]][] = [
  ['no rules', '', ':PREROUTING', ['no rule changes where packets go · policy ACCEPT']],
  ['port names need their mesh', '-A OUTPUT -p tcp -j REDIRECT --to-ports 15001', ':OUTPUT', ['tcp out → 15001']],
  [
    'several ports that go the same way',
    '-A PREROUTING -p tcp -m multiport --dports 80,443 -j REDIRECT --to-ports 8080',
    'multiport',
    ['tcp 80, 443 in: PREROUTING → REDIRECT 8080', 'reached from PREROUTING: tcp 80, 443'],
  ],
  [
    'several ports that do not',
    '-A PREROUTING -p tcp -m tcp --dport 80 -j REDIRECT --to-ports 1\n-A PREROUTING -p tcp -m multiport --dports 80,443 -j ACCEPT',
    'multiport',
    ['tcp 80, 443 in: PREROUTING → REDIRECT 1 if port 80; otherwise PREROUTING → ACCEPT'],
  ],
  [
    'an earlier rule takes the packets',
    '-A PREROUTING -p tcp -j REDIRECT --to-ports 1\n-A PREROUTING -p tcp -m tcp --dport 80 -j REDIRECT --to-ports 2',
    '--to-ports 2',
    ['tcp 80 in: PREROUTING → REDIRECT 1 · never gets to this rule', 'never reached from PREROUTING'],
  ],
  [
    'nothing jumps to the chain',
    '-N LOST\n-A LOST -p tcp -m tcp --dport 80 -j REDIRECT --to-ports 2',
    '--to-ports 2',
    ['not reached from any built-in chain', 'not reached from any built-in chain'],
  ],
  [
    'a condition that a dump cannot decide',
    '-A OUTPUT -p udp -m udp --dport 53 -m set --match-set blocked dst -j DNAT --to-destination 10.0.0.53',
    ':OUTPUT',
    ['udp out 53 if in the set blocked by destination → 10.0.0.53'],
  ],
  ...(
    [
      ['--mode random --probability 0.25', '', 'by chance (25 %)'],
      ['--mode random ! --probability 0.25', '', 'by chance (75 %)'],
      ['--mode random --probability 0.001', '', 'by chance (0.1 %)'],
      ['--mode random ! --probability 0.001', '', 'by chance (99.9 %)'],
      ['--mode random --probability 2', '', 'if -m statistic --mode random --probability 2'],
      ['--mode nth --every 3 --packet 0', '', 'by turns (1 of 3)'],
      ['--mode nth ! --every 3 --packet 0', '', 'if -m statistic --mode nth ! --every 3 --packet 0'],
      [
        '--mode random --probability 0.5',
        '-A OUTPUT -p udp -m statistic --mode random --probability 0.4 -j ACCEPT\n',
        'by chance (30 %)',
      ],
      [
        '--mode random --probability 0.5',
        '-A OUTPUT -m set --match-set a src -m statistic --mode random --probability 0.4 -j ACCEPT\n',
        'by chance (50 %) → 1 unless by chance (40 %) and in the set a by source',
      ],
    ] as const
  ).map(([match, before, words]): [string, string, string, string[]] => [
    `${before}${match}`,
    `${before}-A OUTPUT -p udp -m statistic ${match} -j REDIRECT --to-ports 1`,
    ':OUTPUT',
    [`udp out ${words}${words.includes('→') ? '' : ' → 1'}`],
  ]),
  [
    'alternatives are told apart',
    '-N A\n-A OUTPUT -p tcp -m owner --uid-owner 7 ! -d 127.0.0.1/32 -j A\n' +
      '-A OUTPUT -p udp -m udp --dport 53 -m owner --uid-owner 8 -j A\n-A A -j REDIRECT --to-ports 1',
    '--to-ports 1',
    ['reached from OUTPUT: tcp with uid 7 unless to 127.0.0.1; udp 53 with uid 8'],
  ],
  [
    'long titles end behind an alternative, and keep what is said of all',
    `-P OUTPUT DROP\n${[1, 2, 3, 4, 5, 6].map((n) => `-A OUTPUT -p tcp -m owner --uid-owner ${n}000 -d 192.0.2.${n} -j DNAT --to-destination 198.51.100.${n}:8080`).join('\n')}`,
    ':OUTPUT',
    [
      'tcp out with uid 1000 to 192.0.2.1 → 198.51.100.1:8080; tcp out with uid 2000 to 192.0.2.2 → 198.51.100.2:8080; ' +
        '… (click for all) · policy DROP',
    ],
  ],
  [
    'a chain that does not exist',
    '-A OUTPUT -p tcp -j NOWHERE',
    ':OUTPUT',
    ['no rule changes where packets go · unknown: the chain NOWHERE is not declared · policy ACCEPT'],
  ],
  [
    'a policy that drops',
    '-P OUTPUT DROP\n-A OUTPUT -p tcp -j REDIRECT --to-ports 1',
    ':OUTPUT',
    ['tcp out → 1 · policy DROP'],
  ],
];

/** The rules of a filter table, and what the line with the given text is told. */
const filtering: [name: string, rules: string, above: string, titles: string[]][] = [
  [
    'the rule that lets a port in',
    '-P INPUT DROP\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n' +
      '-A INPUT -i lo -j ACCEPT\n-A INPUT ! -i lo -p tcp -m tcp --dport 22 -j ACCEPT',
    '--dport 22',
    ['tcp 22 in unless on lo: ACCEPT by rule 3'],
  ],
  [
    'what a chain lets in',
    '-P INPUT DROP\n-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n-A INPUT -p udp -m udp --dport 53 -j ACCEPT',
    ':INPUT',
    ['tcp in 22 → ACCEPT; udp in 53 → ACCEPT · policy DROP'],
  ],
  [
    'what a chain keeps out',
    '-A FORWARD -i eth0 -p tcp -j REJECT',
    ':FORWARD',
    ['tcp through arriving on eth0 → REJECT'],
  ],
  ['a chain without rules', '', ':FORWARD', ['no rule decides otherwise than the policy · policy ACCEPT']],
  [
    'a rule of another chain that decides',
    '-N BAD\n-A BAD -s 192.0.2.0/24 -j DROP\n-A INPUT -j BAD\n-A INPUT -p tcp -m tcp --dport 80 -j ACCEPT',
    '--dport 80',
    ['tcp 80 in: DROP by rule 1 of BAD if from 192.0.2.0/24; otherwise ACCEPT by rule 2'],
  ],
  [
    'a port that never gets to its rule',
    '-A INPUT -p tcp -j REJECT --reject-with tcp-reset\n-A INPUT -p tcp -m tcp --dport 80 -j ACCEPT',
    '--dport 80',
    ['tcp 80 in: REJECT by rule 1 · never gets to this rule'],
  ],
  [
    'later packets, where a rule asks for them alone',
    '-A INPUT -p tcp -m tcp --dport 80 -m conntrack --ctstate ESTABLISHED -j ACCEPT',
    '--dport 80',
    ['tcp 80 in with state ESTABLISHED: ACCEPT by rule 1'],
  ],
  [
    'what a DROP gets',
    '-A FORWARD -p tcp -j ACCEPT\n-A FORWARD -i eth1 -j DROP',
    '-j DROP',
    ['reached from FORWARD: arriving on eth1 unless tcp'],
  ],
  [
    'a port and a DROP have one lens',
    '-A INPUT -p udp -m udp --dport 53 -j DROP',
    '-j DROP',
    ['udp 53 in: DROP by rule 1'],
  ],
];

/** Above PREROUTING and OUTPUT of nat in the sample dumps. */
const inbound = 'tcp in → 15006 (Envoy inbound) except 15008, 15020, 15021, 15090';
const outbound = (exceptions: string, what = 'tcp out') => `${what} → 15001 (Envoy outbound)${exceptions}`;
const usual = ' unless uid/gid 1337, on lo, or to 127.0.0.1';
const nothing = 'no rule changes where packets go · policy ACCEPT';
const dns = (to = '') => `tcp/udp out 53${to} → 15053 (Istio DNS proxy) unless uid/gid 1337 or on lo from 127.0.0.6; `;
const ambientIn =
  'tcp in → 15006 (ztunnel inbound) unless port 15008, to 127.0.0.1, from 169.254.7.127, or mark 0x539/0xfff';
const samples: Record<string, [inbound: string, outbound: string]> = {
  'sidecar-default': [inbound, outbound(usual)],
  'sidecar-cni-default': [inbound, outbound(usual.replace('unless', 'unless port 15020,'))],
  'sidecar-dns-capture-all': [inbound, dns() + outbound(usual.replace('unless', 'unless port 53,'))],
  'sidecar-dualstack': [inbound, outbound(usual)],
  'sidecar-dualstack-v6': [inbound, outbound(' unless uid/gid 1337, on lo, or to ::1')],
  'sidecar-exclude-iface': [
    inbound.replace(/except (.*)/, 'unless (port $1) or on net1'),
    outbound(' unless uid/gid 1337, on lo or net1, or to 127.0.0.1'),
  ],
  'sidecar-exclude-outbound': [
    inbound,
    outbound(' unless port 3306, uid/gid 1337, on lo, or to 10.0.0.0/8 or 127.0.0.1'),
  ],
  'sidecar-inbound-8080-9090': ['tcp in 8080, 9090 → 15006 (Envoy inbound)', outbound(usual)],
  'sidecar-include-cidr': [inbound, outbound(' unless uid/gid 1337 or on lo', 'tcp out to 10.96.0.0/12')],
  'sidecar-include-ports': [inbound, outbound(usual, 'tcp out 80, 443')],
  'sidecar-invalid-drop': [inbound, outbound(usual)],
  'sidecar-kubevirt': [
    `tcp in on k6t0 → 15001 (Envoy outbound); ${inbound.replace(/except (.*)/, 'unless (port $1) or on k6t0')}`,
    outbound(usual),
  ],
  'sidecar-no-inbound': [nothing, outbound(usual)],
  'sidecar-owner-groups-exclude': [inbound, outbound(' unless uid/gid 1337, gid 888, on lo, or to 127.0.0.1')],
  'sidecar-owner-groups-include': [
    inbound,
    outbound(' unless uid 1337, on lo, or to 127.0.0.1', 'tcp out with gid 1000–1001'),
  ],
  'sidecar-tproxy': [`${nothing} · nat only: mangle has TPROXY rules`, outbound(usual)],
  'sidecar-uid-openshift': [inbound, outbound(' unless uid/gid 1000680001, on lo, or to 127.0.0.1')],
  'ambient-default': [ambientIn, ''],
  'ambient-nodns': [
    ambientIn,
    'tcp out → 15001 (ztunnel outbound) unless on lo, to 127.0.0.1 or 169.254.7.127, or mark 0x111/0xfff or 0x539/0xfff',
  ],
  'ambient-ingress-bypass': [nothing, ''],
  'ambient-host': [nothing, nothing],
};

describe('code lenses', () => {
  it('tell the ways of the damaged dump', () => {
    const lenses = lensesOf(rulesetOf(example('istio-damaged.iptables')));
    for (const [above, title, steps] of damaged) {
      const [found] = lenses.filter((lens) => lens.text.includes(above));
      assert.deepEqual([found?.title, found?.steps], [title, steps], above);
    }
    assert.deepEqual(
      lenses.map(({ kind, line }) => `${kind} ${line}`),
      [
        'chain 2',
        'chain 3',
        'chain 4',
        'port 12',
        'port 13',
        'port 14',
        'port 15',
        'port 16',
        'target 18',
        'target 28',
      ],
    );
  });

  for (const [name, rows] of Object.entries(inExamples)) {
    it(`tell the ways of ${name}`, () => {
      const lenses = lensesOf(rulesetOf(example(name), name));
      for (const [above, titles] of rows) assert.deepEqual(titlesAbove(above, lenses), titles, above);
    });
  }

  for (const [name, rules, above, titles] of small) {
    it(name, () => {
      const lenses = lensesOf(rulesetOf(`*nat\n${header}${rules}\nCOMMIT\n`));
      assert.deepEqual(titlesAbove(above, lenses), titles);
    });
  }

  for (const [name, rules, above, titles] of filtering) {
    it(`tell of ${name}`, () => {
      const chains = ':INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n';
      const lenses = lensesOf(rulesetOf(`*filter\n${chains}${rules}\nCOMMIT\n`));
      assert.deepEqual(titlesAbove(above, lenses), titles);
    });
  }

  it('tell who gets packets from TPROXY', () => {
    const mangle = lensesOf(rulesetOf(example('istio-tproxy.iptables-save'))).filter(({ table }) => table === 'mangle');
    assert.deepEqual(titlesAbove(':PREROUTING ', mangle), [
      'tcp in → TPROXY 15006 (Envoy inbound) unless (port 15020, 15021, 15090), to 127.0.0.1, mark 0x539, ' +
        'state ESTABLISHED or RELATED, on lo from 127.0.0.6, or (on lo and not mark 0x53a)',
    ]);
  });

  it('say how likely each end is only where all are equally likely', () => {
    const rule = (chance: string, to: number) =>
      `-A OUTPUT -p tcp -m statistic --mode random --probability ${chance} -j REDIRECT --to-ports ${to}`;
    const title = (rules: string) =>
      titlesAbove(
        ':OUTPUT',
        lensesOf(rulesetOf(`*nat\n${header}${rules}\n-A OUTPUT -p tcp -j REDIRECT --to-ports 9\nCOMMIT\n`)),
      )[0];
    assert.equal(title(rule('0.5', 8)), 'tcp out → one of 8, 9, 50 % each');
    assert.equal(title(rule('0.4', 8)), 'tcp out → one of 8, 9');
    assert.equal(
      title(`${rule('0.25', 6)}\n${rule('0.333333', 7)}\n${rule('0.5', 8)}`),
      'tcp out → one of 4 ends, 25 % each',
    );
  });

  it('tell the ways of the sample dumps', function () {
    const folder = join(requireShared(this), 'corpus', 'istio');
    for (const [name, [incoming, outgoing]] of Object.entries(samples)) {
      const family = name.endsWith('-v6') ? '.ip6tables' : '';
      const lenses = lensesOf(rulesetOf(readFileSync(join(folder, `${name}.save`), 'utf8'), `${name}${family}`));
      const ofNat = lenses.filter(({ table }) => table === 'nat');
      const found = [':PREROUTING ', ':OUTPUT '].map((above) => titlesAbove(above, ofNat)[0]);
      assert.deepEqual(found, [incoming, outgoing || found[1]], name);
    }
  });

  it('say where another table may take packets before nat', () => {
    const rules = '-A PREROUTING -p tcp -m tcp --dport 80 -j ACCEPT';
    const nat = `*nat\n${header}${rules}\nCOMMIT\n`;
    const note = ' · nat only: mangle has TPROXY rules';
    const others: [rules: string, note: string][] = [
      ['-A PREROUTING -p tcp -j TPROXY --on-port 1', note],
      ['-N A\n-N B\n-A A -j B\n-A B -p tcp -j TPROXY --on-port 1\n-A PREROUTING -g A', note],
      ['-N A\n-A A -p tcp -j TPROXY --on-port 1\n-A OUTPUT -j A', ''],
      ['-N TPROXY_\n-A PREROUTING -j TPROXY_', ''],
    ];
    for (const [other, expected] of others) {
      const lenses = lensesOf(rulesetOf(`${nat}*mangle\n${header}${other}\nCOMMIT\n`));
      assert.deepEqual(titlesAbove('--dport 80', lenses), [
        `tcp 80 in: PREROUTING → ACCEPT · not redirected${expected}`,
      ]);
      assert.deepEqual(
        lenses
          .filter(({ kind, table }) => kind === 'chain' && table === 'nat')
          .map(({ title }) => title.endsWith(note)),
        [expected !== '', false, false, false],
        other,
      );
    }
  });

  it('are short, and cut between alternatives only', () => {
    const names = ['kubernetes-node', 'docker-host', 'istio-dns-capture', 'istio-sidecar-1.30', 'istio-ambient-pod'];
    const titles = names.flatMap((name) => lensesOf(rulesetOf(example(`${name}.iptables-save`), name)));
    assert.deepEqual(
      titles.filter(({ title }) => title.length > 210),
      [],
    );
    const cut = titles.filter(({ title }) => title.includes('…'));
    assert.ok(cut.length > 5);
    for (const { title } of cut) assert.match(title, /→ … →|(?:; | \| )… \(click for all\)(?:$| · )/);
  });

  it('end somewhere, those of nat first', () => {
    const rules = Array.from({ length: 3_000 }, (_, i) => `-A PREROUTING -p tcp -m tcp --dport ${i} -j ACCEPT`);
    const nat = `*nat\n${header}${rules.join('\n')}\nCOMMIT\n`;
    const filter = '*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -p tcp --dport 1 -j ACCEPT\nCOMMIT\n';
    assert.equal(codeLenses(rulesetOf(nat)).length, maxLenses);
    const both = codeLenses(rulesetOf(filter + nat));
    assert.equal(both.length, maxLenses);
    assert.deepEqual(
      both.filter(({ line }) => line < 4),
      [{ line: 1, kind: 'chain' }],
    );
  });

  it('have a title on any remains of a dump', () => {
    const random = wholeNumbers(2);
    for (const name of ['istio-damaged.iptables', 'istio-dns-capture.iptables-save', 'docker-host.iptables-save']) {
      const text = example(name);
      for (let i = 0; i < 40; i++) {
        const [start, length] = [random(text.length), random(80)];
        lensesOf(rulesetOf(text.slice(0, start) + text.slice(start + length, start + 5_000)));
      }
    }
  });

  it('are gone when their line has become something else', () => {
    const ruleset = rulesetOf('*nat\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n');
    const kinds: CodeLens['kind'][] = ['chain', 'port', 'target'];
    for (const kind of kinds) assert.equal(resolveLens(ruleset, { line: 2, kind }), undefined);
    assert.equal(resolveLens(ruleset, { line: 7, kind: 'chain' }), undefined);
  });
});
