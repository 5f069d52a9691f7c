// What is said of the options, protocols and places of a rule, at which word, and that the real tools agree.

import { strict as assert } from 'node:assert';
import { diagnose } from '../../../server/src/diagnostics/index';
import { misplacedWords } from '../../../server/src/diagnostics/places';
import type { RefusedBy } from '../../../server/src/modules/refused-by';
import { readDocument } from '../../../server/src/ruleset/document';
import { judgeRule } from '../../../server/src/ruleset/judge/index';
import { readRule } from '../../../server/src/ruleset/rule';
import { buildRuleset } from '../../../server/src/ruleset/ruleset';
import { requireOracle } from '../../support/requirements';
import { dumpOf, type RuleInChain, restoreMany } from '../../support/restore-many';
import { judgedRules } from './judged-rules';

interface Row {
  rule: RuleInChain;
  /** `legacy/nft kind: word`, or `ok`. */
  expected: string;
  /** What each backend does. */
  refusals: { legacy: string; nft: string };
}

const rows: Row[] = Object.entries(judgedRules).flatMap(([place, lines]) => {
  const [family, table, chain, from] = place.split(' ') as ['ipv4' | 'ipv6', string, string, string?];
  return lines.map((text) => {
    const [, verdict, marked] = /^(.*?): (.*)$/.exec(text) as unknown as [string, string, string];
    const [legacy = 'ok', nft = legacy] = verdict.split(' ')[0]!.split('/');
    const word = /«(.*)»/.exec(marked)?.[1];
    const line = marked.replace(/[«»]/g, '');
    return {
      rule: { family, table, chain, line, ...(from && { from }) },
      expected: word === undefined ? verdict : `${verdict}: ${word}`,
      refusals: { legacy, nft },
    };
  });
});

describe('what is said of each rule', () => {
  it('is said at the word at fault, with who refuses it', () => {
    assert.deepEqual(
      rows.map(({ rule }) => `${rule.line}  ${said(rule)}`),
      rows.map(({ rule, expected }) => `${rule.line}  ${expected}`),
    );
  });

  it('is an error in the whole dump exactly where a tool refuses the rule', () => {
    const wrong = rows.filter(({ rule, refusals }) => {
      const errors = diagnose(rulesetOf(rule)).filter(({ refusedBy }) => refusedBy.legacy || refusedBy.nft);
      return errors.length > 0 !== (refusals.legacy !== 'ok' || refusals.nft !== 'ok');
    });
    assert.deepEqual(
      wrong.map(({ rule }) => rule.line),
      [],
    );
  });

  for (const backend of ['legacy', 'nft'] as const) {
    it(`is what ${backend} does`, async function () {
      requireOracle(this);
      const dumps = rows.map(({ rule }) => dumpOf(rule));
      const tested = await restoreMany(dumps, backend, { args: ['--test'] });
      const loaded = await restoreMany(dumps, backend);
      const really = rows.map(({ rule }, i) =>
        [rule.line, tested[i]!.refused ? 'test' : loaded[i]!.refused ? 'load' : 'ok'].join('  '),
      );
      assert.deepEqual(
        really,
        rows.map(({ rule, refusals }) => `${rule.line}  ${refusals[backend]}`),
      );
    }).timeout(120_000);
  }
});

function said(rule: RuleInChain): string {
  const ruleset = rulesetOf(rule);
  const line = ruleset.document.dump.lines.findLast((each) => each.kind === 'rule')!;
  if (line.kind !== 'rule') throw new Error('the last rule is a rule');
  const problems = judgeRule(readRule(line, rule.family), rule.family).problems;
  const misplaced = misplacedWords(ruleset).map(({ limit }) => ({ ...limit, kind: 'place' }));
  const told = [...problems, ...misplaced].map(({ kind, start, end, refusedBy }) => {
    const { legacy = 'ok', nft = 'ok' }: RefusedBy | Record<string, string> = refusedBy ?? {
      legacy: 'test',
      nft: 'test',
    };
    return `${legacy}/${nft} ${kind}: ${line.text.slice(start, end)}`;
  });
  return told.join(' ') || 'ok';
}

function rulesetOf(rule: RuleInChain) {
  return buildRuleset(readDocument(dumpOf(rule).text, rule.family));
}
