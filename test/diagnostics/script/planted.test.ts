// Every planted fault is found at its place in the script, in whatever way the command gets to iptables; the real iptables agrees.
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import type { Finding } from '../../../server/src/diagnostics/finding';
import type { ScriptForm } from '../../../server/src/shell/read-script';
import { requireOracle } from '../../support/requirements';
import { plantedFaults, plantedInOrder } from './planted-faults';
import { findingsOfScript, mended, readMarks } from './support';

type Container = (words: string, table?: string) => string;

const flag = (table?: string) => (table ? `-t ${table} ` : '');
const quoted = (words: string) => words.replaceAll('!', '\\!');

/** Ways to give one rule to iptables. */
const ofRules: Record<string, Container> = {
  'a command': (words, table) => `#!/bin/sh\niptables -w ${flag(table)}${words}\n`,
  'a heredoc': (words, table) => `#!/bin/sh\niptables-restore -w <<'EOF'\n*${table}\n${words}\nCOMMIT\nEOF\n`,
  'an indented heredoc behind a pipe': (words, table) =>
    `cat <<-EOF | iptables-restore -w\n\t*${table}\n\t${words}\n\tCOMMIT\n\tEOF\n`,
  'a wrapper': (words, table) => `ipt() {\n  iptables -w "$@"\n}\n\nipt ${flag(table)}${quoted(words)}\n`,
  'a loop': (words, table) =>
    `for port in 1 2 3; do\n  for ipt in "iptables -w"; do\n    $ipt ${flag(table)}${words}\n  done\ndone\n`,
  'a Dockerfile': (words, table) =>
    `FROM debian\nRUN apt-get update && \\\n    # rules\n    iptables -w ${flag(table)}${words} && \\\n    echo done\n`,
};

/** Ways to give commands to iptables one behind the other. */
const ofCommands: Record<string, Container> = {
  commands: (lines) => `#!/bin/sh\n${lines.replace(/^/gm, 'iptables -w ')}\n`,
  'a wrapper': (lines) => `fw() { iptables -w "$@"; }\n${lines.replace(/^/gm, 'fw ')}\n`,
  'a function': (lines) => `start() {\n${lines.replace(/^/gm, '  sudo iptables -w ')}\n}\nstart\n`,
  'a loop': (lines) => `for ipt in iptables; do\n${lines.replace(/^/gm, '  $ipt -w ')}\ndone\n`,
  'a Dockerfile': (lines) =>
    `FROM debian\nRUN ${lines.replace(/^/gm, 'iptables -w ').replaceAll('\n', '; \\\n    ')}\n`,
};

const formOf = (name: string): ScriptForm => (name === 'a Dockerfile' ? 'dockerfile' : 'shell');
const isShown = ({ code }: Finding) => !['not-idempotent', 'family-gap', 'missing-wait'].includes(code);

async function checkPlanted(name: string, marked: string, code: string): Promise<void> {
  const { text, line, span } = readMarks(marked);
  const found = (await findingsOfScript(text, formOf(name))).filter(isShown);
  assert.deepEqual(
    found.map((each) => [each.code, each.line, each.span]),
    [[code, line, span]],
  );
  for (const fix of found[0]!.fixes) {
    const again = await findingsOfScript(mended(text, fix), formOf(name));
    assert.ok(!again.some((each) => each.code === code), `${fix.title}: ${mended(text, fix)}`);
  }
}

for (const [name, container] of Object.entries(ofRules)) {
  describe(`faults in ${name}`, () => {
    for (const { table, rule, code } of plantedFaults)
      it(`${rule}: ${code}`, () => checkPlanted(name, container(rule, table), code));
  });
}

for (const [name, container] of Object.entries(ofCommands)) {
  describe(`faults of order and place in ${name}`, () => {
    for (const [lines, code] of plantedInOrder)
      it(`${lines.replaceAll('\n', '; ')}: ${code}`, () => checkPlanted(name, container(lines), code));
  });
}

describe('planted faults in the real iptables', () => {
  before(function () {
    requireOracle(this);
  });
  const scripts = [
    ...plantedFaults.map(({ table, rule }) => `iptables -t ${table} ${rule}`),
    ...plantedInOrder.map(([lines]) => lines.replace(/^/gm, 'iptables ')),
  ].map((script) => script.replace(/[«»]/g, ''));

  /** Which scripts have a command that fails, each run in a place of its own. */
  function refused(backend: string): string[] {
    const runs = scripts.map((script, index) => {
      const commands = script.replaceAll('iptables ', `iptables-${backend} `).replaceAll('\n', ' && ');
      return `unshare -n sh -c '${commands}' >/dev/null 2>&1 || echo ${index}`;
    });
    const { stdout } = spawnSync('sh', ['-c', runs.join('\n')], { encoding: 'utf8' });
    return stdout
      .split('\n')
      .filter(Boolean)
      .map((index) => scripts[Number(index)]!);
  }

  for (const [backend, key] of [
    ['legacy', 'legacy'],
    ['nft', 'nft'],
  ] as const)
    it(`${backend} refuses what is called an error, or likely to fail`, async () => {
      const claimed: string[] = [];
      for (const script of scripts) {
        const found = (await findingsOfScript(`${script}\n`)).filter(isShown);
        const fails = ({ refusedBy, code, dependsOnHost }: Finding) =>
          refusedBy[key] !== undefined || failing.includes(code) || dependsOnHost;
        if (found.some(fails)) claimed.push(script);
      }
      assert.deepEqual(refused(backend), claimed);
    }).timeout(60_000);
});

/** What fails by what the script has built, whatever the backend. */
const failing = [
  ...[
    'undefined-chain',
    'chain-exists',
    'chain-not-empty',
    'delete-without-match',
    'number-too-large',
    'missing-table-flag',
  ],
  'unknown-table',
];
