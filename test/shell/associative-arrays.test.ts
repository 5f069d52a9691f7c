// Associative arrays of bash, and other names of variables: what is known by its key, and that nobody knows the order of the keys.
import { strict as assert } from 'node:assert';
import { builtTexts, effectOf } from '../support/effect-text';
import { stepsOf } from '../support/shell-steps';

const two = 'declare -A p=([a]=1 [b]=2)';

/** What comes behind `declare`, with the calls. */
const scripts: readonly (readonly [script: string, ...steps: string[]])[] = [
  [
    `${two}; for k in "\${!p[@]}"; do iptables $k \${p[$k]}; done; iptables $k`,
    'or',
    '  maybe: iptables a 1',
    'or',
    'or',
    '  maybe: iptables b 2',
    'or',
    'iptables ‹$k›…',
  ],
  [
    `${two}; for v in \${p[@]}; do iptables $v; done`,
    'or',
    '  maybe: iptables 1',
    'or',
    'or',
    '  maybe: iptables 2',
    'or',
  ],
  [`${two}; iptables "\${p[@]}" "\${!p[*]}" \${#p[@]}`, 'iptables ‹$p›… ‹$p›… 2'],
  ['declare -A p=([a]="x y"); for v in ${p[@]}; do iptables $v; done', 'iptables x', 'iptables y'],
  ['declare -A p; p[$1]=1; iptables ${p[a]}', 'iptables ‹$p›…'],
  [`${two}; iptables "\${p[$1]}"`, 'iptables ‹$p›'],
  [`${two}; unset 'p[a]'; iptables "\${p[a]}"`, 'iptables ‹$p›'],
  [`${two}; [ -n "$1" ] && p[a]=3; iptables "\${p[a]}"`, 'iptables ‹$p›'],
  [`${two}; while read -r x; do p[a]=$x; done; iptables "\${p[a]}"`, 'iptables ‹$p›'],
  ['f() { local -n l=$1; iptables $l; }; f "$2"; f none', 'iptables ‹$l›…', 'iptables ‹$l›…'],
  ['p=1; if a; then declare -n l=p; else l=1; fi; iptables $l; iptables $p', 'iptables ‹$l›…', 'iptables ‹$p›…'],
  ['iptables ${p[ssh]}', 'iptables ‹$p›…'],
];

describe('associative arrays', () => {
  for (const [script, ...expected] of scripts)
    it(JSON.stringify(script), async () => assert.deepEqual(await stepsOf(`#!/bin/bash\n${script}`), expected));

  it('give uncertain rules', async () => {
    const script = `${two}; for k in "\${!p[@]}"; do iptables -A INPUT -p tcp --dport \${p[$k]}; done`;
    const rules = ['1', '2'].map((port) => `? -A INPUT -p tcp --dport ${port}`);
    assert.deepEqual(builtTexts(await effectOf(script)), rules);
  });
});
