// Conditions that a dump cannot decide, as traces say them behind `if` and `unless`.

import { strict as assert } from 'node:assert';
import { packetsReaching } from '../../../server/src/features/reaching';
import { conditionTeller } from '../../../server/src/features/sentence/condition-words';
import { rulesetOf } from '../cursor';

const said: [options: string, words: string | undefined][] = [
  ['-m set --match-set blocked src', 'in the set blocked by source'],
  ['-m limit --limit 5/min --limit-burst 10', 'within the limit of 5 a minute with bursts up to 10'],
  [
    '-m recent --rcheck --seconds 60 --hitcount 4 --name ssh --rsource',
    'their address was seen within the last 60 seconds (1 minute) at least 4 times in the list ssh (source address)',
  ],
  ['-m time --timestart 08:00:00 --timestop 18:00:00 --weekdays Mon', 'from 08:00 until 18:00 on Monday'],
  ['-m connlimit --connlimit-above 10 --connlimit-saddr', 'there are more than 10 connections (by source address)'],
  ['-m hashlimit --hashlimit-above 5/s --hashlimit-name a', 'above the limit of 5 a second (table a)'],
  ['-m string --algo bm --string "x y"', 'containing x y'],
  [
    '-m connbytes --connbytes 1000 --connbytes-mode packets --connbytes-dir both',
    'of a connection that has carried 1,000 or more packets (both directions together)',
  ],
  [
    '-m addrtype --dst-type LOCAL --limit-iface-in',
    'to an address of this host (counting only the addresses of the incoming interface)',
  ],
  ['-m quota --quota 1000', 'before 1,000 bytes are used up'],
  ['-m socket', 'they belong to an open local socket'],
  ['-m length --length 100:200', '100 to 200 bytes long'],
  ['-m statistic --mode nth ! --every 3 --packet 0', undefined],
  ['-m foo', undefined],
  ['-m set --match-set', undefined],
  ['-m string --algo bm --string "a long text that was c…', undefined],
  ['an ip rule delivers what TPROXY has marked to this host', undefined],
];

describe('conditions in words', () => {
  const say = conditionTeller(rulesetOf(''));
  for (const [options, words] of said) it(options, () => assert.equal(say(options), words));

  it('stand in the examples of packets, too', () => {
    const rule = '-A INPUT -m set ! --match-set friends src -m limit --limit 1/s -j DROP';
    const answer = packetsReaching(rulesetOf(`*filter\n:INPUT ACCEPT [0:0]\n${rule}\nCOMMIT\n`), 2);
    assert.match(answer!.reaching[0]!.words, /within the limit of 1 a second unless in the set friends by source$/);
    assert.match(
      answer!.reaching[0]!.example,
      /, unless in the set friends by source, if within the limit of 1 a second$/,
    );
  });
});
