// What scripts expand to, compared with the real shells: programs in place of iptables tell their arguments.
import { strict as assert } from 'node:assert';
import { inPath } from '../../scripts/programs';
import { readScript } from '../../server/src/shell/read-script';
import type { Command, Restore, Step } from '../../server/src/shell/steps';
import { textOf } from '../../server/src/shell/word';
import { type RealCall, runForReal } from '../support/real-shell';
import { leaveOut } from '../support/requirements';
import { shellParser } from '../support/shell-steps';

/** The calls of a script in which nothing is unknown: the programs in place of iptables succeed. */
function flatten(steps: readonly Step[]): (Command | Restore)[] {
  return steps.flatMap((step): (Command | Restore)[] => {
    if (step.kind === 'command' || step.kind === 'restore') return [step];
    if (step.kind === 'branch') return flatten(step.alternatives.find(({ when }) => when === 'success')?.steps ?? []);
    return step.kind === 'block' ? flatten(step.steps) : [];
  });
}

async function ours(shell: 'sh' | 'bash', script: string): Promise<RealCall[]> {
  const shebang = `#!/bin/${shell}\n`;
  return flatten(readScript(shebang + script, await shellParser()).steps).map((step) => ({
    words: [step.program.name, ...step.words.map(({ pieces }) => textOf(pieces) ?? '‹›')],
    input: step.kind === 'restore' ? step.input && textOf(step.input) : undefined,
  }));
}

