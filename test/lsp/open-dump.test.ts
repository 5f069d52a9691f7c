/** What an edit leaves of the results that were worked out before it. */

import assert from 'node:assert/strict';
import { changeDump, openDump, rulesetOf } from '../../server/src/lsp/open-dump';

const head = '*nat\n:PREROUTING ACCEPT [0:0]\n:INPUT ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n:POSTROUTING ACCEPT [0:0]\n';
const rule = '-A PREROUTING -p tcp -m tcp --dport 80 -j REDIRECT --to-ports 8080\n';

/** Changes the port of the first rule; tells whether the ruleset is the same one. */
function keepsRuleset(text: string): boolean {
  const dump = openDump('file:///dump.iptables', 1, text);
  const before = rulesetOf(dump);
  const start = { line: 5, character: rule.indexOf('80') };
  const range = { start, end: { line: 5, character: start.character + 2 } };
  dump.findings = [];
  changeDump(dump, [{ range, text: '81' }], 2);
  return rulesetOf(dump) === before;
}

describe('an edit that changes no name', () => {
  it('leaves the ruleset as it is', () => {
    assert.equal(keepsRuleset(`${head}${rule}COMMIT\n`), true);
  });

  it('makes a new one where a rule is deleted by its text', () => {
    assert.equal(keepsRuleset(`${head}${rule}${rule.replace('-A', '-D')}COMMIT\n`), false);
  });
});
