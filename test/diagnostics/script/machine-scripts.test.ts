// The scripts and units of the machine that the tests run on: what has nothing to do with iptables is not read, and gets no finding if it is.
import { strict as assert } from 'node:assert';
import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from 'mocha';
import type { Finding } from '../../../server/src/diagnostics/finding';
import { mentionsIptables } from '../../../server/src/shell/mentions';
import type { ScriptForm } from '../../../server/src/shell/read-script';
import { leaveOut } from '../../support/requirements';
import { findingsOfScript } from './support';

interface MachineScript {
  path: string;
  text: string;
  form: ScriptForm;
}

const folders = ['/usr/bin', '/usr/sbin', '/etc/init.d', '/etc/cron.daily', '/etc/kernel', '/var/lib/dpkg/info'];
const units = '/usr/lib/systemd/system';
const fewest = 200;
const largest = 256 * 1024;

/** The files of a folder that pass; none where there is no such folder. */
function filesIn(folder: string, passes: (path: string) => boolean): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => join(folder, name))
      .filter(passes)
      .sort();
  } catch {
    return [];
  }
}

function isShell(path: string): boolean {
  const head = Buffer.alloc(64);
  const file = openSync(path, 'r');
  readSync(file, head);
  closeSync(file);
  return /^#! ?\/(?:usr\/)?bin\/(?:env )?(?:ba|da)?sh\b/.test(head.toString('latin1')) && statSync(path).size < largest;
}

let found: MachineScript[] | undefined;

function machineScripts(context: Context): MachineScript[] {
  const read = (path: string, form: ScriptForm) => ({ path, text: readFileSync(path, 'utf8'), form });
  found ??= [
    ...folders.flatMap((folder) => filesIn(folder, isShell)).map((path) => read(path, 'shell')),
    ...filesIn(units, (path) => path.endsWith('.service')).map((path) => read(path, 'systemd')),
  ];
  if (found.length < fewest) leaveOut(context, `tests on the scripts of the machine (it has only ${found.length})`);
  return found;
}

/** The same shell as an instruction of a Dockerfile. */
function asDockerfile({ path, text }: MachineScript): MachineScript {
  return {
    path: `${path} in a Dockerfile`,
    text: `FROM debian\nRUN <<'END-OF-IT'\n${text}\nEND-OF-IT\n`,
    form: 'dockerfile',
  };
}

async function told(scripts: readonly MachineScript[], isTold: (finding: Finding) => boolean): Promise<string[]> {
  const lines: string[] = [];
  for (const { path, text, form } of scripts)
    for (const finding of (await findingsOfScript(text, form)).filter(isTold))
      lines.push(`${path}:${finding.line + 1} ${finding.code}: ${finding.message}`);
  return lines;
}

const namesIt = (text: string) => /ip6?tables|xtables/i.test(text);

describe('scripts and units of this machine', function () {
  this.timeout(120_000);
  let scripts: MachineScript[];
  before(function () {
    scripts = machineScripts(this);
  });
  it('are not even read when none of their words is iptables', () => {
    const read = scripts.filter(({ text }) => mentionsIptables(text) && !namesIt(text));
    assert.deepEqual(
      read.map(({ path }) => path),
      [],
    );
  });
  it('get no finding, would they be read, as scripts or in Dockerfiles', async () => {
    const others = scripts.filter(({ text }) => !namesIt(text));
    assert.ok(others.length >= fewest);
    const inDockerfiles = others.filter(({ form }) => form === 'shell').map(asDockerfile);
    assert.deepEqual(await told([...others, ...inDockerfiles], () => true), []);
  });
  it('get no error where they have to do with iptables', async () => {
    assert.deepEqual(
      await told(
        scripts.filter(({ text }) => namesIt(text)),
        ({ severity }) => severity === 'error',
      ),
      [],
    );
  });
});
