// Any text is read to its end: cut anywhere, nested without end, growing without end.
import { strict as assert } from 'node:assert';
import { readScript, type ScriptForm } from '../../server/src/shell/read-script';
import type { Step } from '../../server/src/shell/steps';
import { shellParser } from '../support/shell-steps';

const script = `#!/bin/bash -e
IPT=\${IPT:-/sbin/iptables}; P="80 443"
ipt() { local t=$1; shift; $IPT -w -t "$t" "$@" 2>/dev/null || return 1; }
if [ "$(id -u)" != 0 ] && [[ $X == a* ]]; then exit 1; fi
for p in $P {1..2}; do ipt nat -A PRE -p tcp --dport "$p" -j X || continue; done
case "$1" in
  start|'re start') for ((i=0;i<2;i++)); do iptables -A $((i+1)); done ;;
  *) while read -r a; do ip6tables -A "\${a%/*}"; done <<'EOF'
10.0.0.0/8
EOF
  ;;
esac
{ printf '*nat\\n'; echo "-A X \`date\`"; } | sudo iptables-restore -n <<< $'a\\tb'
sh -c "iptables -A '$1'" & eval "ip\${x}tables -F" \\
  -X; a=(1 2); iptables "\${a[@]}" > >(cat)
`;

const others: Record<Exclude<ScriptForm, 'shell'>, string> = {
  dockerfile:
    'FROM x\nENV A="b c"\nRUN --net=x iptables $A && \\\n # c\n ip6tables\nRUN <<-EOF\n\tiptables 1\n\tEOF\nCMD ["iptables", "a\\"b"]\n',
  systemd:
    '[Service]\nEnvironment=A=b "C=d"\nExecStart=-@/sbin/iptables x ${A} $C %i "a b" \\\n ; /bin/sh -c \'iptables $$1\'\nExecStop=iptables\n',
};

function checkSpans(steps: readonly Step[], length: number): void {
  for (const step of steps) {
    if (step.kind === 'branch') for (const each of step.alternatives) checkSpans(each.steps, length);
    else if (step.kind === 'block' || step.kind === 'loop') checkSpans(step.steps, length);
    else if (step.kind !== 'leave')
      for (const { start, end } of [step.span, step.programSpan, ...step.calls, ...step.words.map(({ span }) => span)])
        assert.ok(0 <= start && start <= end && end <= length, `${start}–${end} in ${length} letters`);
  }
}

describe('any text', () => {
  async function read(text: string, form: ScriptForm = 'shell') {
    const found = readScript(text, await shellParser(), form);
    checkSpans(found.steps, text.length);
    checkSpans(found.unreached, text.length);
    return found;
  }

  it('is read when it is cut anywhere, at its end or at its start', async function () {
    this.timeout(120_000);
    for (let at = 0; at <= script.length; at++) {
      await read(script.slice(0, at));
      await read(script.slice(at));
    }
  });

  it('is read when a letter is missing', async function () {
    this.timeout(120_000);
    for (let at = 0; at < script.length; at++) await read(script.slice(0, at) + script.slice(at + 1));
  });

  for (const form of ['dockerfile', 'systemd'] as const)
    it(`is read when a ${form} is cut anywhere`, async function () {
      this.timeout(60_000);
      for (let at = 0; at <= others[form].length; at++) {
        await read(others[form].slice(0, at), form);
        await read(others[form].slice(at), form);
      }
    });

  const many = (text: string, count: number) => text.repeat(count);
  const hostile: Record<string, string> = {
    'open parentheses': many('(', 3000),
    'nested subshells': `${many('( ', 2000)}iptables -F${many(' )', 2000)}`,
    'open substitutions': many('$(', 2000),
    'nested substitutions': `iptables ${many('$(echo ', 300)}${many(')', 300)}`,
    'open quotes and substitutions': many('"$(', 1000),
    'braces that multiply': `iptables ${many('{a,b}', 40)}`,
    'nested braces': `iptables ${many('{a,', 500)}${many('}', 500)}`,
    'a value that doubles': `X=ab; ${many('X="$X$X"; ', 60)}iptables $X`,
    'a function that calls itself twice': 'f() { f; f; iptables -F; }; f',
    'functions that double': `${Array.from({ length: 30 }, (_, i) => `f${i}() { f${i + 1}; f${i + 1}; }`).join('\n')}\nf30() { iptables -F; }\nf0`,
    'loops that multiply':
      'for a in {1..900}; do for b in {1..900}; do for c in {1..900}; do iptables $a $b $c; done; done; done',
    'a loop without end': 'i=0; while [ $i -ge 0 ]; do i=$((i+1)); iptables $i; done',
    'many alternatives': `iptables -N X${many(' || iptables -F', 3000)}`,
    'many stages': `a${many(' | a', 2000)}`,
    'nested conditions': `${many('if a; then ', 400)}iptables -F;${many(' fi;', 400)}`,
    'conditions that do not end': many('if a; then ', 3000),
    'many else': `if a; then b; ${many('elif c; then iptables -F; ', 2000)}fi`,
    'text that evaluates itself': 'X=\'iptables -F; eval "$X"\'; eval "$X"',
    'arguments that grow': 'set -- a b; while [ $# -gt 0 ]; do set -- "$@" c; iptables "$@"; done',
    'only closing words': 'fi done esac ) } ;; & && iptables -F',
    'nested arithmetic': `iptables $((${many('(', 400)}1${many(')', 400)}))`,
    'a pattern of stars': `X=${many('a', 1900)}; iptables \${X##${many('*a', 300)}b}`,
    'zero bytes': 'iptables \0 a\0; \0',
  };
  for (const [name, text] of Object.entries(hostile))
    it(`is read when it is ${name}`, async function () {
      this.timeout(60_000);
      const { steps } = await read(text);
      assert.ok(steps.length <= 20_000);
    });

  it('tells when it does not follow all of it', async function () {
    this.timeout(60_000);
    assert.equal(
      (await read('for a in {1..300}; do for b in {1..300}; do iptables $a $b; done; done')).complete,
      false,
    );
    assert.equal((await read('for a in {1..30}; do for b in {1..30}; do iptables $a $b; done; done')).complete, true);
  });
});