const both = [
  // Options
  'set -- -n -l "a b" -xy z; while getopts nl:xy f; do iptables "$f" "$OPTARG"; done; shift $((OPTIND - 1)); iptables "$@"',
  'set -- -la b; while getopts :l:q f; do iptables "$f" "$OPTARG"; done; iptables $OPTIND $f',
  'set -- -z -l; while getopts :l:q f; do iptables "$f" "$OPTARG"; done; iptables $OPTIND $f',
  'set -- -q -- -l; while getopts l:q f; do iptables "$f"; done; shift $((OPTIND - 1)); iptables "$@"',
  'f() { local o OPTIND=1; while getopts ab: o; do iptables "$o" $OPTIND; done; }; f -a -b 1; f -b 2 c',
  'while getopts ab f -a -b; do iptables $f; done',
  // Quotes and escapes
  `iptables -A INPUT -m comment --comment "a  b" -j 'DROP'`,
  `iptables a\\ b "c\\"d" 'e"f' "g'h" i"j"'k'l`,
  'iptables "\\$X \\` \\\\ \\n" \\$X',
  'iptables -A INPUT \\\n  -p tcp \\\n  --dport 80',
  `EMPTY=; iptables '' "" $EMPTY "$EMPTY" x`,
  'iptables "a\nb"',
  'iptables a#b # c',
  'iptables ! -s 1.2.3.4',
  'iptables a;iptables b',
  'iptables "a"b\'c\'$((1))',
  `iptables 'a\\nb' "a\\nb"`,
  // Variables
  'X=a; iptables $X ${X} "$X" "${X}b" ${X}b',
  'X="a b"; iptables $X "$X"',
  'X=" a  b "; iptables $X x$X"y"$X',
  'X=a Y=$X; iptables $Y',
  'Y=; X="a $Y b"; iptables $X',
  'X=a; X=$X,b; iptables $X',
  'X=; iptables "$X" $X end',
  'X="1 2"; Y="$X 3"; iptables $Y',
  'X=\'a*b\'; iptables "$X"',
  'X=a; unset X; iptables "x$X"',
  'export X=a Y=b; iptables $X $Y',
  'readonly X=a; iptables $X',
  'X=; X=a iptables $X',
  'IFS=,; X=a,b,c; iptables $X',
  'IFS=:; X=a::b; iptables $X',
  'X=a,b; iptables "$X" $X',
  'X="a\tb"; iptables $X',
  // Forms of parameters
  'X=; iptables "${X:-a}" "${X-b}" "${Y_:-c d}" "${Y_-e}"',
  'unset Y; iptables ${Y:-a b} "${Y:-a b}"',
  'unset Y; iptables ${Y:="v w"} $Y "$Y"',
  'X=a; iptables ${X:+b} "${X:+c d}" ${X+e}',
  'X=; iptables "${X:+b}" ${X:+c} ${X+d}',
  'unset X; iptables ${X:+b} ${X+c} end',
  'X=eth0.5; iptables ${X%.*} ${X#*.} ${X%%[0-9]*} ${X##*h}',
  'X=/usr/sbin/x; iptables ${X##*/} ${X%/*} ${X%%/*}end ${X#/}',
  'X=10.0.0.0/8; iptables ${X%/*} ${X#*/}',
  'X=abc; iptables ${#X}',
  'X=a.b.c; P=.; iptables ${X%"$P"*}',
  "X='a*c'; iptables ${X#'a*'} \"${X%'*c'}\"",
  'unset A B; iptables ${A:-${B:-c}}',
  'A=x; iptables "${A:-"b c"}"',
  `X=; Y=ab; iptables "\${X:-"80"}" "\${X:-'80'}" "\${X:-"a b"c d}" "\${X:-a"b c"d"e"}" "\${X:-""}" "\${Y:+"-s $Y"}"`,
  `X=; iptables "\${X:-"a'b"}" "\${X:-"\\$a"}" "\${X:-a\\"b}" "\${X:-a\\}b}" "\${X:-\\"a\\"}" \${X:-"a b"}`,
  `X=; iptables-restore <<E\n\${X:-"80"} \${X:-'80'} \${X:-a\\"b} \${X:-"\\$a"}\nE`,
  'D="a b"; unset X; for x in ${X:-$D}; do iptables $x; done',
  // Arithmetic
  'X=2; iptables $((X + 3 * 4)) $(( $X + 1 ))',
  'X=80; iptables $((X+1)):$((X*2))',
  'i=0; i=$((i+1)); i=$((i+1)); iptables $i',
  'iptables $((0x10)) $((010)) $((7/2)) $((-7/2)) $((7%3)) $((1<<4)) $((5&3)) $((5|3)) $((5^3))',
  'iptables $((1<2)) $((2==2)) $((1&&0)) $((1||0)) $((!1)) $((~1)) $((1?2:3))',
  'i=1; : $((i+=5)); iptables $i',
  // Loops and lists
  'for p in 80 443; do iptables $p; done',
  'for c in iptables ip6tables; do $c -F; done',
  'for c in iptables ip6tables\ndo\n  for t in filter nat; do $c -t $t -F\n  done\ndone',
  'P="80 443"; for p in $P 22; do iptables $p; done; iptables $p',
  'for p in "a b" c; do iptables $p "$p"; done',
  'for p; do iptables $p; done; iptables end',
  'for p in; do iptables $p; done; iptables end',
  'for p in a b c; do [ $p = b ] && continue; iptables $p; done',
  'for p in a b c; do if [ $p = b ]; then break; fi; iptables $p; done; iptables end',
  'for a in 1 2; do for b in 1 2; do [ $b = 2 ] && continue 2; iptables $a $b; done; done',
  'for a in 1 2; do for b in 1 2; do [ $b = 2 ] && break 2; iptables $a $b; done; done',
  'i=0; while [ $i -lt 3 ]; do iptables $i; i=$((i+1)); done',
  'i=3; until [ $i -eq 0 ]; do iptables $i; i=$((i-1)); done; iptables end $i',
  'set -- a b c; while [ $# -gt 0 ]; do iptables $1; shift; done',
  'printf "80 tcp\\n53 udp\\n" | while read p proto; do iptables $p $proto; done',
  'while read p proto rest; do iptables "$p" "$proto" "$rest"; done <<EOF\n80 tcp a b\n53  udp\nEOF',
  'while IFS=: read a b; do iptables $a $b; done <<EOF\n1:2\n3:4:5\nEOF',
  'while IFS= read -r l; do iptables "$l"; done <<EOF\n  a b \nc\\d\nEOF',
  // Functions
  'f() { iptables -w "$@"; }; f -A INPUT "a b"; f',
  'f() { iptables $1 $2 "$3" $#; }; f a b "c d"',
  'f() { iptables $@; iptables $*; iptables "$*"; }; f a "b c" d',
  'f() { shift; iptables "$@"; }; f a b c',
  'f() { c=$1; shift; $c -w "$@"; }; f iptables -F; f ip6tables -X',
  'f() { X=b; }; X=a; f; iptables $X',
  'f() { local X=b; iptables $X; }; X=a; f; iptables $X',
  'f() { local X; X=b; g; }; g() { iptables $X; }; X=a; f; g',
  'f() { [ "$1" = a ] && return; iptables $1; }; f a; f b',
  'f() { if [ "$1" = a ]; then return 1; fi; return 0; }; f a || iptables 1; f b && iptables 2',
  'f() { for p in "$@"; do iptables $p; done; }; f 1 "2 3"',
  'f() { iptables "${2:-x}" "${1}y"; }; f a; f a b',
  'f() { set -- x "$@"; iptables "$@"; }; f a; set --; iptables "$@" end',
  'f() { iptables "a$@b"; }; f 1 2; f; f 1',
  'X=; f() { iptables in; }; (f; X=1); iptables "x$X"',
  'f() { g "$@" x; }; g() { iptables "$@"; }; f "a b"',
  'iptables() { command iptables -w "$@"; }; iptables -F',
  'f() ( X=1; iptables $X; ); X=2; f; iptables $X',
  'f () {\n  iptables a\n}\nf\nf',
  'f() { echo 10.0.0.$1; }; iptables -s $(f 1) -d "$(f 2)"',
  // Conditions
  'X=yes; if [ "$X" = yes ]; then iptables 1; else iptables 2; fi',
  'X=no; if [ "$X" = yes ]; then iptables 1; elif [ "$X" = no ]; then iptables 2; else iptables 3; fi',
  'X=; [ -z "$X" ] && iptables 1; [ -n "$X" ] && iptables 2; iptables 3',
  'X=5; [ $X -gt 3 ] && [ $X -le 5 ] && iptables 1 || iptables 2',
  '[ a = a -a b != b ] || iptables 1; [ a = b -o c = c ] && iptables 2; [ ! a = b ] && iptables 3',
  'test 1 -eq 1 && iptables 1; ! test 1 -eq 1 || iptables 2; [ "" ] || iptables 3; [ x ] && iptables 4',
  'true && iptables 1; false || iptables 2; false && iptables 3; : && iptables 4',
  'X=start; case "$X" in start|restart) iptables 1;; stop) iptables 2;; esac',
  'X=foo.sh; case $X in *.txt) iptables 1;; *.sh) iptables 2;; *) iptables 3;; esac',
  'X=b; case $X in [!a-c]*) iptables 1;; (?) iptables 2;; esac',
  'X="a b"; case "$X" in "a b") iptables 1;; esac; case $X in a*b) iptables 2;; esac',
  'case x in y) iptables 1;; esac; iptables 2',
  '{ iptables 1; iptables 2; }; ( iptables 3 )',
  'X=1; ( X=2; iptables $X ); iptables $X; { X=3; }; iptables $X',
  'false; iptables 1; exit 0; iptables 2',
  '( iptables 1; exit; iptables 2 ); iptables 3',
  'set -e; iptables 1; false || true; iptables 2',
  'if false; then iptables 1; fi; iptables 2',
  'if true\nthen iptables 1\nfi',
  // Substitutions
  'X=$(echo a b); iptables $X "$X"',
  'for i in $(seq 3) $(seq -1 1) $(seq 10 -5 0) $(seq 2 1) $(seq 0 0); do iptables $i; done',
  'X=`echo a`; iptables $X`echo b`',
  'X=$(echo "a  b"); iptables "$X" $X',
  'iptables "$(printf "%s-%s" a b)" $(printf \'%d\\n\' 1 2)',
  'iptables $(echo iptables | cat)',
  'IPT=$(command -v iptables | sed "s,.*/,,"); IPT=iptables; $IPT -F',
  'X=$(cat <<EOF\na b\nEOF\n); iptables $X',
  'iptables "$(echo "$(echo a) b")"',
  'X=a; Y=$(X=b; echo $X); iptables $X $Y',
  // Small programs
  'iptables $(echo a,b | tr , " ") $(echo ab | tr a-b A-B) $(echo "a   b" | tr -s " ") $(echo a-b | tr -d -)',
  'iptables $(echo "[x]a" | tr "[x]" "(y)") $(echo aBc | tr "[:upper:]" "[:lower:]") $(echo abc | tr abc xy)',
  'iptables $(echo a:b:c | cut -d: -f2) $(echo a:b:c | cut -d : -f 1,3) $(echo a:b:c | cut -f2- -d:) $(echo a | cut -d: -f2)',
  'L="1\n2\n3"; iptables $(echo "$L" | head -n1) $(echo "$L" | head -2) $(echo "$L" | tail -n 1) $(echo "$L" | tail -n +2)',
  "iptables $(echo a.b.a | sed 's/a/x/') $(echo a.b.a | sed 's/a/x/g;s/[.]/-/g') $(echo a.b | sed -e 's/\\./,/' -e s/b/c/)",
  'iptables "$(echo "a # b" | sed "s/ *#.*//")" "$(echo "a;b" | sed "s/;/ /g")" $(echo /x/y | sed "s|.*/||")',
  "iptables $(echo a12b3 | sed -E 's/[0-9]+/N/g') $(echo a | sed 's/.*/<&>/') $(printf 'a\\n\\nb\\n' | sed '/^$/d') $(echo a+b | sed s/+/-/)",
  "iptables $(echo a{2} | sed 's/a{2}/z/') | cat; iptables end",
  'L=$(printf \'#a\\nb\\nB.c\\n\'); iptables $(echo "$L" | grep -v \'^#\') $(echo "$L" | grep -i \'^b\') $(echo "$L" | grep -F .)',
  "iptables $(echo 'a  b c' | awk '{print $2}') $(echo a:b | awk -F: '{ print $2 }') $(echo 'a b' | awk '{print $NF}')",
  "iptables $(printf '#a\\nb c\\n' | awk '!/^#/ {print $1}') $(printf 'a 1\\nb 2\\n' | awk '/b/{print $2}')",
  'iptables $(seq 3) $(seq 2 4) $(seq 1 2 6) $(seq 3 -1 1) $(basename /a/b.sh) $(basename a/b.sh .sh) $(dirname /a/b) $(dirname a) $(dirname /a)',
  'echo "1 2,3 4" | tr , "\\n" | while read a b; do iptables $a $b; done',
  'seq 2 | while read p; do iptables $p; done; for p in $(seq 1 2); do iptables $((p * 2)); done',
  // How commands end
  'iptables a; if [ $? -eq 0 ]; then iptables b; fi; f() { iptables c; return $?; }; f && iptables d',
  'f() { false; return; }; f; rc=$?; [ $rc -ne 0 ] && iptables a',
  'X=$(false); [ $? -eq 0 ] || iptables a; X=`true` && iptables b; if X=$(false); then iptables c; else iptables d; fi',
  'f() { return 0; }; f; iptables $?; true; iptables $?',
  'while :; do iptables a; break; done; while true; do iptables b; exit 0; done; iptables c',
  // Other shells
  "sh -c 'iptables -A $1 \"$2\"' name a 'b c'",
  'X=1; sh -c "iptables $X"',
  "eval 'iptables a; X=b'; iptables $X",
  'C="iptables a"; eval $C; eval "$C \'b c\'"; $C d',
  'echo iptables x | sh',
  'sh <<EOF\niptables y\nEOF',
  // Programs in front
  'env X=1 iptables a; command iptables b; nice -n 5 iptables c; nice iptables d; time iptables e'.replace(
    '; time iptables e',
    '',
  ),
  'nohup iptables a; timeout 5 iptables b; timeout -k 1 5 iptables c; env -i PATH="$PATH" CALLS="$CALLS" iptables d',
  'iptables-legacy a; ip6tables-nft b',
  'exec iptables a; iptables b',
  '! iptables a; iptables b && iptables c',
  // Input of iptables-restore
  'Y=; iptables-restore <<EOF\n*nat\n-A X $Y\nCOMMIT\nEOF',
  'X=1; iptables-restore <<EOF\n*nat $X \\$X \\\\ "q" \'r\' \\n\nCOMMIT\nEOF',
  "X=1; iptables-restore -n <<'EOF'\n*nat $X \\$X\nEOF\niptables end",
  'X=1; iptables-restore <<-EOF\n\t*nat $X\n\t\tCOMMIT\n\tEOF\niptables end',
  'cat <<EOF | iptables-restore\n*nat\nCOMMIT\nEOF',
  "echo '*nat' | iptables-restore; printf '*nat\\nCOMMIT\\n' | iptables-restore -c",
  "printf '%s\\n' '*nat' COMMIT | iptables-restore",
  '{ echo \'*nat\'; for p in 1 2; do echo "-A X $p"; done; echo COMMIT; } | iptables-restore',
  "(echo '*nat'; echo COMMIT) | iptables-restore",
  'cat > f <<EOF\n*nat\nEOF\necho COMMIT >> f; iptables-restore < f',
  'R="*nat\nCOMMIT"; echo "$R" | iptables-restore',
  'f() { cat; }; echo a | f | iptables-restore',
  'iptables-restore <<A; iptables-restore <<B\na\nA\nb\nB',
  'iptables-restore <<EOF && iptables ok\na\nEOF',
  "printf '%s %s\\n' a b c d | iptables-restore; printf 'x%%y\\n' | iptables-restore",
  'if true; then iptables-restore <<EOF\na\nEOF\nfi',
  'T=$(echo f1); echo a > $T; iptables-restore < $T',
  // At the end
  'trap "iptables end" EXIT; iptables a',
  'trap -- "iptables end" 0; iptables a; exit 1; iptables b',
  'X=1; trap "iptables $X \\$X" INT exit TERM; X=2',
  'f() { iptables end; exit 3; iptables never; }; trap f EXIT; iptables a; exit 1',
  'trap f EXIT; iptables a; f() { iptables end; }',
  'f() { trap "iptables end" EXIT; iptables in; }; f; iptables a',
  'f() { exit; }; trap "iptables end" EXIT; iptables a; f; iptables b',
  'trap "iptables 1" EXIT; trap "iptables 2" EXIT; iptables a',
  'trap "iptables end" EXIT; trap - EXIT; iptables a',
  'trap "iptables end" EXIT; trap EXIT; iptables a',
  'trap "iptables end" EXIT; trap 0; iptables a',
  'trap "iptables end" EXIT; trap "" EXIT; iptables a',
  'trap "iptables end" EXIT; trap 2 EXIT; iptables a',
  'trap "iptables end" EXIT INT; trap - INT; trap; iptables a',
  'trap "iptables end" EXIT; exec iptables a',
  'trap "iptables end" EXIT; (iptables a; exit 1); iptables b | cat; X=$(iptables d)',
  '(trap "iptables end" EXIT; iptables a); iptables b',
  '(trap "iptables end" EXIT; iptables a; exit 2); iptables b',
  'X=$(trap "echo end" EXIT; echo a); iptables $X',
  'sh -c \'trap "iptables end" EXIT; iptables a; exit\'; iptables b',
  'trap "trap \'iptables never\' EXIT; iptables end" EXIT; iptables a',
  'set -e; trap "iptables end" EXIT; iptables a',
  'echo a | tee g | iptables-restore; iptables-restore < g',
  // Scripts that a script writes
  'cat > f <<"E"\niptables "$1" $#\nE\nsh f a b; sh ./f; set -- c; . ./f; chmod +x f; ./f d; sh -n f; rm f; sh f; iptables end',
  'F=/tmp/lens.$$; echo "iptables 1" > $F; sh $F; sh /tmp/lens.$$; . "/tmp/lens.$$"; rm -f $F; iptables $(echo end)',
  'printf "#!/bin/sh\\nX=2; iptables \\$X \\$1\\n" > ./g; chmod +x ./g; X=1; ./g a; iptables $X',
];

