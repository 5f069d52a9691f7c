// Reads the dumps of the corpus for the tests of this folder, in the plainest way that serves them.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { requireShared } from '../support/requirements';

const root = process.env.IPTABLES_LENS_SHARED;
const corpus = root === undefined ? undefined : join(root, 'corpus');

const hasCorpus = corpus !== undefined && existsSync(corpus);

/** Like `describe`; without the corpus its tests are left out, with a line that says so. */
export function describeCorpus(title: string, tests: () => void): void {
  const leftOut = () => {
    it('has the sample dumps', function () {
      requireShared(this);
    });
  };
  describe(title, hasCorpus ? tests : leftOut);
}

/** A line of a dump that declares a chain or appends a rule. */
export interface CorpusLine {
  readonly table: string;
  readonly chain: string;
  /** The words of the rule behind the chain; undefined for a declaration. */
  readonly words?: readonly string[];
}

function readLine(table: string, line: string): CorpusLine[] {
  const declared = /^:(\S+) /.exec(line)?.[1];
  if (declared !== undefined) return [{ table, chain: declared }];
  const rule = /^(?:\[\d+:\d+\] )?-A (\S+) (.*)$/.exec(line);
  return rule === null ? [] : [{ table, chain: rule[1]!, words: rule[2]!.split(' ') }];
}

/** The declarations and rules of a dump's text. */
export function readDump(text: string): CorpusLine[] {
  let table = '';
  return text.split('\n').flatMap((line) => {
    if (line.startsWith('*')) table = line.slice(1);
    return readLine(table, line);
  });
}

/** The dumps of one folder of the corpus, by file name. Empty without the corpus. */
export function corpusDumps(folder: string): Map<string, CorpusLine[]> {
  if (corpus === undefined || !hasCorpus) return new Map();
  const files = readdirSync(join(corpus, folder)).filter((name) => !name.endsWith('.rules') && name !== 'defaults');
  return new Map(files.map((name) => [name, readDump(readFileSync(join(corpus, folder, name), 'utf8'))]));
}
