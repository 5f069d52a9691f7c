// What a script does at its end: surely, perhaps, or not while it waits for somebody to end it.
import { strict as assert } from 'node:assert';
import { stepsOf } from '../support/shell-steps';

const perhaps = ['iptables a', 'or', 'or', '  maybe: iptables end'];
const waiting = ['iptables a', 'never: iptables end'];

const perhapsInBlock = (id: number) => [
  ...perhaps.slice(0, 3),
  `  {${id}`,
  '    maybe: iptables end',
  `    leave ${id}`,
  '  }',
];

/** What comes between `trap "iptables end" …` and the end of a script for sh. */
const scripts: readonly (readonly [script: string, ...steps: string[]])[] = [
  ['trap "iptables end" EXIT; iptables a', 'iptables a', 'iptables end'],
  ['trap "iptables end" INT TERM HUP; iptables a', ...waiting],
  ['[ -n "$1" ] && trap "iptables end" EXIT; iptables a', 'iptables a', 'or', '  maybe: iptables end', 'or'],
  ['trap "iptables end" $SIGNALS; iptables a', ...perhaps],
  ['trap "iptables end" ERR EXIT; iptables a', ...perhaps],
  ['trap "iptables end" EXIT; iptables a; read -r ok && trap - EXIT', ...perhaps],
  ['trap "iptables end" EXIT; iptables a; sleep 5', 'iptables a', 'iptables end'],
  ['trap "iptables end" EXIT; iptables a; sleep infinity', ...waiting],
  ['trap "iptables end" EXIT; iptables a; tail -f /dev/null', ...waiting],
  ['trap "iptables end" EXIT; iptables a; sleep infinity & wait $!', ...waiting],
  ['trap "iptables end" EXIT; iptables a; sleep infinity & exit', 'iptables a', 'iptables end'],
  ['trap "iptables end" EXIT; iptables a; daemon & wait', ...perhaps],
  ['trap "iptables end; exit" EXIT; iptables a; daemon & wait', ...perhapsInBlock(4)],
  ['end() { rc=$?; iptables end; exit $rc; }; trap end EXIT INT; iptables a; daemon & wait $!', ...perhapsInBlock(5)],
  [
    'trap "iptables end; exit; iptables b" EXIT; iptables a',
    'iptables a',
    '{3',
    '  iptables end',
    '  leave 3',
    '}',
    'never: iptables b',
  ],
  ['trap "iptables end; exit" EXIT; iptables a; sleep infinity & wait $!', ...waiting],
  ['trap "iptables end" EXIT; iptables a; while :; do sleep 1; done', ...waiting],
  ['trap "iptables end" EXIT; iptables a; while :; do sleep 1; work || break; done', 'iptables a', 'iptables end'],
  ['trap "iptables end" EXIT; iptables a; while work; do sleep 1; done', 'iptables a', 'iptables end'],
  ['trap "iptables end" EXIT; iptables a; [ -f x ] || exit 1', 'iptables a', 'or', '  leave 0', 'or', 'iptables end'],
  ['trap "iptables end" EXIT; f() { sleep infinity; }; iptables a; f; exit 0', ...waiting],
  ['f() { iptables end; }; trap f EXIT; iptables a; sleep infinity', ...waiting],
  [
    'trap "iptables end" EXIT; case $1 in a) iptables 1; exit;; esac; iptables 2; exit 1',
    'or',
    '  maybe: iptables 1',
    '  maybe: iptables end',
    '  leave 0',
    'or',
    'iptables 2',
    'iptables end',
    'leave 0',
  ],
];

describe('the end of a script', () => {
  for (const [script, ...expected] of scripts)
    it(JSON.stringify(script), async () => assert.deepEqual(await stepsOf(`#!/bin/sh\n${script}`), expected));
});
