// Defaults that are empty until another file, or the environment, sets them: no fault of the lines that use them.
import { strict as assert } from 'node:assert';
import { builtTexts, effectOf } from '../../support/effect-text';
import { findingsOfScript, readMarks } from './support';

const head = 'X=\n. /etc/default/fw\n';

/** What is an error stands between « and »; then the rules that the script builds. */
const cases: readonly (readonly [script: string, ...rules: string[]])[] = [
  [`${head}iptables -A INPUT -s $X -j ACCEPT`, '-A INPUT -s ‹$X› -j ACCEPT'],
  [`${head}iptables -A INPUT -s "$X" -j ACCEPT`, '-A INPUT -s ‹$X› -j ACCEPT'],
  [`${head}iptables -A INPUT -s 10.0.0.$X -j ACCEPT`, '-A INPUT -s 10.0.0.‹$X› -j ACCEPT'],
  [`${head}f() { iptables "$@"; }; f -A INPUT -s $X`, '-A INPUT -s ‹$X›'],
  [`${head}Y="$X"; iptables -A INPUT -s $Y`, '-A INPUT -s ‹$X›'],
  [`${head}iptables -A INPUT -s $X -j «ACEPT»`],
  [`iptables -A INPUT -s \${X:-} -j ACCEPT`, '-A INPUT -s ‹$X› -j ACCEPT'],
  [`iptables -A INPUT -s "\${X:-""}" -j ACCEPT`, '-A INPUT -s ‹$X› -j ACCEPT'],
  ['[ -z "$X" ] && X=; iptables -A INPUT -s $X -j ACCEPT', '-A INPUT -s ‹$X› -j ACCEPT'],
  [`${head}iptables-restore -n <<E\n*filter\n-A INPUT -s $X -j ACCEPT\nCOMMIT\nE`, '-A INPUT -s ‹$X› -j ACCEPT'],
  [`${head}iptables-restore -n <<E\n*filter\n$X\n-A INPUT -p tcp --dport «8x»\nCOMMIT\nE`],
  // Where nothing refuses an empty value, the default counts.
  [`${head}iptables $X -A INPUT $X -s $\{X}1.2.3.4 $X`, '-A INPUT -s 1.2.3.4'],
  [`${head}iptables-restore -n <<E\n*filter\n$X\n-A INPUT $X -s 1.2.3.4\nCOMMIT\nE`, '-A INPUT -s 1.2.3.4'],
  // Where nothing outside of the script sets it, it is empty.
  ['X=\niptables -A INPUT «-s» $X -j ACCEPT'],
];

describe('defaults that are empty', () => {
  for (const [marked, ...rules] of cases)
    it(JSON.stringify(marked), async () => {
      const { text, line, span } = readMarks(marked);
      const errors = (await findingsOfScript(text)).filter(({ severity }) => severity === 'error');
      const isMarked = marked.includes('«');
      assert.deepEqual(
        errors.map((each) => [each.line, each.span]),
        isMarked ? [[line, span]] : [],
      );
      if (!isMarked) assert.deepEqual(builtTexts(await effectOf(text)), rules);
    });
});
