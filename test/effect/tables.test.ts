// What scripts build: rules, own chains and policies, certain or maybe.
import { strict as assert } from 'node:assert';
import { builtTexts, effectOf } from '../support/effect-text';

/** Scripts with all that they build. */
const groups: Record<string, readonly (readonly [script: string, ...built: string[]])[]> = {
  commands: [
    ['iptables -A INPUT -j DROP', '-A INPUT -j DROP'],
    ['iptables -t nat -A POSTROUTING -o eth0 -j MASQUERADE', 'nat -A POSTROUTING -o eth0 -j MASQUERADE'],
    ['iptables -A INPUT -t nat -j ACCEPT', 'nat -A INPUT -j ACCEPT'],
    ['iptables --table=mangle --append FORWARD --jump ACCEPT', 'mangle -A FORWARD --jump ACCEPT'],
    ['ip6tables -A INPUT -p ipv6-icmp -j ACCEPT', '6 -A INPUT -p ipv6-icmp -j ACCEPT'],
    [
      'iptables-legacy -A INPUT -j DROP; iptables-nft -A INPUT -j ACCEPT; iptables -A INPUT -j RETURN',
      'legacy -A INPUT -j DROP',
      'nf_tables -A INPUT -j ACCEPT',
      '-A INPUT -j RETURN',
    ],
    [
      'sudo ip netns exec blue iptables -A INPUT -j DROP; iptables -A INPUT -j ACCEPT',
      'netns blue: -A INPUT -j DROP',
      '-A INPUT -j ACCEPT',
    ],
    ['iptables -w 5 -W 1000 -v -M /sbin/modprobe -4 -A INPUT -j DROP', '-A INPUT -j DROP'],
    ['iptables -w -w 5 -t nat -t filter -A INPUT -j DROP', '-A INPUT -j DROP'],
    ['iptables -n -A INPUT -j DROP'],
    ['iptables -t nat -P OUTPUT DROP'],
    ['iptables -A INPUT -p tcp --dport htpps -j DROP', '? -A INPUT -p tcp --dport htpps -j DROP'],
    ['iptables -A INPUT -p tcp --dport https -j DROP', '-A INPUT -p tcp --dport https -j DROP'],
    ['trap "iptables -F INPUT" EXIT; iptables -A INPUT -j DROP; iptables -P INPUT DROP', '-P INPUT DROP'],
    ['trap "iptables -F INPUT" EXIT; iptables -A INPUT -j DROP; if [ -f x ]; then exit 1; else exit 2; fi'],
    ['trap "iptables -F INPUT" EXIT; iptables -A INPUT -j DROP; [ -f x ] || exit 1'],
    ['iptables -A INPUT -j DROP; [ -f x ] || exit 1; trap "iptables -F INPUT" EXIT; exit 1', '? -A INPUT -j DROP'],
    ['set -e; trap "iptables -F INPUT" EXIT; iptables -A INPUT -j DROP; iptables -N X; iptables -N X', ':X'],
    [
      'set -e; iptables -A INPUT -j DROP; iptables -D INPUT -j LOG; trap "iptables -F INPUT" EXIT',
      '? -A INPUT -j DROP',
    ],
    ['set -e; trap "iptables -F INPUT" EXIT; iptables -A INPUT -j DROP; iptables -D INPUT -j LOG'],
    [
      'set -e; iptables -A INPUT -p tcp --dport 99999 -j DROP; iptables -A INPUT -j LOG; iptables -A INPUT -p tcp --dport 99999; iptables -A INPUT -j DROP',
      '? -A INPUT -j LOG',
      '? -A INPUT -j DROP',
    ],
    [
      'set -e; iptables -A INPUT -s x/99; iptables -A INPUT -j LOG; iptables -A INPUT -s x/99; iptables -F; iptables -A INPUT -j DROP',
      '? -A INPUT -j DROP',
    ],
    [
      'set -e; [ -f x ] && iptables -A INPUT -s x/99; iptables -A INPUT -j LOG; iptables -A INPUT -s x/99; iptables -F; iptables -A INPUT -j DROP',
      '? -A INPUT -j DROP',
      '? -A INPUT -j LOG',
    ],
    ['trap "iptables -F INPUT; exit" EXIT; iptables -A INPUT -j DROP; daemon & wait $!', '? -A INPUT -j DROP'],
    ['trap "iptables -F INPUT" EXIT; iptables -A INPUT -j DROP; exec daemon', '-A INPUT -j DROP'],
    ['X=; f() { iptables -w $X"$@"; }; f -A INPUT -j DROP', '-A INPUT -j DROP'],
    ['iptables -A INPUT -c 5 500 -j DROP', '-A INPUT -j DROP'],
    ['iptables -A INPUT 2 -j DROP'],
    ['iptables -I INPUT -j DROP; iptables -I INPUT -j ACCEPT', '-A INPUT -j ACCEPT', '-A INPUT -j DROP'],
    [
      'for i in 1 2 3; do iptables -A INPUT -s 10.0.0.$i; done; iptables -I INPUT 2 -j DROP',
      '-A INPUT -s 10.0.0.1',
      '-A INPUT -j DROP',
      '-A INPUT -s 10.0.0.2',
      '-A INPUT -s 10.0.0.3',
    ],
    ['iptables -A INPUT -j DROP; iptables -R INPUT 1 -j ACCEPT', '-A INPUT -j ACCEPT'],
    ['iptables -A INPUT -j DROP; iptables -D INPUT 1'],
    ['iptables -A INPUT -j DROP; iptables -A INPUT -j ACCEPT; iptables -D INPUT -j DROP', '-A INPUT -j ACCEPT'],
    ['iptables -N X; iptables -A X -j DROP; iptables -F X; iptables -X X'],
    ['iptables -N X; iptables -N Y; iptables -X'],
    ['iptables -N X; iptables -A X -j DROP; iptables -A INPUT -j X; iptables -F; iptables -X'],
    ['iptables -P INPUT DROP; iptables -P FORWARD DROP; iptables -P FORWARD ACCEPT', '-P INPUT DROP'],
    [
      'iptables -N X; iptables -A INPUT -j X; iptables -A X -j DROP; iptables -E X Y',
      ':Y',
      '-A INPUT -j Y',
      '-A Y -j DROP',
    ],
    [
      'iptables -A INPUT -s 10.0.0.1,10.0.0.2 -d 10.1.0.1,10.1.0.2 -j DROP',
      '-A INPUT -s 10.0.0.1 -d 10.1.0.1 -j DROP',
      '-A INPUT -s 10.0.0.1 -d 10.1.0.2 -j DROP',
      '-A INPUT -s 10.0.0.2 -d 10.1.0.1 -j DROP',
      '-A INPUT -s 10.0.0.2 -d 10.1.0.2 -j DROP',
    ],
    ['iptables -I INPUT -s 10.0.0.1,10.0.0.2 -j DROP', '-A INPUT -s 10.0.0.2 -j DROP', '-A INPUT -s 10.0.0.1 -j DROP'],
    [
      'iptables -A INPUT -s 10.0.0.1,10.0.0.2 -j DROP; iptables -D INPUT -s 10.0.0.2 -j DROP',
      '-A INPUT -s 10.0.0.1 -j DROP',
    ],
    ['iptables -A INPUT -s 10.0.0.1,10.0.0.2 -j DROP; iptables -D INPUT -s 10.0.0.1,10.0.0.2 -j DROP'],
    ['iptables -F; iptables -X; iptables -Z; iptables -L -n; iptables -S; iptables -V; iptables -h'],
    ['iptables -t nat -L'],
    ['iptables'],
    ['iptables -j DROP'],
    ['iptables -A INPUT -A OUTPUT -j DROP'],
    ['iptables -6 -A INPUT -j DROP'],
    ['iptables -A INPUT -m comment --comment "two words" -j DROP', '-A INPUT -m comment --comment "two words" -j DROP'],
    [
      'iptables -A INPUT -m comment --comment \'a "b" \\\\c\' -j DROP',
      '-A INPUT -m comment --comment "a \\"b\\" \\\\\\\\c" -j DROP',
    ],
  ],
  'refused commands': [
    ['iptables -A NONE -j DROP'],
    ['iptables -A INPUT -j NONE'],
    ['iptables -A INPUT -j INPUT'],
    ['iptables -N X; iptables -A X -j X', ':X'],
    [
      'iptables -N A; iptables -N B; iptables -A A -j B; iptables -A INPUT -j A; iptables -A B -j A',
      ':A',
      ':B',
      '-A INPUT -j A',
      '-A A -j B',
    ],
    ['iptables -N INPUT; iptables -X INPUT; iptables -E INPUT X'],
    ["iptables -N 'a b'; iptables -N ''; iptables -N LOG; iptables -N X; iptables -E X LOG", ':LOG'],
    ['iptables -N X; iptables -P X DROP', ':X'],
    ['iptables -P INPUT REJECT'],
    ['iptables -I INPUT 2 -j DROP; iptables -R INPUT 1 -j DROP; iptables -D INPUT 1'],
    ['iptables -t wrong -A INPUT -j DROP'],
    ['iptables -A INPUT --dport 80 -j DROP'],
    ['iptables -A INPUT -p tcp --dprot 80 -j DROP'],
    ['iptables -A OUTPUT -i eth0 -j DROP'],
    ['iptables -t nat -A PREROUTING -j DROP'],
    ['iptables -N X; iptables -N Y; iptables -E X Y; iptables -E Z W', ':X', ':Y'],
    [
      'iptables -A INPUT -j DROP; iptables -N X; iptables -A INPUT -j X; iptables -X X; iptables -X',
      ':X',
      '-A INPUT -j DROP',
      '-A INPUT -j X',
    ],
  ],
  tests: [
    ['iptables -C INPUT -j DROP || iptables -A INPUT -j DROP', '-A INPUT -j DROP'],
    ['iptables -A INPUT -j DROP; iptables -C INPUT -j DROP || iptables -A INPUT -j DROP', '-A INPUT -j DROP'],
    ['iptables -C INPUT -j DROP && iptables -D INPUT -j DROP'],
    ['iptables -A INPUT -j DROP; iptables -C INPUT -j DROP && iptables -D INPUT -j DROP'],
    ['if ! iptables -C INPUT -j DROP; then iptables -I INPUT -j DROP; else iptables -F; fi', '-A INPUT -j DROP'],
    ['if iptables -n -L X >/dev/null 2>&1; then iptables -F X; else iptables -N X; fi', ':X'],
    [
      'iptables -N X 2>/dev/null || iptables -F X; iptables -N X 2>/dev/null || iptables -A X -j DROP',
      ':X',
      '-A X -j DROP',
    ],
    [
      'iptables -N X && iptables -A INPUT -j X; iptables -N X || iptables -A OUTPUT -j X',
      ':X',
      '-A INPUT -j X',
      '-A OUTPUT -j X',
    ],
    [
      'iptables -A INPUT -p tcp --dport 22 -j DROP || exit 1; iptables -A INPUT -j ACCEPT',
      '-A INPUT -p tcp --dport 22 -j DROP',
      '-A INPUT -j ACCEPT',
    ],
    [
      'iptables -A INPUT -p tcp -m tcp --dport 22 -s 10.0.0.0/8 -j ACCEPT; iptables -C INPUT -s 10.1.2.3/255.0.0.0 -p 6 --destination-port 22 -j ACCEPT || iptables -F',
      '-A INPUT -p tcp -m tcp --dport 22 -s 10.0.0.0/8 -j ACCEPT',
    ],
    [
      'iptables -A INPUT -m conntrack --ctstate NEW,RELATED -j ACCEPT; iptables -C INPUT -m conntrack --ctstate RELATED,NEW -j ACCEPT || iptables -F',
      '-A INPUT -m conntrack --ctstate NEW,RELATED -j ACCEPT',
    ],
    [
      'iptables -A INPUT -p tcp --dport 22 -j DROP; iptables -C INPUT -p tcp --dport 23 -j DROP || iptables -A INPUT -p tcp --dport 23 -j DROP',
      '-A INPUT -p tcp --dport 22 -j DROP',
      '-A INPUT -p tcp --dport 23 -j DROP',
    ],
    [
      'iptables -A INPUT -p tcp --dport 22 -j DROP; iptables -C INPUT -p tcp --dport ssh -j DROP || iptables -A INPUT -p tcp --dport ssh -j DROP',
      '-A INPUT -p tcp --dport 22 -j DROP',
      '? -A INPUT -p tcp --dport ssh -j DROP',
    ],
    [
      'iptables -A INPUT -m limit --limit 5/min -j DROP; iptables -C INPUT -m limit --limit 5/minute -j DROP || iptables -A INPUT -m limit --limit 5/minute -j DROP',
      '-A INPUT -m limit --limit 5/min -j DROP',
      '? -A INPUT -m limit --limit 5/minute -j DROP',
    ],
    ['iptables -C INPUT -s $X -j DROP || iptables -A INPUT -s $X -j DROP', '-A INPUT -s ‹$X› -j DROP'],
    [
      'for x in 1 2; do Y=$(cmd $x); iptables -C INPUT -s $Y -j DROP || iptables -A INPUT -s $Y -j DROP; done',
      '-A INPUT -s ‹$Y› -j DROP',
      '? -A INPUT -s ‹$Y› -j DROP',
    ],
    [
      'add() { iptables -C "$@" 2>/dev/null && return; iptables -A "$@"; }; add INPUT -j DROP; add INPUT -j DROP',
      '-A INPUT -j DROP',
    ],
    [
      'iptables -A INPUT -s $X -j DROP; iptables -D INPUT -s 10.0.0.1 -j DROP && iptables -A INPUT -j ACCEPT',
      '? -A INPUT -s ‹$X› -j DROP',
      '? -A INPUT -j ACCEPT',
    ],
    [
      'iptables -A INPUT -j DROP -m comment --comment x; iptables -C INPUT -m comment --comment x -j DROP || iptables -F',
      '-A INPUT -j DROP -m comment --comment x',
    ],
    ['iptables -t nat -C PREROUTING -j X || iptables -t nat -N X', 'nat :X'],
    [
      '[ -n "$A" ] && iptables -N X; iptables -N X 2>/dev/null || iptables -F X; iptables -A X -j DROP',
      ':X',
      '-A X -j DROP',
    ],
    [
      '[ -n "$A" ] && iptables -A INPUT -j DROP; iptables -C INPUT -j DROP || iptables -A INPUT -j DROP',
      '-A INPUT -j DROP',
    ],
    ['[ -n "$A" ] && iptables -A INPUT -j DROP; iptables -D INPUT -j DROP'],
    ['[ -n "$A" ] && iptables -A INPUT -j DROP; iptables -D INPUT 1', '? -A INPUT -j DROP'],
  ],
  'branches and loops': [
    [
      'iptables -A INPUT -j DROP; iptables -A INPUT -j ACCEPT; iptables -A INPUT -j DROP; while iptables -D INPUT -j DROP; do :; done',
      '-A INPUT -j ACCEPT',
    ],
    ['iptables -A INPUT -j DROP; until ! iptables -D INPUT 1; do iptables -A FORWARD; done', '-A FORWARD'],
    [
      'iptables -N A; for i in 1 2; do iptables -A A; done; while iptables -D A $X; do :; done',
      ':A',
      '? -A A',
      '? -A A',
    ],
    ['while iptables -C INPUT -j DROP; do iptables -A FORWARD; done'],
    ['which ip || exit 1; iptables -A INPUT -j DROP; exit $?', '-A INPUT -j DROP'],
    ['iptables -A INPUT -j DROP; [ -f /x ] && exit 0; iptables -A INPUT; exit', '-A INPUT -j DROP', '-A INPUT'],
    ['iptables -A INPUT -j DROP; exit 1', '-A INPUT -j DROP'],
    [
      'if [ -n "$A" ]; then iptables -A INPUT -j DROP; fi; iptables -A INPUT -j ACCEPT',
      '? -A INPUT -j DROP',
      '-A INPUT -j ACCEPT',
    ],
    ['if [ -n "$A" ]; then iptables -A INPUT -j DROP; else iptables -A INPUT -j DROP; fi', '-A INPUT -j DROP'],
    [
      'if [ -n "$A" ]; then iptables -A INPUT -s 1.1.1.1; iptables -A INPUT -s 2.2.2.2; else iptables -A INPUT -s 2.2.2.2; iptables -A INPUT -s 3.3.3.3; fi',
      '? -A INPUT -s 1.1.1.1',
      '-A INPUT -s 2.2.2.2',
      '? -A INPUT -s 3.3.3.3',
    ],
    [
      'iptables -A INPUT -s 1.1.1.1; if [ -n "$A" ]; then iptables -I INPUT -s 2.2.2.2; else iptables -A INPUT -s 3.3.3.3; fi',
      '? -A INPUT -s 2.2.2.2',
      '-A INPUT -s 1.1.1.1',
      '? -A INPUT -s 3.3.3.3',
    ],
    ['iptables -A INPUT -s 1.1.1.1; [ -n "$A" ] && iptables -D INPUT -s 1.1.1.1', '? -A INPUT -s 1.1.1.1'],
    [
      'iptables -A INPUT -s 1.1.1.1; [ -n "$A" ] && iptables -F; iptables -A INPUT -j DROP',
      '? -A INPUT -s 1.1.1.1',
      '-A INPUT -j DROP',
    ],
    ['[ -n "$A" ] && iptables -P INPUT DROP', '? -P INPUT DROP'],
    ['if [ -n "$A" ]; then iptables -P INPUT DROP; else iptables -P INPUT DROP; fi', '-P INPUT DROP'],
    ['[ -n "$A" ] && iptables -N X; iptables -A X -j DROP', '? :X', '? -A X -j DROP'],
    [
      'case $A in a) iptables -A INPUT -j DROP;; b) iptables -A INPUT -j ACCEPT;; esac',
      '? -A INPUT -j DROP',
      '? -A INPUT -j ACCEPT',
    ],
    [
      'case $A in a) iptables -A INPUT -j DROP;; *) iptables -A INPUT -j ACCEPT;; esac',
      '? -A INPUT -j DROP',
      '? -A INPUT -j ACCEPT',
    ],
    [
      'case $1 in start) iptables -A INPUT -j DROP;; stop) iptables -D INPUT -j DROP; exit 0;; *) exit 1;; esac',
      '-A INPUT -j DROP',
    ],
    [
      'case $1 in start) iptables -A INPUT -j DROP; exit 0;; stop) iptables -D INPUT -j DROP; exit 0;; esac; exit 1',
      '? -A INPUT -j DROP',
    ],
    ['if [ "$1" = stop ]; then iptables -F; exit; fi; iptables -A INPUT -j DROP', '-A INPUT -j DROP'],
    [
      'for p in $PORTS; do iptables -A INPUT -p tcp --dport $p -j ACCEPT; done; iptables -A INPUT -j DROP',
      '? -A INPUT -p tcp --dport ‹$p› -j ACCEPT',
      '-A INPUT -j DROP',
    ],
    [
      'for p in 1 2; do iptables -A INPUT -p tcp --dport $p -j ACCEPT; done',
      '-A INPUT -p tcp --dport 1 -j ACCEPT',
      '-A INPUT -p tcp --dport 2 -j ACCEPT',
    ],
    ['iptables -A INPUT -s 1.1.1.1; for p in $L; do iptables -D INPUT 1; done', '? -A INPUT -s 1.1.1.1'],
    [
      'iptables -A INPUT -s 1.1.1.1; iptables -A INPUT -s 1.1.1.1; for p in $L; do iptables -D INPUT -s 1.1.1.1; done',
      '? -A INPUT -s 1.1.1.1',
      '? -A INPUT -s 1.1.1.1',
    ],
    ['while iptables -D INPUT -j X 2>/dev/null; do :; done; iptables -A INPUT -j DROP', '-A INPUT -j DROP'],
    [
      'for p in $L; do iptables -N C_$p; iptables -A C_$p -j DROP; iptables -A INPUT -j C_$p; done',
      '? :C_‹$p›',
      '? -A INPUT -j C_‹$p›',
      '? -A C_‹$p› -j DROP',
    ],
    [
      'for p in $L; do [ $p = x ] && break; iptables -A INPUT -s $p; done; iptables -A INPUT -j DROP',
      '? -A INPUT -s ‹$p›',
      '-A INPUT -j DROP',
    ],
    ['for a in $L; do for b in $M; do iptables -A INPUT -s $a -d $b; done; done', '? -A INPUT -s ‹$a› -d ‹$b›'],
    [
      'f() { [ -n "$1" ] || return; iptables -A INPUT -s $1; }; f a.example; f; f $X',
      '-A INPUT -s a.example',
      '? -A INPUT -s ‹$1›',
    ],
    ['( iptables -A INPUT -j DROP; exit 1 ); iptables -A INPUT -j ACCEPT', '-A INPUT -j DROP', '-A INPUT -j ACCEPT'],
    ['iptables -A INPUT -j DROP & iptables -A OUTPUT -j DROP; wait', '-A INPUT -j DROP', '-A OUTPUT -j DROP'],
    ['exit 0; iptables -A INPUT -j DROP'],
  ],
  'functions that differ': [
    [
      'if nft; then f() { iptables-nft "$@"; }; else f() { iptables-legacy "$@"; }; fi; f -A INPUT -j DROP',
      '? nf_tables -A INPUT -j DROP',
      '? legacy -A INPUT -j DROP',
    ],
    [
      'if a; then f() { iptables -w "$@"; }; else f() { iptables "$@"; }; fi; f -N X; f -A INPUT -j X; f -A X -j DROP',
      ':X',
      '-A INPUT -j X',
      '-A X -j DROP',
    ],
    [
      'f() { iptables -A INPUT "$@"; }; if a; then f() { iptables -I INPUT "$@"; }; fi; f -j DROP; f -j ACCEPT',
      '? -A INPUT -j ACCEPT',
      '-A INPUT -j DROP',
      '? -A INPUT -j ACCEPT',
    ],
    ['if a; then f() { iptables -P INPUT DROP; }; fi; f; iptables -A INPUT', '? -P INPUT DROP', '-A INPUT'],
    [
      'if a; then f() { iptables -A INPUT; }; else f() { iptables -A INPUT; }; fi; g() { f; iptables -A OUTPUT; }; g',
      '-A INPUT',
      '-A OUTPUT',
    ],
    [
      'if a; then iptables() { command iptables -w "$@"; }; fi; iptables -A INPUT -j DROP; iptables -D INPUT -j LOG',
      '-A INPUT -j DROP',
    ],
  ],
  'set -e': [
    ['set -e; iptables -N X; iptables -N X; iptables -A X -j DROP', ':X'],
    [
      'set -e; f() { iptables -N X; iptables -N X; iptables -A X -j DROP; }; f || true; iptables -A INPUT -j X',
      ':X',
      '-A INPUT -j X',
      '-A X -j DROP',
    ],
    [
      'set -e; f() { iptables -N X; iptables -N X; }; if f; then iptables -A X -j DROP; fi; iptables -A INPUT -j X',
      ':X',
      '-A INPUT -j X',
    ],
    ['set -e; iptables -X N & iptables -A INPUT -j DROP', '-A INPUT -j DROP'],
    ['set -e; iptables -D INPUT -j DROP; iptables -A INPUT -j DROP', '? -A INPUT -j DROP'],
    ['set -e; iptables -D INPUT -j DROP || true; iptables -A INPUT -j DROP', '-A INPUT -j DROP'],
    ['set -e; iptables -N X; if [ -n "$A" ]; then iptables -N X; fi; iptables -A X -j DROP', ':X', '-A X -j DROP'],
    [
      'set -eo pipefail; iptables -A INPUT; iptables -N X; iptables -N X | cat; iptables -A INPUT -j DROP',
      ':X',
      '-A INPUT',
    ],
    ['set -e; iptables -N X; iptables -N X | cat; iptables -A INPUT -j DROP', ':X', '-A INPUT -j DROP'],
    [
      'set -e; iptables -A INPUT -s $A -j DROP; iptables -A INPUT -j ACCEPT',
      '-A INPUT -s ‹$A› -j DROP',
      '-A INPUT -j ACCEPT',
    ],
  ],
  'unknown values': [
    ['iptables -A INPUT -p tcp --dport $P -j ACCEPT', '-A INPUT -p tcp --dport ‹$P› -j ACCEPT'],
    ['iptables -A INPUT -s "$A" -j DROP', '-A INPUT -s ‹$A› -j DROP'],
    ['iptables -A INPUT $EXTRA -j DROP', '? -A INPUT ‹$EXTRA› -j DROP'],
    ['iptables -t filter -A INPUT $EXTRA -j DROP', '-A INPUT ‹$EXTRA› -j DROP'],
    [
      'if a; then X="-m state --state"; else X="-m conntrack --ctstate"; fi; iptables -A INPUT $X NEW; iptables -A INPUT -j DROP',
      '-A INPUT ‹$X› NEW',
      '-A INPUT -j DROP',
    ],
    [
      'case $A in 1) X="-i lo";; 2) X="-i a,-t nat";; *) X=; esac; iptables -A INPUT $X -j DROP',
      '? -A INPUT ‹$X› -j DROP',
    ],
    ['if a; then X="-i lo"; else X=$Y; fi; iptables -A INPUT $X -j DROP', '? -A INPUT ‹$X› -j DROP'],
    [
      'X=; if a; then X=-w; fi; iptables $X -A INPUT -j DROP; iptables${X:+ $X} -A INPUT -j ACCEPT',
      '-A INPUT -j DROP',
      '-A INPUT -j ACCEPT',
    ],
    ['if a; then I=iptables; else I="iptables -t nat"; fi; iptables -N X; $I -A X -j DROP', ':X', '? -A X -j DROP'],
    [
      'if a; then C=IN_A; else C=IN_B; fi; iptables -N $C; [ -n "$A" ] && iptables -A INPUT -j IN_A',
      ':‹$C›',
      '? -A INPUT -j IN_A',
    ],
    [
      'if a; then V=-A; else V=-I; fi; iptables -A INPUT -j LOG; iptables $V INPUT -j DROP; iptables $V OUTPUT -j LOG',
      '? -A INPUT -j DROP',
      '-A INPUT -j LOG',
      '? -A INPUT -j DROP',
      '-A OUTPUT -j LOG',
    ],
    [
      'iptables -A INPUT -j LOG; case $1 in a) V=-A;; d) V=-D;; *) exit 1; esac; iptables "$V" INPUT -j LOG',
      '? -A INPUT -j LOG',
      '? -A INPUT -j LOG',
    ],
    [
      'if a; then I=iptables; T=nat; else I=ip6tables; T=raw; fi; $I -t $T -A OUTPUT -j LOG',
      ...['raw', 'nat', '6 raw', '6 nat'].map((table) => `? ${table} -A OUTPUT -j LOG`),
    ],
    ['iptables $W -A INPUT -j DROP; iptables -A INPUT -j ACCEPT', '? -A INPUT ‹$W› -j DROP', '-A INPUT -j ACCEPT'],
    ['iptables -A INPUT -j DROP; iptables $W -F', '? -A INPUT -j DROP'],
    ['iptables -t $T -A INPUT -j DROP; iptables -N X', 'filter …', ':X'],
    [
      'iptables -A INPUT -j DROP; iptables -t $T -F; iptables -A INPUT -j ACCEPT',
      '? -A INPUT -j DROP',
      '-A INPUT -j ACCEPT',
    ],
    ['iptables -A $C -j DROP', 'filter …', '? :‹$C›', '? -A ‹$C› -j DROP'],
    ['iptables -N $C; iptables -A $C -j DROP; iptables -A INPUT -j $C', ':‹$C›', '-A INPUT -j ‹$C›', '-A ‹$C› -j DROP'],
    ['iptables -A INPUT -j $TARGET', '-A INPUT -j ‹$TARGET›'],
    ['iptables -A INPUT -j DROP; iptables -F $C', '? -A INPUT -j DROP'],
    ['iptables -A INPUT -j DROP; iptables -I INPUT $N -j ACCEPT', '? -A INPUT -j ACCEPT', '-A INPUT -j DROP'],
    ['iptables -A INPUT -j DROP; iptables -D INPUT $N', '? -A INPUT -j DROP'],
    ['iptables -P INPUT $POLICY', '-P INPUT ‹$POLICY›'],
    ['iptables "$@"'],
    [
      'iptables -A INPUT -j DROP; iptables "$@"; iptables -A INPUT -j ACCEPT',
      'filter …',
      '? -P INPUT ACCEPT',
      '? -P FORWARD ACCEPT',
      '? -P OUTPUT ACCEPT',
      '? -A INPUT -j DROP',
      '-A INPUT -j ACCEPT',
    ],
    [
      'iptables -A INPUT -j DROP; iptables $CMD INPUT -j ACCEPT',
      'filter …',
      '? -P INPUT ACCEPT',
      '? -P FORWARD ACCEPT',
      '? -P OUTPUT ACCEPT',
      '? -A INPUT -j DROP',
    ],
    ['$IPT -A INPUT -j DROP; ${IP6TABLES:-ip6tables} -A INPUT -j DROP', '-A INPUT -j DROP', '6 -A INPUT -j DROP'],
    [
      'iptables -A INPUT -s $(dig +short a b) -m comment --comment "by $(date)" -j DROP',
      '-A INPUT -s ‹$(dig…› -m comment --comment "by ‹$(date)›" -j DROP',
    ],
    ['iptables -A INPUT -s ${A:-10.0.0.1} -j DROP', '-A INPUT -s 10.0.0.1 -j DROP'],
    ['iptables -A INPUT -p ${PROTO} --dport 80 -j DROP', '-A INPUT -p ‹${PROTO}› --dport 80 -j DROP'],
    ['iptables -A INPUT -m $MODULE --foo -j DROP', '-A INPUT -m ‹$MODULE› --foo -j DROP'],
  ],
  restore: [
    [
      'exec 3>/x; f() { echo "$@" >&3; }; f *filter; f -A INPUT -j DROP; cat >&3 <<END\nCOMMIT\nEND\nexec 3>&-\niptables-restore </x',
      '-A INPUT -j DROP',
    ],
    [
      'echo a 3>/x | cat; echo "*filter" >/x; echo "-A INPUT" 3>&1 >>/x; echo COMMIT >>/x; iptables-restore /x',
      '-A INPUT',
    ],
    [
      'iptables-restore <<E\n*filter\n:INPUT DROP [0:0]\n:X - [0:0]\n-A INPUT -j X\nCOMMIT\nE',
      '-P INPUT DROP',
      ':X',
      '-A INPUT -j X',
    ],
    [
      'iptables -A INPUT -j DROP; iptables -t nat -A OUTPUT -j ACCEPT; iptables-restore <<E\n*filter\n-A OUTPUT -j ACCEPT\nCOMMIT\nE',
      'nat -A OUTPUT -j ACCEPT',
      '-A OUTPUT -j ACCEPT',
    ],
    [
      'iptables -A INPUT -j DROP; iptables-restore --noflush <<E\n*filter\n-A INPUT -j ACCEPT\nCOMMIT\nE',
      '-A INPUT -j DROP',
      '-A INPUT -j ACCEPT',
    ],
    [
      'iptables -N X; iptables -A X -j DROP; iptables-restore -n <<E\n*filter\n:X - [0:0]\n-A X -j ACCEPT\nCOMMIT\nE',
      ':X',
      '-A X -j ACCEPT',
    ],
    [
      'iptables-restore <<E\n*filter\n[1:2] -A INPUT -j ACCEPT\n-I INPUT -c 3 4 -j DROP\n# comment\n\nCOMMIT\nE',
      '-A INPUT -j DROP',
      '-A INPUT -j ACCEPT',
    ],
    [
      'iptables-restore -T nat <<E\n*filter\n-A INPUT -j ACCEPT\nCOMMIT\n*nat\n-A OUTPUT -j ACCEPT\nCOMMIT\nE',
      'nat -A OUTPUT -j ACCEPT',
    ],
    ['iptables-restore --test <<E\n*filter\n-A INPUT -j ACCEPT\nCOMMIT\nE'],
    ['iptables-restore <<E\n*filter\n-A INPUT -j ACCEPT\nE'],
    [
      'iptables-restore <<E\n*filter\n-A INPUT -j ACCEPT\nCOMMIT\n*nat\n-A INPUT -j NONE\nCOMMIT\nE\niptables -A OUTPUT -j DROP',
      '-A INPUT -j ACCEPT',
      '-A OUTPUT -j DROP',
    ],
    ['iptables-restore <<E || iptables -A INPUT -j DROP\n*filter\n-A NONE -j ACCEPT\nCOMMIT\nE', '-A INPUT -j DROP'],
    ['iptables-restore <<E\n*filter\n-6 -A INPUT -j DROP\n-4 -A INPUT -j ACCEPT\nCOMMIT\nE', '-A INPUT -j ACCEPT'],
    [
      'iptables-restore <<E\n*filter\n-A INPUT -s $A -j DROP\n$RULES\nCOMMIT\nE',
      'filter …',
      '-A INPUT -s ‹$A› -j DROP',
    ],
    [
      'iptables -A INPUT -j DROP; iptables-restore < /etc/rules; iptables -A INPUT -j ACCEPT',
      'filter …',
      '? -P INPUT ACCEPT',
      '? -P FORWARD ACCEPT',
      '? -P OUTPUT ACCEPT',
      '? -A INPUT -j DROP',
      '-A INPUT -j ACCEPT',
    ],
    [
      'iptables -A INPUT -j DROP; iptables-restore -T nat < /etc/rules; iptables -t nat -A OUTPUT -j ACCEPT',
      'nat …',
      '? nat -P PREROUTING ACCEPT',
      '? nat -P INPUT ACCEPT',
      '? nat -P OUTPUT ACCEPT',
      '? nat -P POSTROUTING ACCEPT',
      'nat -A OUTPUT -j ACCEPT',
      '-A INPUT -j DROP',
    ],
    [
      'iptables -P INPUT DROP; iptables-restore <<E\n*filter\n-A INPUT -j ACCEPT\nCOMMIT\nE',
      '? -P INPUT DROP',
      '-A INPUT -j ACCEPT',
    ],
    [
      'iptables-legacy -P INPUT DROP; iptables-legacy-restore <<E\n*filter\n-A INPUT -j ACCEPT\nCOMMIT\nE',
      'legacy -P INPUT DROP',
      'legacy -A INPUT -j ACCEPT',
    ],
    [
      'iptables-nft -P INPUT DROP; iptables-nft-restore <<E\n*filter\n-A INPUT -j ACCEPT\nCOMMIT\nE',
      'nf_tables -A INPUT -j ACCEPT',
    ],
    ['ip6tables-restore <<E\n*filter\n-A INPUT -j ACCEPT\nCOMMIT\nE', '6 -A INPUT -j ACCEPT'],
    ['iptables-restore <<E\n*$T\n-A INPUT -j ACCEPT\nCOMMIT\nE'],
    [
      'for p in 1 2; do echo "-A INPUT -s 10.0.0.$p"; done > f; { echo "*filter"; cat f; echo COMMIT; } | iptables-restore',
      '-A INPUT -s 10.0.0.1',
      '-A INPUT -s 10.0.0.2',
    ],
  ],
};

