// Dumps for the tests of the checks: reads them, finds what is wrong with them, and asks the real iptables about them.

import type { Finding } from '../../server/src/diagnostics/finding';
import { diagnose } from '../../server/src/diagnostics/index';
import type { Refusal } from '../../server/src/modules/refused-by';
import { readDocument } from '../../server/src/ruleset/document';
import { buildRuleset, type FragmentMode } from '../../server/src/ruleset/ruleset';
import type { Family } from '../../server/src/ruleset/tables';
import { type Annotated, readAnnotations } from '../support/annotations';
import { type OracleBackend, restore } from '../support/oracle';

/** One dump with what is expected of it. */
export interface Case extends Annotated {
  title: string;
  family: Family;
  fragments: FragmentMode;
  /** False where the running kernel decides what the tools say. */
  judged: boolean;
}

/** What the whole of a dump comes to: refused already by `--test`, by a real load, only with `-c`, or not at all. */
export type Outcome = Refusal | 'accepted';

const headerLines = '*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n';

/**
 * Reads a file of cases. Each begins with `#### title`, behind it in brackets: `escaped` (see readAnnotations), `ipv6`, `never` and
 * `fragment` (the fragment mode), `rules` (the lines stand in a table filter), `each` (so does every line by itself), `unjudged`.
 */
export function readCases(source: string): Case[] {
  return source
    .split(/^(?=#### )/m)
    .filter((block) => block.startsWith('#### '))
    .flatMap(readBlock);
}

function readBlock(block: string): Case[] {
  const [head, ...lines] = block.split(/(?<=\n)/);
  const flags = [...head!.matchAll(/\[(\w+)\]/g)].map((match) => match[1]);
  const title = head!.replace(/\[\w+\]|^#### /g, '').trim();
  const wrapped = flags.includes('rules') || flags.includes('each');
  return (flags.includes('each') ? ruleByRule(lines) : [lines.join('')]).map((body) => ({
    ...readAnnotations(wrapped ? `${headerLines}${body}COMMIT\n` : body, flags.includes('escaped')),
    title: flags.includes('each') ? `${title}: ${body.split('\n')[0]}` : title,
    family: flags.includes('ipv6') ? 'ipv6' : 'ipv4',
    fragments: flags.includes('never') ? 'never' : flags.includes('fragment') ? 'always' : 'auto',
    judged: !flags.includes('unjudged'),
  }));
}

/** Each line with the annotations under it. */
function ruleByRule(lines: string[]): string[] {
  const bodies: string[] = [];
  for (const line of lines) {
    if (line.startsWith('#')) bodies.push(`${bodies.pop()}${line}`);
    else bodies.push(line);
  }
  return bodies;
}

/** All findings of a text. */
export function findingsOf(text: string, { family, fragments }: Pick<Case, 'family' | 'fragments'>): Finding[] {
  return diagnose(buildRuleset(readDocument(text, family), fragments));
}

const worst: readonly Outcome[] = ['test', 'load', 'counters'];

/** What the findings together say that the backend does. */
export function claimed(findings: readonly Finding[], backend: OracleBackend): Outcome {
  return worst.find((outcome) => findings.some(({ refusedBy }) => refusedBy[backend] === outcome)) ?? 'accepted';
}

/** What the backend really does; with `before` loaded already, and then with `--noflush`. */
export function outcome(text: string, family: Family, backend: OracleBackend, before?: string): Outcome {
  const loaded = before === undefined ? [] : ['--noflush'];
  const run = (...args: string[]) =>
    restore(text, { family, backend, args: [...args, ...loaded], ...(before === undefined ? {} : { before }) }).status;
  if (run('--test') !== 0) return 'test';
  if (run('-c') === 0) return 'accepted';
  return run() === 0 ? 'counters' : 'load';
}
