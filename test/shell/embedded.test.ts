// Shell in Dockerfiles and in units of systemd.
import { strict as assert } from 'node:assert';
import type { ScriptForm } from '../../server/src/shell/read-script';
import { stepsOf } from '../support/shell-steps';

function check(form: ScriptForm, text: string, ...expected: string[]): void {
  it(JSON.stringify(text), async () => assert.deepEqual(await stepsOf(text, form), expected));
}

describe('Dockerfiles', () => {
  const docker = (text: string, ...expected: string[]) => check('dockerfile', text, ...expected);

  docker('FROM x\nRUN iptables -F', 'iptables -F [in RUN in line 2, ends]');
  docker(
    'RUN apt-get update && \\\n    iptables -F && \\\n    iptables -X',
    'iptables -F [in RUN in line 1, ends]',
    'iptables -X [in RUN in line 1, ends]',
  );
  docker('run iptables \\\n# comment\n  -F', 'iptables -F [in RUN in line 1, ends]');
  docker('RUN --mount=type=cache,target=/x --network=host iptables -F', 'iptables -F [in RUN in line 1, ends]');
  docker('# escape=`\nRUN iptables `\n  -F', 'iptables -F [in RUN in line 2, ends]');
  docker('RUN ["iptables", "-A", "a b"]', 'iptables -A "a b" [in RUN in line 1, ends]');
  docker('CMD ["sh", "-c", "iptables -F; exec x"]', '{3', '  iptables -F', '  leave 3', '}');
  docker('ENTRYPOINT ["/sbin/iptables", "it\'s", "\\"$X\\""]', 'iptables "it\'s" "\\"$X\\""');
  docker('CMD iptables -F', 'iptables -F');
  docker(
    'RUN <<EOF\niptables 1\niptables 2\nEOF\nRUN iptables 3',
    ...[
      'iptables 1 [in RUN in line 1, ends]',
      'iptables 2 [in RUN in line 1, ends]',
      'iptables 3 [in RUN in line 5, ends]',
    ],
  );
  docker('RUN iptables-restore <<EOF\n*nat\nEOF', 'iptables-restore [in RUN in line 1, ends, "*nat\\n"]');
  docker('ENV P=80 N="a b"\nRUN iptables $P "$N"', 'iptables 80 "a b" [in RUN in line 2, ends]');
  docker('ENV P 80 90\nRUN iptables "$P"', 'iptables "80 90" [in RUN in line 2, ends]');
  docker('ARG P=80\nARG Q\nRUN iptables $P "$Q"', 'iptables 80 ‹$Q› [in RUN in line 3, ends]');
  docker('RUN echo iptables -F\n#RUN iptables -F\nCOPY iptables /x\nLABEL RUN iptables');
  docker(
    'RUN cd /x && ./iptables -F || exit 1',
    ...['{1', '  or', '    maybe: iptables -F [in RUN in line 1, tested]', '  or', '  or', '    leave 1', '  or', '}'],
  );
  docker('RUN iptables {80,443}', 'iptables {80,443} [in RUN in line 1, ends]');
  docker(
    'SHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN iptables {80,443}\nFROM y\nRUN iptables {80,443}',
    ...['iptables 80 443 [in RUN in line 2, ends]', 'iptables {80,443} [in RUN in line 4, ends]'],
  );
  docker('SHELL ["/bin/ash", "-euc"]\nRUN iptables 1', 'iptables 1 [in RUN in line 2, ends]');
  docker(
    'shell ["powershell", "-Command"]\nRUN iptables 1\nRUN ["iptables", "2"]',
    'iptables 2 [in RUN in line 3, ends]',
  );
  docker('SHELL [\nRUN iptables 1');
  docker('');
  docker('RUN');
  docker('RUN [');
  docker('RUN \\');
  docker('RUN <<EOF');
});

describe('units of systemd', () => {
  const unit = (text: string, ...expected: string[]) => check('systemd', text, ...expected);

  unit('[Service]\nExecStart=/sbin/iptables -F', 'iptables -F [ends]');
  unit(
    'ExecStartPre=-/sbin/iptables -N X\nExecStartPost=+/sbin/iptables 2\nExecStart=!!/sbin/iptables 3',
    ...['iptables -N X [tested]', 'iptables 2 [ends]', 'iptables 3 [ends]'],
  );
  unit('ExecStart=@/sbin/iptables argv0 -F', 'iptables -F [ends]');
  unit(
    'ExecStart=/sbin/iptables -A \\\n  INPUT \\\n# comment\n; comment\n  -j ACCEPT',
    'iptables -A INPUT -j ACCEPT [ends]',
  );
  unit('ExecStart=/sbin/iptables "a b" \'c "d\' e\\sf', 'iptables "a b" "c \\"d" "e f" [ends]');
  unit('ExecStart=/sbin/iptables > x | y && z *', 'iptables > x | y && z * [ends]');
  unit('ExecStart=/sbin/iptables %i 100%% $$X', 'iptables ‹%i› 100% $X [ends]');
  unit('Environment=P=80 "N=a b"\nExecStart=/sbin/iptables $P $N ${N} x${P}y', 'iptables 80 a b "a b" x80y [ends]');
  unit('EnvironmentFile=/x\nExecStart=/sbin/iptables $P ${Q}', 'iptables ‹$P›… ‹${Q}› [ends]');
  unit('ExecStart=:/sbin/iptables $P', 'iptables $P [ends]');
  unit("ExecStart=/bin/sh -c 'iptables 1; iptables 2 || true'", 'iptables 1', 'iptables 2 [tested]');
  unit('ExecStart=/sbin/iptables 1 ; /sbin/iptables 2', 'iptables 1 [ends]', 'iptables 2 [ends]');
  unit(
    'ExecStart=/sbin/iptables 1\nExecStop=/sbin/iptables 2\nExecReload=/sbin/iptables 3',
    'iptables 1 [ends]',
    'never: iptables 2 [ends]',
    'never: iptables 3 [ends]',
  );
  unit(
    'ExecStart=/usr/sbin/iptables-restore -n /etc/rules',
    'iptables-restore -n /etc/rules [ends, file /etc/rules, noflush]',
  );
  unit('Description=iptables -F\n#ExecStart=/sbin/iptables\nExecStart=\nExecStart=-\nExecStart=@');
});
