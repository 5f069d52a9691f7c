// Completion at the words of real rules: what is accepted loads in the real tools, and what stands there is among the offers.
import { strict as assert } from 'node:assert';
import type { Judge } from '../../server/src/features/completion/judge';
import { finishedText } from '../../server/src/features/completion/missing-options';
import { sampleText } from '../../server/src/features/completion/offer';
import { type RulePlace, ruleLine, rulePlaceAt } from '../../server/src/features/completion/place';
import { type Accepted, acceptedOffers } from '../../server/src/features/completion/rule-offers';
import type { Value } from '../../server/src/modules/types';
import { readDocument } from '../../server/src/ruleset/document';
import { readRule } from '../../server/src/ruleset/rule';
import { buildRuleset } from '../../server/src/ruleset/ruleset';
import type { Family } from '../../server/src/ruleset/tables';
import { type CorpusRule, corpusRules } from '../support/corpus-rules';
import { missingForSets } from '../support/host-objects';
import type { OracleBackend } from '../support/oracle';
import { requireOracle, requireShared } from '../support/requirements';
import { restoreMany } from '../support/restore-many';

const seed = 3;
const rulesAsked = 200;

/** A place of a rule, the rule as it is written there, and what is accepted at it. */
interface Completed {
  rule: CorpusRule;
  text: string;
  place: RulePlace;
  judge: Judge;
  accepted: Accepted[];
}

/** The beginning of each word, and a place of its own before each word and behind the last. */
function completions(rule: CorpusRule): Completed[] {
  const text = rule.lines[rule.line]!;
  const { words } = readRule(ruleLine(text), rule.family);
  const atWords = words.map(({ start }) => completedAt(rule, text, start));
  const between = words.slice(1).map(({ start }) => {
    return completedAt(rule, `${text.slice(0, start)} ${text.slice(start)}`, start);
  });
  const places = [...atWords, ...between, completedAt(rule, `${text} `, text.length + 1)];
  return places.filter((place) => place !== undefined);
}

function completedAt(rule: CorpusRule, text: string, column: number): Completed | undefined {
  const lines = rule.lines.with(rule.line, text);
  const ruleset = buildRuleset(readDocument(`${lines.join('\n')}\n`, rule.family));
  const place = rulePlaceAt(ruleset, rule.line, column);
  if (!place) return undefined;
  const { accepted, judge } = acceptedOffers(place, 'both');
  return { rule, text, place, judge, accepted };
}

/** The line with an offer in it, and with the options that it still needs. */
function lineWith({ text, place, judge }: Completed, { offer, insertion }: Accepted): string {
  const span = offer.span ?? place.word;
  const inserted = finishedText(place, judge, sampleText(insertion), span);
  assert.ok(inserted !== undefined);
  return text.slice(0, span.start) + inserted + text.slice(span.end);
}

/** Words that stand for something which completion knows: options, modules, chains, targets. */
function realWords({ parts }: ReturnType<typeof readRule>): Map<number, string> {
  const words = new Map<number, string>();
  for (const { name, option, values } of parts) {
    if (!option) continue;
    if (!name.value.includes('=')) words.set(name.start, name.value);
    const [first] = values;
    const kind = option.values?.[0]?.kind;
    if (first && ['match', 'target', 'chain', 'user-chain'].includes(kind ?? '')) words.set(first.start, first.value);
  }
  return words;
}

describe('completion at the words of 200 rules of sample dumps', function () {
  this.timeout(600_000);
  let completed: Completed[];
  before(function () {
    const folder = requireShared(this);
    const rules = corpusRules(folder, rulesAsked, seed);
    assert.equal(rules.length, rulesAsked);
    completed = rules.flatMap(completions);
  });

  it('offers the word that stands there', () => {
    const missed = completed.flatMap(({ rule, text, place, accepted }) => {
      if (text !== rule.lines[rule.line]) return [];
      const word = realWords(readRule(ruleLine(text), rule.family)).get(place.word.start);
      return word === undefined || accepted.some(({ offer }) => offer.label === word) ? [] : [`${word}: ${text}`];
    });
    assert.deepEqual(missed, []);
  });

  for (const backend of ['legacy', 'nft'] as const) {
    it(`offers nothing that ${backend} refuses`, async function () {
      requireOracle(this);
      const refused = await refusedLines(completed, backend);
      assert.deepEqual(refused, []);
    });
  }
});

/** Lines to be asked together in the place of a rule. */
interface Question {
  rule: CorpusRule;
  asked: string[];
}

/** All lines of a place are asked at once; where they are refused, each half of them, down to the single line. */
async function refusedLines(completed: Completed[], backend: OracleBackend): Promise<string[]> {
  const lines = new Map<CorpusRule, Set<string>>();
  for (const each of completed) {
    const known = lines.get(each.rule) ?? new Set();
    lines.set(each.rule, known);
    for (const accepted of each.accepted) {
      const line = lineWith(each, accepted);
      if (!dependsOnHost(line, each.place.family)) known.add(line);
    }
  }
  const refused: string[] = [];
  const sets = setsIn(lines);
  let questions: Question[] = [...lines].map(([rule, asked]) => ({ rule, asked: [...asked] }));
  while (questions.length > 0) {
    const answers = await restoreMany(questions.map(dumpWith), backend, { sets });
    questions = questions.flatMap((question, index) => {
      const { rule, asked } = question;
      if (!answers[index]!.refused) return [];
      if (asked.length > 1) return halvesOf(question);
      if (lacksModule.test(answers[index]!.message)) return [];
      refused.push(`${rule.name} ${rule.lines[0]} ${asked[0]}: ${answers[index]!.message.trim()}`);
      return [];
    });
  }
  return refused;
}

/** The sets that rules with completed lines name, so that they can be made. */
function setsIn(lines: ReadonlyMap<CorpusRule, ReadonlySet<string>>): string[] {
  const words = [...lines].flatMap(([rule, asked]) =>
    [...rule.lines, ...asked].flatMap((line) => readRule(ruleLine(line), rule.family).parts),
  );
  const names = words.flatMap(({ option, values }) =>
    values.filter((_, index) => option?.values?.[index]?.kind === 'set-name').map(({ value }) => value),
  );
  return [...new Set(names)];
}

/** Lines that name things which only some hosts have: policies, kernels with a module that is seldom built. */
function dependsOnHost(line: string, family: Family): boolean {
  const { instances, parts } = readRule(ruleLine(line), family);
  return (
    instances.some(
      ({ module }) => module.needs !== undefined && (missingForSets() || !module.rules?.includes('set-combination')),
    ) ||
    parts.some(({ option, values }) =>
      option?.values?.some((value, index) => isOfHost(value, values[index]?.value ?? '')),
    )
  );
}

function isOfHost(value: Value, text: string): boolean {
  if (value.kind === 'text') return value.hostObject !== undefined;
  return value.kind.startsWith('port') && /[a-z]/.test(text);
}

/** What a tool says of a module that the kernel of this machine does not have. */
const lacksModule = /missing kernel module|RULE_APPEND failed \(No such file or directory\)/;

function halvesOf({ rule, asked }: Question): Question[] {
  const middle = asked.length >> 1;
  return [asked.slice(0, middle), asked.slice(middle)].map((half) => ({ rule, asked: half }));
}

function dumpWith({ rule: { family, lines, line }, asked }: Question) {
  return { family, text: `${lines.toSpliced(line, 1, ...asked).join('\n')}\n` };
}
