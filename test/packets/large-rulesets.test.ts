// Broad questions to rulesets of thousands of rules: answered whole, in work that grows as the rules do, with paths that are really taken.

import { strict as assert } from 'node:assert';
import { kubeProxyDump } from '../../scripts/bench/kube-proxy';
import { type TraceAnswer, traceAsked } from '../../server/src/features/trace';
import { type Asked, askedPackets } from '../../server/src/packets/question';
import { type AskedInWords, readQuestionWords } from '../../server/src/packets/question-words';
import { traverse } from '../../server/src/packets/traverse';
import { witnessWords } from '../../server/src/packets/witness-words';
import { readDocument } from '../../server/src/ruleset/document';
import { buildRuleset, type Ruleset } from '../../server/src/ruleset/ruleset';

function readAsked(words: string): AskedInWords & { asked: Asked } {
  const read = readQuestionWords(words, 'ipv4');
  assert.ok('question' in read, words);
  const asked = askedPackets(read.question, read.direction, 'ipv4');
  assert.ok('packets' in asked, words);
  return { ...read, asked };
}

function answersTo(ruleset: Ruleset, words: string): TraceAnswer[] {
  const { direction, asked } = readAsked(words);
  return traceAsked(ruleset, direction, asked);
}

function workOf(ruleset: Ruleset, words: string): number {
  const { direction, asked } = readAsked(words);
  let work = 0;
  traverse(ruleset, direction, asked.packets, {
    budget: Number.MAX_SAFE_INTEGER,
    spent: (all) => {
      work = all;
    },
  });
  return work;
}

/** A host that publishes that many ports as Docker does: each container may also come back to itself under another address. */
function publishing(count: number): string {
  const ports = Array.from({ length: count }, (_, i) => ({ port: 8000 + i, address: `172.17.0.${2 + i}` }));
  return [
    '*nat',
    ':PREROUTING ACCEPT [0:0]',
    ':POSTROUTING ACCEPT [0:0]',
    ':DOCKER - [0:0]',
    '-A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER',
    '-A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE',
    ...ports.map(({ address }) => `-A POSTROUTING -s ${address}/32 -d ${address}/32 -p tcp --dport 80 -j MASQUERADE`),
    ...ports.map(
      ({ port, address }) => `-A DOCKER -p tcp -m tcp --dport ${port} -j DNAT --to-destination ${address}:80`,
    ),
    'COMMIT',
    '',
  ].join('\n');
}

const read = (text: string) => buildRuleset(readDocument(text, 'ipv4'));

const questions = ['in', 'in tcp 80', 'out tcp', 'out', 'forward tcp 80'];

describe('large rulesets', () => {
  const [smaller, larger] = [2_000, 6_000].map((rules) => read(kubeProxyDump(rules)));

  for (const words of questions) {
    it(`answers ${words} whole`, () => {
      const answers = answersTo(larger!, words);
      assert.ok(answers.length > 1);
      const unknown = answers.filter(({ outcome }) => outcome.kind === 'unknown').map(({ outcome }) => outcome.text);
      assert.deepEqual(
        unknown.filter((text) => /too many/.test(text)),
        [],
      );
    });

    it(`spends on ${words} no more than the rules grow`, () => {
      const [less, more] = [workOf(smaller!, words), workOf(larger!, words)];
      assert.ok(less > 0 && more < 4 * less, `${less} for a third of the rules, ${more} for all`);
    });
  }

  it('shows one of thousands of ways, which its witness takes', () => {
    const examples = answersTo(larger!, 'in').filter(({ isExample }) => isExample);
    assert.ok(examples.length > 0);
    for (const { witness, path, outcome } of examples) {
      const [words] = witnessWords(witness, 'in').split(', ');
      const alone = answersTo(larger!, words!);
      const same = alone.filter((each) => each.outcome.kind === outcome.kind);
      const sure = linesOf(path.filter((step) => step.when === undefined));
      assert.ok(sure.length > 2, words);
      assert.ok(
        same.some((each) => sure.every((line) => linesOf(each.path).includes(line))),
        `${words}: ${sure.join(' ')} is not among ${same.map((each) => linesOf(each.path).join(' ')).join(' | ')}`,
      );
    }
  });

  it('follows hundreds of published ports to their ends', () => {
    const ruleset = read(publishing(200));
    for (const words of ['in tcp', 'forward tcp']) {
      const answers = answersTo(ruleset, words);
      assert.deepEqual(
        answers.filter(({ outcome }) => outcome.kind === 'unknown').map(({ outcome }) => outcome.text),
        [],
        words,
      );
    }
  });
});

function linesOf(path: TraceAnswer['path']): (number | null)[] {
  return path.map(({ line }) => line);
}