const bashOnly = [
  'a=(1 "2 3" 4); iptables "${a[@]}" ${a[1]} ${#a[@]} "${a[*]}"',
  'a=(1 2); a+=(3); for x in "${a[@]}"; do iptables $x; done',
  'a=(); iptables "${a[@]}" end',
  'a=(x\n  y\n); iptables ${a[0]} ${a[1]}',
  'iptables {1..3} a{b,c}d {x,y}{1,2} "{a,b}" {a} {3..1}',
  "iptables $'a\\tb\\'c' $'\\x41'",
  'X=abcdef; iptables ${X:1:2} ${X:3} ${X: -2}',
  'X=a-b-c; iptables ${X/-/_} ${X//-/_} ${X/%c/d} ${X/#a/z}',
  'X=aBc; iptables ${X^^} ${X,,} ${X^}',
  'for ((i=0;i<3;i++)); do iptables $i; done',
  '(( 2 > 1 )) && iptables 1; (( 0 )) || iptables 2',
  'X=eth0; [[ $X == eth* ]] && iptables 1; [[ $X == "eth*" ]] || iptables 2; [[ $X = eth0 && -n $X ]] && iptables 3',
  '[[ a == b || ( c == c && ! d == e ) ]] && iptables 1',
  'function f { iptables "$@"; }; f a; function g() { iptables b; }; g',
  'iptables-restore <<< "*nat"; X=a; iptables-restore <<< $X',
  'X=; X+=a; X+=b; iptables $X',
  'BASH_REMATCH=(a b); [[ x == x ]]; iptables ${BASH_REMATCH[1]}',
  'iptables a &> /dev/null; iptables b >& /dev/null',
  'echo -e "a\\nb" | iptables-restore; echo "a\\nb" | iptables-restore',
  'while read -r a b; do iptables $a $b; done <<< "1 2"',
  'l=(1 2); iptables ${l[@]}',
  'case a in a) iptables 1;& b) iptables 2;; c) iptables 3;; esac',
  'printf -v X "%s-%s" a b; iptables $X',
  'readonly -a T=(a b); declare -a U=(c); local_() { local -a v=(d e); iptables "${v[@]}"; }; iptables "${T[@]}" "${U[@]}"; local_',
  'A=1; B=A; iptables ${!B}; f() { local n=A; iptables "${!n}"; }; f',
  'trap "iptables end" SIGINT EXIT; iptables a',
  'declare -A p=([ssh]=22 ["my web"]=80); k=ssh; iptables ${p[ssh]} "${p[my web]}" ${p[$k]} "${p["$k"]}" ${#p[@]} "${p[none]}"',
  'declare -A p; p[a]=1; p[b]="2 3"; p[a]+=4; k=b; iptables ${p[a]} "${p[$k]}" ${p[b]} ${p[c]:-5} ${#p[a]}',
  'declare -A p=(a 1 b 2); iptables ${p[a]} ${p[b]} ${#p[*]}; p+=([c]=3); iptables ${p[c]} ${p[a]}; p=([d]=4); iptables ${p[d]} "${p[a]}"',
  'declare -A p=([a]=1); for k in "${!p[@]}"; do iptables "$k" "${p[$k]}"; done; for v in "${p[@]}"; do iptables $v; done; iptables "${!p[@]}" "${p[*]}"',
  'declare -A p=(); iptables "${p[@]}" ${#p[@]} end; declare -A q=([0]=x); iptables $q; declare -A q; iptables $q',
  'f() { local -A p=([a]=1); iptables ${p[a]}; }; declare -A p=([a]=2); f; iptables ${p[a]}',
  'a=(x y); for i in "${!a[@]}"; do iptables $i ${a[i]} ${a[$i]}; done',
  'declare -A p=([a]=$HOME/x [b]=$((1 + 2))); X=b; iptables ${p[$X]} ${p[${X}]}',
  'X=a; cat <(echo "*nat"; echo $X) <(echo b) | iptables-restore; iptables end',
  'printf -v X %d,%d,%d,%d,%d,%i 0x16 022 -5 +7 0 0XfF; iptables $X',
  'printf -v X %x,%X,%o,%03d,%5d,%02x,%u 255 255 8 7 42 10 3; iptables "$X"',
  'printf -v X %d "\'a"; iptables $X; printf -v Y "%s %d" a 80; iptables $Y $(printf 0x%x 16)',
  'f() { local -n l=$1; for x in "${l[@]}"; do iptables $x; done; iptables ${#l[@]}; }; p=(1 2); f p',
  'f() { local -n m="$1"; iptables ${m[a]} ${m[$2]}; }; declare -A q=([a]=1 [b]=2); f q b',
  'f() { local -n v=$1; iptables "$v"; }; p="a b"; f p; declare -gr x=1; iptables $x',
  'p=1; declare -n l=p; l=2; iptables $l $p; p=3; iptables $l; unset l; iptables x$l$p; unset -n l; p=4; iptables x$l$p',
  'f() { local -n l=$1; l+=(2); p[0]=0; iptables "${l[@]}"; }; p=(1); f p; iptables "${p[@]}"',
  'f() { local -n l=$1; g l; local l=4; iptables $l; }; g() { local -n m=$1; m=5; iptables $m; }; p=1; f p; iptables $p',
  'declare -n l=p; for p in 1 2; do iptables $l; done; l=3 iptables $p; iptables $l; : ${l:=6}; iptables $p; read l <<< 7; iptables $p',
  'shopt -s lastpipe; echo a b | while read -r X Y; do iptables $X; done; iptables $X; echo c | read Z; iptables "$Z"',
  'shopt -s lastpipe; shopt -u lastpipe; Z=1; echo c | read Z; iptables $Z; shopt -s lastpipe; echo | { iptables a; exit; }; iptables b',
  'alias ipt="iptables a"\nipt b; iptables c',
  'f() { iptables f; }; f=1; unset f; f; unset f; f; iptables c; unset -v f; iptables() { :; }; iptables d; unset -f iptables; iptables e',
  'let "P = 2 + 3"; iptables $P; let Q=P*2 R=1; iptables $Q $R',
  'while read -r a; do iptables $a; done < <(echo 1; echo 2); iptables-restore < <(echo "*nat")',
  'C=3; C=$[$C + 1]; iptables $[C*2] "$[1 + ${C}]" a$[2]b $ [x]',
  // Regular expressions
  'for a in 10.0.0.1 2001:db8::1 x tcp; do [[ $a =~ : ]] && iptables 1 $a; [[ $a =~ ^[0-9]+\\.[0-9]+\\.[0-9]+\\.[0-9]+$ ]] && iptables 2 $a; [[ ! $a =~ ^(tcp|udp)$ ]] || iptables 3 $a; done; iptables',
  'for a in 1.2.3.4/24 1.2.3.4 300 "a b" ""; do [[ $a =~ ^([0-9]{1,3}\\.){3}[0-9]{1,3}(/[0-9]+)?$ ]] && iptables 1 $a; [[ $a =~ ^[[:digit:]]+$ && -n $a ]] && iptables 2; [[ $a =~ (a|x)[[:space:]]b ]] && iptables 3; done; iptables',
  're="^eth[0-9]*$"; for a in eth eth0 eth0. xeth1; do [[ $a =~ $re ]] && iptables $a; [[ $a =~ ${re} || $a =~ ^x ]] && iptables 2 $a; [[ $a =~ ^e.{2,3}$ ]] && iptables 3 $a; [[ $a =~ [^a-z] ]] && iptables 4 $a; done; iptables',
  '[[ "a.b" =~ a\\.b ]] && iptables 1; [[ axb =~ a\\.b ]] || iptables 2; [[ ab =~ ^a?b+c*$ ]] && iptables 3; [[ x-y =~ [-_] ]] && iptables 4; [[ a =~ ^(b|)a$ ]] && iptables 5',
  // Parts of lists
  'f() { local t=$1; iptables -t "$t" "${@:2}"; iptables "${*:2:1}" ${@:1:1} "${@:0:0}" "${@: -1}" "${@:9}"; }; f nat -A "a b"',
  'f() { iptables "${@:1:$#-1}" "${!#}"; iptables "${@:1:$(($#-1))}" x"${@:2}"y; }; f a b c',
  'a=(x "y z" w); iptables "${a[@]:1}" "${a[*]:0:2}" ${a[@]:1:1} "${a[@]: -1}" "${a[@]: -9}"; b=("${a[@]:1:2}"); iptables ${#b[@]}',
  'a=(eth0 eth1 w); iptables "${a[@]#eth}" "${a[@]/eth/en}" "${a[@]^^}" "${a[@]/#/x}" "${a[@]/%/+}" "${a[*]%0}"',
  'set -- a.x b.x; iptables "${@%.x}" ${*/x/y} "${*#a}"; X=abc; iptables ${X//} ${X/#/-} ${X/%/-}',
  // Lists joined by IFS
  'a=(80 443); iptables "$(IFS=,; echo "${a[*]}")"; f() { local IFS=,; iptables "$*"; }; f 1 2; iptables "${a[*]}"',
  'set -- a b; IFS=; iptables "$*"; IFS=:; iptables "$*" "$@"; unset IFS; iptables "$*"',
  // Lists with defaults
  'e=(); iptables "${e[@]+"${e[@]}"}" ${e[@]:-x} "${e[@]-y z}" "${e[*]+x}"; e=(1 "2 3"); iptables "${e[@]+"${e[@]}"}" "${e[@]:-x}"',
  'f() { iptables ${1+"$@"}; iptables "${@:-a b}"; iptables "${@+x}"; }; f; f "1 2" 3',
  // Fields and lines
  'IFS=, read -ra A <<< "80,443 1"; iptables "${A[@]}"; read -r -a B <<< "  a   b "; iptables ${#B[@]} "${B[@]}"',
  'IFS=: read -ra A <<< "a::b:"; iptables ${#A[@]} "${A[@]}"; echo "x y" | { read -ra L; iptables "${L[1]}"; }',
  'read -r -d "" R <<EOF\n*filter\n-A X  \nCOMMIT\nEOF\niptables "$R"; echo "$R" | iptables-restore',
  'IFS= read -rd "" R <<EOF\n a\nb\nEOF\niptables "$R"; read -rp "port? " P <<< 22; iptables $P',
  'mapfile -t M <<< $\'a b\\n\\nc\'; iptables "${M[@]}"; readarray -t < <(echo 1; echo 2); iptables "${MAPFILE[@]}"',
];

