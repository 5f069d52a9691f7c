// What findings are left, and what they say, when one backend alone is judged by.
import { strict as assert } from 'node:assert';
import { type Backend, judgedBy } from '../../server/src/diagnostics/backend';
import { diagnose } from '../../server/src/diagnostics/index';
import { refusalSentence } from '../../server/src/diagnostics/refusal';
import type { RefusedBy } from '../../server/src/modules/refused-by';
import type { Family } from '../../server/src/ruleset/tables';
import { rulesetOf, tableOf } from '../features/cursor';

const refusals: [refusedBy: RefusedBy, legacy: RefusedBy | undefined, nft: RefusedBy | undefined][] = [
  [{}, {}, {}],
  [{ legacy: 'test' }, { legacy: 'test' }, undefined],
  [{ nft: 'load' }, undefined, { nft: 'load' }],
  [{ legacy: 'test', nft: 'load' }, { legacy: 'test' }, { nft: 'load' }],
];

const sentences: [refusedBy: RefusedBy, backend: Backend, sentence: string, family?: Family][] = [
  [{ legacy: 'test' }, 'both', 'iptables-legacy-restore refuses it; the nf_tables one does not.'],
  [{ legacy: 'test' }, 'legacy', 'iptables-restore refuses it.'],
  [{ legacy: 'load' }, 'legacy', 'iptables-restore refuses it on a real load, not with --test.'],
  [{ nft: 'counters' }, 'nf_tables', 'iptables-restore refuses it with -c (--counters).'],
  [{}, 'nf_tables', 'iptables-restore says nothing about it.'],
  [{ legacy: 'test', nft: 'test' }, 'both', 'ip6tables-restore refuses it.', 'ipv6'],
  [{ nft: 'test' }, 'both', 'ip6tables-nft-restore refuses it; the legacy one does not.', 'ipv6'],
];

/** `code severity` of each finding, by backend. */
const dumps: [what: string, dump: string, found: Record<Backend, string[]>][] = [
  [
    'both refuse it',
    tableOf('filter', ':INPUT ACCEPT [0:0]', '-A A -j DROP'),
    { both: ['undefined-chain error'], legacy: ['undefined-chain error'], nf_tables: ['undefined-chain error'] },
  ],
  [
    'only nf_tables refuses it',
    tableOf('filter', ':INPUT ACCEPT [0:0]', '-Z INPUT'),
    { both: ['malformed-rule warning'], legacy: [], nf_tables: ['malformed-rule warning'] },
  ],
  [
    'only legacy refuses it',
    '*filter\n:INPUT ACCEPT [0:0]\nCOMMIT',
    { both: ['missing-final-newline error'], legacy: ['missing-final-newline error'], nf_tables: [] },
  ],
  [
    'nf_tables takes it for something else',
    tableOf('filter', ':INPUT ACCEPT [0:0]', ':A DROP [0:0]', '-A INPUT -j A'),
    {
      both: ['policy-on-user-defined-chain error'],
      legacy: ['policy-on-user-defined-chain error'],
      nf_tables: ['policy-on-user-defined-chain error'],
    },
  ],
  [
    'nobody refuses it',
    tableOf('filter', ':INPUT ACCEPT [0:0]', ':A - [0:0]'),
    { both: ['unused-chain hint'], legacy: ['unused-chain hint'], nf_tables: ['unused-chain hint'] },
  ],
];

describe('the backend to judge by', () => {
  for (const [refusedBy, legacy, nft] of refusals) {
    it(`keeps of ${JSON.stringify(refusedBy)} what the backend refuses`, () => {
      assert.deepEqual(judgedBy(refusedBy, 'both'), refusedBy);
      assert.deepEqual(judgedBy(refusedBy, 'legacy'), legacy);
      assert.deepEqual(judgedBy(refusedBy, 'nf_tables'), nft);
    });
  }
  for (const [refusedBy, backend, sentence, family = 'ipv4'] of sentences) {
    it(`says of ${JSON.stringify(refusedBy)}, judged by ${backend}: ${sentence}`, () => {
      assert.equal(refusalSentence(refusedBy, 'error', { family, backend, form: 'dump' }), sentence);
    });
  }
  for (const [what, dump, found] of dumps) {
    it(what, () => {
      const ruleset = rulesetOf(dump);
      for (const backend of ['both', 'legacy', 'nf_tables'] as const) {
        const findings = diagnose(ruleset, {}, backend);
        assert.deepEqual(
          findings.map(({ code, severity }) => `${code} ${severity}`),
          found[backend],
          backend,
        );
        for (const { message } of findings)
          if (backend !== 'both') assert.doesNotMatch(message, /the (?:legacy|nf_tables) one does not/);
      }
    });
  }
});
