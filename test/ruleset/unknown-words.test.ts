// What is not known here, such as the value of a variable in a script, is never a fault.
import { strict as assert } from 'node:assert';
import { judgeRule } from '../../server/src/ruleset/judge/index';
import { readRule } from '../../server/src/ruleset/rule';
import { parseLine, type RuleLine } from '../../server/src/syntax/line';
import { unknownValue, unknownWords } from '../../server/src/syntax/unknown';

/** The problems of a rule in which `$V` is a value and `$W` any number of words, each with its word. */
function problemsOf(text: string): string[] {
  const line = parseLine(text.replaceAll('$V', unknownValue).replaceAll('$W', unknownWords), '\n') as RuleLine;
  const { problems } = judgeRule(readRule(line, 'ipv4'), 'ipv4');
  return problems.map(({ kind, word }) => `${kind} ${word}`);
}

function check(text: string, ...expected: string[]): void {
  it(text, () => assert.deepEqual(problemsOf(text), expected));
}

describe('values that are not known here', () => {
  check('-A INPUT -s $V -i $V -p tcp --dport $V -j ACCEPT');
  check('-A INPUT -s $V/24 -p tcp -m tcp --dport 1:$V -j ACCEPT');
  check('-A INPUT -p $V --dport 80 -j ACCEPT');
  check('-A INPUT -p $V -m multiport --dports 80 -j ACCEPT');
  check('-A INPUT -m $V --some-option 80 -j ACCEPT');
  check('-A INPUT -j $V --some-option 80');
  check('-A INPUT -j LOG --log-level $V --log-prefix "$V: "');
  check('-A INPUT -p tcp --$Vport 80 -j ACCEPT');
  check('-A $Vabcdefghijklmnopqrstuvwxyzabcdef -j $Vabcdefghijklmnopqrstuvwxyzabcdef');
  check('-I INPUT $V -j ACCEPT');
  check('-A INPUT --dport $V -j ACCEPT', 'unknown-option --dport');
  check('-A INPUT -m tcp --dport $V -j ACCEPT', 'missing-protocol tcp');
  check('-A INPUT -p tcp --dprot $V -j ACCEPT', 'unknown-option --dprot');
  check('-A INPUT -p tcp --dport 99999 -s $V -j ACCEPT', 'invalid-value 99999');
  check('-A INPUT -m conntrack -s $V -j ACCEPT', 'missing-option conntrack');
});

describe('words that are not known here', () => {
  check('-A INPUT $W --dport 80 -j ACCEPT');
  check('-A INPUT $W -m tcp --dport 80 -j ACCEPT');
  check('-A INPUT $W -j REDIRECT --to-ports 80');
  check('-A INPUT -m conntrack $W -j ACCEPT');
  check('-A INPUT -j DNAT $W');
  check('-A INPUT $W 80 -j ACCEPT');
  check('$W -j ACCEPT');
  check('-A INPUT $W -p tcp -m tcp --dport 99999', 'invalid-value 99999');
  check('-A INPUT $W -p tcp --dport 80 --dport 81', 'repeated-option --dport');
});