/** Aliases, which sh has from the next line on, and bash once it is told. */
const aliases: readonly string[] = [
  "alias ipt='iptables -w 5'; ipt a\nipt b\niptables c",
  "alias ipt='iptables -t nat' r=iptables-restore\nif true; then alias new=iptables; new a; ipt a; fi\nnew b; echo '*nat' | r",
  "alias iptables='iptables -w'\niptables a\n\\iptables b; 'iptables' c; X=1 iptables d\nunalias iptables\niptables e",
  "alias sudo='exec ' ipt='\"$IPT\" $OPTS'\nIPT=iptables; OPTS='-t nat'\nfor x in 1 2; do ipt $x; done\nsudo ipt end",
  "alias a='b x' b='iptables b'\na 1\nalias c='LC_ALL=C iptables' d='{ '\n{ a 2; }\nunalias -a\na 3; iptables end",
  'f() { ipt a; iptables b; }\nalias ipt=iptables\nf; ipt c\ng() { ipt d; }\ng\nunset -f g f\ng; f; iptables e',
  "alias ipt='iptables a 2>/dev/null'\n( ipt b | cat; ipt c )\niptables end",
];

describe('expansions', () => {
  function check(shell: 'sh' | 'bash', script: string): void {
    it(`${shell}: ${JSON.stringify(script)}`, async function () {
      if (!inPath(shell)) leaveOut(this, `comparisons with a real ${shell}`);
      const real = runForReal(shell, script);
      assert.ok(real.length > 0, 'the script calls iptables');
      assert.deepEqual(await ours(shell, script), real);
    });
  }

  for (const script of both) {
    check('sh', script);
    check('bash', script);
  }
  for (const script of bashOnly) check('bash', script);
  for (const script of aliases) {
    check('sh', script);
    check('bash', `shopt -s expand_aliases\n${script}`);
  }
});
