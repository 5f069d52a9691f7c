// The data agrees with the plug-ins of the installed iptables: which modules there are, and the options of each.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { matchModules, targetModules } from '../../server/src/modules/index';
import { resolveOption } from '../../server/src/modules/option-names';
import type { Family, Module } from '../../server/src/modules/types';
import { requireOracle } from '../support/requirements';

const modules: readonly Module[] = [...matchModules, ...targetModules];
const tools: Readonly<Record<Family, string>> = { ipv4: 'iptables-legacy', ipv6: 'ip6tables-legacy' };

/** The part of a plug-in's file name that tells for whom it is. */
const familiesByPrefix: Readonly<Record<string, readonly Family[]>> = {
  xt: ['ipv4', 'ipv6'],
  ipt: ['ipv4'],
  ip6t: ['ipv6'],
};

/** Inside iptables itself, or the name that its verdicts have there. */
const builtIn = new Set(['ACCEPT', 'DROP', 'QUEUE', 'RETURN', 'standard']);

/** A plug-in that serves several targets and has none of its own name. */
const withoutModule = new Set(['NAT']);

describe('the data of modules agrees with the installed iptables', function () {
  this.timeout(20_000);

  let plugIns: readonly string[];

  before(function () {
    requireOracle(this);
    plugIns = findPlugIns();
  });

  it('has a module for each plug-in, and a plug-in for each module', () => {
    const ours = modules
      .filter((module) => !builtIn.has(module.name) && module.removed === undefined)
      .flatMap((module) => module.families.map((family) => `${module.name} ${family}`));
    const removed = new Set(modules.filter((module) => module.removed !== undefined).map((module) => module.name));
    const installed = plugIns.filter((each) => !removed.has(each.split(' ')[0]!));
    assert.deepEqual([...new Set(ours)].sort(), installed.sort());
  });

  it('knows each option that the help of a module names', () => {
    for (const [module, family] of installedModules(plugIns)) {
      for (const name of namesInHelp(module, family)) {
        const { kind } = resolveOption(name, [module]);
        assert.equal(kind, 'found', `${module.name} --${name}`);
      }
    }
  });

  it('names no option that the tool does not know', () => {
    for (const [module, family] of installedModules(plugIns)) {
      const inHelp = namesInHelp(module, family);
      for (const option of module.options) {
        for (const name of [option.name, ...(option.aliases ?? [])]) {
          assert.ok(inHelp.has(name) || toolKnows(module, family, name), `${module.name} --${name}`);
        }
      }
    }
  });

  it('would notice an option that the tool does not know', () => {
    assert.equal(toolKnows(matchModules.find((module) => module.name === 'ttl')!, 'ipv4', 'ttl'), true);
    assert.equal(toolKnows(matchModules.find((module) => module.name === 'ttl')!, 'ipv4', 'tll'), false);
  });
});

function findPlugIns(): string[] {
  const folder = readdirSync('/usr/lib')
    .map((name) => join('/usr/lib', name, 'xtables'))
    .concat('/usr/lib/xtables', '/usr/lib64/xtables')
    .find((path) => filesIn(path).length > 0);
  assert.ok(folder, 'no plug-ins of iptables below /usr/lib');
  return filesIn(folder).flatMap((file) => {
    const [, prefix, name] = /^lib(xt|ipt|ip6t)_(\w+)\.so$/.exec(file) ?? [];
    if (prefix === undefined || name === undefined || withoutModule.has(name)) return [];
    return familiesByPrefix[prefix]!.filter((family) => loads(name, family)).map((family) => `${name} ${family}`);
  });
}

/** A plug-in for both families may hold a match of one alone. For a target this cannot be asked: it might be a chain. */
function loads(name: string, family: Family): boolean {
  return name === name.toUpperCase() || spawnSync(tools[family], ['-m', name, '-h']).status === 0;
}

function filesIn(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

function installedModules(plugIns: readonly string[]): (readonly [Module, Family])[] {
  const installed = new Set(plugIns);
  return modules.flatMap((module) =>
    module.families
      .filter((family) => installed.has(`${module.name} ${family}`))
      .map((family) => [module, family] as const),
  );
}

function namesInHelp(module: Module, family: Family): ReadonlySet<string> {
  const { stdout } = ask(module, family, '-h');
  return new Set([...stdout.matchAll(/--([a-z0-9][a-z0-9-]*)/g)].map((found) => found[1]!));
}

/** Without a command the tool reads the options and then gives up, so nothing is changed. */
function toolKnows(module: Module, family: Family, name: string): boolean {
  return !ask(module, family, `--${name}`).stderr.includes('unknown option');
}

function ask(module: Module, family: Family, word: string): { stdout: string; stderr: string } {
  return spawnSync(tools[family], [module.kind === 'match' ? '-m' : '-j', module.name, word], { encoding: 'utf8' });
}
