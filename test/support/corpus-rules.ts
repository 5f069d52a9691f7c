// Rules picked from the sample dumps that both real tools load, in turn from each system.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDocument } from '../../server/src/ruleset/document';
import { buildRuleset } from '../../server/src/ruleset/ruleset';
import type { Family } from '../../server/src/ruleset/tables';
import { below, type Random, randomFrom } from './random';
import { readTable } from './tables';

export interface CorpusRule {
  /** The dump, below the folder of the sample dumps. */
  name: string;
  family: Family;
  /** The lines of the table that the rule stands in, from its header to COMMIT, and which of them the rule is. */
  lines: string[];
  line: number;
}

/** `count` rules that differ in their text; the same for the same seed. `folder` is the one that `requireShared` returns. */
export function corpusRules(folder: string, count: number, seed: number): CorpusRule[] {
  const random = randomFrom(seed);
  const bySystem = dumpsBySystem(folder);
  const systems = [...bySystem.keys()];
  const known = new Set<string>();
  const picked: CorpusRule[] = [];
  for (let turn = 0; picked.length < count && turn < count * 20; turn++) {
    const dumps = bySystem.get(systems[turn % systems.length]!)!;
    const rule = pickRule(folder, dumps[below(random, dumps.length)]!, random);
    const key = rule && `${rule.family} ${rule.lines[0]} ${rule.lines[rule.line]}`;
    if (!rule || known.has(key!)) continue;
    known.add(key!);
    picked.push(rule);
  }
  return picked;
}

interface Dump {
  path: string;
  family: Family;
}

/** The dumps that load in both tools, those made to be malformed left out. */
function dumpsBySystem(folder: string): Map<string, Dump[]> {
  const bySystem = new Map<string, Dump[]>();
  for (const row of readTable(readFileSync(join(folder, 'corpus/MANIFEST.tsv'), 'utf8'))) {
    const path = row.path!;
    const [system = ''] = path.split('/');
    if (row.legacy_load_rc !== '0' || row.nft_load_rc !== '0' || system === 'malformed') continue;
    const family = row.family === 'ip6tables' ? 'ipv6' : 'ipv4';
    const key = `${system} ${family}`;
    bySystem.set(key, [...(bySystem.get(key) ?? []), { path, family }]);
  }
  return bySystem;
}

function pickRule(folder: string, { path, family }: Dump, random: Random): CorpusRule | undefined {
  const { document, tables } = buildRuleset(readDocument(readFileSync(join(folder, 'corpus', path), 'utf8'), family));
  const places = tables.flatMap((table) => {
    const lines = document.dump.lines.slice(table.header, table.end);
    return lines.flatMap(({ kind }, line) => (kind === 'rule' ? [{ lines, line }] : []));
  });
  const place = places[below(random, Math.max(1, places.length))];
  return place && { name: path, family, lines: place.lines.map(({ text }) => text), line: place.line };
}
