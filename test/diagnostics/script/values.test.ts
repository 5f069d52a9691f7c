// Where values that are wrong are marked and mended: where they stand when a loop or function uses several, else where they are used.
import { strict as assert } from 'node:assert';
import { findingsOfScript, mended, readMarks } from './support';

/** What is marked stands between « and »; then the line of the related place, and the line that the fix changes, as it is then. */
const cases: readonly (readonly [script: string, related: number | undefined, mended?: string])[] = [
  ['PORT=99999\niptables -A INPUT -p tcp --dport «$PORT» -j ACCEPT', 1],
  ['T=ACCPT\niptables -A INPUT -j "«$T»"', 1, 'T=ACCEPT'],
  ['M="-m conntrak --ctstate NEW"\niptables -A INPUT «$M» -j DROP', 1, 'M="-m conntrack --ctstate NEW"'],
  ['for p in 22 «443x»; do iptables -A INPUT -p tcp --dport $p; done', 1],
  ['for t in LOG «DRPO»; do iptables -A INPUT -j $t; done', 1, 'for t in LOG DROP; do iptables -A INPUT -j $t; done'],
  ['f() { p="$1"; iptables -A INPUT -p tcp --dport "$p"; }\nf 22\nf «65536»', 1],
  ['f() { local t=$2; iptables -A INPUT -p tcp --dport $1 -j $t; }\nf 22 LOG\nf 80 «DRPO»', 1, 'f 80 DROP'],
  ['while read -r a p; do iptables -A INPUT -s $a -p tcp --dport $p; done <<E\n10.0.0.1 80\n10.0.0.2 «80x»\nE', 1],
  ['f() {\n iptables -A INPUT -p $1 «--dport» 80\n}\nf tcp\nf icmp', 5],
  ['f() { iptables -A INPUT -p tcp --dport $1; }\nf 80\nf «80x»', undefined],
  ['X=10.0.0\niptables -A INPUT -s «$X.256» -j DROP', undefined],
  ['for c in iptables ip6tables; do $c -A INPUT -j REJECT --reject-with «icmp-port-unreachable»; done', undefined],
  [
    'iptables -A INPUT -j REJECT --reject-with icmp-port-unreachable\nip6tables -A INPUT -j REJECT --reject-with «icmp-port-unreachable»',
    undefined,
    'ip6tables -A INPUT -j REJECT --reject-with icmp6-port-unreachable',
  ],
  ['b() { iptables "$@"; ip6tables "$@"; }\nb -A INPUT -j «ACCPT»', undefined, 'b -A INPUT -j ACCEPT'],
];

describe('values that are wrong', () => {
  for (const [marked, related, after] of cases)
    it(JSON.stringify(marked), async () => {
      const { text, line, span } = readMarks(marked);
      const found = (await findingsOfScript(text)).filter(({ severity }) => severity === 'error');
      assert.deepEqual(
        found.map((each) => [each.line, each.span, each.related[0] && each.related[0].line + 1]),
        [[line, span, related]],
      );
      const changed = found[0]!.fixes
        .map((fix) => mended(text, fix).split('\n'))
        .map((lines) => lines.find((each, index) => each !== text.split('\n')[index]));
      assert.deepEqual(changed, after === undefined ? [] : [after]);
    });
});

describe('commands that a function has from its caller', () => {
  it('are marked there', async () => {
    const { text, line, span } = readMarks(
      'f() { what=$1; shift; iptables -w -t nat "$what" "$@"; }\nf «-A» OUTPUT -j ACCEPT',
    );
    const found = (await findingsOfScript(text)).find(({ code }) => code === 'not-idempotent');
    assert.deepEqual(found && [found.line, found.span], [line, span]);
  });
});
