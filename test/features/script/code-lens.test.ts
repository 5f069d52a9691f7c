// Lenses in scripts: the line that each stands above, its title, and the lines of its steps.
import { strict as assert } from 'node:assert';
import { previewTitle, resolveScriptLens, scriptCodeLenses } from '../../../server/src/features/script/code-lens';
import { scriptOf } from './at-script';

/** Lines are counted from 1: `LINE: title [steps]`. */
async function lensesOf(text: string): Promise<string[]> {
  const script = await scriptOf(text);
  return scriptCodeLenses(script).map((lens) => {
    const { title, steps } = resolveScriptLens(script, lens)!;
    for (const { line, span } of steps) assert.ok(span.end <= text.split('\n')[line]!.length);
    return `${lens.line + 1}: ${title} [${steps.map(({ line }) => line + 1).join(' ')}]`;
  });
}

const cases: [what: string, script: string, lenses: string[]][] = [
  ['nothing without calls', 'echo iptables', []],
  [
    'a port and a redirect, through a wrapper',
    'ipt() { iptables -w "$@"; }\nipt -t nat -N WEB\nipt -t nat -A WEB -p tcp \\\n  --dport 80 -j REDIRECT --to-ports 8080\nipt -t nat -A PREROUTING -j WEB',
    ['3: tcp 80 in: PREROUTING → WEB → REDIRECT 8080 [5 3]', '3: reached from PREROUTING: tcp 80 [5 3]'],
  ],
  [
    'a policy',
    'iptables -A INPUT -i lo -j ACCEPT\niptables -P INPUT DROP',
    ['2: all in on lo → ACCEPT · policy DROP [2 1]'],
  ],
  [
    'each round of a loop',
    'for p in 80 443; do\n  iptables -A INPUT -p tcp --dport $p -j ACCEPT\ndone\niptables -P INPUT DROP',
    [
      '2: tcp 80 in: ACCEPT by rule 1 [4 2]',
      '2: tcp 443 in: ACCEPT by rule 2 [4 2]',
      '4: tcp in 80, 443 → ACCEPT · policy DROP [4 2]',
    ],
  ],
  [
    'many rounds of a loop in one',
    'for p in 22 80 443; do\n  iptables -A INPUT -p tcp --dport $p -j ACCEPT\ndone',
    ['2: 3 rules: tcp 22, 80, 443 in: ACCEPT [2]'],
  ],
  [
    'the first of many rounds',
    'iptables -A INPUT -i lo -j ACCEPT\nfor p in 1 2 3 4 5 6 7; do\n  iptables -A INPUT -p tcp --dport $p -j DROP\ndone',
    ['3: 7 rules: tcp 1, 2, 3, 4, 5 … in: ACCEPT if on lo; otherwise DROP [1 3]'],
  ],
  [
    'rounds that differ in more than a value by the first',
    'for p in 1 2 3; do\n  iptables -t nat -A OUTPUT -p tcp --dport $p -j DNAT --to-destination 10.0.0.$p:80\ndone',
    ['2: 3 rules: tcp 1 out: OUTPUT → DNAT 10.0.0.1:80 … [2]', '2: 3 rules: reached from OUTPUT: tcp 1, 2, 3 [2]'],
  ],
  [
    'each chain by itself',
    'for c in INPUT FORWARD OUTPUT; do iptables -P $c DROP; done',
    Array(3).fill('1: no rule decides otherwise than the policy · policy DROP [1]'),
  ],
  [
    'whose rule it is, where there are several',
    'iptables -P INPUT DROP\nip6tables -P INPUT DROP',
    [
      '1: IPv4: no rule decides otherwise than the policy · policy DROP [1]',
      '2: IPv6: no rule decides otherwise than the policy · policy DROP [2]',
    ],
  ],
  [
    'nothing of what may not be there, and its doubt at the others',
    '[ "$1" ] && iptables -A INPUT -p tcp --dport 22 -j DROP\niptables -P INPUT DROP',
    ['2: no rule decides otherwise than the policy · policy DROP (if all is built that only may be) [2]'],
  ],
  ['nothing of a port that is not known', 'iptables -A INPUT -p tcp --dport $PORT -j ACCEPT', []],
  [
    'the text of a heredoc',
    'iptables-restore <<EOF\n*filter\n-A INPUT -p tcp --dport 22 -j DROP\nCOMMIT\nEOF',
    ['3: tcp 22 in: DROP by rule 1 [3]'],
  ],
];

describe('lenses in scripts', () => {
  for (const [what, script, lenses] of cases)
    it(`tell ${what}`, async () => assert.deepEqual(await lensesOf(script), lenses));

  it('offer the preview, with the rules that are or may be there', async () => {
    const titleOf = async (text: string) => previewTitle(await scriptOf(text));
    assert.equal(await titleOf('echo iptables'), undefined);
    assert.equal(await titleOf('iptables -N X'), 'Preview the rules this script builds (0 rules)');
    const both = 'iptables -A INPUT -j DROP\n[ "$1" ] && ip6tables -A INPUT -j DROP';
    assert.equal(await titleOf(both), 'Preview the rules this script builds (2 rules)');
    const unit = await scriptOf('[Service]\nExecStart=iptables -A INPUT -j DROP', 'systemd');
    assert.equal(previewTitle(unit), 'Preview the rules this unit builds (1 rule)');
  });

  it('are undefined when the script is another', async () => {
    const [lens] = scriptCodeLenses(await scriptOf('iptables -P INPUT DROP'));
    assert.equal(resolveScriptLens(await scriptOf('echo'), lens!), undefined);
  });
});
