// What is odd about a script's commands.
import { strict as assert } from 'node:assert';
import { effectOf, eventTexts } from '../support/effect-text';

/** Scripts with all events but hints. */
const events: readonly (readonly [script: string, ...events: string[]])[] = [
  [
    'iptables -A INPUT -j X; iptables -N X',
    'undefined-chain: iptables -A INPUT -j X (of X; with iptables -N X)',
    'not-idempotent: iptables -N X',
  ],
  [
    'iptables -A X -j DROP; iptables -N X',
    'undefined-chain: iptables -A X -j DROP (of X; with iptables -N X)',
    'not-idempotent: iptables -N X',
  ],
  ['iptables -A INPUT -j DOCKER-USER', '? undefined-chain: iptables -A INPUT -j DOCKER-USER (of DOCKER-USER)'],
  ['iptables -F DOCKER-USER', '? undefined-chain: iptables -F DOCKER-USER (of DOCKER-USER)'],
  [
    'iptables -t nat -F X; iptables -t nat -X X; iptables -t nat -N X; iptables -A INPUT -j X',
    'missing-table-flag: iptables -A INPUT -j X (of X; in nat)',
  ],
  [
    'iptables -t nat -F X; iptables -t nat -X X; iptables -t nat -N X; iptables -A FORWARD -j X',
    '? undefined-chain: iptables -A FORWARD -j X (of X; in nat)',
  ],
  [
    'iptables -F X; iptables -X X; iptables -N X; iptables -t nat -A OUTPUT -j X',
    '? undefined-chain: iptables -t nat -A OUTPUT -j X (of X; in filter)',
  ],
  ['iptables -P PREROUTING DROP', 'missing-table-flag: iptables -P PREROUTING DROP (of PREROUTING; in mangle, raw)'],
  ['iptables -E X Y', '? undefined-chain: iptables -E X Y (of X)'],
  ['iptables -F X; iptables -X X; iptables -N X'],
  ['iptables -F X 2>/dev/null; iptables -X X || true'],
  [
    'set -e; iptables -D INPUT -j DROP 2>/dev/null',
    'delete-without-match: iptables -D INPUT -j DROP 2>/dev/null (of INPUT)',
  ],
  ['set -e; iptables -D INPUT -j DROP 2>/dev/null || true'],
  ['iptables -A INPUT\u00a0-p tcp -j DROP'],
  ['set -e; iptables -F X; iptables -N X', '? undefined-chain: iptables -F X (of X)'],
  ['iptables -A DOCKER-USER -j DROP', '? undefined-chain: iptables -A DOCKER-USER -j DROP (of DOCKER-USER)'],
  ['iptables -A X -j DROP 2>/dev/null; iptables -N X', 'not-idempotent: iptables -N X'],
  ['case $1 in init) iptables -N X;; add) iptables -A X -j DROP;; esac'],
  ['mk() { iptables -N X; }; [ -n "$A" ] && mk; iptables -A X -j DROP'],
  [
    'iptables -N X; iptables -N X',
    'not-idempotent: iptables -N X',
    'chain-exists: iptables -N X (of X; with iptables -N X)',
  ],
  ['iptables -N X; iptables -N X 2>/dev/null', 'not-idempotent: iptables -N X'],
  ['iptables -N X; iptables -N X || true', 'not-idempotent: iptables -N X'],
  [
    'iptables -N X; iptables -A X -j DROP; iptables -X X',
    'not-idempotent: iptables -N X',
    'not-idempotent: iptables -A X -j DROP',
    'chain-not-empty: iptables -X X (of X; with iptables -A X -j DROP)',
  ],
  [
    'iptables -N X; iptables -A INPUT -j X; iptables -X X',
    'not-idempotent: iptables -N X',
    'not-idempotent: iptables -A INPUT -j X',
    'chain-not-empty: iptables -X X (of X; with iptables -A INPUT -j X)',
  ],
  [
    'iptables -N X; iptables -A INPUT -j X; iptables -X',
    'not-idempotent: iptables -N X',
    'not-idempotent: iptables -A INPUT -j X',
    'chain-not-empty: iptables -X (of X; with iptables -A INPUT -j X)',
  ],
  ['iptables -N X; iptables -A INPUT -j X; iptables -F; iptables -X X'],
  ['iptables -D INPUT -j DROP', 'delete-without-match: iptables -D INPUT -j DROP (of INPUT)'],
  ['iptables -I INPUT 2 -j DROP; iptables -R INPUT 1 -j DROP; iptables -D INPUT 1'],
  ['iptables -F OUTPUT; iptables -I INPUT 2 -j DROP'],
  ['iptables -F X; iptables -X X; iptables -N X 2>/dev/null; iptables -I X 5 -j DROP'],
  ['iptables -F X; iptables -X X; iptables -N X; iptables -I X $N -j DROP; iptables -D X 1'],
  ['iptables -F INPUT; [ -f x ] && iptables -A INPUT -j DROP; iptables -D INPUT 1'],
  ['iptables -F INPUT; iptables -A INPUT -j DROP; iptables -I INPUT 2 -j LOG; iptables -D INPUT 2'],
  ['[ -f x ] && iptables -F INPUT; iptables -D INPUT 1'],
  ['iptables -F INPUT; iptables -D INPUT 1', 'number-too-large: iptables -D INPUT 1 (of INPUT)'],
  [
    'iptables -N X; iptables -A X -s $HOSTS -j DROP; iptables -D X 2; iptables -A X $O; iptables -D X 0x9',
    'not-idempotent: iptables -N X',
  ],
  ['iptables -F INPUT; [ -f x ] && iptables -D INPUT 1', '? number-too-large: iptables -D INPUT 1 (of INPUT)'],
  [
    'iptables-restore <<E\n*filter\n:X - [0:0]\n-A X -j DROP\nCOMMIT\nE\niptables -R X 2 -j LOG; iptables -I INPUT 2 -j LOG',
    'number-too-large: iptables -R X 2 -j LOG (of X)',
    'number-too-large: iptables -I INPUT 2 -j LOG (of INPUT)',
  ],
  ['iptables -D INPUT -j DROP; iptables -A INPUT -j DROP'],
  ['iptables -D INPUT -j DROP 2>/dev/null; iptables -D INPUT -j DROP || true'],
  ['case $1 in start) iptables -A INPUT -j DROP;; stop) iptables -D INPUT -j DROP;; esac'],
  ['stop() { iptables -D INPUT -j DROP; }; iptables -A INPUT -j DROP; trap stop EXIT'],
  ['stop() { iptables -D INPUT -j DROP; }; trap stop EXIT; iptables -A INPUT -j DROP; sleep infinity'],
  [
    'stop() { iptables -D INPUT -j DROP; }; trap stop INT; iptables -A INPUT -j DROP',
    'not-idempotent: iptables -A INPUT -j DROP',
  ],
  [
    'set -e; trap "iptables -F X; iptables -X X" EXIT; iptables -N X; iptables -N X',
    'chain-exists: iptables -N X (of X; with iptables -N X)',
  ],
  [
    'iptables -A INPUT -p tcp --dport 22 -j ACCEPT; iptables -D INPUT -p tcp --dport 23 -j ACCEPT',
    'not-idempotent: iptables -A INPUT -p tcp --dport 22 -j ACCEPT',
    'delete-without-match: iptables -D INPUT -p tcp --dport 23 -j ACCEPT (of INPUT)',
  ],
  ['iptables -A INPUT -j ACCEPT', 'not-idempotent: iptables -A INPUT -j ACCEPT'],
  ['iptables -F; iptables -A INPUT -j ACCEPT'],
  ['iptables -D INPUT -j ACCEPT 2>/dev/null; iptables -A INPUT -j ACCEPT'],
  ['iptables -N X 2>/dev/null; iptables -F X; iptables -A X -j DROP'],
  ['iptables -F; iptables -X; iptables -N X; iptables -A X -j DROP; iptables -A INPUT -j X'],
  ['iptables -F X; iptables -X X; iptables -N X; iptables -A X -j DROP'],
  ['iptables -P INPUT DROP; iptables -t nat -P OUTPUT ACCEPT'],
  ['iptables -A INPUT -s $A -j DROP', 'not-idempotent: iptables -A INPUT -s $A -j DROP'],
  [
    'add() { iptables -A "$@"; }; add INPUT -j DROP; add OUTPUT -j DROP',
    'not-idempotent: iptables -A "$@"',
    'not-idempotent: iptables -A "$@"',
  ],
  ['iptables-restore <<E\n*filter\n:X - [0:0]\n-A INPUT -j X\nCOMMIT\nE'],
  ['iptables-restore -n <<E\n*filter\n:X - [0:0]\n-A X -j DROP\nCOMMIT\nE'],
  ['iptables-restore -n <<E\n*filter\n-A INPUT -j DROP\nCOMMIT\nE', 'not-idempotent: iptables-restore -n <<E'],
  [
    'iptables -A PREROUTING -p tcp --dport 80 -j REDIRECT --to-ports 8080',
    'missing-table-flag: iptables -A PREROUTING -p tcp --dport 80 -j REDIRECT --to-ports 8080 (of PREROUTING; in nat)',
  ],
  [
    'iptables -A OUTPUT -p tcp -j DNAT --to-destination 10.0.0.1',
    'missing-table-flag: iptables -A OUTPUT -p tcp -j DNAT --to-destination 10.0.0.1 (of OUTPUT; in nat)',
  ],
  [
    'iptables -A POSTROUTING -j MASQUERADE',
    'missing-table-flag: iptables -A POSTROUTING -j MASQUERADE (of POSTROUTING; in nat)',
  ],
  [
    'iptables -A PREROUTING -j MARK --set-mark 1',
    'missing-table-flag: iptables -A PREROUTING -j MARK --set-mark 1 (of PREROUTING; in nat, mangle, raw)',
  ],
  [
    'iptables -A INPUT -j TPROXY --on-port 1',
    'missing-table-flag: iptables -A INPUT -j TPROXY --on-port 1 (of INPUT; in mangle)',
  ],
  [
    'iptables -t nat -N X; iptables -A X -p tcp -j REDIRECT',
    'not-idempotent: iptables -t nat -N X',
    'missing-table-flag: iptables -A X -p tcp -j REDIRECT (of X; in nat)',
  ],
  [
    'iptables -t nat -N X; iptables -A X -p tcp -j ACCEPT',
    'not-idempotent: iptables -t nat -N X',
    'missing-table-flag: iptables -A X -p tcp -j ACCEPT (of X; in nat)',
  ],
  [
    'iptables -t nat -N X; iptables -A PREROUTING -j X',
    'not-idempotent: iptables -t nat -N X',
    'missing-table-flag: iptables -A PREROUTING -j X (of PREROUTING; in nat)',
  ],
  ['iptables $T -A PREROUTING -j ACCEPT'],
  ['iptables -t filter -A PREROUTING -j ACCEPT'],
  [
    'iptables -A INPUT -j DROP; iptables -A INPUT -p tcp -j ACCEPT',
    'not-idempotent: iptables -A INPUT -j DROP',
    'rule-after-drop: iptables -A INPUT -p tcp -j ACCEPT (of INPUT; with iptables -A INPUT -j DROP)',
    'not-idempotent: iptables -A INPUT -p tcp -j ACCEPT',
  ],
  [
    'iptables -A INPUT -j DROP; iptables -I INPUT -p tcp -j ACCEPT',
    'not-idempotent: iptables -A INPUT -j DROP',
    'not-idempotent: iptables -I INPUT -p tcp -j ACCEPT',
  ],
  [
    'iptables -A INPUT -j LOG; iptables -A INPUT -p tcp -j ACCEPT',
    'not-idempotent: iptables -A INPUT -j LOG',
    'not-idempotent: iptables -A INPUT -p tcp -j ACCEPT',
  ],
  [
    'iptables -A INPUT -m comment --comment all -j REJECT --reject-with icmp-port-unreachable; iptables -A INPUT -p tcp -j ACCEPT; iptables -A INPUT -p udp -j ACCEPT',
    'not-idempotent: iptables -A INPUT -m comment --comment all -j REJECT --reject-with icmp-port-unreachable',
    'rule-after-drop: iptables -A INPUT -p tcp -j ACCEPT (of INPUT; with iptables -A INPUT -m comment --comment all -j REJECT --reject-with icmp-port-unreachable)',
    'not-idempotent: iptables -A INPUT -p tcp -j ACCEPT',
    'rule-after-drop: iptables -A INPUT -p udp -j ACCEPT (of INPUT; with iptables -A INPUT -m comment --comment all -j REJECT --reject-with icmp-port-unreachable)',
    'not-idempotent: iptables -A INPUT -p udp -j ACCEPT',
  ],
  [
    'iptables -A INPUT -j DROP; iptables -A INPUT -p tcp -j ACCEPT; iptables -D INPUT -j DROP',
    'not-idempotent: iptables -A INPUT -p tcp -j ACCEPT',
  ],
  [
    'iptables -A INPUT -s 0.0.0.0/0 -p all -j DROP; iptables -A INPUT -p tcp -j ACCEPT',
    'not-idempotent: iptables -A INPUT -s 0.0.0.0/0 -p all -j DROP',
    'rule-after-drop: iptables -A INPUT -p tcp -j ACCEPT (of INPUT; with iptables -A INPUT -s 0.0.0.0/0 -p all -j DROP)',
    'not-idempotent: iptables -A INPUT -p tcp -j ACCEPT',
  ],
  [
    'iptables -A INPUT -s $A -j DROP; iptables -A INPUT -p tcp -j ACCEPT',
    'not-idempotent: iptables -A INPUT -s $A -j DROP',
    'not-idempotent: iptables -A INPUT -p tcp -j ACCEPT',
  ],
  [
    'iptables -N X; iptables -A X -j RETURN; iptables -A X -j DROP',
    'not-idempotent: iptables -N X',
    'not-idempotent: iptables -A X -j RETURN',
    'rule-after-drop: iptables -A X -j DROP (of X; with iptables -A X -j RETURN)',
    'not-idempotent: iptables -A X -j DROP',
  ],
  [
    'iptables -t filter -A INPUT $X -j DROP; iptables -A INPUT -p tcp -j ACCEPT',
    'not-idempotent: iptables -t filter -A INPUT $X -j DROP',
    'not-idempotent: iptables -A INPUT -p tcp -j ACCEPT',
  ],
  ['case $1 in a) iptables -A INPUT -j DROP;; b) iptables -A INPUT -p tcp -j ACCEPT;; esac'],
];