describe('what a script builds', () => {
  it('stays a line for each rule', async () => {
    const { rulesets } = await effectOf("iptables -A INPUT -m comment --comment 'a\nb' -j DROP");
    const { text, lines } = rulesets()[0]!;
    assert.deepEqual(
      text.split('\n').slice(0, -1),
      lines.map((line) => line.text),
    );
    assert.ok(lines.some((line) => line.text === '-A INPUT -m comment --comment "a b" -j DROP'));
  });

  it('is followed through long documents', async () => {
    const rules = Array.from(
      { length: 4000 },
      (_, i) => `-A INPUT -s 10.$A.${i >> 8}.${i % 256} -p tcp --dport 22 -j DROP`,
    );
    const script = `A=1; iptables-restore <<END\n*filter\n${rules.join('\n')}\nCOMMIT\nEND\n`;
    assert.equal(builtTexts(await effectOf(script)).length, 4000);
  });

  it('is not followed without end', async () => {
    const list = (count: number) => Array.from({ length: count }, (_, i) => i).join(' ');
    const rule = 'INPUT -s 10.0.$a.$b -d $X';
    const loops = `for a in ${list(40)}; do for b in ${list(40)}; do iptables -C ${rule} || iptables -A ${rule}; done; done`;
    assert.equal((await effectOf(loops)).complete, false);
    assert.equal((await effectOf('iptables -F')).complete, true);
  }).timeout(60_000);

  it('is more than is known where functions differ on too many ways', async () => {
    const ways = (name: string, body: string) =>
      `if a; then ${name}() { ${body}; }; elif b; then ${name}() { ${body} x; }; else ${name}() { ${body} y; }; fi`;
    const names = Array.from({ length: 12 }, (_, index) => `f${index}`);
    const functions = names.map((name, index) => ways(name, index > 0 ? `f${index - 1}; f${index - 1}` : 'echo'));
    const effect = await effectOf(`iptables -A INPUT; ${functions.join('\n')}\nf11`);
    assert.equal(effect.complete, false);
    assert.deepEqual(builtTexts(effect), ['filter …', '-A INPUT']);
  });

  it('has a rule for each address of short lists only', async () => {
    const list = (count: number) => Array.from({ length: count }, (_, i) => `10.0.0.${i}`).join(',');
    assert.equal(builtTexts(await effectOf(`iptables -A INPUT -s ${list(16)} -d ${list(16)}`)).length, 256);
    assert.equal(builtTexts(await effectOf(`iptables -A INPUT -s ${list(200)} -d ${list(200)}`)).length, 1);
  });

  for (const [group, rows] of Object.entries(groups))
    describe(group, () => {
      for (const [script, ...built] of rows)
        it(JSON.stringify(script), async () => {
          assert.deepEqual(builtTexts(await effectOf(script)), built);
        });
    });
});
