// Damaged headers are written anew from the evidence: what is legible stays, no rule is touched, and the real tools load the result.
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagnose } from '../../server/src/diagnostics/index';
import { damagedTables, mendHeader } from '../../server/src/diagnostics/mend-header';
import { applyChanges } from '../../server/src/features/fix-all';
import { readDocument } from '../../server/src/ruleset/document';
import { buildRuleset, type FragmentMode } from '../../server/src/ruleset/ruleset';
import { type OracleBackend, restore } from '../support/oracle';
import { requireOracle } from '../support/requirements';
import { mends, untouched } from './mend-header-cases';

const backends: readonly OracleBackend[] = ['legacy', 'nft'];

function findingsOf(text: string) {
  return diagnose(buildRuleset(readDocument(text, 'ipv4')));
}

/** Mends the headers that the findings show to be damaged. */
function mend(text: string, fragments: FragmentMode = 'auto'): string {
  const ruleset = buildRuleset(readDocument(text, 'ipv4'), fragments);
  const changes = damagedTables(ruleset, diagnose(ruleset)).flatMap((table) => mendHeader(ruleset, table) ?? []);
  return applyChanges(text, changes);
}

function rulesOf(text: string): string[] {
  return text.split('\n').filter((line) => /^(?:\[\d+:\d+\] )?-/.test(line));
}

describe('the damaged dump of the examples', () => {
  const damaged = readFileSync(join(__dirname, '../../examples/istio-damaged.iptables'), 'utf8');
  const mended = applyFinalNewline(mend(damaged));

  function applyFinalNewline(text: string): string {
    const finding = findingsOf(text).find(({ code }) => code === 'missing-final-newline');
    return applyChanges(text, finding?.fixes[0]?.changes ?? []);
  }

  it('is marked on the wrong words of each line of its header', () => {
    const marked = (line: number) =>
      findingsOf(damaged)
        .filter((finding) => finding.line === line - 1 && finding.severity !== 'hint')
        .map(({ code, span }) => `${code}: ${damaged.split('\n')[line - 1]!.slice(span.start, span.end)}`);
    assert.deepEqual(marked(5), [
      'unknown-built-in-chain: postprocessing',
      'unknown-policy: accpt',
      'joined-chain-declarations: :istio_inbounds',
    ]);
    assert.deepEqual(marked(6), [
      'chain-name-case: istio_inbound',
      'joined-chain-declarations: :istio_in_routing - [0:0',
      'unclosed-counters: [0:0',
    ]);
    assert.deepEqual(marked(7), ['joined-chain-declarations: :ISTIO_OUTPUT - [0:0', 'unclosed-counters: [0:0']);
    assert.deepEqual(marked(8), [
      'joined-chain-declarations: :ISTIO_REDIRECT - [0:0] :ISTIO_REDIRECT - [0:0',
      'unclosed-counters: [0:0',
    ]);
    assert.deepEqual(marked(9), ['joined-chain-declarations: :ISTIO_REDIRECT - [0:0]']);
    for (const line of [1, 2, 3, 4]) assert.deepEqual(marked(line), []);
  });

  it('has no errors below its header but chains that the header fails to declare, and the end', () => {
    const errors = findingsOf(damaged).filter(({ line, severity }) => line >= 9 && severity === 'error');
    const lines = damaged.split('\n');
    const said = errors.map(({ code, line, span }) => `${code} ${lines[line]!.slice(span.start, span.end)}`);
    assert.deepEqual([...new Set(said)], ['undefined-chain ISTIO_INBOUND', 'missing-final-newline COMMIT']);
  });

  it('has no errors once its header is mended and its last line ended', () => {
    assert.deepEqual(
      findingsOf(mended).map(({ code }) => code),
      [],
    );
    assert.deepEqual(rulesOf(mended), rulesOf(damaged));
    assert.equal(mended, readFileSync(join(__dirname, '../../examples/istio-mended.iptables'), 'utf8'));
  });

  for (const backend of backends) {
    it(`is loaded by ${backend} then, with the same rules and chains`, function () {
      requireOracle(this);
      const { status, messages, saved } = restore(mended, { backend, args: ['-c'], save: true });
      assert.equal(status, 0, messages);
      const lines = saved.split('\n');
      const rules = lines.filter((line) => line.startsWith('[')).map((line) => line.replace(/^\[0:0\] /, ''));
      assert.equal(rules.length, 19);
      assert.deepEqual(inChainOrder(rules), inChainOrder(rulesOf(damaged)));
      assert.deepEqual(lines.filter((line) => line.startsWith(':')).sort(), [
        ':INPUT ACCEPT [1112:66720]',
        ':ISTIO_INBOUND - [0:0]',
        ':ISTIO_IN_REDIRECT - [0:0]',
        ':ISTIO_OUTPUT - [0:0]',
        ':ISTIO_REDIRECT - [0:0]',
        ':OUTPUT ACCEPT [152:13538]',
        ':POSTROUTING ACCEPT [152:13538]',
        ':PREROUTING ACCEPT [1112:66720]',
      ]);
    });
  }

  /** iptables-save writes the rules chain by chain; within one their order is kept. */
  function inChainOrder(rules: string[]): string[] {
    const chainOf = (rule: string) => rule.split(' ')[1]!;
    return [...rules].sort((a, b) => chainOf(a).localeCompare(chainOf(b)));
  }
});

describe('mended headers', () => {
  for (const { title, damaged, mended, fragments } of mends) {
    it(title, () => {
      const result = mend(damaged, fragments);
      assert.equal(result, mended);
      assert.equal(mend(result, fragments), result, 'there is nothing to mend any more');
    });
  }

  for (const [title, text] of Object.entries(untouched))
    it(`${title}: nothing to do`, () => assert.equal(mend(text), text));
});

describe('mended headers in the real tools', () => {
  before(function () {
    requireOracle(this);
  });
  for (const { title, mended, ...each } of mends) {
    for (const backend of backends) {
      const refused = each.refused ?? (backend === 'legacy' && each.refusedByLegacy);
      it(`${title}: ${backend} ${refused ? 'still refuses' : 'loads'} the dump`, () => {
        const { status, messages } = restore(mended, { backend, args: ['-c'] });
        assert.equal(status !== 0, refused ?? false, messages);
      });
    }
  }
});
