// Counters before a rule: what iptables-restore takes for them, and what it loses when they are damaged.
import { strict as assert } from 'node:assert';
import { readRuleCounters } from '../../server/src/syntax/rule-counters';

type Verdict = 'ordinary' | 'numeric' | 'not numeric' | 'refused';

/** `rule` is what iptables reads of the line, the counters taken away. */
function checkCounters(text: string, counters: string, verdict: Verdict, rule?: string): void {
  it(JSON.stringify(text), () => {
    const read = readRuleCounters(text, 0);
    const found: Verdict = read.ordinary
      ? 'ordinary'
      : read.numeric
        ? 'numeric'
        : read.closed
          ? 'not numeric'
          : 'refused';
    assert.deepEqual([text.slice(read.start, read.end), found], [counters, verdict]);
    if (rule !== undefined) assert.equal(text.slice(read.end, read.cut), rule);
  });
}

describe('counters before a rule', () => {
  checkCounters('[12:34] -A INPUT', '[12:34]', 'ordinary', ' -A INPUT');
  checkCounters('[12:34]-A INPUT -p tcp --dport 80:90', '[12:34]', 'ordinary', '-A INPUT -p tcp --dport 80:90');
  checkCounters('[ 1:2] -A INPUT', '[ 1:2]', 'numeric', ' -A INPUT');
  checkCounters('[-1:2 x] -A INPUT', '[-1:2 x]', 'numeric', ' -A INPUT');
  checkCounters('[0x1:2] -A INPUT', '[0x1:2]', 'numeric');
  checkCounters('[x:y] -A INPUT', '[x:y]', 'not numeric', ' -A INPUT');
  checkCounters('[1::2] -A INPUT', '[1::2]', 'not numeric', ' -A INPUT');
  checkCounters('[1:] -A INPUT', '[1:]', 'not numeric', ' -A INPUT');
  checkCounters('[1:2]] -A INPUT', '[1:2]', 'ordinary', '] -A INPUT');
});

describe('counters that iptables looks for further on', () => {
  checkCounters('[12] -A INPUT --dport 80:90', '[12]', 'numeric', ' -A INPUT --dport 80');
  checkCounters('[:2] -A INPUT --dport 80:90', '[:2]', 'numeric', ' -A INPUT --dport 80');
  checkCounters('[] -A INPUT --dport 80:90', '[]', 'not numeric', ' -A INPUT --dport 80');
  checkCounters('[1]:2] -A INPUT', '[1]', 'numeric', '');
  checkCounters('[1:] -A INPUT --comment "a]" -j ACCEPT', '[1:]', 'not numeric', ' -A INPUT --comment "a');
});

describe('refused counters', () => {
  checkCounters('[12 -A INPUT', '[12', 'refused');
  checkCounters('[1:2 -A INPUT', '[1:2', 'refused');
  checkCounters('[12] -A INPUT', '[12]', 'refused');
  checkCounters('[] -A INPUT', '[]', 'refused');
  checkCounters('[:] -A INPUT', '[:]', 'refused');
  checkCounters('[:2] -A INPUT', '[:2]', 'refused');
  checkCounters('[1\0:2] -A INPUT', '[1\0:2]', 'refused');
  checkCounters('[', '[', 'refused');
});
