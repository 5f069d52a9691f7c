// Traces as trees and as Markdown: answers, hooks, chains, rules, and what the example of each answer does not match.

import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { traceMarkdown } from '../../../server/src/features/trace/markdown';
import { type TraceNode, type TraceTree, traceTree } from '../../../server/src/features/trace/tree';
import { readDocument } from '../../../server/src/ruleset/document';
import { buildRuleset } from '../../../server/src/ruleset/ruleset';

const istio = readFileSync(join(__dirname, '../../../examples/istio-mended.iptables'), 'utf8');

function treeOf(dump: string, question: string): TraceTree {
  const tree = traceTree(buildRuleset(readDocument(dump, 'ipv4')), question, true);
  assert.ok('answers' in tree, JSON.stringify(tree));
  return tree;
}

/** The rows as they stand below one another; those that are closed end in ` …`. */
function rows(nodes: readonly TraceNode[], indent = ''): string[] {
  return nodes.flatMap(({ kind, label, description, line, closed, children }) => {
    const place = line === undefined ? '' : ` @${line + 1}`;
    const row = `${indent}${kind} ${[label, description].filter(Boolean).join(' | ')}${place}`;
    return [closed ? `${row} …` : row, ...(closed ? [] : rows(children, `${indent}  `))];
  });
}

const certain = 'out tcp 8080 to 10.0.0.1 uid 1000 gid 1000 iface eth0';

describe('the tree of a trace', () => {
  it('leads from the answer through hooks and chains to rules and policies', () => {
    assert.deepEqual(rows(treeOf(istio, certain).answers), [
      'answer delivered here, port 15001 (Envoy outbound) @28',
      '  packet for example tcp 10.0.0.2:40000 → 10.0.0.1:8080 | uid 1000, gid 1000, out by eth0',
      '  section OUTPUT | nat',
      '    rule 1: -p tcp -j ISTIO_OUTPUT | → jump ISTIO_OUTPUT @11',
      '    chain ISTIO_OUTPUT',
      '      miss not rule 8 | -d 127.0.0.1/32, but to 10.0.0.1 @26 …',
      '      rule 9: -j ISTIO_REDIRECT | → jump ISTIO_REDIRECT @27',
      '    chain ISTIO_REDIRECT',
      '      rule 1: -p tcp -j REDIRECT --to-ports 15001 | → REDIRECT 15001 (Envoy outbound) @28',
      '  section POSTROUTING | nat',
      '    policy policy ACCEPT @5',
    ]);
  });

  it('has the rules before behind the last one that did not match, the nearest first', () => {
    const [answer] = treeOf(istio, certain).answers;
    const miss = answer!.children[1]!.children[1]!.children[0]!;
    assert.deepEqual(
      miss.children.map(({ label, description }) => `${label} ${description}`),
      [
        'not rule 7 --gid-owner 1337, but gid 1000',
        'not rule 6 -o lo, but on eth0',
        'not rule 5 -o lo, but on eth0',
        'not rule 4 --uid-owner 1337, but uid 1000',
        'not rule 3 -o lo, but on eth0',
        'not rule 2 -o lo, but on eth0',
        'not rule 1 -s 127.0.0.6/32, but from 10.0.0.2',
      ],
    );
  });

  it('says once that packets have no mark, where that decides', () => {
    const rules = '-A INPUT -p tcp -m mark --mark 0x1 -j DROP';
    const dump = `*filter\n:INPUT ACCEPT [0:0]\n${rules}\nCOMMIT\n`;
    const note = 'packets without a mark; others may end otherwise';
    assert.equal(treeOf(dump, 'in tcp 80').about, note);
    assert.equal(treeOf(dump, 'in udp 80').about, '');
    assert.equal(treeOf(dump, 'in tcp 80 mark 0x1').about, '');
  });

  it('says the condition of answers and of steps that only some packets take', () => {
    const answers = treeOf(istio, 'out tcp 8080').answers;
    assert.equal(answers.length, 4);
    const found = rows(answers);
    assert.ok(found.includes('answer delivered here, port 15001 (Envoy outbound) | unless uid/gid 1337 or on lo @28'));
    assert.ok(
      found.includes('      rule 4: -m owner --uid-owner 1337 -j RETURN | → RETURN · if uid 1337 @22'),
      found.join('\n'),
    );
  });

  it('has both branches of what nobody can know', () => {
    const dump = '*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -m set --match-set bad src -j DROP\nCOMMIT\n';
    const found = rows(treeOf(dump, 'in tcp 80').answers);
    assert.ok(
      found.some((row) => /^answer dropped by rule 1 of INPUT in filter \| if in the set bad by source @3$/.test(row)),
    );
    assert.ok(found.some((row) => /^answer delivered here, port 80 \| unless in the set bad by source/.test(row)));
    assert.ok(found.includes('    miss not rule 1 | --match-set bad src: taken as not so here @3'), found.join('\n'));
  });

  it('shows a chain in which no rule decides', () => {
    const dump =
      '*filter\n:INPUT DROP [0:0]\n:WEB - [0:0]\n-A INPUT -j WEB\n-A WEB -p tcp --dport 443 -j ACCEPT\nCOMMIT\n';
    assert.deepEqual(rows(treeOf(dump, 'in tcp 80').answers), [
      'answer dropped by the policy of INPUT in filter @2',
      '  packet for example tcp 10.0.0.2:40000 → 10.0.0.1:80 | in by eth0',
      '  section INPUT | filter',
      '    rule 1: -j WEB | → jump WEB @4',
      '    chain WEB | no rule decides',
      '      miss not rule 1 | --dport 443, but port 80 @5',
      '    policy policy DROP @2',
    ]);
  });

  it('counts the rules that are too many to be told', () => {
    const rules = Array.from({ length: 100 }, (_, i) => `-A INPUT -p tcp -m tcp --dport ${i + 1} -j DROP`);
    const [answer] = treeOf(`*filter\n:INPUT ACCEPT [0:0]\n${rules.join('\n')}\nCOMMIT\n`, 'in tcp 8080').answers;
    const [miss] = answer!.children[1]!.children;
    assert.equal(miss!.children.length, 20);
    assert.equal(miss!.children.at(-1)!.label, 'nor 80 rules before');
  });

  it('has no answers where no packet goes', () => {
    assert.deepEqual(treeOf(istio, 'in tcp 80 to 10.0.0.9 local 10.0.0.1').answers, []);
  });

  it('says what is wrong with a question', () => {
    const wrong = traceTree(buildRuleset(readDocument(istio, 'ipv4')), 'in tpc 80', true);
    assert.ok('message' in wrong);
    assert.match(wrong.message, /did you mean tcp/);
  });
});

