// Dumps of many systems, asked what users ask: answers part the question among them, and their witnesses end as they say.

import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TraceAnswer, traceAsked } from '../../server/src/features/trace';
import type { BitPattern } from '../../server/src/packets/bits';
import { isBits, isLater, type Key, type Values } from '../../server/src/packets/dimensions';
import { type Box, disjoint, type PacketSet, universe } from '../../server/src/packets/packet-set';
import { type Asked, askedPackets } from '../../server/src/packets/question';
import { readQuestionWords } from '../../server/src/packets/question-words';
import { includesValue, type Ranges, type Value } from '../../server/src/packets/ranges';
import type { Direction } from '../../server/src/packets/traverse';
import { witnessWords } from '../../server/src/packets/witness-words';
import { readDocument } from '../../server/src/ruleset/document';
import { buildRuleset, type Ruleset } from '../../server/src/ruleset/ruleset';
import type { Family } from '../../server/src/ruleset/tables';
import { pick, type Random, randomFrom } from '../support/random';
import { requireShared } from '../support/requirements';

const questions = ['in tcp 22', 'in udp', 'out tcp 80', 'forward tcp'];

/** Packets that are picked from each question, and answers whose witness is asked about. */
const points = 60;
const witnesses = 12;

function read(words: string, family: Family): { direction: Direction; asked: Asked } {
  const { direction, question } = readWords(words, family);
  const asked = askedPackets(question, direction, family);
  assert.ok('packets' in asked, words);
  return { direction, asked };
}

function readWords(words: string, family: Family) {
  const found = readQuestionWords(words, family);
  assert.ok('question' in found, `${words}: ${'message' in found && found.message}`);
  return found;
}

/** A value of each dimension. */
type Point = ReadonlyMap<Key, Value>;

/** A packet of the question, at the edges of what the answers tell apart. */
function pointOf(random: Random, asked: PacketSet, boxes: PacketSet): Point {
  const from = pick(random, asked);
  const point = new Map<Key, Value>();
  const edges = [pick(random, boxes), pick(random, boxes)];
  for (const key of new Set([...from.keys(), ...boxes.flatMap((box) => [...box.keys()])])) {
    const wanted = edges.map((box) => box.get(key)).find((values) => values !== undefined);
    const all = from.get(key) ?? (wanted && universe(key, wanted));
    if (!all || isLater(key)) continue;
    const value = wanted && valueIn(random, key, wanted);
    point.set(key, value !== undefined && has(key, all, value) ? value : valueIn(random, key, all));
  }
  return point;
}

function valueIn(random: Random, key: Key, values: Values): Value {
  if (isBits(key)) return pick(random, values as readonly BitPattern[]).value;
  const { low, high } = pick(random, values as Ranges);
  return pick(random, [low, high]);
}

function has(key: Key, values: Values, value: Value): boolean {
  if (!isBits(key)) return includesValue(values as Ranges, value);
  return (values as readonly BitPattern[]).some((each) => ((Number(value) ^ each.value) & each.mask) === 0);
}

/** True when the box has the packet, whatever it becomes on its way. */
function holds(box: Box, point: Point): boolean {
  return [...box].every(([key, values]) => !point.has(key) || has(key, values, point.get(key)!));
}

function checkParts(random: Random, asked: PacketSet, answers: readonly TraceAnswer[], name: string): void {
  const boxes = answers.flatMap(({ packets }) => packets);
  for (let i = 0; i < points; i++) {
    const point = pointOf(random, asked, boxes);
    const around = answers.map(({ packets }) => packets.filter((box) => holds(box, point)));
    const told = JSON.stringify([...point], (_, value) => (typeof value === 'bigint' ? String(value) : value));
    assert.ok(
      around.some((each) => each.length > 0),
      `${name}: no answer for ${told}`,
    );
    const all = around.flat();
    const twice = all.some((box, at) => all.some((other, behind) => behind > at && !disjoint(box, other)));
    assert.ok(!twice, `${name}: more than one answer for ${told}`);
  }
}

/** A witness is named in full but for what the dump cannot decide. */
function checkWitness(ruleset: Ruleset, direction: Direction, answer: TraceAnswer, name: string): void {
  const { family } = ruleset.document;
  const [words = ''] = witnessWords(answer.witness, direction).split(', ');
  const { asked } = read(words, family);
  const alone = traceAsked(ruleset, direction, asked);
  const ends = alone.map(({ outcome }) => outcome);
  assert.ok(
    ends.some((end) => isSameEnd(end, answer.outcome)),
    `${name}: ${words} is to be ${answer.outcome.text}, but is ${ends.map(({ text }) => text).join(' | ')}`,
  );
}

/** Many packets may be let through by several rules; who stops them is one. */
function isSameEnd(one: TraceAnswer['outcome'], many: TraceAnswer['outcome']): boolean {
  if (one.kind !== many.kind) return false;
  if (many.kind === 'dropped' || many.kind === 'rejected') return one.line === many.line;
  return (
    (many.address === null || one.address === many.address) && (typeof many.port !== 'number' || one.port === many.port)
  );
}

function familyOf(path: string): Family {
  return /ip6tables|v6$/.test(path) ? 'ipv6' : 'ipv4';
}

describe('answers to dumps of many systems', function () {
  this.timeout(120_000);
  let folder: string;
  before(function () {
    folder = join(requireShared(this), 'corpus');
  });

  it('part the question, and end as their witnesses do', () => {
    const random = randomFrom(4);
    const known = new Set<string>();
    let asked = 0;
    for (const path of dumpsIn(folder)) {
      const text = readFileSync(join(folder, path), 'utf8');
      const rules = text.replace(/^#.*|\[\d+:\d+\]/gm, '');
      if (known.has(rules)) continue;
      known.add(rules);
      const family = familyOf(path);
      const ruleset = buildRuleset(readDocument(text, family));
      for (const words of questions) {
        const { direction, asked: all } = read(words, family);
        const answers = traceAsked(ruleset, direction, all);
        const unfollowed = answers.find(({ outcome }) => outcome.text.includes('too many'));
        assert.equal(unfollowed?.outcome.text, undefined, `${path}: ${words}`);
        checkParts(random, all.packets, answers, `${path}: ${words}`);
        for (const answer of answers.slice(0, witnesses)) checkWitness(ruleset, direction, answer, `${path}: ${words}`);
        asked++;
      }
    }
    assert.ok(asked > 400, `${asked} questions`);
  });
});

/** Those that nf_tables saved say the same as those beside them, and the malformed ones as others. */
function dumpsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:save|rules|v4|v6)$/.test(path) && !/\.nft\.|^malformed/.test(path))
    .sort();
}
