// Findings as editors get them: what is struck through, what is faded.
import { strict as assert } from 'node:assert';
import { DiagnosticTag } from 'vscode-languageserver-types';
import { diagnose } from '../../server/src/diagnostics/index';
import { diagnostics } from '../../server/src/features/diagnostics';
import { rulesetOf, tableOf } from './cursor';

const tags: Record<string, [code: string, tags: DiagnosticTag[] | undefined]> = {
  '-A INPUT -m state --state NEW': ['deprecated-form', [DiagnosticTag.Deprecated]],
  ':A - [0:0]': ['unused-chain', [DiagnosticTag.Unnecessary]],
  '-A INPUT -m nosuchthing': ['unknown-match', undefined],
};

describe('diagnostics for editors', () => {
  for (const [line, [code, expected]] of Object.entries(tags)) {
    it(`${line} has the tags of ${code}`, () => {
      const [found] = diagnostics('file:///a', diagnose(rulesetOf(tableOf('filter', ':INPUT ACCEPT [0:0]', line))));
      assert.equal(found?.code, code);
      assert.deepEqual(found?.tags, expected);
    });
  }
});
