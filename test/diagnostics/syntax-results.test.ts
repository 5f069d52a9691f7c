// One-line experiments with the real tools: a finding says that a backend refuses exactly where that backend refused, on the line it blamed.
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding, Refusal } from '../../server/src/diagnostics/finding';
import { diagnose } from '../../server/src/diagnostics/index';
import { readDocument } from '../../server/src/ruleset/document';
import { buildRuleset } from '../../server/src/ruleset/ruleset';
import { requireShared } from '../support/requirements';
import { readTable } from '../support/tables';

type Backend = 'legacy' | 'nft';

interface Experiment {
  name: string;
  text: string;
  args: string;
  /** What each backend said; undefined where it accepted. */
  refusals: Record<Backend, string | undefined>;
}

/** Refusals whose reason no check looks for yet: patterns of the message, or the experiment's name. */
const notYet: readonly [pattern: RegExp, reason: string][] = [
  [/unknown option "/, 'which options a rule knows'],
  [/Couldn't load match/, 'which matches there are'],
  [/multiple -p flags/, 'parameters given twice'],
  [/host\/network|invalid mask/, 'values: addresses'],
  [/interface name|Empty interface/, 'values: interfaces'],
  [/Can't use -[io] with/, 'interfaces that a hook does not have'],
  [
    /invalid port(?!\/service `!' )|Port "|bad integer value|unknown protocol "[^-!]|ICMP type/,
    'values: ports, numbers, protocols',
  ],
  [/would never match|! not allowed with multiple/, 'values that cannot be inverted'],
  [/not intended for filtering|^REJECT in nat/, 'targets and their tables'],
  [/^kernel refusal|^hook-limited target in user chain/, 'targets and their hooks'],
  [/^-m \w+ (?:without|with) -p/, 'the protocol that a match needs'],
  [/^jump to own chain|^loop of two chains/, 'loops'],
  [/^-j QUEUE/, 'targets that nf_tables does not have'],
  [/^--noflush -N existing/, 'what is loaded already'],
];

/** Inputs that the record shortens. */
const wholeInputs: Record<string, string | undefined> = {
  'rule line of 1000 words of -v': `*filter\n-A INPUT ${' -v'.repeat(250)}\nCOMMIT\n`,
  '255 words on a line': `*filter\n-A INPUT${' -v'.repeat(250)} -j ACCEPT\nCOMMIT\n`,
  'line > 10239 bytes (comment)': `#${'x'.repeat(10_300)}\n*filter\nCOMMIT\n`,
  'line > 10239 bytes (comment in table)': `*filter\n#${'x'.repeat(10_300)}\nCOMMIT\n`,
  'word of 1023 bytes': `*filter\n-A INPUT -m comment --comment ${'x'.repeat(1023)}\nCOMMIT\n`,
  'word of 1024 bytes': `*filter\n-A INPUT -m comment --comment ${'x'.repeat(1024)}\nCOMMIT\n`,
  ...Object.fromEntries(
    [255, 256, 400].map((bytes) => [
      `comment of ${bytes} bytes`,
      `*filter\n-A INPUT -m comment --comment "${'x'.repeat(bytes)}"\nCOMMIT\n`,
    ]),
  ),
};

/** Lines that the tool counts otherwise: the rest of a long line is another one to it, and so is the end of the text. */
const linesMeant: Record<string, number | undefined> = {
  'line > 10239 bytes (comment)': 1,
  'line > 10239 bytes (comment in table)': 2,
  'EOF without COMMIT': 2,
};

function readExperiments(folder: string): Experiment[] {
  return readTable(readFileSync(join(folder, 'facts/syntax_results.tsv'), 'utf8')).map((row) => ({
    name: row.case!,
    text: inputOf(row.case!, row.input!),
    args: row.args!,
    refusals: {
      legacy: row.legacy_rc === '0' ? undefined : row.legacy_message!,
      nft: row.nft_rc === '0' ? undefined : row.nft_message!,
    },
  }));
}

function inputOf(name: string, recorded: string): string {
  const shortened = /^(.*)\.\.\.\((\d+) bytes\)$/s.exec(recorded);
  if (!shortened) return unescaped(recorded);
  const text = wholeInputs[name] ?? '';
  assert.ok(text.startsWith(unescaped(shortened[1]!)), name);
  assert.equal(text.length, Number(shortened[2]), name);
  return text;
}

function unescaped(text: string): string {
  const characters: Record<string, string> = { n: '\n', t: '\t', r: '\r', '0': '\0', '\\': '\\' };
  return text.replace(/\\(.)/g, (whole, letter: string) => characters[letter] ?? whole);
}

/** The findings that say that the backend refuses in a run with these arguments. */
function claims(findings: Finding[], backend: Backend, args: string): Finding[] {
  const relevant: (Refusal | undefined)[] = ['test'];
  if (args !== '--test') relevant.push('load');
  if (args === '-c') relevant.push('counters');
  return findings.filter(({ refusedBy }) => relevant.includes(refusedBy[backend]));
}

/** The line that a message blames; undefined for a COMMIT, where nf_tables notices what is wrong further above. */
function blamedLine(text: string, message = ''): number | undefined {
  const line = /line:? (\d+)/.exec(message)?.[1];
  const isCommit =
    line !== undefined && message.includes('does not exist') && text.split('\n')[Number(line) - 1] === 'COMMIT';
  return line === undefined || isCommit ? undefined : Number(line);
}

/** What the findings have wrong about an experiment. */
function faults({ name, text, args, refusals }: Experiment): string[] {
  const ruleset = buildRuleset(readDocument(text, 'ipv4'), args === '--noflush' ? 'always' : 'auto');
  const findings = diagnose(ruleset);
  return (['legacy', 'nft'] as const).flatMap((backend) => {
    const claimed = claims(findings, backend, args);
    const said = claimed.map(({ code, line }) => `${code} on line ${line + 1}`).join(', ');
    const refusal = refusals[backend];
    if (refusal === undefined) return claimed.length > 0 ? [`${backend} accepts, but: ${said}`] : [];
    if (claimed.length === 0) return [`${backend} refuses: ${refusal}`];
    const blamed = linesMeant[name] ?? blamedLine(text, refusal) ?? blamedLine(text, refusals.legacy) ?? 0;
    return blamed === 0 || claimed.some(({ line }) => line + 1 === blamed) ? [] : [`${refusal}, but: ${said}`];
  });
}

describe('one-line experiments', () => {
  let experiments: Experiment[];
  before(function () {
    experiments = readExperiments(requireShared(this));
  });

  const isMeant = (pattern: RegExp, { name, refusals }: Experiment) =>
    [name, refusals.legacy, refusals.nft].some((text) => text !== undefined && pattern.test(text));
  const isNotYet = (experiment: Experiment) => notYet.some(([pattern]) => isMeant(pattern, experiment));

  it('are told apart as the real tools did', () => {
    const wrong = experiments.filter((experiment) => !isNotYet(experiment) && faults(experiment).length > 0);
    assert.deepEqual(
      wrong.map((experiment) => `${experiment.name}: ${faults(experiment).join('; ')}`),
      [],
    );
  });

  it('have no other verdict than the tools where a check is still missing', () => {
    assert.ok(experiments.filter((experiment) => !isNotYet(experiment)).length > 250);
    const passing = experiments.filter((experiment) => isNotYet(experiment) && faults(experiment).length === 0);
    assert.deepEqual(
      passing.map(({ name }) => name),
      [],
      'take these off the list of what is not looked for yet',
    );
    for (const [pattern, reason] of notYet)
      assert.ok(
        experiments.some((each) => isMeant(pattern, each)),
        reason,
      );
  });
});
