// What scripts do on which way: branches, loops, functions, and what is certain.
import { strict as assert } from 'node:assert';
import { stepsOf } from '../support/shell-steps';

describe('steps', () => {
  function check(script: string, ...expected: string[]): void {
    it(JSON.stringify(script), async () => assert.deepEqual(await stepsOf(`#!/bin/sh\n${script}`), expected));
  }

  describe('of branches', () => {
    check('[ -f /x ] && iptables -F', 'or', '  maybe: iptables -F', 'or');
    check(
      'if [ -n "$A" ]; then iptables 1; else iptables 2; fi; iptables 3',
      'or',
      '  maybe: iptables 1',
      'or',
      '  maybe: iptables 2',
      'iptables 3',
    );
    check(
      'if a; then iptables 1; elif b; then iptables 2; fi',
      'or',
      '  maybe: iptables 1',
      'or',
      '  or',
      '    maybe: iptables 2',
      '  or',
    );
    check(
      'case "$1" in start) iptables 1;; stop|clear) iptables 2;; esac',
      'or',
      '  maybe: iptables 1',
      'or',
      '  maybe: iptables 2',
      'or',
    );
    check(
      'case "$1" in start) iptables 1;; *) iptables 2;; esac',
      'or',
      '  maybe: iptables 1',
      'or',
      '  maybe: iptables 2',
    );
    check('case "$1" in *) iptables 1;; esac', 'iptables 1');
    check('iptables -C 1 || iptables -A 1', 'iptables -C 1 [tested]', 'failure', '  maybe: iptables -A 1', 'success');
    check(
      'iptables -C 1 2>/dev/null || iptables -A 1',
      'iptables -C 1 [tested, quiet]',
      'failure',
      '  maybe: iptables -A 1',
      'success',
    );
    check('iptables -C 1 && iptables -D 1', 'iptables -C 1 [tested]', 'success', '  maybe: iptables -D 1', 'failure');
    check(
      'if ! iptables -C 1; then iptables -A 1; fi',
      'iptables -C 1 [tested]',
      'failure',
      '  maybe: iptables -A 1',
      'success',
    );
    check(
      'if iptables -C 1 >/dev/null 2>&1; then :; else iptables -A 1; fi',
      'iptables -C 1 [tested, quiet]',
      'success',
      'failure',
      '  maybe: iptables -A 1',
    );
    check(
      'iptables -N 1 2>/dev/null || true; iptables -N 2 || :; iptables -N 3 &>/dev/null',
      'iptables -N 1 [tested, quiet]',
      'iptables -N 2 [tested]',
      'iptables -N 3 [quiet]',
    );
    check('iptables -N 1 || iptables -F 1', 'iptables -N 1 [tested]', 'failure', '  maybe: iptables -F 1', 'success');
    check('{ iptables 1; iptables 2; } 2>/dev/null', 'iptables 1 [quiet]', 'iptables 2 [quiet]');
    check(
      'iptables 1 && iptables 2 && iptables 3',
      ...[
        'iptables 1 [tested]',
        'success',
        '  maybe: iptables 2 [tested]',
        'failure',
        'or',
        '  maybe: iptables 3',
        'or',
      ],
    );
    check('if [ a = b ]; then iptables 1; else iptables 2; fi', 'iptables 2', 'never: iptables 1');
    check('DEBUG=0; [ "$DEBUG" = 1 ] && iptables 1; iptables 2', 'iptables 2', 'never: iptables 1');
    check('[ "${A:-no}" = yes ] && iptables 1', 'or', '  maybe: iptables 1', 'or');
    check('A=${B-}; [ -n "$A" ] && iptables 1', 'or', '  maybe: iptables 1', 'or');
    check('[ -z "${B:-}" ] && iptables 1', 'or', '  maybe: iptables 1', 'or');
    check(
      'A=1; . /etc/x; if [ "$A" = 1 ]; then iptables "$A"; else iptables "$A"; fi',
      'or',
      '  maybe: iptables 1',
      'or',
      '  maybe: iptables ‹$A›',
    );
    check(
      'if [ "${A:=1}" != 1 ]; then iptables "$A"; else iptables "$A"; fi',
      'or',
      '  maybe: iptables ‹$A›',
      'or',
      '  maybe: iptables 1',
    );
    check(
      'A=1,2; . /x; case $A in *,*) iptables 1 "$A";; *) iptables 2 "$A";; esac',
      'or',
      '  maybe: iptables 1 1,2',
      'or',
      '  maybe: iptables 2 ‹$A›',
    );
    check('A=yes; . /etc/x; [ "$A" = yes ] && iptables 1', 'or', '  maybe: iptables 1', 'or');
    check('A=1; [ -f x ] && A=2; iptables $A "$A"', 'iptables ‹$A›… ‹$A›');
    check('A=1; [ -f x ] && A=1; iptables $A', 'iptables 1');
    check('if [ -f x ]; then A=1; else A=2; fi; iptables -$A-', 'iptables -‹$A›-…');
    check('[ -f x ] && A=1; iptables ${A}b', 'iptables ‹$A›b…');
    check('( A=2; iptables $A ); iptables "$A"', 'iptables 2', 'iptables ‹$A›');
  });

  describe('of a case that tells what a value is', () => {
    const either = (one: string, other: string) => ['or', `  maybe: ${one}`, 'or', `  maybe: ${other}`, 'or'];
    check(
      'case $1 in a) iptables "$1" "$2";; "b") iptables $1 "$@";; esac',
      ...either('iptables a ‹$2›', 'iptables b b ‹$@›…'),
    );
    check(
      'case "${A}" in a) iptables "$A";; b*|"c*") iptables "$A";; esac; iptables "$A"',
      ...either('iptables a', 'iptables ‹$A›'),
      'iptables ‹$A›',
    );
    check(
      'case $1 in a) shift; iptables "$1";; b) set -- x; iptables "$1";; esac',
      ...either('iptables ‹$1›', 'iptables x'),
    );
    check('case $A in a) A=x;; esac; iptables "$A"', 'iptables ‹$A›');
    check(
      '. /x; case $A in a) iptables "$A"; . /y; iptables "$A";; esac',
      'or',
      '  maybe: iptables a',
      '  maybe: iptables a',
      'or',
    );
    check(
      'on() { iptables 1; }; off() { iptables 2; }; case $1 in on|off) $1;; esac',
      ...['or', '  or', '    maybe: iptables 1', '  or', '    maybe: iptables 2', 'or'],
    );
  });

  describe('of functions whose names are known in part', () => {
    check(
      'do_a() { iptables a "$@"; }; do_b() { iptables b; }; other() { iptables c; }; "do_$1" x',
      ...['or', '  maybe: iptables a x', 'or', '  maybe: iptables b', 'or', 'never: iptables c'],
    );
    check('do_a() { iptables a; }; $1', 'never: iptables a');
    check('do_a() { iptables a; }; sudo do_$1', 'never: iptables a');
  });

  describe('of tests that surely hold', () => {
    check('iptables -t nat -nL >/dev/null 2>&1 && iptables 1', 'iptables -t nat -nL [tested, quiet]', 'iptables 1');
    check(
      'if ! iptables -S X; then iptables 1; fi',
      'iptables -S X [tested]',
      'failure',
      '  maybe: iptables 1',
      'success',
    );
    check(
      'echo a > /x; [ -s /x ] && iptables 1; [ -e /y ] && iptables 2',
      'iptables 1',
      'or',
      '  maybe: iptables 2',
      'or',
    );
    check('echo a > /x; rm -f /x; [ -s /x ] && iptables 1', 'or', '  maybe: iptables 1', 'or');
    check(
      'f() { if iptables -N "$1"; then return 1; fi; return 0; }; f A || iptables 1; f B && iptables 2',
      ...['{1', '  iptables -N A [tested]', '  success', '    leave 1', '  failure', '  leave 1', '}'],
      ...['success', '  maybe: iptables 1', 'failure'],
      ...['{2', '  iptables -N B [tested]', '  success', '    leave 2', '  failure', '  leave 2', '}'],
      ...['failure', '  maybe: iptables 2', 'success'],
    );
  });

  it('by the number that tells how a call ended', () => {
    const asks = (question: string, ...branch: string[]) => check(`iptables 1; ${question}`, 'iptables 1', ...branch);
    const whenFailed = ['failure', '  maybe: iptables 2', 'success'];
    asks('if [ $? -ne 0 ]; then iptables 2; fi', ...whenFailed);
    asks('rc=$?; [ "$rc" = 0 ] || iptables 2', ...whenFailed);
    asks('[[ $? -gt 0 ]] && iptables 2', ...whenFailed);
    asks('[ ! $? -eq 0 ] && iptables 2', ...whenFailed);
    asks('[ $? -lt 1 ] && iptables 2', 'success', '  maybe: iptables 2', 'failure');
    asks('[ $? -eq 2 ] && iptables 2', 'or', '  maybe: iptables 2', 'or');
    asks('echo; [ $? -ne 0 ] && iptables 2', 'never: iptables 2');
    check(
      'f() { iptables 1; local rc=$?; return $rc; }; f || iptables 2',
      ...['{1', '  iptables 1', '  leave 1', '}', ...whenFailed],
    );
    check('while [ 1 ]; do iptables 1; s=$?; [ $s -ne 4 ] && break; done; iptables 2', 'iptables 1', 'iptables 2');
    check(
      'while true; do [ -f x ] && break; iptables 1; done',
      'loop',
      '  or',
      '    leave 1',
      '  or',
      '  maybe: iptables 1',
    );
  });

  describe('that leave', () => {
    check('[ "$(id -u)" = 0 ] || exit 1; iptables 1', 'or', '  leave 0', 'or', 'iptables 1');
    check('which iptables || { echo no; exit 1; }; iptables 1', 'or', '  leave 0', 'or', 'iptables 1');
    check('iptables 1; exit; iptables 2', 'iptables 1', 'never: iptables 2');
    check(
      'case $1 in stop) iptables 1; exit 0;; esac; iptables 2',
      'or',
      '  maybe: iptables 1',
      '  leave 0',
      'or',
      'iptables 2',
    );
    check(
      'f() { [ -f x ] || return; iptables 1; }; f; iptables 2',
      '{1',
      '  or',
      '    leave 1',
      '  or',
      '  maybe: iptables 1',
      '}',
      'iptables 2',
    );
    check('f() { A=1; [ -f x ] && return; A=2; }; A=0; f; iptables "$A"', 'iptables ‹$A›');
    check('f() { if [ -f x ]; then A=1; return; fi; A=1; }; f; iptables $A', 'iptables 1');
    check(
      'for i in 1 2; do [ -f $i ] && break; iptables $i; done',
      ...[
        '{1',
        '  or',
        '    leave 1',
        '  or',
        '  maybe: iptables 1',
        '  or',
        '    leave 1',
        '  or',
        '  maybe: iptables 2',
        '}',
      ],
    );
    check('( exit 1; iptables 1 ); iptables 2', 'iptables 2', 'never: iptables 1');
    check('iptables 1 || exit 1', 'iptables 1 [tested]', 'failure', '  leave 0', 'success');
    check(
      'set -e; iptables 1; iptables 2 || true; set +e; iptables 3',
      'iptables 1 [ends]',
      'iptables 2 [tested]',
      'iptables 3',
    );
    check('set -euo pipefail; iptables 1', 'iptables 1 [ends]');
    check('set -o errexit; iptables 1', 'iptables 1 [ends]');
    check('set -e; iptables 1 | cat; iptables 2', 'iptables 1 [tested]', 'iptables 2 [ends]');
    check('set -eo pipefail; iptables 1 | cat; iptables 2 | cat || true', 'iptables 1 [ends]', 'iptables 2 [tested]');
    check('set -eo pipefail; set +o pipefail; iptables 1 | cat', 'iptables 1 [tested]');
    check(
      'set -o pipefail; iptables 1 | cat || iptables 2',
      'iptables 1 [tested]',
      'failure',
      '  maybe: iptables 2',
      'success',
    );
    check(
      'set -o pipefail; iptables 1 | tee x || iptables 2',
      'iptables 1 [tested]',
      'or',
      '  maybe: iptables 2',
      'or',
    );
    check('set -o pipefail; false | cat || iptables 2', 'iptables 2');
    check('f() { iptables 1; }; set -e; f; if f; then :; fi', 'iptables 1 [ends]', 'iptables 1 [tested]');
  });

  describe('of loops', () => {
    check('for p in $PORTS; do iptables --dport $p; done', 'loop', '  maybe: iptables --dport ‹$p›…');
    check('for p in 80 $PORTS; do iptables $p; done', 'iptables 80', 'loop', '  maybe: iptables ‹$p›…');
    check('for p in "$P"; do iptables "$p"; done', 'iptables ‹$p›');
    check('for p in ${PORTS:-80 443}; do iptables $p; done', 'iptables 80', 'iptables 443');
    check('for f in /etc/*.rules; do iptables-restore < $f; done', 'loop', '  maybe: iptables-restore [file ‹$f›]');
    check('for i in $(cat x); do iptables $i; done; iptables $i', 'loop', '  maybe: iptables ‹$i›…', 'iptables ‹$i›…');
    check('for i; do iptables $i; done', 'loop', '  maybe: iptables ‹$i›…');
    check('while read -r a b; do iptables "$a" "$b"; done < file', 'loop', '  maybe: iptables ‹$a› ‹$b›');
    check('cat f | while read l; do iptables $l; done', 'loop', '  maybe: iptables ‹$l›…');
    check('while iptables -D 1; do :; done', 'loop until failure', '  maybe: iptables -D 1 [tested]');
    check('until iptables -N 1; do sleep 1; done', 'loop until success', '  maybe: iptables -N 1 [tested]');
    check(
      'while ! iptables -C 1; do iptables -A 1; done',
      'loop until success',
      '  maybe: iptables -C 1 [tested]',
      '  maybe: iptables -A 1',
    );
    check('while true; do iptables 1; sleep 1; done', 'loop', '  maybe: iptables 1');
    check(
      'A=1; while b; do iptables "$A"; A=2; done; iptables "$A"',
      'loop',
      '  maybe: iptables ‹$A›',
      'iptables ‹$A›',
    );
    check('A=1; while b; do iptables "$A"; done; iptables "$A"', 'loop', '  maybe: iptables 1', 'iptables 1');
    check('f() { A=2; }; A=1; while b; do iptables "$A"; f; done', 'loop', '  maybe: iptables ‹$A›');
    check('i=0; while c; do i=$((i+1)); iptables $i; done', 'loop', '  maybe: iptables ‹$i›…');
    check(
      'while c; do [ -f x ] && break; iptables 1; done',
      ...['{1', '  loop', '    or', '      leave 1', '    or', '    maybe: iptables 1', '}'],
    );
    check('i=0; while [ $i -lt 2 ]; do iptables $i; i=$((i+1)); done', 'iptables 0', 'iptables 1');
  });

  describe('of functions', () => {
    check('f() { iptables -w "$@"; }; f -F; f -A "a b"', 'iptables -w -F', 'iptables -w -A "a b"');
    check('f() { iptables -w "$@"; }', 'never: iptables -w ‹$@›…');
    check('f() { iptables -w $1 "$2"; }; f "$A" "$B"', 'iptables -w ‹$A›… ‹$B›');
    check('f() { iptables "$@"; ip6tables "$@"; }; f -A INPUT', 'iptables -A INPUT', 'ip6tables -A INPUT');
    check('f() { f; iptables 1; }; f', 'iptables 1');
    check('iptables() { iptables -w "$@"; }; iptables -F', 'iptables -w -F');
    check('iptables() { /sbin/iptables -w "$@"; }; iptables -F', 'iptables -w -F');
    check('f() { iptables 1; }; [ -f x ] && f', 'or', '  maybe: iptables 1', 'or');
    check(
      'if a; then f() { iptables 1 "$1"; }; else f() { iptables 2; }; fi; f x; iptables 3',
      ...['or', '  maybe: iptables 1 x', 'or', '  maybe: iptables 2', 'iptables 3'],
    );
    check(
      'f() { iptables 1; }; if a; then f() { iptables 2; }; f; fi; f',
      ...['or', '  maybe: iptables 2', 'or'].concat(['or', '  maybe: iptables 2', 'or', '  maybe: iptables 1']),
    );
    check('[ -f x ] && f() { iptables 1; }; f', 'or', '  maybe: iptables 1', 'or');
    check(
      '[ -f x ] && iptables() { /sbin/iptables -w "$@"; }; iptables 1',
      ...['or', '  maybe: iptables -w 1', 'or', '  maybe: iptables 1'],
    );
    check(
      '[ -f x ] || sudo() { "$@"; }; sudo iptables 1',
      ...['or', '  maybe: iptables 1', 'or', '  maybe: iptables 1'],
    );
    check(
      'if a; then f() { exit; }; else f() { iptables 1; }; fi; f; iptables 2',
      ...['or', '  leave 0', 'or', '  maybe: iptables 1', 'iptables 2'],
    );
    check(
      'if a; then f() { A=1; }; else f() { A=2; }; fi; f; while b; do iptables "$A"; f; done',
      ...['loop', '  maybe: iptables ‹$A›'],
    );
    check('if a; then f() { A=1; }; else f() { A=1; }; fi; f; iptables $A', 'iptables 1');
    check('if a; then f() { false; }; else f() { return 1; }; fi; f || iptables 1', 'iptables 1');
    check('if a; then f() { :; }; fi; command -v f || iptables 1', 'or', '  maybe: iptables 1', 'or');
    check('if a; then f() { echo 1; }; else f() { echo 2; }; fi; iptables $(f)', 'iptables ‹$(f)›…');
    check(
      'start() { iptables 1; }; stop() { iptables 2; }; case $1 in start) start;; stop) stop;; restart) stop; start;; esac',
      ...[
        'or',
        '  maybe: iptables 1',
        'or',
        '  maybe: iptables 2',
        'or',
        '  maybe: iptables 2',
        '  maybe: iptables 1',
        'or',
      ],
    );
    check(
      'f() { local c=${1:-X}; iptables "$c" && return 0; iptables; }; c=Y; f 1; iptables $c',
      ...[
        '{1',
        '  iptables 1 [tested]',
        '  success',
        '    leave 1',
        '  failure',
        '  maybe: iptables',
        '}',
        'iptables Y',
      ],
    );
    check('"$@"; f() { iptables 1; }; "$1"', 'never: iptables 1');
    check('f() { local c=$1; shift; $c "$@"; }; f iptables -F; iptables "$c"', 'iptables -F', 'iptables ‹$c›');
    check('iptables "$1" $2 $@ "$@" ${3:-x}', 'iptables ‹$1› ‹$2›… ‹$@›… ‹$@›… ‹$3›…');
  });

  describe('of restores', () => {
    check('iptables-restore < /etc/rules', 'iptables-restore [file /etc/rules]');
    check('iptables-restore /etc/rules', 'iptables-restore /etc/rules [file /etc/rules]');
    check(
      'iptables-restore -w 5 -T nat -n -c -t < x',
      'iptables-restore -w 5 -T nat -n -c -t [file x, noflush, counters, test, table nat]',
    );
    check(
      'iptables-restore --noflush --counters',
      'iptables-restore --noflush --counters [unknown input, noflush, counters]',
    );
    check('iptables-restore -nc', 'iptables-restore -nc [unknown input, noflush, counters]');
    check('iptables-save | sed s/a/b/ | iptables-restore', 'iptables-restore [unknown input]');
    check('curl x | iptables-restore', 'iptables-restore [unknown input]');
    check('iptables-restore <<EOF\n-A X --dport $P\nEOF', 'iptables-restore ["-A X --dport ‹$P›\\n"]');
    check("echo ab | sed 's/a\\|x/y/' | iptables-restore", 'iptables-restore [unknown input]');
    check("echo aa | sed -E 's/(a)+/y/' | iptables-restore", 'iptables-restore [unknown input]');
    check("echo a | awk '{print $1; exit}' | iptables-restore", 'iptables-restore [unknown input]');
    check('echo "$R" | tr a b | iptables-restore', 'iptables-restore [unknown input]');
    check('echo "$R" | iptables-restore', 'iptables-restore ["‹$R›\\n"]');
    check('F=$(mktemp); echo a > $F; G=$(mktemp); echo b > $G; iptables-restore < $F', 'iptables-restore ["a\\n"]');
    check(
      'F=$(mktemp); cat > "$F" <<EOF\na\nEOF\n[ -f x ] && echo b >> "$F"; iptables-restore "$F"',
      'iptables-restore ‹$F› ["a\\n‹$(…)›\\n"]',
    );
    check('sudo tee /r >/dev/null <<EOF\na\nEOF\nsudo iptables-restore /r', 'iptables-restore /r ["a\\n"]');
    check('cat > /r <<EOF\na\nEOF\nsed -i s/a/b/ /r; iptables-restore < /r', 'iptables-restore [file /r]');
    check('gen() { echo "*nat"; }; gen | iptables-restore', 'iptables-restore ["*nat\\n"]');
    check('gen() { echo "*nat"; date; }; gen | iptables-restore', 'iptables-restore ["*nat\\n‹$(…)›\\n"]');
    check('gen() { if [ -f b ]; then echo 1; else echo 2; fi; }; iptables $(gen)', 'iptables ‹$(gen)›…');
    check('gen() { if [ -f b ]; then echo 1; else echo 1; fi; }; iptables $(gen)', 'iptables 1');
    check('gen() { [ -f b ] && return; echo 1; }; iptables "$(gen)"', 'iptables ‹$(gen)›');
    check('{ echo "*nat"; [ -f b ] && echo COMMIT; } | iptables-restore', 'iptables-restore ["*nat\\n‹$(…)›\\n"]');
    check(
      'exec 3>/r; echo a >&3; [ -f /d ] && cat /d >&3; echo b >&3; exec 3>&-; cat /r | iptables-restore',
      'iptables-restore ["a\\n‹$(…)›\\nb\\n"]',
    );
    check(
      'gen() { if [ -f b ]; then echo 1; else echo 2; fi; }; case $(gen) in 1) iptables 1;; 2) iptables 2;; esac',
      ...['or', '  maybe: iptables 1', 'or', '  maybe: iptables 2', 'or'],
    );
    check('iptables-restore "$@"', 'iptables-restore ‹$@›… [unknown input]');
  });

  describe('of values that are not known', () => {
    const maybe = ['or', '  maybe: iptables', 'or'];
    check('iptables -s $(hostname -i) -d "`cat x`"', 'iptables -s "‹$(hostname -i)›"… -d "‹`cat x`›"');
    check('iptables --dport $((P+1)) $(( 1 + 1 ))', 'iptables --dport ‹$((P+1))› 2');
    check('iptables ${!X} ${X@Q} ${X//a/b} ${#X}', 'iptables ‹${!X}›… ‹${X@Q}›… ‹${X//a/b}›… ‹${#X}›…');
    check('iptables $X"$Y"z ~ $HOME', 'iptables ‹$X›‹$Y›z… ~ ‹$HOME›…');
    check('read A; iptables "$A"', 'iptables ‹$A›');
    check('read -n1 A <<< abc; read -u 3 B <<< x; iptables "$A" "$B"', 'iptables ‹$A› ‹$B›');
    check('read A <<< "a\\b"; read -rd : B <<< a:b; iptables "$A" "$B"', 'iptables ‹$A› ‹$B›');
    check('read -ra A <<< "$X"; A[0]=-D; iptables "${A[@]}"', 'iptables ‹$A›…');
    check('read -ra A <<< "$X"; mapfile B <<< a; iptables "${A[@]}" "${B[@]}"', 'iptables ‹$A›… ‹$B›…');
    check('read -rd "" A < <(printf "a\\0b"); iptables "$A"', 'iptables ‹$A›');
    check('set -- a $X b; iptables "${@:1:1}" "${@:2}" "${@: -1}"', 'iptables a ‹$X›… b "‹${@: -1}›"…');
    check('iptables "${A[@]:1}" "${A[@]#x}" "${A[@]:+y}"', 'iptables ‹${A[@]:1}›… ‹${A[@]#x}›… ‹${A[@]:+y}›…');
    check('export A; iptables "$A" ${A:-1}', 'iptables ‹$A› 1');
    check('A=$B; iptables "$A"', 'iptables ‹$A›');
    check('A="x$B"; iptables "$A"', 'iptables x‹$B›');
    check('[[ x80 =~ x(.*) ]] && iptables ${BASH_REMATCH[1]}', 'iptables ‹$BASH_REMATCH›…');
    check('[[ $X =~ x ]] && iptables; [[ x =~ $Y ]] && iptables', ...maybe, ...maybe);
    check('[[ x =~ "$Z" ]] && iptables; [[ x =~ \\w ]] && iptables', ...maybe, ...maybe);
    check('[[ x =~ a{x} ]] && iptables; [[ x =~ [[.x.]] ]] && iptables', ...maybe, ...maybe);
    check('BASH_REMATCH=(a b); [[ $X =~ x(.*) ]]; iptables ${BASH_REMATCH[1]}', 'iptables ‹$BASH_REMATCH›…');
    check('iptables-restore <(cat /x)', 'iptables-restore ‹<(…)› [file ‹<(…)›]');
    check('X=a; iptables-restore -n <(echo "$X")', 'iptables-restore -n ‹<(…)› ["a\\n", noflush]');
    check('iptables $(printf %d 08)', 'iptables "‹$(printf %d 08)›"…');
    check('iptables $? $$ $# "$*" $-', 'iptables ‹$?›… ‹$$›… ‹$#›… ‹$@› ‹$-›…');
  });

  describe('of damaged scripts', () => {
    check('if true; then\niptables 1', 'iptables 1');
    check(
      'if a; then\n  for x in 1; do\n    iptables 1\n    iptables 2',
      'or',
      '  maybe: iptables 1',
      '  maybe: iptables 2',
      'or',
    );
    check('iptables 1\nfi\niptables 2', 'iptables 1', 'iptables 2');
    check('if a; then\n  iptables 1\nfix\niptables 2', 'or', '  maybe: iptables 1', 'or', 'iptables 2');
    check('if true; then\niptables 1\niptables 2', 'iptables 1', 'iptables 2');
    check('case a in\na)\n  iptables 1;;\nb) iptables 3\niptables 2', 'iptables 1', 'iptables 2', 'never: iptables 3');
    check('f() {\n  iptables 1\n\niptables 2', 'or', '  maybe: iptables 1', 'or', 'iptables 2');
    check('for x in 1; do\nif true; then\niptables 1\ndone\niptables 2', 'iptables 1', 'iptables 2');
    check('iptables 1 "a\niptables 2 "$B"', 'iptables 1 a', 'iptables 2 ‹$B›');
    check('if a; then\n  iptables `b\nfi\niptables 2', 'or', '  maybe: iptables ‹`b›…', 'or', 'iptables 2');
    check("iptables 1 'a\nb'\niptables 2", 'iptables 1 "a\\nb"', 'iptables 2');
    check('iptables "a', 'iptables a');
    check('iptables 1 |', 'iptables 1 [tested]');
    check('iptables-restore <<EOF\na', 'iptables-restore ["a"]');
    check('iptables 1 )', 'iptables 1');
    check('', ...[]);
  });
});
