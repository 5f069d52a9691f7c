// Signature help in scripts: the signature at a cursor with the value that is due.
import { strict as assert } from 'node:assert';
import { scriptSignatureHelp } from '../../../server/src/features/script/signature-help';
import { atCursor } from './at-script';

const cases: [marked: string, label: string, active: string][] = [
  ['iptables -A INPUT -p tcp --dport <|>', '--dport port[:port]', 'port[:port]'],
  ['iptables -w -A INPUT -p tcp --dport 8<|>0 -j ACCEPT', '--dport port[:port]', 'port[:port]'],
  ['iptables -A INPUT -p tcp ! --tcp-flags SYN,ACK <|>', '! --tcp-flags mask set', 'set'],
  ['ipt() { iptables -w "$@"; }\nipt -A INPUT -s <|>', '-s address[/mask][,…]', 'address[/mask][,…]'],
  ['iptables -t nat -A OUTPUT -p tcp -j REDIRECT \\\n  --to-ports <|>', '--to-ports port[-port]', 'port[-port]'],
  ['iptables-restore <<EOF\n*filter\n-A INPUT -p udp --dport <|>\nCOMMIT\nEOF', '--dport port[:port]', 'port[:port]'],
];

const silent = [
  'echo --dport <|>',
  'iptables -A INPUT -p tcp --dport 80 <|>',
  'iptables -A INPUT -p tcp --dport "<|>"',
  'iptables -A INPUT -p tcp --dport 80; echo <|>',
  'iptables-restore <<EOF\n*nat\nCOMMIT\nEOF\n<|>',
];

describe('signature help in scripts', () => {
  for (const [marked, label, active] of cases)
    it(`tells ${label} at ${JSON.stringify(marked)}`, async () => {
      const { script, place } = await atCursor(marked);
      const { signatures, activeParameter } = scriptSignatureHelp(script, place)!;
      const [start, end] = signatures[0]!.parameters![activeParameter!]!.label as [number, number];
      assert.deepEqual([signatures[0]!.label, signatures[0]!.label.slice(start, end)], [label, active]);
    });

  for (const marked of silent)
    it(`is silent at ${JSON.stringify(marked)}`, async () => {
      const { script, place } = await atCursor(marked);
      assert.equal(scriptSignatureHelp(script, place), undefined);
    });
});
