// The jump graph of a table as text: hooks first, counters, gotos, chains that nothing leads to, and many chains in few boxes.

import { strict as assert } from 'node:assert';
import { chainGraph, tableNamed } from '../../../server/src/features/diagram/chains';
import { diagramText } from '../../../server/src/features/diagram/diagram';
import { rulesetOf } from './support';

function graphOf(text: string, table = 'filter') {
  const ruleset = rulesetOf(text);
  return chainGraph(ruleset, tableNamed(ruleset, table)!);
}

describe('the chains of a table', () => {
  it('are told with policies, counters, gotos, and what nothing leads to', () => {
    const text = `*filter
:SPARE - [0:0]
:INPUT DROP [7:420]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [1112:66720]
:SSH - [0:0]
:LOGGED - [0:0]
[5:300] -A INPUT -p tcp -m tcp --dport 22 -j SSH
[2:120] -A INPUT -p tcp -m tcp --dport 2222 -j SSH
[9:540] -A INPUT -g LOGGED
[3:180] -A SSH -s 10.0.0.0/8 -j ACCEPT
[1:60] -A SSH -s 192.168.0.0/16 -j ACCEPT
[3:180] -A SSH -j LOG
-A LOGGED -j MISSING
COMMIT
`;
    const graph = graphOf(text);
    assert.equal(
      diagramText(graph),
      `INPUT -> [rules 1, 2, 7 packets] -> SSH
INPUT -> [rule 3, 9 packets] -> LOGGED
LOGGED -> [rule 1] -> MISSING
INPUT: 3 rules
INPUT: policy DROP, 7 packets
FORWARD: 0 rules
FORWARD: policy ACCEPT
OUTPUT: 0 rules
OUTPUT: policy ACCEPT, 1,112 packets
SPARE: 0 rules
SPARE: no rule leads here
SSH: 3 rules
SSH: ACCEPT × 2, 4 packets
SSH: LOG, 3 packets
LOGGED: 1 rule
MISSING: 0 rules
MISSING: not declared`,
    );
    assert.deepEqual(
      graph.arrows.map(({ style }) => style),
      ['plain', 'goto', 'plain'],
    );
  });

  it('share boxes when there are too many for a picture', () => {
    const names = Array.from({ length: 5000 }, (_, i) => `KUBE-SVC-${i.toString(36).toUpperCase()}`);
    const text = [
      '*nat',
      ':PREROUTING ACCEPT [0:0]',
      ...names.map((name) => `:${name} - [0:0]`),
      ...names.map((name) => `-A PREROUTING -j ${name}`),
      'COMMIT',
      '',
    ].join('\n');
    const { boxes, arrows } = graphOf(text, 'nat');
    assert.deepEqual(
      boxes.map(({ title }) => title),
      ['PREROUTING', 'KUBE-SVC-…'],
    );
    assert.deepEqual(boxes[1]!.notes, ['5,000 chains, 0 rules']);
    assert.equal(arrows[0]!.label, '5,000 rules');
    assert.ok(boxes.every(({ lines }) => lines.length <= 200));
  });
});
