// Fixing everything that is certain ends: done once more, nothing is left to do, whatever the text has gone through.
import { strict as assert } from 'node:assert';
import { fixAll } from '../../server/src/features/fix-all';
import { damage } from '../support/damage';
import { below, randomFrom } from '../support/random';
import { sampleDumps } from '../support/sample-dumps';

const textsOfEach = 40;

describe('all certain fixes of damaged dumps', function () {
  this.timeout(60_000);
  for (const { name, text, family } of sampleDumps('examples', 'test/fixtures')) {
    it(name, () => {
      for (let seed = 0; seed < textsOfEach; seed++) {
        const random = randomFrom(seed);
        let damaged = text;
        for (let i = below(random, 5); i >= 0; i--) {
          const { from, until, text: replacement } = damage(random, damaged);
          damaged = damaged.slice(0, from) + replacement + damaged.slice(until);
        }
        const fixed = fixAll(damaged, family, 'auto');
        assert.equal(fixAll(fixed, family, 'auto'), fixed, JSON.stringify(damaged));
      }
    });
  }
});