/** Scripts with the events that are hints. */
const hints: readonly (readonly [script: string, ...events: string[]])[] = [
  [
    'iptables -A INPUT -j DROP; iptables -A INPUT -p tcp -j ACCEPT; iptables -A FORWARD -j DROP',
    'family-gap: iptables -A INPUT -j DROP (of INPUT; with iptables -A FORWARD -j DROP)',
    'missing-wait: iptables -A INPUT -j DROP (with iptables -A INPUT -p tcp -j ACCEPT, iptables -A FORWARD -j DROP)',
  ],
  ['iptables -w -A INPUT -j DROP; ip6tables -w -A INPUT -j DROP'],
  ['for c in iptables ip6tables; do $c -A INPUT -j DROP; done', 'missing-wait: $c -A INPUT -j DROP'],
  ['ipt() { iptables -w "$@"; }; ipt -t nat -A OUTPUT -j ACCEPT'],
  ['iptables-nft -t nat -A OUTPUT -j ACCEPT; iptables -L'],
  ['ip6tables -w -P INPUT DROP; iptables -w -A INPUT -j DROP'],
  ['ip6tables -w -P INPUT ACCEPT; iptables -w -A INPUT -j DROP', 'family-gap: iptables -w -A INPUT -j DROP (of INPUT)'],
  ['iptables-restore -w < /etc/rules; iptables-restore < /etc/rules', 'missing-wait: iptables-restore < /etc/rules'],
  ['iptables $W -t nat -A OUTPUT -j ACCEPT'],
  ['iptables-restore -w <<E\n*nat\nCOMMIT\nE'],
  ['iptables-restore <<E\n*nat\n-A OUTPUT -j ACCEPT\nCOMMIT\nE', 'missing-wait: iptables-restore <<E'],
];

const isHint = (text: string) => /^(?:family-gap|missing-wait)/.test(text);

describe('events of a script', () => {
  for (const [script, ...expected] of events)
    it(JSON.stringify(script), async () => {
      assert.deepEqual(
        eventTexts(await effectOf(script), script).filter((text) => !isHint(text)),
        expected,
      );
    });
});

describe('hints for a script', () => {
  for (const [script, ...expected] of hints)
    it(JSON.stringify(script), async () => {
      assert.deepEqual(eventTexts(await effectOf(script), script).filter(isHint), expected);
    });
});
