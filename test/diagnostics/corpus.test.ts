// Dumps of many systems: no finding claims a refusal of what the real tools loaded, and the line at fault of what they refused is marked.
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagnose } from '../../server/src/diagnostics/index';
import { readDocument } from '../../server/src/ruleset/document';
import { buildRuleset } from '../../server/src/ruleset/ruleset';
import { requireShared } from '../support/requirements';
import { readTable } from '../support/tables';
import { checkJudged, type HostDecides, type Judged } from './judged';

const hostDecides: HostDecides = [
  [/Couldn't load (?:match|target) `(?:condition|fuzzy|ipv4options|psd|TARPIT)'/, 'modules of other projects'],
  [/host\/network `\w+' not found|invalid port\/service `imap3'|unknown protocol "ftp"/, 'names'],
  [/Set \S+ doesn't exist/, 'sets that are loaded already'],
  [/^ferm-generated\/test_modules_cgroup\.\S+, load/, 'the hierarchy of cgroups'],
];

/** Dumps that load, but not as their text says. */
const silentlyLost: Record<string, string> = {
  'malformed/04-cr-only.rules': 'the whole text is one comment',
  'malformed/52-same-table-twice.rules': 'the second table throws the first one away',
  'malformed/54-nul-byte.rules': 'the rest of a line is lost',
};

type Row = Record<string, string>;

/** A dump of the corpus in a run of `--test` and in one that loads. */
function judgedOf(folder: string, row: Row): Judged[] {
  const text = readFileSync(join(folder, 'corpus', row.path!), 'utf8');
  const run = (name: 'test' | 'load'): Judged => ({
    name: `${row.path}, ${name}`,
    text,
    family: familyOf(row),
    fragments: 'auto',
    kinds: name === 'test' ? ['test'] : ['test', 'load'],
    messages: {
      legacy: messageOf(row[`legacy_${name}_rc`]!, row.legacy_load_stderr!),
      nft: messageOf(row[`nft_${name}_rc`]!, row.nft_load_stderr!),
    },
  });
  return [run('test'), run('load')];
}

/** That of the tool which judged the dump, where it said something. */
function familyOf(row: Row): 'ipv4' | 'ipv6' {
  const tool = /^ip6?tables/.exec(row.legacy_load_stderr ?? '')?.[0] ?? row.family;
  return tool === 'ip6tables' ? 'ipv6' : 'ipv4';
}

function messageOf(code: string, message: string): string | undefined {
  if (code === 'skipped') return undefined;
  return code === '0' ? '' : message || `rc ${code}`;
}

describe('dumps of many systems', function () {
  this.timeout(60_000);
  let folder: string;
  let rows: Row[];
  before(function () {
    folder = requireShared(this);
    rows = readTable(readFileSync(join(folder, 'corpus/MANIFEST.tsv'), 'utf8'));
    assert.ok(rows.length > 300);
  });

  it('are refused where the real tools refuse them, for the line at fault', () => {
    checkJudged(
      rows.flatMap((row) => judgedOf(folder, row)),
      hostDecides,
    );
  });

  it('have no error when they load, but where text is silently lost', () => {
    const loading = rows.filter((row) => row.legacy_load_rc === '0' && row.nft_load_rc === '0');
    const wrong = loading.filter((row) => {
      const text = readFileSync(join(folder, 'corpus', row.path!), 'utf8');
      return diagnose(buildRuleset(readDocument(text, familyOf(row)))).some(({ severity }) => severity === 'error');
    });
    assert.deepEqual(wrong.map(({ path }) => path).sort(), Object.keys(silentlyLost).sort());
  });
});
