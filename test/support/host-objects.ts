/** What generated rules name on a host, and the commands that make it in a network namespace: sets of ipset, and estimators. */

import { spawnSync } from 'node:child_process';
import { inPath } from '../../scripts/programs';
import type { OracleFamily } from './oracle';

/** Sets by name, each with its type; `%` stands where a type takes the family. */
const typesOfSets: Readonly<Record<string, string>> = {
  blocklist: 'hash:ip %',
  networks: 'hash:net % counters',
  services: 'hash:ip,port % timeout 600',
  marks: 'hash:ip,port,ip % skbinfo',
  ports: 'bitmap:port range 0-65535',
  'list of sets': 'list:set',
  'thirty-one-bytes-is-the-longest': 'hash:ip %',
};

/** Sets that rules of either family can name wherever `hasSets` says so. */
export const setNames = Object.keys(typesOfSets);

/** Estimators that rules of `-m rateest` can name. */
const estimators = ['one', 'two', 'abc', 'a-b', 'xxxxxxxxxxxxxxx'];

let missing: { reason: string | undefined } | undefined;

/** Why no sets can be made here, to be told to a person; undefined where they can. */
export function missingForSets(): string | undefined {
  missing ??= { reason: findMissing() };
  return missing.reason;
}

function findMissing(): string | undefined {
  if (!inPath('ipset')) return 'no ipset: apt-get install ipset';
  const commands = commandsForSets('ipv4', setNames).join(' && ');
  return spawnSync('unshare', ['-n', 'sh', '-c', commands]).status === 0
    ? undefined
    : 'the kernel has not all of ip_set: load ip_set and its types';
}

/**
 * Shell commands that make the sets, those named besides too, and the estimators, for dumps of one table. Estimators live as
 * long as a rule counts for them, so that it stands in a table which those dumps leave alone.
 */
export function commandsFor(family: OracleFamily, table: string, moreSets: readonly string[] = []): string[] {
  const sets = missingForSets() ? [] : commandsForSets(family, [...new Set([...setNames, ...moreSets])]);
  const tool = family === 'ipv6' ? 'ip6tables-legacy' : 'iptables-legacy';
  const other = table === 'mangle' ? 'filter' : 'mangle';
  const counting = estimators.map(
    (name) =>
      `${tool} -t ${other} -A FORWARD -j RATEEST --rateest-name ${name} --rateest-interval 250ms --rateest-ewmalog 1s`,
  );
  return [...sets, ...counting];
}

function commandsForSets(family: OracleFamily, names: readonly string[]): string[] {
  const ofFamily = `family ${family === 'ipv6' ? 'inet6' : 'inet'}`;
  return names.map((name) => {
    const type = typesOfSets[name] ?? 'hash:ip %';
    return `ipset create '${name.replaceAll("'", `'\\''`)}' ${type.replace('%', ofFamily)}`;
  });
}
