/** Measures, prints each figure with its bar, and exits with 1 when one is above. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkAgainstLegacy } from './check-process';
import { asService, firewallScript, headLines, withFaults } from './firewall-script';
import { keystrokes, scriptKeystrokes } from './keystrokes';
import { kubeProxyDump } from './kube-proxy';
import { parseAgainstScan } from './parse';
import { requestTimes } from './requests';
import { traceTimes } from './traces';

interface Figure {
  name: string;
  value: number;
  bar: number;
  unit: string;
  detail: string;
}

const folder = mkdtempSync(join(tmpdir(), 'iptables-lens-bench-'));
main().finally(() => rmSync(folder, { recursive: true }));

async function main(): Promise<void> {
  const dump = kubeProxyDump(100_000);
  const file = join(folder, 'kube-proxy.iptables-save');
  writeFileSync(file, dump);
  const megabytes = (dump.length / 1e6).toFixed(1);
  process.stdout.write(`kube-proxy ruleset: ${dump.match(/^-A/gm)!.length} rules, ${megabytes} MB\n`);
  const check = checkAgainstLegacy(file, folder);
  if (check) report({ name: '1 check / iptables-legacy-restore --test', bar: 0.5, unit: '', ...check });
  else process.stdout.write('1 left out: needs root and iptables-legacy-restore (apt-get install iptables)\n');
  report({ name: '2 parse and diagnose / scan of the text', bar: 20, unit: '', ...parseAgainstScan(dump) });
  report({ name: '3 keystroke to diagnostics, 99th percentile', bar: 16, unit: ' ms', ...(await keystrokes(dump)) });
  const { completion, hover } = await requestTimes(dump);
  report({ name: '4 completion, 99th percentile', bar: 20, unit: ' ms', ...completion });
  report({ name: '5 hover, 99th percentile', bar: 20, unit: ' ms', ...hover });
  const { trace, ports } = await traceTimes(dump);
  report({ name: '6 trace of one packet, 99th percentile', bar: 50, unit: ' ms', ...trace });
  report({ name: '7 table of all ports, median', bar: 500, unit: ' ms', ...ports });
  const typed = await scriptKeystrokes(firewallScript(2_000), headLines);
  const others = {
    'all of it in one function': asService(firewallScript(2_000)),
    'with 20 rules that are refused': withFaults(firewallScript(2_000), 20),
  };
  let { detail } = typed;
  for (const [what, script] of Object.entries(others)) {
    const other = await keystrokes(script, 'shellscript');
    detail += `; ${what} ${other.detail}, 99th percentile ${other.value.toFixed(1)} ms`;
  }
  const name = '8 keystroke to diagnostics in a script of 2,000 lines, 99th percentile';
  report({ name, bar: 30, unit: ' ms', ...typed, detail });
}

function report({ name, value, bar, unit, detail }: Figure): void {
  const over = value > bar;
  if (over) process.exitCode = 1;
  process.stdout.write(`${name}: ${value.toFixed(2)}${unit} (bar ${bar}${unit}${over ? ', MISSED' : ''}; ${detail})\n`);
}
