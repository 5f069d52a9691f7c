// By which words iptables is called, and where it runs then.
import { strict as assert } from 'node:assert';
import { mentionsIptables } from '../../server/src/shell/mentions';
import { stepsOf } from '../support/shell-steps';

describe('programs', () => {
  function check(command: string, ...expected: string[]): void {
    it(command, async () => assert.deepEqual(await stepsOf(`#!/bin/sh\n${command}`), expected));
  }

  describe('by their names', () => {
    check('iptables -F', 'iptables -F');
    check('/sbin/iptables -F', 'iptables -F');
    check('/usr/sbin/ip6tables-legacy -F', 'ip6tables-legacy -F');
    check('iptables-nft -F', 'iptables-nft -F');
    check('../bin/ip6tables-nft -F', 'ip6tables-nft -F');
    check('xtables-nft-multi iptables -F', 'iptables -F');
    check('xtables-legacy-multi main6 -F', 'ip6tables -F');
    check('xtables-multi iptables-restore <<EOF\nx\nEOF', 'iptables-restore ["x\\n"]');
    check('iptables-save > x');
    check('iptables-translate -A INPUT');
    check('myiptables -F; iptablesx -F; iptables.sh -F; nft flush ruleset; arptables -F');
    check('iptables', 'iptables');
  });

  describe('by variables', () => {
    check('IPT=/sbin/iptables; $IPT -F', 'iptables -F');
    check('IPT="/sbin/iptables -w 5"; $IPT -F', 'iptables -w 5 -F');
    check('IPT=$(which iptables); $IPT -F', 'iptables -F');
    check('IPT=`command -v ip6tables`; "$IPT" -F', 'ip6tables -F');
    check('IPT=$(type -p iptables); $IPT -F', 'iptables -F');
    check('${IPT:-/sbin/iptables} -F', 'iptables -F');
    check('IPT=${IPTABLES:-iptables}; $IPT -F', 'iptables -F');
    check('BIN=/sbin; $BIN/iptables -F', 'iptables -F');
    check('${PREFIX}/sbin/iptables -F', 'iptables -F');
    check('$IPT -F', 'maybe: iptables -F [guessed]');
    check('${IPTABLES} -F', 'maybe: iptables -F [guessed]');
    check('"$IP6TABLES" -F', 'maybe: ip6tables -F [guessed]');
    check(
      '$IPT6 -F; $ip6t -F; $IPV6TABLES -F; $iptables_cmd -F; $IPTABLES_RESTORE -n',
      ...[
        'maybe: ip6tables -F [guessed]',
        'maybe: ip6tables -F [guessed]',
        'maybe: ip6tables -F [guessed]',
        'maybe: iptables -F [guessed]',
        'maybe: iptables-restore -n [guessed, unknown input, noflush]',
      ],
    );
    check('$FOO -F; $SCRIPT -A; $CIPHER -t');
    check('. /etc/default/fw; $IPT -F', 'maybe: iptables -F [guessed]');
    check('if [ -x /x ]; then IPT=/x/iptables; else IPT=/y/iptables-nft; fi; $IPT -F', 'iptables -F');
    const either = (...[one, other]: string[]) => ['or', `  maybe: ${one}`, 'or', `  maybe: ${other}`];
    check(
      'if [ -x /x ]; then IPT=/x/iptables; else IPT=/y/ip6tables; fi; $IPT -F',
      ...either('iptables -F', 'ip6tables -F'),
    );
    check(
      'if iptables -w -V; then IPT="iptables -w"; else IPT=/sbin/iptables; fi; $IPT -F',
      'iptables -w -V [tested]',
      'iptables -w -F',
    );
    check('case $A in 1) W=-w;; 2) W="--wait 5";; *) W=; esac; iptables $W -F', 'iptables -w -F');
    check('if a; then W=-w; else W=-v; fi; iptables $W -F', 'iptables ‹$W›… -F');
    check(
      'if a; then X="iptables -w"; else X="ip6tables -w"; fi; $X -F',
      ...either('iptables -w -F', 'ip6tables -w -F'),
    );
    check('if a; then X=iptables; else X="echo iptables"; fi; $X -F');
    check('if a; then V=-A; else V="-I 1"; fi; iptables $V X', ...either('iptables -A X', 'iptables -I 1 X'));
    check('if a; then V=A; else V=; fi; iptables "-$V" X', ...either('iptables -A X', 'iptables - X'));
    check('V=; if a; then V=--append; fi; iptables $V "$V"', ...either('iptables --append --append', 'iptables ""'));
    check(
      'if a; then T=nat; else T=raw; fi; iptables -t "$T" -F; iptables $T',
      ...either('iptables -t nat -F', 'iptables -t raw -F'),
      'iptables ‹$T›…',
    );
    check('if a; then V="-A $1"; else V=-I; fi; iptables $V X', 'iptables ‹$V›… X');
    check('iptables${X:+ -w $X} -F', 'iptables -F');
    check('X=$(cat x); iptables${X:+ -w $X} -F', 'iptables "‹${X:+ -w $X}›"… -F');
    check('X=$(cat x); iptables${X:+ -w}-restore -F; IFS=,; iptables${X:+ -w} -F');
    check('for d in /sbin /usr/sbin; do [ -x $d/iptables ] && X=$d/iptables; done; $X -F', 'iptables -F');
    check(
      'X=$(which iptables || echo /sbin/iptables); $X -F; $X-restore -n',
      'iptables -F',
      'iptables-restore -n [unknown input, noflush]',
    );
    check(
      'find() { for d in $PATH; do [ -x $d/$1 ] && echo $d/$1 && return; done; }; X=$(find iptables); $X -F',
      'iptables -F',
    );
    check('[ -z "$X" ] && X=/sbin/iptables; $X -F', 'iptables -F');
    check('X=$(which iptables || echo echo); $X -F');
    check('IPT="sudo iptables"; $IPT -F', 'iptables -F');
    check('ECHO=echo; $ECHO iptables -F');
    check('S=; $S iptables -F', 'iptables -F');
    check('$SUDO iptables -F', 'iptables -F');
    check('$DRY iptables -F', 'maybe: iptables -F');
  });

  describe('behind others', () => {
    const here = [
      'sudo',
      'sudo -n',
      'sudo -n -u root',
      'sudo -nu root',
      'sudo -E --',
      'sudo X=1',
      'sudo --user root',
      'doas',
      'doas -u root',
    ];
    here.push(
      'exec',
      'exec -a x',
      'command',
      'command --',
      'builtin',
      'nohup',
      'setsid',
      'time',
      'time -p',
      'env',
      'env X=1 Y=2',
      'env -u X',
    );
    here.push(
      'env -i A="$B"',
      'nice',
      'nice -n 5',
      'nice -10',
      'ionice -c3',
      'ionice -c 2 -n 7',
      'timeout 5',
      'timeout -k 1 5s',
      'timeout --signal=KILL 5',
    );
    here.push(
      'flock /run/x',
      'flock -w 5 /run/x',
      'chroot /mnt',
      'busybox',
      'toybox',
      'stdbuf -oL',
      'stdbuf -o L',
      'taskset 1',
      'strace -f -o x',
    );
    here.push('sudo env X=1 nice', 'nsenter -m -t 1', 'nsenter -t 1 -m --', 'X=1', 'X=1 sudo');
    for (const wrapper of here) check(`${wrapper} iptables -F`, 'iptables -F');
    check('! iptables -F', 'iptables -F [tested]');
    const elsewhere = {
      'ip netns exec red': 'netns red',
      'sudo ip netns exec "$NS"': 'netns ‹$NS›',
      'nsenter -t 1 -n': 'nsenter -t 1 -n',
      'nsenter --target "$PID" --net --': 'nsenter --target ‹$PID› --net',
      'nsenter --net=/run/netns/x': 'nsenter --net=/run/netns/x',
      'kubectl exec pod --': 'kubectl exec pod',
      'kubectl -n ns exec -it pod -c istio-proxy --': 'kubectl exec -n ns -it pod -c istio-proxy',
      'docker exec c': 'docker exec c',
      'docker exec -it --user root -e X=1 c': 'docker exec -it --user root -e X=1 c',
      'podman exec c': 'podman exec c',
      'lxc-attach -n c --': 'lxc-attach -n c',
      'lxc exec c --': 'lxc exec c',
      'unshare -n': 'unshare -n',
      'ssh root@h': 'ssh root@h',
      'ssh -p 22 h': 'ssh -p 22 h',
      'ip netns exec a ip netns exec b': 'netns a / netns b',
    };
    for (const [wrapper, place] of Object.entries(elsewhere))
      check(`${wrapper} iptables -F`, `iptables -F [in ${place}]`);
    check('ip link set x up; ip -all netns list; ip netns add iptables');
    check('kubectl get iptables; docker run iptables -F', 'maybe: iptables -F');
    check('command -v iptables; command -V iptables; which iptables; type iptables');
    check('echo iptables -F; log "iptables -F"; apt-get install iptables -y; modprobe iptables -q');
    check('run iptables -F', 'maybe: iptables -F');
    check('retry 5 iptables -F', 'maybe: iptables -F');
    check('run() { "$@"; }; run iptables -F', 'iptables -F');
    check('run() { echo "$@"; }; run iptables -F');
    check('xargs -n1 iptables -A', 'loop', '  maybe: iptables -A ‹…›…');
    check('xargs -I{} iptables -A X-{}', 'loop', '  maybe: iptables -A X-‹{}›');
    check('xargs -n 1 -I % iptables -s %/32', 'loop', '  maybe: iptables -s ‹%›/32');
    check('xargs --replace=X -P 4 iptables -A X', 'loop', '  maybe: iptables -A ‹X›');
  });

  describe('as text for a shell', () => {
    check("sh -c 'iptables -F; ip6tables -X'", 'iptables -F', 'ip6tables -X');
    check('sudo bash -ec "iptables -A \'a b\'"', 'iptables -A "a b"');
    check('sh -c "iptables -A INPUT -p tcp --dport $PORT"', 'iptables -A INPUT -p tcp --dport ‹$PORT›…');
    check('sh -c "iptables -A \'$X\'"', 'iptables -A ‹$X›');
    check("kubectl exec pod -- sh -c 'iptables -F'", 'iptables -F [in kubectl exec pod]');
    check(
      "ssh h 'iptables -F A && iptables -X'",
      'iptables -F A [in ssh h, tested]',
      'success',
      '  maybe: iptables -X [in ssh h]',
      'failure',
    );
    check('ssh h iptables -F \\; iptables -X', 'iptables -F [in ssh h]', 'iptables -X [in ssh h]');
    check("su -c 'iptables -F' root; su root -c 'iptables -X'", 'iptables -F', 'iptables -X');
    check('runuser -u root -- iptables -F', 'iptables -F');
    check("eval 'iptables -F'", 'iptables -F');
    check('sh script.sh iptables; bash -n x');
    check('ip netns exec a sh <<EOF\niptables -F\nEOF', 'iptables -F [in netns a]');
  });
});

describe('mentionsIptables', () => {
  for (const text of ['iptables -F', 'x=$IP6TABLES', 'xtables-multi', '"$IPT" -F', '${ipt}', '# ip6tables', '$IPT6'])
    it(`sees it in ${text}`, () => assert.equal(mentionsIptables(text), true));
  for (const text of [
    '',
    'echo hello',
    'script; receipt; iptable',
    'nft add table ip x',
    'description',
    'tip to',
    'encrypted',
    'xt_x.ko',
  ])
    it(`sees none in ${JSON.stringify(text)}`, () => assert.equal(mentionsIptables(text), false));
});
