// The dumps that the project ships: its examples and the fixtures of its tests.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Family } from '../../server/src/ruleset/tables';

export interface SampleDump {
  /** The path below the project's folder. */
  name: string;
  text: string;
  family: Family;
}

const root = join(__dirname, '../..');

/** The dumps in folders of the project, and below them. */
export function sampleDumps(...folders: string[]): SampleDump[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => `${folder}/${name}`)
      .filter((name) => /\.(?:ip6?tables[^/]*|v4|v6)$/.test(name))
      .sort()
      .map((name) => ({
        name,
        text: readFileSync(join(root, name), 'utf8'),
        family: /ip6tables|\.v6$/.test(name) ? 'ipv6' : 'ipv4',
      })),
  );
}
