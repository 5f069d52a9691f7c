// Names of services that are misspelt: those that this machine has are none, and the real iptables refuses the others.
import { strict as assert } from 'node:assert';
import { existsSync, readFileSync } from 'node:fs';
import { misspeltService } from '../../server/src/modules/service-names';
import { restore } from '../support/oracle';
import { leaveOut, requireOracle } from '../support/requirements';

const list = '/etc/services';

const misspelt: Readonly<Record<string, string>> = {
  htpps: 'https',
  htttp: 'http',
  HTTP: 'http',
  SSH: 'ssh',
  Imaps: 'imaps',
  doman: 'domain',
  smpt: 'smtp',
  'micosoft-ds': 'microsoft-ds',
  'netbios-nss': 'netbios-ns',
  mysq1: 'mysql',
};

const fine = ['msql', 'htcp', 'sftp', 'shh', 'pop2', 'myapp', 'web', 'L2TP', '', 'a'.repeat(2_000)];

describe('names of services', () => {
  for (const [name, meant] of Object.entries(misspelt))
    it(`${name} is ${meant}`, () => assert.equal(misspeltService(name), meant));
  for (const name of fine) it(`${name.slice(0, 20)} may be one`, () => assert.equal(misspeltService(name), undefined));

  it('of this machine are told of none', function () {
    if (!existsSync(list)) leaveOut(this, `names of services (no ${list}: apt-get install netbase)`);
    const lines = readFileSync(list, 'utf8').split('\n');
    const names = lines.flatMap((line) =>
      line
        .replace(/#.*/, '')
        .split(/\s+/)
        .filter((word) => /^[^/]+$/.test(word)),
    );
    assert.ok(names.includes('http'));
    assert.deepEqual(
      names.filter((name) => misspeltService(name) !== undefined),
      [],
    );
  });

  it('that are misspelt are refused by iptables', function () {
    requireOracle(this);
    for (const name of Object.keys(misspelt)) {
      const text = `*filter\n-A INPUT -p tcp --dport ${name}\nCOMMIT\n`;
      const { status, messages } = restore(text, { backend: 'nft', args: ['--test'] });
      assert.notEqual(status, 0, name);
      assert.match(messages, /port/, name);
    }
  });
});
