// Traces in scripts: the question that a line suggests, and answers whose steps stand in the script.
import { strict as assert } from 'node:assert';
import { scriptTraceLenses } from '../../../server/src/features/script/code-lens';
import { scriptQuestion, scriptTrace } from '../../../server/src/features/script/trace';
import type { TraceNode } from '../../../server/src/features/trace/tree';
import { scriptOf } from './at-script';

const proxy = `#!/bin/sh
iptables -t nat -N PROXY
iptables -t nat -A PREROUTING -p tcp -j PROXY
for port in 22 15021; do
  iptables -t nat -A PROXY -p tcp --dport $port -j RETURN
done
iptables -t nat -A PROXY -p tcp -j REDIRECT --to-ports 15006
`;

const both = 'for c in iptables ip6tables; do\n  $c -A INPUT -p tcp --dport 22 -j ACCEPT\n  $c -P INPUT DROP\ndone\n';

/** All lines of a tree, from 1, in the order of its rows. */
function linesOf({ line, children }: TraceNode): number[] {
  return [...(line === undefined ? [] : [line + 1]), ...children.flatMap(linesOf)];
}

describe('traces in scripts', () => {
  const questions: [what: string, text: string, line: number, title: string | undefined, question: unknown][] = [
    ['a rule', proxy, 7, undefined, { question: 'in tcp', ruleset: 'IPv4' }],
    ['the first round of a loop', proxy, 5, undefined, { question: 'in tcp 22', ruleset: 'IPv4' }],
    ['a chain', proxy, 2, undefined, { question: 'in tcp', ruleset: 'IPv4' }],
    ['a line without calls', proxy, 1, undefined, { question: '', ruleset: 'IPv4' }],
    ['a policy', both, 3, undefined, { question: 'in', ruleset: 'IPv4' }],
    ['the ruleset that is named', both, 2, 'IPv6', { question: 'in tcp 22', ruleset: 'IPv6' }],
    [
      'the ruleset to which the line adds',
      'iptables -F\nip6tables -A OUTPUT -p udp --dport 53 -j DROP\n',
      2,
      undefined,
      { question: 'out udp 53', ruleset: 'IPv6' },
    ],
    ['nothing where nothing is built', 'echo iptables\n', 1, undefined, undefined],
    ['nothing of a ruleset that is not there', proxy, 7, 'IPv6', undefined],
  ];
  for (const [what, text, line, title, question] of questions)
    it(`are suggested by ${what}`, async () =>
      assert.deepEqual(scriptQuestion(await scriptOf(text), line - 1, title), question));

  const traces: [what: string, text: string, words: string, title: string, answers: unknown, about: string][] = [
    ['the lines of the script', proxy, 'in tcp 80', 'IPv4', [['delivered here, port 15006', [7, 3, 5, 5, 7]]], ''],
    ['each round where its command stands', proxy, 'in tcp 22', 'IPv4', [['delivered here, port 22', [5, 3, 5]]], ''],
    [
      'which ruleset was asked',
      both,
      'in tcp 80',
      'IPv6',
      [['dropped by the policy of INPUT in filter', [3, 2, 3]]],
      'IPv6',
    ],
    [
      'the doubt of what may not be built',
      '[ "$1" ] && iptables -A INPUT -p tcp --dport 22 -j DROP\niptables -P INPUT ACCEPT\n',
      'in tcp 22',
      'IPv4',
      [['dropped by rule 1 of INPUT in filter', [1, 1]]],
      'if all is built that only may be',
    ],
  ];
  for (const [what, text, words, title, answers, about] of traces)
    it(`tell ${what}`, async () => {
      const tree = scriptTrace(await scriptOf(text), words, title, true);
      assert.ok(tree && !('message' in tree));
      assert.deepEqual(
        tree.answers.map((answer) => [answer.label, linesOf(answer)]),
        answers,
      );
      assert.equal(tree.about, about);
    });

  it('say what is wrong with the words, and nothing of a ruleset that is not there', async () => {
    const script = await scriptOf(proxy);
    const wrong = scriptTrace(script, '80', 'IPv4', true);
    assert.ok(wrong && 'message' in wrong && /direction/.test(wrong.message));
    assert.equal(scriptTrace(script, 'in tcp 80', 'IPv6', true), undefined);
  });

  it('are offered once above each line that names a port or a policy, for each family', async () => {
    const offered = async (text: string) =>
      scriptTraceLenses(await scriptOf(text)).map(({ line, title }) => `${line + 1}: ${title}`);
    assert.deepEqual(await offered(proxy), ['5: Trace…']);
    assert.deepEqual(await offered(both), ['2: Trace IPv4…', '2: Trace IPv6…', '3: Trace IPv4…', '3: Trace IPv6…']);
  });
});