describe('a trace as Markdown', () => {
  it('is a list of steps with their lines', () => {
    const tree = treeOf(istio, certain);
    assert.equal(
      traceMarkdown(tree, 'istio.iptables'),
      `Where \`out tcp 8080 to 10.0.0.1 uid 1000 gid 1000 iface eth0\` goes in \`istio.iptables\`:

**\`delivered here, port 15001 (Envoy outbound)\`**

- \`for example tcp 10.0.0.2:40000 → 10.0.0.1:8080\` \`uid 1000, gid 1000, out by eth0\`
- \`OUTPUT\` \`nat\`
  - line 11: \`-A OUTPUT -p tcp -j ISTIO_OUTPUT\` \`→ jump ISTIO_OUTPUT\`
  - \`ISTIO_OUTPUT\`
    - line 26: not rule 8 \`-d 127.0.0.1/32, but to 10.0.0.1\`
    - line 27: \`-A ISTIO_OUTPUT -j ISTIO_REDIRECT\` \`→ jump ISTIO_REDIRECT\`
  - \`ISTIO_REDIRECT\`
    - line 28: \`-A ISTIO_REDIRECT -p tcp -j REDIRECT --to-ports 15001\` \`→ REDIRECT 15001 (Envoy outbound)\`
- \`POSTROUTING\` \`nat\`
  - line 5: \`policy ACCEPT\`
`,
    );
  });

  it('says that no packet goes this way', () => {
    assert.match(traceMarkdown({ question: 'in', answers: [], about: '' }, 'x'), /No such packet goes this way/);
  });

  it('keeps text of the dump in code, whatever it is', () => {
    const name = '`[x](http://evil)**';
    const dump = `*filter\n:INPUT ACCEPT [0:0]\n:${name} - [0:0]\n-A INPUT -j ${name}\n-A ${name} -j DROP\nCOMMIT\n`;
    const text = traceMarkdown(treeOf(dump, 'in tcp 80'), `${name}.iptables`);
    assert.ok(text.includes(name));
    const outside = text.replace(/(`+)[^\n]*?[^`\n]\1(?!`)/g, '');
    assert.ok(!outside.includes('evil'), outside);
  });
});
