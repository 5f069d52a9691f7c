// Every word knows where in the script it comes from.
import { strict as assert } from 'node:assert';
import { mapPieces, ruleLine, scriptPlace } from '../../server/src/shell/mapped-text';
import { readScript, type ScriptForm } from '../../server/src/shell/read-script';
import type { Command, Restore, Step } from '../../server/src/shell/steps';
import type { Piece } from '../../server/src/shell/word';
import { shellParser } from '../support/shell-steps';

function calls(steps: readonly Step[]): (Command | Restore)[] {
  return steps.flatMap((step) => {
    if (step.kind === 'command' || step.kind === 'restore') return [step];
    if (step.kind === 'branch') return step.alternatives.flatMap((each) => calls(each.steps));
    return step.kind === 'leave' ? [] : calls(step.steps);
  });
}

async function callsOf(script: string, form: ScriptForm = 'shell'): Promise<(Command | Restore)[]> {
  const { steps, unreached } = readScript(script, await shellParser(), form);
  return [...calls(steps), ...calls(unreached)];
}

describe('places', () => {
  /** Where each word of the last call stands: the text at its place. */
  function check(script: string, expected: string[], form: ScriptForm = 'shell'): void {
    it(JSON.stringify(script), async () => {
      const all = await callsOf(script, form);
      const at = ({ start, end }: { start: number; end: number }) => script.slice(start, end);
      assert.deepEqual(
        all.at(-1)!.words.map(({ span }) => at(span)),
        expected,
      );
      for (const call of all) for (const { pieces } of call.words) checkExact(script, pieces);
    });
  }

  function checkExact(script: string, pieces: readonly Piece[]): void {
    for (const { exact, text, span } of pieces) if (exact) assert.equal(script.slice(span.start, span.end), text);
  }

  check('iptables -A INPUT', ['-A', 'INPUT']);
  check('iptables -A \\\n  INPUT "a b"', ['-A', 'INPUT', '"a b"']);
  check('X="-A INPUT"; iptables $X x${X}y', ['$X', '$X', 'x${X}y', 'x${X}y']);
  check('f() { iptables -w "$@"; }; f -A "INPUT"', ['-w', '-A', 'INPUT']);
  check('f() { iptables -A $1 -p "$2"; }; f INPUT tcp', ['-A', 'INPUT', '-p', 'tcp']);
  check('f() { iptables --dport "$1:90"; }; f 80', ['--dport', '"$1:90"']);
  check('f() { local c=$1; iptables -A $c; }; f INPUT', ['-A', '$c']);
  check("sh -c 'iptables -A INPUT'", ['-A', 'INPUT']);
  check('sh -c "iptables -A \\"IN\\" x"', ['-A', '\\"IN\\"', 'x']);
  check("eval 'iptables -A' INPUT", ['-A', 'INPUT']);
  check("ssh h 'ip netns exec a iptables -F'", ['-F']);
  check('echo iptables -F | sh', ['-F']);
  check('for c in iptables; do $c -F; done', ['-F']);
  check('X=$(echo -F); iptables $X', ['$X']);
  check('iptables `echo -F`', ['`echo -F`']);
  check('iptables {-F,-X}', ['{-F,-X}', '{-F,-X}']);
  check('iptables ${X:--F}', ['${X:--F}']);
  check('RUN iptables -A \\\n  # no\n  INPUT', ['-A', 'INPUT'], 'dockerfile');
  check('CMD ["iptables", "-A", "a \\"b"]', ['-A', 'a \\"b'], 'dockerfile');
  check('RUN <<EOF\niptables -F\nEOF', ['-F'], 'dockerfile');
  check('ExecStart=/sbin/iptables -A "a b" \\\n  %i', ['-A', 'a b', '%i'], 'systemd');
  check("ExecStart=/bin/sh -c 'iptables -F'", ['-F'], 'systemd');

  it('of commands, with what runs them, their redirections and their callers', async () => {
    const script = 'f() { sudo iptables -F >/dev/null; }\ng() { f; }\ng 1';
    const [call] = await callsOf(script);
    const at = ({ start, end }: { start: number; end: number }) => script.slice(start, end);
    assert.equal(at(call!.span), 'sudo iptables -F >/dev/null');
    assert.equal(at(call!.programSpan), 'iptables');
    assert.deepEqual(call!.calls.map(at), ['g 1', 'f']);
  });

  it('of letters inside of words and texts', async () => {
    const script = 'P=80\niptables-restore <<-EOF\n\t*nat\n\t-A X --dport $P -j Y\n\tEOF\n';
    const [call] = await callsOf(script);
    const mapped = mapPieces((call as Restore).input!);
    assert.equal(mapped.text, '*nat\n-A X --dport 80 -j Y\n');
    const place = (word: string) => {
      const { start, end } = scriptPlace(mapped, mapped.text.indexOf(word), mapped.text.indexOf(word) + word.length);
      return script.slice(start, end);
    };
    assert.deepEqual(['*nat', '-A X', '80', '-j', 'Y', 'dport 80 -j'].map(place), [
      '*nat',
      '-A X',
      '$P',
      '-j',
      'Y',
      'dport $P -j',
    ]);
  });

  it('of the line that a call makes', async () => {
    const script = `iptables -A X --comment 'a "b\\' "" -j $Y`;
    const [call] = await callsOf(script);
    const line = ruleLine(call!.words);
    assert.equal(line.text, '-A X --comment "a \\"b\\\\" "" -j ‹$Y›');
    const place = (word: string) => {
      const { start, end } = scriptPlace(line, line.text.indexOf(word), line.text.indexOf(word) + word.length);
      return script.slice(start, end);
    };
    assert.deepEqual(['--comment', 'b', '\\"', '‹$Y›'].map(place), ['--comment', 'b', '"', '$Y']);
  });
});
