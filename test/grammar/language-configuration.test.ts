// What a word is in a dump, and where a table folds: the patterns that the editor is given.
import { strict as assert } from 'node:assert';
import configuration from '../../syntaxes/language-configuration.json';

const markers = configuration.folding.markers;

/** The words that the editor sees in a line. */
function words(line: string): string[] {
  return line.match(new RegExp(configuration.wordPattern, 'g')) ?? [];
}

function checkWords(line: string, expected: string): void {
  it(line, () => assert.deepEqual(words(line), expected.split(' ').filter(Boolean)));
}

describe('word pattern', () => {
  checkWords('*nat', 'nat');
  checkWords(':ISTIO_INBOUND - [0:0]', 'ISTIO_INBOUND 0 0');
  checkWords(':INPUT ACCEPT [1112:66720]', 'INPUT ACCEPT 1112 66720');
  checkWords('-A KUBE-SVC-ABC -j KUBE-SEP-1X', '-A KUBE-SVC-ABC -j KUBE-SEP-1X');
  checkWords('-j REDIRECT --to-ports 15006', '-j REDIRECT --to-ports 15006');
  checkWords('! -d 127.0.0.1/32', '-d 127.0.0.1/32');
  checkWords('!', '');
  checkWords('-s 10.0.0.0/8,192.168.0.0/16', '-s 10.0.0.0/8 192.168.0.0/16');
  checkWords('-d fe80::/10', '-d fe80::/10');
  checkWords('-d ::1', '-d ::1');
  checkWords('--to-destination 10.0.0.1:8080', '--to-destination 10.0.0.1 8080');
  checkWords('--mac-source 00:16:3e:12:34:56', '--mac-source 00:16:3e:12:34:56');
  checkWords('--mark 0x539/0xffffffff', '--mark 0x539/0xffffffff');
  checkWords('-A INPUT --', '-A INPUT --');
  checkWords('--dport=80', '--dport 80');
  checkWords('--comment "default/web:http cluster IP"', '--comment default/web http cluster IP');
  checkWords('-i eth0.100 -o br-1a2b+', '-i eth0.100 -o br-1a2b+');
  checkWords('-A INPUT\u00a0-j\u00a0ACCEPT', '-A INPUT -j ACCEPT');
  checkWords(':größe - [0:0]', 'größe 0 0');
});

describe('folding markers', () => {
  it('a table header starts a fold, COMMIT ends it', () => {
    assert.match('*nat', new RegExp(markers.start));
    assert.match('COMMIT', new RegExp(markers.end));
  });
  it('no other line does', () => {
    for (const line of [':INPUT ACCEPT [0:0]', '-A INPUT -j COMMIT', ' *nat', '# COMMIT', '']) {
      assert.doesNotMatch(line, new RegExp(`${markers.start}|${markers.end}`));
    }
  });
});
