// Words that are no fault: chains that a script may make, options that may be repeated or go together.
import { strict as assert } from 'node:assert';
import type { Finding } from '../../../server/src/diagnostics/finding';
import { diagnoseScript } from '../../../server/src/diagnostics/script/index';
import { readEffect } from '../../../server/src/effect/read-effect';
import { shellParser } from '../../support/shell-steps';
import { findingsOfScript, readMarks } from './support';

const cases: [script: string, targets: number][] = [
  ['iptables -w -A INPUT -j log', 1],
  ['iptables -w -N "$C"; iptables -w -A INPUT -j log', 0],
  ['f() { ip6tables -w -N $1; }; iptables -w -A INPUT -j log', 0],
  ['iptables -w -N log; ip6tables -w -A INPUT -j log', 0],
  ['iptables -w -t nat -N other; iptables -w -A INPUT -j log', 1],
];

describe('targets that are no chains of the script', () => {
  for (const [script, targets] of cases)
    it(script, async () => {
      const findings = diagnoseScript(readEffect(script, await shellParser()));
      const told = findings.filter(({ code, severity }) => code === 'unknown-target' && severity === 'error');
      assert.equal(told.length, targets);
    });
});

/** What both tools take. */
const fine = [
  'iptables -w -w 5 -t filter -t nat -P OUTPUT ACCEPT',
  'iptables -nL -Z',
  'iptables-nft -t nat -F; iptables-nft -t nat -A OUTPUT -m comment --comment "-j DROP" -j LOG --log-prefix "-- x: "',
  'iptables -Z -n -L INPUT',
  'iptables -v -nxL --line-numbers',
  'iptables -w -P INPUT ACCEPT -c 1 2',
];

describe('words that both tools take', () => {
  for (const script of fine)
    it(script, async () => {
      const read = readEffect(script, await shellParser());
      assert.deepEqual(diagnoseScript(read), []);
      assert.ok(read.effect.commands().every(({ succeeds }) => succeeds));
    });
});

/** Nobody knows whether the value is empty, and where words begin then. */
const open = [
  'f() { iptables -w $X"$@"; }; f -A INPUT -j DROP; f -N X',
  'iptables -w "$X"-A INPUT -j DROP',
  'f() { iptables -w -I INPUT $N"$@"; }; f -p tcp -j LOG',
  'iptables -w $X -A PREROUTING -p tcp -j REDIRECT --to-ports 80',
];

describe('options behind letters that are not known', () => {
  for (const script of open)
    it(script, async () => {
      const told = (await findingsOfScript(script)).filter(({ code }) => code !== 'family-gap');
      assert.deepEqual(told, []);
    });
});

/** Values that come to one of two commands each. */
const eachItsOwn = [
  'for ip in 192.0.2.9 2001:db8::3; do [[ $ip =~ : ]] && ip6tables -w -A INPUT -s $ip -j DROP || iptables -w -A INPUT -s $ip -j DROP; done',
  'for ip in 192.0.2.9 2001:db8::3; do case $ip in *:*) ip6tables -w -A INPUT -s $ip -j DROP;; *) iptables -w -A INPUT -s $ip -j DROP;; esac; done',
];

describe('values that come to other commands', () => {
  for (const script of eachItsOwn)
    it(script, async () => assert.deepEqual(await errorsOf(`#!/bin/bash\n${script}`), []));
});

async function errorsOf(text: string): Promise<Finding[]> {
  return (await findingsOfScript(text)).filter(({ severity }) => severity === 'error');
}

/** One error, at the marks. */
const faults: readonly (readonly [script: string, code: string])[] = [
  [
    `iptables -w -A INPUT -m comment --comment "a\nb" -j LOG\niptables -w -A INPUT «-dport» 80 -j ACCEPT\n`,
    'malformed-rule',
  ],
  // A table that is not closed is not loaded, even if all its lines are taken.
  ['iptables-restore -w <<E\n*filter\n:INPUT ACCEPT [0:0]\n«-A INPUT -p tcp -j DROP»\nE\n', 'missing-commit'],
  ['iptables-restore -w <<E\n*filter\n-A INPUT -p tcp -j DROP\n«*nat»\nCOMMIT\nE\n', 'missing-commit'],
  // What it does not make, nobody misses.
  [`iptables -w -N «'a b'»; iptables -w -A INPUT -j 'a b'`, 'invalid-chain-name'],
];

describe('one fault', () => {
  for (const [marked, code] of faults)
    it(JSON.stringify(marked), async () => {
      const { text, line, span } = readMarks(marked);
      const found = await errorsOf(text);
      assert.deepEqual(
        found.map((each) => [each.code, each.line, each.span]),
        [[code, line, span]],
      );
    });
});
